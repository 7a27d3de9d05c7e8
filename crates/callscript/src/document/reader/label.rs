//! Reading labels.

use super::context::Context;
use super::value::{Holds, name};
use crate::base::source::Name;
use crate::document::{Label, Text, label_id};
use crate::syntax::yaml::{Kind, Scalar, Value};

impl Context<'_> {
    /// A label and the id that its edge may give it.
    pub(super) fn label(&mut self, scalar: &Scalar<'_>, edge: &Value<'_>) -> Label {
        let explicit = explicit_id(edge);
        let holds = if explicit.is_some() { Holds::Template } else { Holds::Words };
        let text: Text = self.words(scalar, "a label without an `id`", holds);
        let id = explicit.map_or_else(|| label_id(text.as_str()), |id| id.value);
        Label { text, id }
    }
}

/// The `id` in an edge; its faults are found when the edge is read.
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
