//! A text as an editor counts it: lines from 0, and columns in the units that both sides agreed on.
//!
//! Must not know scripts.

use callscript::source::Span;
use lsp_types::{Position, PositionEncodingKind, Range};

/// The units in which columns are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

/// A text, ready for its places to be counted.
#[derive(Debug, Default)]
pub(super) struct Text {
    whole: String,
    encoding: Encoding,
    /// Where each line begins.
    lines: Vec<usize>,
    /// How many units there are before every `STRIDE`-th byte.
    units: Vec<usize>,
}

/// So that a place costs the same wherever it is, also on a line as long as a file.
const STRIDE: usize = 1024;

impl Encoding {
    /// The best of those that the editor knows.
    pub(super) fn agreed(knows: impl Fn(&str) -> bool) -> Self {
        let best = [Self::Utf8, Self::Utf32].into_iter().find(|encoding| knows(encoding.kind().as_str()));
        best.unwrap_or_default()
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units the character has that begins with `byte`; none if no character does.
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
    pub(super) fn new(text: String, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        let mut units = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut count = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            if at % STRIDE == 0 {
                units.push(count);
            }
            count += encoding.units(byte);
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                lines.push(at + 1);
            }
        }
        Self { whole: text, encoding, lines, units }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.whole
    }

    /// The byte at a position. One past the end of a line is that end, one past the last line the end of the text, and one
    /// inside a character its start.
    pub(super) fn offset(&self, position: Position) -> usize {
        let Some(&start) = self.lines.get(position.line as usize) else {
            return self.whole.len();
        };
        let end = self.lines.get(position.line as usize + 1).copied().unwrap_or(self.whole.len());
        let line = self.whole.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
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

    /// The position of a byte.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.whole.len());
        let line = self.lines.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position::new(clamp(line), clamp(self.units_before(offset) - self.units_before(start)))
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.range().start), self.position(span.range().end))
    }

    /// The text with something else in a range, or as a whole.
    pub(super) fn change(&mut self, range: Option<Range>, text: &str) {
        let mut changed = std::mem::take(&mut self.whole);
        match range {
            None => text.clone_into(&mut changed),
            Some(range) => {
                self.whole = changed;
                let (start, end) = (self.offset(range.start), self.offset(range.end));
                changed = std::mem::take(&mut self.whole);
                changed.replace_range(start..end.max(start), text);
            }
        }
        *self = Self::new(changed, self.encoding);
    }

    fn units_before(&self, offset: usize) -> usize {
        let stride = (offset / STRIDE).min(self.units.len().saturating_sub(1));
        let rest = self.whole.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        let before = self.units.get(stride).copied().unwrap_or_default();
        before + rest.iter().map(|&byte| self.encoding.units(byte)).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}один\r\nдва 🙂 x\rthree\n\n🙂";

    #[test]
    fn a_place_is_the_same_in_every_encoding() {
        let at = |encoding, needle: &str| {
            let text = Text::new(TEXT.to_owned(), encoding);
            let position = text.position(TEXT.find(needle).unwrap());
            assert_eq!(text.offset(position), TEXT.find(needle).unwrap(), "{encoding:?} {needle}");
            (position.line, position.character)
        };
        assert_eq!([Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(|e| at(e, "один")), [(0, 3), (0, 1), (0, 1)]);
        assert_eq!([Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(|e| at(e, "x")), [(1, 12), (1, 7), (1, 6)]);
        assert_eq!(at(Encoding::Utf16, "three"), (2, 0));
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest_before_it() {
        let text = Text::new(TEXT.to_owned(), Encoding::Utf16);
        let offset = |line, character| text.offset(Position::new(line, character));
        assert_eq!(offset(0, 99), TEXT.find('\r').unwrap());
        assert_eq!(offset(1, 5), TEXT.find('🙂').unwrap(), "half of a pair");
        assert_eq!(offset(4, 1), TEXT.len() - 4);
        assert_eq!(offset(4, 2), TEXT.len());
        assert_eq!(offset(9, 0), TEXT.len());
        assert_eq!(text.position(9999), Position::new(4, 2));
    }

    #[test]
    fn changes_follow_one_another() {
        let mut text = Text::new("a: 🙂b\nc: d\n".to_owned(), Encoding::Utf16);
        let range = |a, b, c, d| Some(Range::new(Position::new(a, b), Position::new(c, d)));
        text.change(range(0, 5, 0, 6), "é");
        text.change(range(1, 3, 2, 0), "e\r\nf");
        assert_eq!(text.as_str(), "a: 🙂é\nc: e\r\nf");
        text.change(range(2, 1, 2, 1), "g");
        text.change(range(1, 0, 0, 0), "x");
        assert_eq!(text.as_str(), "a: 🙂é\nxc: e\r\nfg", "a range that is the wrong way round is empty");
        text.change(None, "new");
        assert_eq!(text.as_str(), "new");
    }

    #[test]
    fn a_long_line_costs_no_more_than_a_short_one() {
        let long = Text::new("ü".repeat(1_000_000), Encoding::Utf16);
        for at in 0..100_000 {
            assert_eq!(long.position(at * 20).character as usize, at * 10);
        }
    }
}
