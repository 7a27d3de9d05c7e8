//! Tests of `read` on whole files: exact results, comparison with another parser, and random input.

mod faults;
mod indent;
mod properties;
mod recovery;
mod spans;
mod test_suite;

use super::reader::{MAX_RECOVERIES, read_with};
use super::value::MAX_SCALAR;
use super::*;
use crate::base::source::{Source, Span};

/// A tree as text: `{key=value …}`, `[…]`, `~` for empty, `?` for unknown. Quoted and block scalars keep their mark.
pub(super) fn dump(value: &Value<'_>) -> String {
    match &value.kind {
        Kind::Nothing => "~".to_owned(),
        Kind::Unknown => "?".to_owned(),
        Kind::Scalar(scalar) => dump_scalar(scalar),
        Kind::List(items) => format!("[{}]", items.iter().map(dump).collect::<Vec<_>>().join(" ")),
        Kind::Map(map) => {
            let entry = |entry: &Entry<'_>| format!("{}={}", dump_scalar(&entry.key), dump(&entry.value));
            format!("{{{}}}", map.entries.iter().map(entry).collect::<Vec<_>>().join(" "))
        }
    }
}

fn dump_scalar(scalar: &Scalar<'_>) -> String {
    let mark = match scalar.style {
        Style::Plain => "",
        Style::Single => "'",
        Style::Double => "\"",
        Style::Literal => "|",
        Style::Folded => ">",
    };
    format!("{mark}{}", scalar.text.escape_debug())
}

/// Collects the span of every value and key of a tree, and every scalar, keys included.
pub(super) fn walk<'v, 's>(value: &'v Value<'s>, spans: &mut Vec<Span>, scalars: &mut Vec<&'v Scalar<'s>>) {
    spans.push(value.span);
    match &value.kind {
        Kind::Scalar(scalar) => scalars.push(scalar),
        Kind::List(items) => items.iter().for_each(|item| walk(item, spans, scalars)),
        Kind::Map(map) => {
            for entry in &map.entries {
                spans.push(entry.key.span);
                scalars.push(&entry.key);
                walk(&entry.value, spans, scalars);
            }
        }
        Kind::Nothing | Kind::Unknown => {}
    }
}
