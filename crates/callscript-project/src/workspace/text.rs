//! A text with an index of its positions: lines from 0, and columns in the agreed encoding.
//!
//! Must not know scripts.

use std::ops;

use callscript::source::Span;

use super::position::{Change, Encoding, Position, Range};

/// A text with an index of its positions.
#[derive(Debug, Default)]
pub struct Text {
    whole: String,
    encoding: Encoding,
    /// The offset of each line.
    lines: Vec<usize>,
    /// The number of units before every `STRIDE`-th byte.
    units: Vec<usize>,
}

/// The distance of entries in the index, in bytes: a position costs at most this many steps, even on a very long line.
const STRIDE: usize = 1024;

impl Encoding {
    /// The units that a byte adds: in UTF-8 each byte is one, otherwise a character counts at its first byte.
    fn units(self, byte: u8) -> usize {
        match (self, byte) {
            (Self::Utf8, _) => 1,
            (_, 0x80..=0xbf) => 0,
            (Self::Utf16, 0xf0..) => 2,
            _ => 1,
        }
    }
}

impl Text {
    pub(crate) fn new(text: String, encoding: Encoding) -> Self {
        let mut lines = vec![0];
        lines.extend(line_starts(&text, 0..text.len()));
        Self { units: units(&text, encoding), whole: text, encoding, lines }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// The byte offset of a position. A column past the end of a line means that end, a line past the last the end of
    /// the text, and a column inside a character its start.
    pub fn offset(&self, position: Position) -> usize {
        let Some(&start) = self.lines.get(position.line as usize) else {
            return self.whole.len();
        };
        let end = self.lines.get(position.line as usize + 1).copied().unwrap_or(self.whole.len());
        let line = self.whole.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let mut left = position.column as usize;
        for (at, character) in line.char_indices() {
            let units = match self.encoding {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if left < units {
                return start + at;
            }
            left -= units;
        }
        start + line.len()
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.whole.len());
        let line = self.lines.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: clamp(line), column: clamp(self.units_before(offset) - self.units_before(start)) }
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.range().start), end: self.position(span.range().end) }
    }

    /// Applies changes, one after the other.
    pub(crate) fn change(&mut self, changes: &[Change]) {
        for Change { range, text } in changes {
            let (start, end) = match range {
                Some(range) => (self.offset(range.start), self.offset(range.end)),
                None => (0, self.whole.len()),
            };
            self.replace(start..end.max(start), text);
        }
        self.units = units(&self.whole, self.encoding);
    }

    /// Replaces bytes by a text, without updating `units`.
    fn replace(&mut self, old: ops::Range<usize>, text: &str) {
        self.whole.replace_range(old.clone(), text);
        let new_end = old.start + text.len();
        // A `\r` ends a line unless a `
        // ` follows, so check the byte before too.
        let new_lines = line_starts(&self.whole, old.start.saturating_sub(1)..new_end);
        let first = self.lines.partition_point(|&line| line < old.start.max(1));
        let behind = self.lines.partition_point(|&line| line <= old.end);
        for line in self.lines.iter_mut().skip(behind) {
            *line = *line - old.end + new_end;
        }
        self.lines.splice(first..behind, new_lines);
    }

    fn units_before(&self, offset: usize) -> usize {
        let stride = (offset / STRIDE).min(self.units.len().saturating_sub(1));
        let rest = self.whole.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        let before = self.units.get(stride).copied().unwrap_or_default();
        before + rest.iter().map(|&byte| self.encoding.units(byte)).sum::<usize>()
    }
}

/// The offsets of lines that begin just after these bytes.
fn line_starts(text: &str, bytes: ops::Range<usize>) -> impl Iterator<Item = usize> {
    let text = text.as_bytes();
    bytes.filter_map(move |at| match text.get(at)? {
        b'\n' => Some(at + 1),
        b'\r' if text.get(at + 1) != Some(&b'\n') => Some(at + 1),
        _ => None,
    })
}

