//! Edges: what may stand where, and what belongs together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::scalar::{Expression, Name, Operand, True, Words};

/// Values to write or to pass on, by name.
pub(super) type Assignments = BTreeMap<String, Operand>;

/// Variables here, and where their values come from.
pub(super) type Takes = BTreeMap<String, Name>;

/// Exactly one of these keys.
pub(super) fn one_of(keys: &[&str]) -> Value {
    keys.iter().map(|key| json!({ "required": [key] })).collect()
}

/// A label with `{{ }}` in it needs an id of its own: so the edge behind it is no mere name.
pub(super) fn labels(edge: &str) -> Value {
    json!({ r"\{\{|\{%": { "$ref": format!("#/$defs/{edge}"), "required": ["id"] } })
}

/// What belongs to `retry` alone, and what it needs.
fn retry(needs: &[&str]) -> Value {
    json!({ "retry": needs, "at_most": ["retry"], "else": ["retry"] })
}

const WAYS: [&str; 4] = ["goto", "end", "resume", "retry"];

/// Defines an edge from the keys that it has beside its ways on.
macro_rules! edge {
    ($(#[$doc:meta])* $name:ident, retry needs $needs:expr, { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields, extend("oneOf" = one_of(&WAYS), "dependentRequired" = retry(&$needs)))]
        pub(super) struct $name {
            /// On to this node.
            goto: Option<Name>,
            /// The script ends with this outcome.
            end: Option<Name>,
            /// The aside is over.
            resume: Option<True>,
            /// Back to this node, a bounded number of times.
            retry: Option<Name>,
            /// How often one call of the script may go back here.
            #[schemars(range(min = 1))]
            at_most: Option<u32>,
            /// The way on once the retry is used up.
            r#else: Option<NodeOr<Else>>,
            /// Values to write as the edge is taken, in order.
            set: Option<Assignments>,
            $($fields)*
        }
    };
}

/// A node's id, or an edge with further keys.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
pub(super) enum NodeOr<E> {
    /// On to this node.
    Node(Name),
    /// A way on, and what goes with it.
    Edge(E),
}

edge! {
    /// An answer of a question.
    Answer, retry needs ["at_most"], {
        /// The answer is closed unless this holds.
        when: Option<Expression>,
        /// Its stable id; if left out, it is made from the label.
        id: Option<Words>,
        /// The expected share of calls that go this way, from 0 to 1.
        #[schemars(range(min = 0, max = 1))]
        share: Option<f64>,
    }
}

edge! {
    /// An arm of `decide`: the first whose `when` holds is taken; the last has none.
    Arm, retry needs ["at_most", "else"], {
        /// The arm is passed over unless this holds.
        when: Option<Expression>,
        /// The expected share of calls that go this way, from 0 to 1.
        #[schemars(range(min = 0, max = 1))]
        share: Option<f64>,
    }
}

edge! {
    /// How it goes on after an outcome of a subscript, or a result of an action.
    Branch, retry needs ["at_most", "else"], {
        /// Variables here, and where each takes its value: a variable of the subscript, or a key of what the host returned.
        take: Option<Takes>,
        /// The expected share of calls that go this way, from 0 to 1.
        #[schemars(range(min = 0, max = 1))]
        share: Option<f64>,
    }
}

edge! {
    /// The way on for a customer who cannot say.
    CannotGive, retry needs ["at_most", "else"], {}
}

/// An aside: open from every node.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = one_of(&["goto", "end"])))]
pub(super) struct Aside {
    /// On to this node.
    goto: Option<Name>,
    /// The script ends with this outcome.
    end: Option<Name>,
    /// The aside is closed unless this holds.
    when: Option<Expression>,
    /// Its stable id; if left out, it is made from the label.
    id: Option<Words>,
    /// Values to write as the aside is called, in order.
    set: Option<Assignments>,
}

/// A further place to start.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Entry {
    /// The node to start at.
    goto: Name,
    /// Its stable id; if left out, it is made from the label.
    id: Option<Words>,
}

/// The way on once a retry is used up.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = one_of(&["goto", "end", "resume"])))]
pub(super) struct Else {
    /// On to this node.
    goto: Option<Name>,
    /// The script ends with this outcome.
    end: Option<Name>,
    /// The aside is over.
    resume: Option<True>,
}
