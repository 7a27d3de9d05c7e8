//! Writes a text as a YAML scalar in place of another, in the same style if that can hold it.
//!
//! Must not know what the text is.

use std::fmt::Write;

use crate::base::inert;
use crate::base::source::{Source, Span};

/// Words that are no text without quotes.
const WORDS: [&str; 3] = ["null", "true", "false"];

/// The text `new`, as it is written in place of the scalar at `span`.
pub(super) fn written(source: &Source, span: Span, new: &str) -> String {
    let old = source.text().get(span.range()).unwrap_or_default();
    let is_harmless = !new.chars().any(inert::is_harmful);
    match old.chars().next() {
        Some('\'') if is_harmless => format!("'{}'", new.replace('\'', "''")),
        Some('"') => in_quotes(new),
        _ if is_harmless && is_plain(new, !is_in_brackets(source.text(), span)) => new.to_owned(),
        _ => in_quotes(new),
    }
}

/// The span with the quotes around it, if there are some.
pub(super) fn with_quotes(source: &Source, span: Span) -> Span {
    let (start, end) = (span.range().start, span.range().end);
    let bytes = source.text().as_bytes();
    let before = start.checked_sub(1).and_then(|before| bytes.get(before));
    match (before, bytes.get(end)) {
        (Some(quote @ (b'"' | b'\'')), Some(other)) if quote == other => Span::new(start - 1, end + 1),
        _ => span,
    }
}

/// Whether a text needs no quotes, wherever it is.
fn is_plain(text: &str, may_have_comma: bool) -> bool {
    let begins =
        text.chars().next().is_some_and(|first| first.is_alphabetic() || (first.is_numeric() && text.contains(' ')));
    let ends = text.chars().next_back().is_some_and(|last| !last.is_whitespace());
    let is_fit = |character: char| {
        character.is_alphanumeric() || " .'_()/?!+-".contains(character) || (may_have_comma && character == ',')
    };
    begins && ends && text.chars().all(is_fit) && !WORDS.contains(&text.to_lowercase().as_str())
}

/// Whether brackets are open before a span, as far as its line and the ends of those before tell.
fn is_in_brackets(text: &str, span: Span) -> bool {
    let before = text.get(..span.range().start).unwrap_or_default();
    let (lines, line) = before.rsplit_once(['\n', '\r']).unwrap_or(("", before));
    let open = line.matches(['{', '[']).count() > line.matches(['}', ']']).count();
    open || lines.trim_end().ends_with(['{', '[', ','])
}

fn in_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        // Writing to a string cannot fail.
        let _ = match character {
            '"' | '\\' => write!(quoted, "\\{character}"),
            _ if inert::is_harmful(character) => write!(quoted, "\\U{:08x}", u32::from(character)),
            _ => write!(quoted, "{character}"),
        };
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_the_quotes_of_the_one_before_if_it_can() {
        for (line, old, new, text) in [
            ("a: Yes", "Yes", "No thanks, later", "No thanks, later"),
            ("a: { Yes: b }", "Yes", "No, later", "\"No, later\""),
            ("a: 'Yes'", "'Yes'", "It's so", "'It''s so'"),
            ("a: \"Yes\"", "\"Yes\"", "So: \"yes\"", "\"So: \\\"yes\\\"\""),
            ("a: Yes", "Yes", "404", "\"404\""),
            ("a: Yes", "Yes", "Null", "\"Null\""),
            ("a: Yes", "Yes", "# no", "\"# no\""),
            ("a: 'Yes'", "'Yes'", "a\u{202e}b", "\"a\\U0000202eb\""),
        ] {
            let start = line.find(old).unwrap();
            let span = Span::new(start, start + old.len());
            assert_eq!(written(&Source::new("x", line), span, new), text, "{line}");
        }
    }
}
