//! Finds comments in the gaps between the parser's tokens.
//!
//! Knows that a comment is a `#` after a blank or at the start of a line. Must not search the inside of a scalar.

use std::ops::Range;

use super::line::line_at;
use crate::base::source::Span;

const BOM: char = '\u{feff}';

/// The offset of the first `#` at or after `from`, or the end of the text.
pub(super) fn next_hash(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr(b'#', rest).map_or(text.len(), |at| from + at)
}

/// Adds the spans of the comments in `gap` of `text`, a copy of `original` in which some bytes may be blanked.
#[cold]
pub(super) fn find(text: &str, original: &str, gap: Range<usize>, comments: &mut Vec<Span>) {
    let mut from = gap.start;
    while let Some(at) = text.get(from..gap.end).and_then(|gap| gap.find('#')).map(|at| from + at) {
        from = at + 1;
        let before = text.get(..at).unwrap_or_default();
        if before.is_empty() || before == BOM.to_string() || before.ends_with([' ', '\t', '\n', '\r']) {
            from = line_at(text, at).end;
            // `recover::blank` puts a `#` in place of a node's id; the author did not write that one.
            if original.as_bytes().get(at) == Some(&b'#') {
                comments.push(Span::new(at, from));
            }
        }
    }
}
