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
        let mut index = Self { lines: vec![0], characters: Vec::with_capacity(bytes.len() / Self::STRIDE + 1) };
        let mut characters = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            if at % Self::STRIDE == 0 {
                index.characters.push(characters);
            }
            characters += u32::from(starts_character(byte));
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                index.lines.push(Span::new(at + 1, at + 1).start);
            }
        }
        index
    }

    /// The number of characters before `offset`.
    pub(super) fn characters(&self, text: &str, offset: usize) -> usize {
        let stride = (offset / Self::STRIDE).min(self.characters.len().saturating_sub(1));
        let rest = text.as_bytes().get(stride * Self::STRIDE..offset).unwrap_or_default();
        let before = self.characters.get(stride).map_or(0, |&characters| characters as usize);
        before + rest.iter().filter(|&&byte| starts_character(byte)).count()
    }
}

/// Whether a byte of UTF-8 is the first of a character.
fn starts_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}
