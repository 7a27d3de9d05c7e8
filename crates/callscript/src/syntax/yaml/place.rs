//! Corrects the parser's spans: they leave out a block scalar's header, and an empty value's span is before its colon.
//!
//! Knows which spans the parser reports. Must not know the tree.

use std::ops::Range;

/// The span of a block scalar: from its `|` or `>` to the end of its last line with content.
///
/// `content` is the span that the parser reports, `from` the end of the token before.
pub(super) fn block_scalar(text: &str, from: usize, content: Range<usize>) -> Range<usize> {
    let start = block_header(text, from, content.start);
    let body = text.get(content.start..content.end).unwrap_or_default();
    let trimmed = body.trim_end_matches([' ', '\t', '\n', '\r']);
    if trimmed.is_empty() || content.start <= start {
        let marks = text.get(start..).unwrap_or_default().bytes();
        let length = marks.take_while(|byte| matches!(byte, b'|' | b'>' | b'+' | b'-' | b'0'..=b'9')).count();
        return start..start + length;
    }
    let trailing = body.get(trimmed.len()..).unwrap_or_default();
    let blanks = trailing.find(['\n', '\r']).unwrap_or(trailing.len());
    start..content.start + trimmed.len() + blanks
}

/// The offset of the `|` or `>` of a block scalar whose content begins at `content`; `content` itself if there is none.
fn block_header(text: &str, from: usize, content: usize) -> usize {
    let before = text.get(from..content).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t', '\n', '\r']);
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mut last = '\n';
    for (at, character) in before.char_indices().skip_while(|&(at, _)| at < line) {
        if matches!(character, '|' | '>') && (last.is_whitespace() || last == '\u{feff}') {
            return from + at;
        }
        last = character;
    }
    content
}

/// The offset of a list's first dash. For the value of a key, the parser may report `at` after the dash.
pub(super) fn first_dash(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
    let indent = bytes.get(line..).unwrap_or_default().iter().take_while(|&&byte| byte == b' ').count();
    match bytes.get(line + indent) {
        Some(b'-') => line + indent,
        _ => at,
    }
}

/// The offset of an empty value: right after its colon or dash, or else after the token that ends at `before`.
///
/// `at` is the offset that the parser reports.
pub(super) fn empty_value(text: &str, before: usize, at: usize) -> usize {
    if text.as_bytes().get(at) == Some(&b':') && at >= before {
        return at + 1;
    }
    let gap = text.get(before..at).unwrap_or_default();
    let gap = gap.find(" #").and_then(|comment| gap.get(..comment)).unwrap_or(gap);
    before + gap.trim_end().len()
}
