//! Faults for YAML features that scripts do not support.
//!
//! Knows how to explain them to an author. Must not know the parser.

use crate::base::names;
use crate::base::rule::reading;
use std::ops::Range;

use super::line::{indent_at, is_long, key_before, key_or_value, line_at, put_in_quotes, slice, value_at, with_quotes};
use super::value::Fault;
use crate::base::source::Span;

/// The fault for an anchor, `&name`.
pub(super) fn anchor(text: &str, range: Range<usize>) -> Fault {
    let name = excerpt(text, &range);
    let message = format!("{name} is an anchor of YAML, which a script may not have");
    let help = with_hint("remove it, and repeat what it stands for where it is needed", text, &range);
    Fault::new(&reading::YAML_FEATURE, message, Some(help), Span::new(range.start, range.end))
}

/// The fault for an alias, `*name`.
pub(super) fn alias(text: &str, range: Range<usize>) -> Fault {
    let name = excerpt(text, &range);
    let message = format!("{name} is an alias of YAML, which a script may not have");
    let help = with_hint("write out what it stands for", text, &range);
    Fault::new(&reading::YAML_FEATURE, message, Some(help), Span::new(range.start, range.end))
}

/// The fault for a tag, `!name`.
pub(super) fn tag(text: &str, range: Range<usize>) -> Fault {
    let name = excerpt(text, &range);
    let message = format!("{name} is a tag of YAML, which a script may not have");
    let help = with_hint("remove it", text, &range);
    Fault::new(&reading::YAML_FEATURE, message, Some(help), Span::new(range.start, range.end))
}

/// The fault for a merge key, `<<:`.
pub(super) fn merge_key(span: Span) -> Fault {
    let help = "write out the lines that it would bring in".to_owned();
    Fault::new(&reading::YAML_FEATURE, "`<<` is a merge key of YAML, which a script may not have", Some(help), span)
}

/// The fault for a second document, begun by `---`.
pub(super) fn second_document(text: &str, range: Range<usize>) -> Fault {
    let end = if range.is_empty() { line_at(text, range.start).end } else { range.end };
    let message = "a second document begins here; nothing from here on is read";
    let help = "put it in a file of its own, or remove the line".to_owned();
    Fault::new(&reading::YAML_FEATURE, message, Some(help), Span::new(range.start, end))
}

/// The fault for a map or list as a key.
pub(super) fn collection_as_key(text: &str, span: Span) -> Fault {
    let long = is_long(text, span.range().start) || span.range().end > line_at(text, span.range().start).end;
    let help = if long {
        "a key is one word or one line of words".to_owned()
    } else {
        let line = line_at(text, span.range().start);
        let question = slice(text, line.start..span.range().start).ends_with("? ");
        let start = if question { span.range().start - 2 } else { span.range().start };
        let line = with_quotes(text, key_or_value(text, start..span.range().end));
        format!("if it is text, put it in quotes: `{line}`")
    };
    Fault::new(&reading::WRONG_TYPE, "there is a map or a list where a key belongs", Some(help), span)
}

/// The fault for a `:` with nothing before it, or a `?` with nothing after it.
pub(super) fn empty_key(text: &str, span: Span) -> Fault {
    let mark = Span { start: span.start.saturating_sub(1), end: span.end };
    let (message, help) = match slice(text, mark.range()) {
        "?" => ("there is no key after this `?`", "remove it, or put the text in quotes if the `?` belongs to it"),
        _ => ("there is no key before this `:`", "write a word before it, or put the text in quotes"),
    };
    Fault::new(&reading::YAML_SYNTAX, message, Some(help.to_owned()), mark)
}

/// The fault for `say: {{ name }}`, which YAML parses as a map.
pub(super) fn template(text: &str, range: Range<usize>) -> Fault {
    let Wording { message, help } = template_wording(text, range.clone());
    let fix = put_in_quotes(text, range.clone());
    Fault { fix, ..Fault::new(&reading::YAML_SYNTAX, message, Some(help), Span::new(range.start, range.end)) }
}

/// The message and help of a finding.
pub(super) struct Wording {
    pub(super) message: String,
    pub(super) help: String,
}

/// The message and help for an unquoted text at `range` that begins with `{{`.
pub(super) fn template_wording(text: &str, range: Range<usize>) -> Wording {
    let message = "a text that begins with `{{` must be in quotes".to_owned();
    if is_long(text, range.start) {
        return Wording { message, help: "put it in quotes".to_owned() };
    }
    let end = range.end.min(line_at(text, range.start).end);
    let quoted = with_quotes(text, range.start..end);
    // In `set` and `with` a value is an expression, whose names need no braces.
    let inner = slice(text, range.clone()).strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).map(str::trim);
    let name = inner.filter(|inner| names::is_variable(inner));
    let help = match name.zip(key_before(text, range.start)) {
        Some((name, key)) if key != "say" && names::is_variable(key) => {
            format!("put it in quotes: `{quoted}`; in `set` and `with` write the name alone: `{key}: {name}`")
        }
        _ => format!("put it in quotes: `{quoted}`"),
    };
    Wording { message, help }
}

/// The help, with a hint to quote the value unless a map or a list on the lines below belongs to it.
fn with_hint(help: &str, text: &str, range: &Range<usize>) -> String {
    let line = line_at(text, range.end);
    let below = line_at(text, line.end + 1);
    let alone = slice(text, range.end..line.end).trim().is_empty();
    if alone && below.start > line.end && indent_at(text, below.start) > indent_at(text, line.start) {
        return help.to_owned();
    }
    format!("{help}; {}", quotes_hint(text, range))
}

/// A hint to quote the value, in case it is a text that merely begins with a character special to YAML.
fn quotes_hint(text: &str, range: &Range<usize>) -> String {
    if is_long(text, range.start) {
        return "if it is text, put it in quotes".to_owned();
    }
    let value = value_at(text, range.start);
    let is_words = value.contains(&range.start) && !slice(text, value.clone()).starts_with(['{', '[']);
    let line = line_at(text, range.start);
    let key = key_or_value(text, range.start..line.end);
    let value = match is_words {
        true => value,
        false if key.end < line.end => key,
        false => range.clone(),
    };
    format!("if it is text, put it in quotes: `{}`", with_quotes(text, value))
}

/// Up to 40 characters of the text at `range`, in backticks.
fn excerpt(text: &str, range: &Range<usize>) -> String {
    let name: String = slice(text, range.clone()).chars().take(40).collect();
    format!("`{name}`")
}
