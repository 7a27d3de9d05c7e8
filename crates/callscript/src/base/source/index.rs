//! An index of the lines and characters of a text.

use super::Span;

/// The starts of lines, and the number of characters up to regular offsets, so that a lookup does not depend on the
/// offset.
#[derive(Debug)]
pub(super) struct Index {
    /// The offset of each line's start.
    pub(super) lines: Vec<u32>,
    /// The number of characters before every `STRIDE`-th byte.
    characters: Vec<u32>,
}

impl Index {
    const STRIDE: usize = 1024;

    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        // Of CRLF the second ends the line.
        let ends = ends.filter(|&at| bytes.get(at..at + 2) != Some(b"\r\n"));
        let lines = std::iter::once(0).chain(ends.map(|at| Span::new(at + 1, at + 1).start)).collect();
        let mut characters = vec![0];
        let mut before = 0;
        for stride in bytes.chunks(Self::STRIDE) {
            before += count_characters(stride);
            characters.push(u32::try_from(before).unwrap_or(u32::MAX));
        }
        Self { lines, characters }
    }

    /// The number of characters before `offset`.
    pub(super) fn characters(&self, text: &str, offset: usize) -> usize {
        let stride = (offset / Self::STRIDE).min(self.characters.len().saturating_sub(1));
        let rest = text.as_bytes().get(stride * Self::STRIDE..offset).unwrap_or_default();
        let before = self.characters.get(stride).map_or(0, |&characters| characters as usize);
        before + count_characters(rest)
    }
}

/// How many characters begin in a part of a text: every byte of UTF-8 begins one, except continuation bytes.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}
