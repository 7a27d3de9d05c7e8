//! Finds the open quote and bracket in the text that the parser has scanned without reporting an event.
//!
//! Knows quotes and brackets. Must not know the rest of YAML.

use std::ops::Range;

/// The open bracket and the last quote of a range of text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// The offset of the outermost bracket that is not closed.
    pub(super) bracket: Option<usize>,
    /// The last quoted text; up to the end of the range if its quote is not closed.
    pub(super) quote: Option<Range<usize>>,
}

/// Scans `range` of the text.
pub(super) fn scan(text: &str, range: Range<usize>) -> Open {
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    let mut brackets = Vec::new();
    let mut quote = None;
    let mut at = range.start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' if starts_token(bytes, at, range.start) => {
                let end = quote_end(bytes, at);
                quote = Some(at..end);
                at = end;
                continue;
            }
            b'[' | b'{' => brackets.push(at),
            b']' | b'}' => drop(brackets.pop()),
            b'#' if starts_token(bytes, at, range.start) => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count();
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Open { bracket: brackets.first().copied(), quote }
}

/// Whether a quote or `#` at `at` starts a token: it is at `start`, or follows a blank or one of `,[{:`.
fn starts_token(bytes: &[u8], at: usize, start: usize) -> bool {
    let before = at.checked_sub(1).filter(|&before| before >= start).and_then(|before| bytes.get(before));
    before.is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b'{' | b':'))
}

/// The offset after the quote that closes the one at `start`; the end of `bytes` if it is not closed.
fn quote_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes.get(start).copied().unwrap_or_default();
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            _ if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_bracket_and_the_last_quote_count() {
        let open = |text: &str| {
            let open = scan(text, 0..text.len());
            (open.bracket, open.quote.map(|range| &text[range]).map(str::to_owned))
        };
        assert_eq!(open("- [a, {b: c}, \"x]\\\" [\" y"), (Some(2), Some("\"x]\\\" [\"".into())));
        assert_eq!(open(": 'it''s\n  {"), (None, Some("'it''s\n  {".into())));
        assert_eq!(open("it's [a] # { \""), (None, None));
    }
}
