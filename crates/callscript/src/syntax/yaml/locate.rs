//! Maps a span of a scalar's decoded text to the file, across quotes, escapes, indents and folded lines.
//!
//! Knows how each style is written. Slow: each call scans the scalar again, so call it for findings only.

use std::borrow::Cow;
use std::ops::Range;

use super::characters::is_control;
use super::value::{Scalar, Style};
use crate::base::source::{Source, Span};

/// The span in the file of the bytes `span` of a scalar's decoded text, whatever its style.
///
/// The non-blank characters of the text are in the file in the same order, some of them escaped; so they are counted.
pub(crate) fn locate(source: &Source, scalar: &Scalar<'_>, span: Span) -> Span {
    let start = scalar.span.start + u32::from(scalar.style != Style::Plain);
    if matches!(scalar.text, Cow::Borrowed(_)) {
        return Span { start: start.saturating_add(span.start), end: start.saturating_add(span.end) };
    }
    let text = scalar.text.as_ref();
    let before = text.get(..span.range().start).unwrap_or(text);
    let inside = text.get(span.range()).unwrap_or_default();
    let mut units = Units::new(source, scalar);
    let units_end = units.end;
    let skipped = count_non_blank(before);
    let last = skipped.checked_sub(1).and_then(|index| units.nth(index)).map_or(units.at, |unit| unit.end);
    let blank = before.len() - before.trim_end_matches(is_blank).len();
    let starts_blank = inside.starts_with(is_blank) || inside.is_empty();
    let mut rest = units;
    let next = rest.next().unwrap_or(last..last);
    let start = if starts_blank { (last + blank).min(next.start) } else { next.start };
    let end = match count_non_blank(inside) {
        0 => (start + inside.len()).min(next.start.max(start)),
        1 => next.end,
        count => rest.nth(count - 2).map_or(next.end, |unit| unit.end),
    };
    let blanks = inside.trim_start_matches(is_blank);
    let blanks = blanks.get(blanks.trim_end_matches(is_blank).len()..).unwrap_or_default();
    let raw = source.text().get(end..units_end).unwrap_or_default().chars();
    let end = end + raw.zip(blanks.chars()).take_while(|(raw, blank)| raw == blank).count();
    Span::new(floor_char_boundary(source, start), floor_char_boundary(source, end.max(start)))
}

/// The number of characters that are not blank.
fn count_non_blank(text: &str) -> usize {
    text.chars().filter(|&character| !is_blank(character)).count()
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// The start of the character that contains `offset`.
fn floor_char_boundary(source: &Source, offset: usize) -> usize {
    let mut offset = offset.min(source.text().len());
    while !source.text().is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Iterates over the non-blank characters of a scalar as written: each item is the character's range in the file.
struct Units<'s> {
    /// The text of the whole file.
    text: &'s str,
    style: Style,
    /// The offset of the next character.
    at: usize,
    /// The end of the scalar's content, without the closing quote.
    end: usize,
}

impl<'s> Units<'s> {
    fn new(source: &'s Source, scalar: &Scalar<'_>) -> Self {
        let text = source.text();
        let range = scalar.span.range();
        let (at, end) = match scalar.style {
            Style::Plain => (range.start, range.end),
            Style::Single | Style::Double => (range.start + 1, range.end.saturating_sub(1)),
            Style::Literal | Style::Folded => {
                let header = text.get(range.clone()).and_then(|raw| raw.find(['\n', '\r']));
                (header.map_or(range.end, |length| range.start + length), range.end)
            }
        };
        Self { text, style: scalar.style, at, end }
    }

    /// The length of the next character as written, in bytes, and whether it is not blank.
    fn next_unit(&self) -> Option<(usize, bool)> {
        let rest = self.text.get(self.at..self.end)?;
        let first = rest.chars().next()?;
        match (self.style, first) {
            (Style::Single, '\'') => Some((2, true)),
            (Style::Double, '\\') => Some(escape(rest)),
            _ => Some((first.len_utf8(), !is_blank(first) && !is_control(first))),
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (length, visible) = self.next_unit()?;
            let start = self.at;
            self.at = (start + length).min(self.end);
            if visible {
                return Some(start..self.at);
            }
        }
    }
}

/// The length of the escape that `rest` begins with, and whether its character is not blank.
fn escape(rest: &str) -> (usize, bool) {
    let digits = |count: usize| rest.get(2..2 + count).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let visible = |code: Option<u32>| code.and_then(char::from_u32).is_none_or(|character| !is_blank(character));
    match rest.chars().nth(1) {
        Some('x') => (4, visible(digits(2))),
        Some('u') if matches!(digits(4), Some(0xd800..=0xdbff)) => (12, true),
        Some('u') => (6, visible(digits(4))),
        Some('U') => (10, visible(digits(8))),
        Some('n' | 'r' | 't' | ' ' | '\t' | '\n' | '\r') | None => (2, false),
        // A control character was replaced by a space before parsing.
        Some(other) => (1 + other.len_utf8(), !is_control(other)),
    }
}
