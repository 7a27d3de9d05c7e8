//! The few lines of a file that a finding shows.
//!
//! The excerpt is short even if lines are long, has no control characters that a terminal would interpret, and ends its
//! lines with LF. Only the text around the marks is read.

use std::ops::Range;

use callscript::internal::inert::is_harmful;
use callscript::source::{Source, Span};

/// Some lines, and the ranges of bytes in them that are marked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) marks: Vec<Range<usize>>,
}

/// Places at most this many lines apart are shown in one excerpt.
const NEAR: usize = 10;

/// Marks an omitted part of a line.
const CUT: char = '…';

/// The lines of all `spans`, if these are near each other and none of the lines is longer than `width`.
pub(super) fn together(source: &Source, spans: &[Span], width: usize) -> Option<Excerpt> {
    let text = source.text();
    let marks: Vec<_> = spans.iter().map(|span| first_line(source, *span, width)).collect();
    let first = marks.iter().map(|mark| mark.start).min()?;
    let last = marks.iter().map(|mark| mark.start).max()?;
    let line = source.position(Span::new(first, first).start).line;
    if source.position(Span::new(last, last).start).line - line > NEAR {
        return None;
    }
    let range = before(text, first, width).max(source.bom_len())..after(text, last, width);
    let fits = |line: &str| line.chars().nth(width).is_none();
    let whole = is_line_start(source, range.start) && is_line_end(text, range.end);
    let lines = text.get(range.clone())?.split(['\n', '\r']);
    (whole && lines.into_iter().all(fits)).then(|| Excerpt::new(text, line, range, &marks))
}

/// The first line of `span`, or as much of it around the span as `width` allows.
pub(super) fn alone(source: &Source, span: Span, width: usize) -> Excerpt {
    let text = source.text();
    let mark = first_line(source, span, width / 2);
    let mut range = before(text, mark.start, width)..after(text, mark.start, width);
    if text[range.clone()].chars().nth(width).is_some() {
        range = before(text, mark.start, width / 3)..after(text, mark.start, width - width / 3);
    }
    range.start = range.start.max(source.bom_len());
    let line = source.position(span.start).line;
    let mut excerpt = Excerpt::new(text, line, range.clone(), &[mark]);
    if !is_line_start(source, range.start) {
        excerpt.text.insert(0, CUT);
        for mark in &mut excerpt.marks {
            *mark = mark.start + CUT.len_utf8()..mark.end + CUT.len_utf8();
        }
    }
    if !is_line_end(text, range.end) {
        excerpt.text.push(CUT);
    }
    excerpt
}

impl Excerpt {
    /// The bytes `range` of a text, with control characters escaped and `marks` moved accordingly.
    fn new(text: &str, line: usize, range: Range<usize>, marks: &[Range<usize>]) -> Self {
        let mut excerpt = Self { line, text: String::with_capacity(range.len()), marks: marks.to_vec() };
        let mut characters = text[range.clone()].char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            excerpt.move_marks(marks, range.start + at);
            match character {
                '\r' if characters.peek().is_some_and(|(_, next)| *next == '\n') => {}
                '\r' | '\n' => excerpt.text.push('\n'),
                '\t' => excerpt.text.push('\t'),
                _ if is_harmful(character) => excerpt.text.push(char::REPLACEMENT_CHARACTER),
                _ => excerpt.text.push(character),
            }
        }
        excerpt.move_marks(marks, range.end);
        excerpt
    }

    fn move_marks(&mut self, marks: &[Range<usize>], at: usize) {
        let now = self.text.len();
        for (moved, mark) in self.marks.iter_mut().zip(marks) {
            if mark.start == at {
                moved.start = now;
            }
            if mark.end == at {
                moved.end = now;
            }
        }
    }
}

/// The part of a span on its first line, at most `most` characters.
fn first_line(source: &Source, span: Span, most: usize) -> Range<usize> {
    let text = source.text();
    let start = source.position(span.start).offset.max(source.bom_len()).min(text.len());
    let end = source.position(span.end).offset.max(start);
    start..after(text, start, most).min(end)
}

/// The byte at most `most` characters before `at`, on the same line.
fn before(text: &str, at: usize, most: usize) -> usize {
    let line = text[..at].char_indices().rev().take(most).take_while(|(_, character)| !is_break(*character));
    line.last().map_or(at, |(start, _)| start)
}

/// The byte at most `most` characters after `at`, on the same line.
fn after(text: &str, at: usize, most: usize) -> usize {
    let line = text[at..].chars().take(most).take_while(|character| !is_break(*character));
    at + line.map(char::len_utf8).sum::<usize>()
}

fn is_line_start(source: &Source, at: usize) -> bool {
    at <= source.bom_len() || source.text()[..at].ends_with(is_break)
}

fn is_line_end(text: &str, at: usize) -> bool {
    at == text.len() || text[at..].starts_with(is_break)
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(source: &Source, needle: &str) -> Span {
        let start = source.text().find(needle).unwrap();
        Span::new(start, start + needle.len())
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|mark| &excerpt.text[mark.clone()]).collect()
    }

    #[test]
    fn every_line_end_and_a_mark_over_lines() {
        let source = Source::new("a", "\u{feff}один: 1\r\nдва: \u{202e}2\rtwo: 3\n");
        let found = alone(&source, span(&source, "1\r\nдва"), 80);
        assert_eq!((found.line, &*found.text, marked(&found)), (1, "один: 1", vec!["1"]));
        let spans = [span(&source, "один"), span(&source, "two")];
        let found = together(&source, &spans, 80).unwrap();
        assert_eq!(found.text, "один: 1\nдва: \u{fffd}2\ntwo: 3");
        assert_eq!(marked(&found), ["один", "two"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let source = Source::new("a", format!("{}needle{}", "я ".repeat(9000), " x".repeat(9000)));
        let found = alone(&source, span(&source, "needle"), 60);
        assert_eq!(found.text.chars().count(), 62);
        assert_eq!(marked(&found), ["needle"]);
        assert_eq!(together(&source, &[span(&source, "needle")], 60), None);
    }

    #[test]
    fn the_end_of_a_file_can_be_marked() {
        let source = Source::new("a", "");
        assert_eq!(alone(&source, Span::new(0, 0), 60).marks.first(), Some(&(0..0)));
        let source = Source::new("a", "ab\n");
        let found = alone(&source, Span::new(3, 3), 60);
        assert_eq!((found.line, &*found.text), (2, ""));
    }
}