/// The number of units before every `STRIDE`-th byte.
fn units(text: &str, encoding: Encoding) -> Vec<usize> {
    let mut count = 0;
    let before = text.as_bytes().chunks(STRIDE).map(|bytes| {
        let before = count;
        count += bytes.iter().map(|&byte| encoding.units(byte)).sum::<usize>();
        before
    });
    before.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}один\r\nдва 🙂 x\rthree\n\n🙂";

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    #[test]
    fn a_place_is_the_same_in_every_encoding() {
        let place = |encoding, needle: &str| {
            let text = Text::new(TEXT.to_owned(), encoding);
            let position = text.position(TEXT.find(needle).unwrap());
            assert_eq!(text.offset(position), TEXT.find(needle).unwrap(), "{encoding:?} {needle}");
            (position.line, position.column)
        };
        assert_eq!(
            [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(|e| place(e, "один")),
            [(0, 3), (0, 1), (0, 1)]
        );
        assert_eq!(
            [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(|e| place(e, "x")),
            [(1, 12), (1, 7), (1, 6)]
        );
        assert_eq!(place(Encoding::Utf16, "three"), (2, 0));
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest_before_it() {
        let text = Text::new(TEXT.to_owned(), Encoding::Utf16);
        let offset = |line, character| text.offset(at(line, character));
        assert_eq!(offset(0, 99), TEXT.find('\r').unwrap());
        assert_eq!(offset(1, 5), TEXT.find('🙂').unwrap(), "half of a pair");
        assert_eq!(offset(4, 1), TEXT.len() - 4);
        assert_eq!(offset(4, 2), TEXT.len());
        assert_eq!(offset(9, 0), TEXT.len());
        assert_eq!(text.position(9999), at(4, 2));
    }

    #[test]
    fn changes_follow_one_another() {
        let mut text = Text::new("a: 🙂b\nc: d\n".to_owned(), Encoding::Utf16);
        let change = |a, b, c, d, text: &str| Change {
            range: Some(Range { start: at(a, b), end: at(c, d) }),
            text: text.to_owned(),
        };
        text.change(&[change(0, 5, 0, 6, "é"), change(1, 3, 2, 0, "e\r\nf")]);
        assert_eq!(text.as_str(), "a: 🙂é\nc: e\r\nf");
        text.change(&[change(2, 1, 2, 1, "g"), change(1, 0, 0, 0, "x")]);
        assert_eq!(text.as_str(), "a: 🙂é\nxc: e\r\nfg", "a range that is the wrong way round is empty");
        text.change(&[
            change(0, 0, 0, 1, "b"),
            Change { range: None, text: "new\n".to_owned() },
            change(1, 0, 1, 0, "line"),
        ]);
        assert_eq!(text.as_str(), "new\nline");
    }

    #[test]
    fn lines_are_those_of_the_changed_text() {
        let pieces = ["", "\r", "\n", "\r\n", "a", "\n\r", "ü\nb"];
        for before in pieces.map(|piece| format!("x{piece}y\r\nz")) {
            for (start, end) in (0..=before.len()).flat_map(|end| (0..=end).map(move |start| (start, end))) {
                let Some(old) = before.get(start..end) else { continue };
                for new in pieces {
                    let mut text = Text::new(before.clone(), Encoding::Utf16);
                    text.replace(start..end, new);
                    let whole = Text::new(text.whole.clone(), Encoding::Utf16);
                    assert_eq!(text.lines, whole.lines, "{new:?} in the place of {old:?} at {start} of {before:?}");
                }
            }
        }
    }

    #[test]
    fn a_long_line_costs_no_more_than_a_short_one() {
        let long = Text::new("ü".repeat(1_000_000), Encoding::Utf16);
        for at in 0..100_000 {
            assert_eq!(long.position(at * 20).column as usize, at * 10);
        }
    }
}
