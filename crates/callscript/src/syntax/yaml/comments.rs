//! Comments stand between what the parser reports.
//!
//! Knows that a `#` after a blank begins one. Must not be asked about the inside of a text.

use std::ops::Range;

use super::line::line_at;
use crate::base::source::Span;

const BOM: char = '\u{feff}';

/// Where the first `#` is from `from` on; if there is none, where the text ends.
pub(super) fn next_hash(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr(b'#', rest).map_or(text.len(), |at| from + at)
}

/// Adds the comments that lie in `gap` of `text`, which is `original` with some bytes blanked.
#[cold]
pub(super) fn find(text: &str, original: &str, gap: Range<usize>, comments: &mut Vec<Span>) {
    let mut from = gap.start;
    while let Some(at) = text.get(from..gap.end).and_then(|gap| gap.find('#')).map(|at| from + at) {
        from = at + 1;
        let before = text.get(..at).unwrap_or_default();
        if before.is_empty() || before == BOM.to_string() || before.ends_with([' ', '\t', '\n', '\r']) {
            from = line_at(text, at).end;
            // A blanked node leaves a `#` behind that is none of the author's.
            if original.as_bytes().get(at) == Some(&b'#') {
                comments.push(Span::new(at, from));
            }
        }
    }
}
