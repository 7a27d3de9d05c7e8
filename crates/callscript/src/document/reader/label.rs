//! Reading labels.

use super::context::Context;
use super::value::{TextKind, name};
use crate::base::source::Name;
use crate::document::{Label, Text, label_id};
use crate::syntax::yaml::{Kind, Scalar, Value};

impl Context<'_> {
    /// Reads a label. Its id is the one in its edge, or else derived from its text.
    pub(super) fn label(&mut self, scalar: &Scalar<'_>, edge: &Value<'_>) -> Label {
        let explicit = explicit_id(edge);
        let kind = if explicit.is_some() { TextKind::Template } else { TextKind::Plain };
        let text: Text = self.text_of(scalar, "a label without an `id`", kind);
        let id = explicit.map_or_else(|| label_id(text.as_str()), |id| id.value);
        Label { text, id }
    }
}

/// The `id` in an edge. If it is invalid, that is reported when the edge is read.
fn explicit_id(edge: &Value<'_>) -> Option<Name> {
    let Kind::Map(map) = &edge.kind else {
        return None;
    };
    let entry = map.entries.iter().find(|entry| entry.key.text == "id")?;
    match &entry.value.kind {
        Kind::Scalar(scalar) => Some(name(scalar)),
        _ => None,
    }
}
