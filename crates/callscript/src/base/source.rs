//! Source files: name, text, and places in the text.
//!
//! Must not know YAML or scripts.

mod index;

use std::ops::Range;
use std::sync::OnceLock;

use index::Index;

/// A range of bytes in one file. Offsets count from the start of the file, a byte order mark included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`; offsets past 4 GiB saturate.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `offset` is in the span.
    pub fn contains(self, offset: u32) -> bool {
        (self.start..self.end).contains(&offset)
    }
}

/// A value with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// The value `value` at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A name in the source: of a node, a variable, an outcome, a script, a key, …
pub type Name = Spanned<String>;

/// A place as people and editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1. LF, CRLF and CR end a line.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values; a byte order mark has none.
    pub column: usize,
    /// The offset in bytes, from 0; a byte order mark counts.
    pub offset: usize,
}

/// Why a file could not be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is larger than this limit, in bytes.
    TooLarge(u64),
    /// It begins with a byte order mark of UTF-16 or UTF-32.
    Utf16,
    /// It has a NUL byte at this offset.
    Binary(usize),
    /// It is not UTF-8 from this offset on.
    NotUtf8(usize),
}

/// A file: its name and its text.
///
/// ```
/// use callscript::source::Source;
///
/// let source = Source::new("hello.yaml", "callscript: 1\nid: hello\n");
/// let place = source.position(14);
/// assert_eq!((source.name(), place.line, place.column), ("hello.yaml", 2, 1));
/// ```
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    unreadable: Option<Unreadable>,
    index: OnceLock<Index>,
}

/// The byte order mark, which a file may begin with.
const BOM: &str = "\u{feff}";

impl Source {
    /// The default limit of a file's size, in bytes.
    pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

    /// A file called `name` with the content `bytes`, of at most `max_bytes`.
    ///
    /// This never fails. If the bytes are not text, the text before the fault is kept, so that the fault has a place.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>, max_bytes: u64) -> Self {
        let (text, unreadable) = decode(bytes, max_bytes.min(u64::from(u32::MAX)));
        Self { name: name.into(), text, unreadable, index: OnceLock::new() }
    }

    /// A file called `name` with the content `text` and the default limit.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::from_bytes(name, text.into().into_bytes(), Self::MAX_BYTES)
    }

    /// The same file with another text.
    #[must_use]
    pub(crate) fn with_text(&self, text: String) -> Self {
        Self { name: self.name.clone(), text, unreadable: self.unreadable, index: OnceLock::new() }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of the file, with its byte order mark if it has one.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why the text is not the whole file, if it is not.
    pub fn unreadable(&self) -> Option<Unreadable> {
        self.unreadable
    }

    /// The length of the byte order mark: 3 bytes, or 0 without one.
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len() } else { 0 }
    }

    /// The line and column of a byte. An offset past the end counts as the end, one inside a character as its start.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let line = index.lines.partition_point(|&start| start as usize <= offset).max(1);
        let start = index.lines.get(line - 1).map_or(0, |&start| start as usize);
        let bom = usize::from(line == 1 && self.bom_len() > 0 && offset > 0);
        let column = index.characters(&self.text, offset) - index.characters(&self.text, start) - bom + 1;
        Position { line, column, offset }
    }
}

fn decode(bytes: Vec<u8>, max_bytes: u64) -> (String, Option<Unreadable>) {
    if bytes.len() as u64 > max_bytes {
        return (String::new(), Some(Unreadable::TooLarge(max_bytes)));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return (String::new(), Some(Unreadable::Utf16));
    }
    let binary = memchr::memchr(0, &bytes);
    match (String::from_utf8(bytes), binary) {
        (Ok(text), None) => (text, None),
        (Ok(mut text), Some(at)) => {
            text.truncate(at);
            (text, Some(Unreadable::Binary(at)))
        }
        (Err(error), binary) => {
            let valid = error.utf8_error().valid_up_to();
            let (at, why) = match binary {
                Some(at) if at < valid => (at, Unreadable::Binary(at)),
                Some(_) => (valid, Unreadable::Binary(valid)),
                None => (valid, Unreadable::NotUtf8(valid)),
            };
            let mut bytes = error.into_bytes();
            bytes.truncate(at);
            (String::from_utf8(bytes).unwrap_or_default(), Some(why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_every_way() {
        let source = Source::new("a.yaml", "\u{feff}один\r\nдва\rthree\n🙂x");
        let at = |needle: &str| {
            let offset = source.text().find(needle).unwrap();
            let position = source.position(u32::try_from(offset).unwrap());
            (position.line, position.column, position.offset)
        };
        assert_eq!(at("один"), (1, 1, 3));
        assert_eq!(at("н"), (1, 4, 9));
        assert_eq!(at("два"), (2, 1, 13));
        assert_eq!(at("three"), (3, 1, 20));
        assert_eq!(at("x"), (4, 2, 30));
        assert_eq!(source.position(0).column, 1);
        assert_eq!(source.position(u32::MAX), Position { line: 4, column: 3, offset: 31 });
    }

    #[test]
    fn columns_of_long_lines_count_every_character() {
        let source = Source::new("a.yaml", format!("x\n{}", "é".repeat(3_000)));
        for characters in [0u32, 1, 511, 512, 1_024, 2_999] {
            let position = source.position(2 + 2 * characters);
            assert_eq!((position.line, position.column), (2, characters as usize + 1));
        }
    }

    #[test]
    fn what_is_no_text_keeps_what_comes_before() {
        let read = |bytes: &[u8]| {
            let source = Source::from_bytes("a", bytes.to_vec(), 8);
            (source.text().to_owned(), source.unreadable())
        };
        assert_eq!(read(b"abc"), ("abc".into(), None));
        assert_eq!(read(b"123456789"), (String::new(), Some(Unreadable::TooLarge(8))));
        assert_eq!(read(b"\xff\xfea\0"), (String::new(), Some(Unreadable::Utf16)));
        assert_eq!(read(b"ab\0c"), ("ab".into(), Some(Unreadable::Binary(2))));
        assert_eq!(read(b"ab\xffc"), ("ab".into(), Some(Unreadable::NotUtf8(2))));
        assert_eq!(read(b"ab\xffc\0"), ("ab".into(), Some(Unreadable::Binary(2))));
    }
}
