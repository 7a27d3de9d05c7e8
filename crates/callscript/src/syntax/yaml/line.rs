//! A line of a file as its author sees it: where its value begins, and how the line reads with quotes added.
//!
//! Knows lines and quotes. Must not know the parser.

use std::ops::Range;

use crate::base::edit::Fix;
use crate::base::source::Span;

/// The longest line shown whole in a help text, in bytes.
const LONGEST_SHOWN: usize = 300;

/// The range of the line that contains `offset`, without its line end or a byte order mark.
pub(crate) fn line_at(text: &str, offset: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let offset = offset.min(bytes.len());
    let (before, after) = bytes.split_at(offset);
    let mut start = before.iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = after.iter().position(is_end).map_or(bytes.len(), |at| offset + at);
    if start == 0 && text.starts_with('\u{feff}') {
        start = '\u{feff}'.len_utf8();
    }
    start.min(end)..end
}

/// Whether the line that contains `offset` is too long to show. Looks only at the bytes near `offset`.
pub(super) fn is_long(text: &str, offset: usize) -> bool {
    let bytes = text.as_bytes();
    let from = offset.saturating_sub(LONGEST_SHOWN);
    let until = (offset + LONGEST_SHOWN).min(bytes.len());
    let has_end = |range: Range<usize>| {
        let part = bytes.get(range).unwrap_or_default();
        part.contains(&b'\n') || part.contains(&b'\r')
    };
    let begins = from == 0 || has_end(from..offset);
    let ends = until == bytes.len() || has_end(offset..until);
    !(begins && ends)
}

