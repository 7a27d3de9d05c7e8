//! `--format full`: each finding with its line, the places that belong to it, and how to mend it.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use callscript::diagnostic::{Diagnostic, Severity};
use callscript::inert::escape;
use callscript::source::Span;

use super::excerpt::{self, Excerpt};
use super::report::{Report, Sources};
use crate::screen::Screen;

/// Every finding, with an empty line after each.
pub fn full(report: &Report<'_>, screen: Screen) -> String {
    blocks(&report.findings, &report.sources, screen)
}

/// Every one of some findings, with an empty line after each.
pub(crate) fn blocks(findings: &[Diagnostic], sources: &Sources<'_>, screen: Screen) -> String {
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        text += &block(level, Some(finding.rule.name), finding, sources, screen);
        text += "\n\n";
    }
    text
}

/// One finding; what `level` is called stands before it, with the name of its rule.
pub(crate) fn block(
    level: Level<'_>,
    rule: Option<&str>,
    finding: &Diagnostic,
    sources: &Sources<'_>,
    Screen { width, colour }: Screen,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    // It is left with lines that fit: what it makes of longer ones hides the marks.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    let title = level.primary_title(escape(&finding.message));
    let title = match rule {
        Some(rule) => title.id(rule),
        None => title,
    };
    let mut group = Group::with_title(title).elements(places(finding, sources, width));
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(wrap(help, width)));
    }
    renderer.render(&[group])
}

/// A place that is shown.
struct Place<'a> {
    file: &'a str,
    span: Span,
    label: Option<&'a str>,
}

fn places<'a>(finding: &'a Diagnostic, sources: &Sources<'a>, width: usize) -> Vec<Element<'a>> {
    let Some(span) = finding.span else {
        return vec![Origin::path(escape(&finding.file)).into()];
    };
    let related =
        finding.related.iter().map(|place| Place { file: &place.file, span: place.span, label: Some(&place.message) });
    let (near, far): (Vec<_>, Vec<_>) = related.partition(|other| *other.file == *finding.file);
    let mut here = vec![Place { file: &finding.file, span, label: None }];
    here.extend(near);
    let mut elements = Vec::new();
    let spans: Vec<_> = here.iter().map(|place| place.span).collect();
    match sources.get(&finding.file).and_then(|source| excerpt::together(source, &spans, room(width))) {
        Some(excerpt) => elements.push(snippet(&here, excerpt)),
        None => here.into_iter().for_each(|place| show(place, sources, width, &mut elements)),
    }
    for place in far {
        show(place, sources, width, &mut elements);
    }
    elements
}

/// A place by itself: with its line, or the part of it around the place if it is long.
fn show<'a>(place: Place<'a>, sources: &Sources<'a>, width: usize, elements: &mut Vec<Element<'a>>) {
    let Some(source) = sources.get(place.file) else {
        return;
    };
    if let Some(excerpt) = excerpt::together(source, &[place.span], room(width)) {
        return elements.push(snippet(&[place], excerpt));
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

/// The lines of some places, marked.
fn snippet<'a>(places: &[Place<'a>], excerpt: Excerpt) -> Element<'a> {
    let path = places.first().map(|place| escape(place.file));
    let annotations = places.iter().zip(excerpt.marks).map(|(place, mark)| annotation(place, mark));
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(path);
    snippet.annotations(annotations).into()
}

fn annotation<'a>(place: &Place<'a>, mark: Range<usize>) -> Annotation<'a> {
    match place.label {
        None => AnnotationKind::Primary.span(mark),
        Some(label) => AnnotationKind::Context.span(mark).label(escape(label)),
    }
}

/// How much of a line fits beside its number.
fn room(width: usize) -> usize {
    width.saturating_sub(12).max(30)
}

/// Help in lines that fit.
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
