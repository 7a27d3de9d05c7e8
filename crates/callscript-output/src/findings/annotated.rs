//! Draws a message with the source lines that it refers to, and marks below them.
//!
//! Must not know findings: anything with a message and a place can be drawn.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use callscript::internal::inert::escape;
use callscript::source::Span;

use super::excerpt::{self, Excerpt};
use super::report::Sources;
use crate::screen::Screen;

/// A message about a file.
pub(crate) struct Annotated<'a> {
    pub(crate) message: &'a str,
    /// How to fix it.
    pub(crate) help: Option<&'a str>,
    pub(crate) file: &'a str,
    /// The place in the file; `None` if the message is about the whole file.
    pub(crate) span: Option<Span>,
    /// Related places.
    pub(crate) related: Vec<Place<'a>>,
}

/// A place to show.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) span: Span,
    /// A label for the place; `None` if the message is enough.
    pub(crate) label: Option<&'a str>,
}

impl Annotated<'_> {
    /// Draws the message; it begins with the name of `level`, and the name of the rule if there is one.
    pub(crate) fn draw(
        &self,
        level: Level<'_>,
        rule: Option<&str>,
        sources: &Sources<'_>,
        Screen { width, colour }: Screen,
    ) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        // It only gets lines that fit: when it shortens longer ones, it hides the marks.
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
        let title = level.primary_title(escape(self.message));
        let title = match rule {
            Some(rule) => title.id(rule),
            None => title,
        };
        let mut group = Group::with_title(title).elements(self.places(sources, width));
        if let Some(help) = self.help {
            group = group.element(Level::HELP.message(wrap(help, width)));
        }
        renderer.render(&[group])
    }

    fn places<'s>(&'s self, sources: &Sources<'s>, width: usize) -> Vec<Element<'s>> {
        let Some(span) = self.span else {
            return vec![Origin::path(escape(self.file)).into()];
        };
        let related = self.related.iter().copied();
        let (mut near, far): (Vec<Place<'_>>, Vec<_>) = related.partition(|other| other.file == self.file);
        // What is said of the place itself is shown there, not a second time.
        let own = near.iter().position(|other| other.span == span).map(|at| near.remove(at));
        let mut here = vec![Place { file: self.file, span, label: own.and_then(|own| own.label) }];
        here.extend(near);
        let mut elements = Vec::new();
        let spans: Vec<_> = here.iter().map(|place| place.span).collect();
        match sources.get(self.file).and_then(|source| excerpt::together(source, &spans, room(width))) {
            Some(excerpt) => elements.push(snippet(&here, true, excerpt)),
            None => {
                for (at, place) in here.into_iter().enumerate() {
                    show(place, at == 0, sources, width, &mut elements);
                }
            }
        }
        for place in far {
            show(place, false, sources, width, &mut elements);
        }
        elements
    }
}

/// A place by itself, with its line, or with the part around the place if the line is long.
fn show<'a>(place: Place<'a>, primary: bool, sources: &Sources<'a>, width: usize, elements: &mut Vec<Element<'a>>) {
    let Some(source) = sources.get(place.file) else {
        return;
    };
    if let Some(excerpt) = excerpt::together(source, &[place.span], room(width)) {
        return elements.push(snippet(&[place], primary, excerpt));
    }
    let position = source.position(place.span.start);
    let excerpt = excerpt::alone(source, place.span, room(width));
    let mark = excerpt.marks.first().cloned().unwrap_or_default();
    let [indent, length] = [&excerpt.text[..mark.start], &excerpt.text[mark]].map(|part| part.chars().count());
    let line = format!(
        "{}\n{}{} {}",
        excerpt.text,
        " ".repeat(indent),
        "^".repeat(length.max(1)),
        escape(place.label.unwrap_or(""))
    );
    let origin = Origin::path(escape(place.file));
    elements.push(origin.line(position.line).char_column(position.column).into());
    elements.push(Level::NOTE.with_name("line").message(line.trim_end().to_owned()).into());
}

/// The lines of some places, marked; the first place as the one that the message is about, if it is.
fn snippet<'a>(places: &[Place<'a>], primary: bool, excerpt: Excerpt) -> Element<'a> {
    let path = places.first().map(|place| escape(place.file));
    let annotations = places.iter().zip(excerpt.marks).enumerate().map(|(at, (place, mark))| {
        let kind = if at == 0 && primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(mark);
        match place.label {
            None => annotation,
            Some(label) => annotation.label(escape(label)),
        }
    });
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(path);
    snippet.annotations(annotations).into()
}

/// The number of columns of a line that fit beside its number.
fn room(width: usize) -> usize {
    width.saturating_sub(12).max(30)
}

/// Wraps help to lines that fit.
fn wrap(help: &str, width: usize) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in help.split(' ') {
        let word = escape(word);
        let length = word.chars().count();
        if column > 0 && column + 1 + length > room(width) {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text += &word;
        column += length;
    }
    text
}