/// The text of a range; empty if the range is invalid.
pub(super) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The number of spaces and tabs that the line of `offset` begins with.
pub(super) fn indent_at(text: &str, offset: usize) -> usize {
    let line = slice(text, line_at(text, offset));
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The range of the value on the line of `offset`: after its dashes and its key, up to a comment.
pub(super) fn value_at(text: &str, offset: usize) -> Range<usize> {
    let Range { start, end } = line_at(text, offset);
    let mut at = start + indent_at(text, offset);
    while let Some(rest) = slice(text, at..end).strip_prefix("- ") {
        at = end - rest.trim_start_matches(' ').len();
    }
    if let Some(colon) = key_end(slice(text, at..end)) {
        let rest = slice(text, at + colon + 1..end);
        at = end - rest.trim_start_matches([' ', '\t']).len();
    }
    at..at + without_comment(slice(text, at..end)).len()
}

/// The offset of the `:` after the key that `line` begins with, if it begins with one.
pub(crate) fn key_end(line: &str) -> Option<usize> {
    let quote = line.chars().next().filter(|&first| first == '"' || first == '\'');
    let skip = match quote {
        Some(quote) => line.get(1..)?.find(quote)? + 2,
        None if line.starts_with(['{', '[', '#', '|', '>', '@', '`', '%']) => return None,
        None => 0,
    };
    let mut from = skip;
    loop {
        let colon = from + line.get(from..)?.find(':')?;
        let ends = line.get(colon + 1..)?.chars().next().is_none_or(|next| matches!(next, ' ' | '\t' | '\r' | '\n'));
        if ends {
            let between = line.get(skip..colon)?;
            let stray = between.contains(" #") || (quote.is_some() && !between.trim().is_empty());
            return (!stray).then_some(colon);
        }
        from = colon + 1;
    }
}

/// The part of the text at `range` that is a key: up to its colon, if the range begins where a key may stand. Else all of
/// it.
pub(super) fn key_or_value(text: &str, range: Range<usize>) -> Range<usize> {
    let before = slice(text, line_at(text, range.start).start..range.start);
    let first = before.trim_start_matches([' ', '\t', '-', '?']).is_empty();
    let written = slice(text, range.clone());
    let colon = written.match_indices(':').map(|(at, _)| at).find(|at| {
        let next = slice(written, at + 1..written.len()).chars().next();
        *at > 0 && next.is_none_or(|next| matches!(next, ' ' | '\t'))
    });
    match colon.filter(|_| first || before.trim_end().ends_with(['{', ','])) {
        Some(colon) => range.start..range.start + colon,
        None => range,
    }
}

/// The key whose value begins at `start`, if it is on the same line.
pub(super) fn key_before(text: &str, start: usize) -> Option<&str> {
    let before = slice(text, line_at(text, start).start..start).trim_end().strip_suffix(':')?;
    Some(before.rsplit([' ', '\t', '{', ',']).next().unwrap_or(before))
}

/// The line with the text at `range` put in quotes; shortened if it is long.
pub(super) fn with_quotes(text: &str, range: Range<usize>) -> String {
    let end = range.end.min(line_at(text, range.start).end);
    let written = quoted(slice(text, range.start..end));
    line_with(text, range, &written)
}

/// The line with `written` in the place of the text at `range`; shortened if it is long.
pub(super) fn line_with(text: &str, range: Range<usize>, written: &str) -> String {
    let line = line_at(text, range.start);
    let before = slice(text, line.start..range.start).trim_start();
    let after = slice(text, range.end..line.end).trim_end();
    if before.len() + written.len() + after.len() > LONGEST_SHOWN {
        let key = if before.len() < 80 { before } else { "" };
        return format!("{key}\"…\"");
    }
    format!("{before}{written}{after}")
}

/// The fix that puts the text at `range` in quotes; `None` if it is blank, long, or of several lines.
pub(super) fn put_in_quotes(text: &str, range: Range<usize>) -> Option<Fix> {
    let line = line_at(text, range.start);
    let short = range.len() <= LONGEST_SHOWN && range.end <= line.end;
    let value = text.get(range.clone()).filter(|value| short && !value.trim().is_empty())?;
    Some(Fix::replace("put the text in quotes", Span::new(range.start, range.end), quoted(value)))
}

/// The value in quotes. Existing quotes around it are removed first, as they did not make it valid.
fn quoted(value: &str) -> String {
    let value = value.trim();
    // `"Say "please" to them"` has quotes around it; `"Yes" or "No"` is two texts.
    let inside = |quote| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        let (before, after) = inner.split_once(quote).unwrap_or((inner, ""));
        let closes = !before.ends_with(' ') && after.starts_with(' ');
        (!closes).then_some(inner)
    };
    let (value, single) = match (inside('\''), inside('"')) {
        (Some(inner), _) => (inner, true),
        (_, Some(inner)) => (inner, false),
        _ => (value, false),
    };
    if !value.contains(['"', '\\']) {
        return format!("\"{value}\"");
    }
    if value.contains('\'') && !single {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}

/// The value without a comment after it, or the blanks before that.
fn without_comment(value: &str) -> &str {
    match value.find(" #") {
        Some(at) if !value.starts_with(['"', '\'']) => value.get(..at).unwrap_or(value).trim_end(),
        _ => value.trim_end(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_dashes_and_keys() {
        let value = |line: &str| slice(line, value_at(line, 0)).to_owned();
        assert_eq!(value("  say: {{ x }} hello # note"), "{{ x }} hello");
        assert_eq!(value("- - x:  y"), "y");
        assert_eq!(value("\"a: b\": c"), "c");
        assert_eq!(value("\u{feff}just words"), "just words");
        assert_eq!(value("at 10:30: come"), "come");
        assert_eq!(value("say: \"a\" # b"), "\"a\" # b");
        assert_eq!(value("{ a: b }"), "{ a: b }");
    }

    #[test]
    fn lines_end_in_every_way() {
        let text = "a\r\nbc\rd\n";
        assert_eq!(line_at(text, 0), 0..1);
        assert_eq!(line_at(text, 4), 3..5);
        assert_eq!(line_at(text, 6), 6..7);
        assert_eq!(line_at(text, 8), 8..8);
    }

    #[test]
    fn a_line_is_shown_as_it_should_read() {
        let fix = |line: &str| with_quotes(line, value_at(line, 0));
        assert_eq!(fix("  say: {{ x }} hello"), "say: \"{{ x }} hello\"");
        assert_eq!(fix("say: Hello: you # why"), "say: \"Hello: you\" # why");
        assert_eq!(fix("say: \"Hello\" she said"), "say: '\"Hello\" she said'");
        assert_eq!(fix("say: 'It's fine'"), "say: \"It's fine\"");
        assert_eq!(fix("say: \"a \"b\" c\""), "say: 'a \"b\" c'");
        assert_eq!(fix("say: \"a\" or \"b\""), "say: '\"a\" or \"b\"'");
        assert_eq!(fix("say: \"it's\" fine"), "say: \"\\\"it's\\\" fine\"");
    }
}
