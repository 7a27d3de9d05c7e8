//! How a part of a scalar is written anew, so that it stays what it is: in quotes, in a block, in braces.
//!
//! Must not know what the scalar means.

use super::line::line_at;
use super::locate;
use super::value::{Scalar, Style};
use crate::base::edit::Fix;
use crate::base::source::{Source, Span};

/// The fix that writes `text` in the place of the bytes `span` of a scalar's decoded text; `None` if it would need quotes
/// or lines of its own there.
pub(crate) fn rewrite(source: &Source, scalar: &Scalar<'_>, span: Span, text: &str) -> Option<Fix> {
    let place = locate(source, scalar, span);
    let written = match scalar.style {
        Style::Double => text.replace('\\', "\\\\").replace('"', "\\\""),
        Style::Single => text.replace('\'', "''"),
        Style::Literal | Style::Folded => text.to_owned(),
        Style::Plain => {
            // At the beginning of a scalar a quote makes a text of it, and nothing may follow that.
            let part = place.start == scalar.span.start && place.end < scalar.span.end;
            let special = text.contains(": ") || text.contains(" #") || text.contains([',', '[', ']', '{', '}']);
            if special || (part && text.starts_with(['"', '\''])) {
                return None;
            }
            text.to_owned()
        }
    };
    let line = line_at(source.text(), place.range().start);
    let title = format!("write `{}`", text.trim());
    (place.range().end <= line.end).then(|| Fix::replace(title, place, written))
}
