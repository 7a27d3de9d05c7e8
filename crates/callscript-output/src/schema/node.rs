//! Nodes.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::edge::{Answer, Arm, Assignments, Branch, CannotGive, NodeOr, labels, one_of};
use super::scalar::{Expression, Id, Name, Text, True};

/// One step of a call. It has exactly one way on: `answers`, `goto`, `decide`, `run`, `action`, `end` or `resume`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend(
    "oneOf" = one_of(&["answers", "goto", "decide", "run", "action", "end", "resume"]),
    "dependentSchemas" = belongings()
))]
pub(super) struct Node {
    /// The words for the customer: a text, or a text for each channel.
    say: Option<Say>,
    /// The words must be read as written.
    verbatim: Option<bool>,
    /// Words for the agent only, in Markdown.
    guidance: Option<Text>,
    /// The variables that the agent fills in here, before the node goes on.
    #[schemars(extend("uniqueItems" = true))]
    collect: Option<Vec<Name>>,
    /// The way out of that form for a customer who cannot say.
    cannot_give: Option<NodeOr<CannotGive>>,
    /// Values to write after the form and before the way on, in order.
    set: Option<Assignments>,
    /// Words for policies and reports.
    #[schemars(extend("uniqueItems" = true))]
    tags: Option<Vec<Name>>,
    /// The expected handling time in seconds; if left out, 150 words a minute, and 4 seconds for each collected variable.
    #[schemars(range(min = 0))]
    seconds: Option<f64>,
    /// A question: what the customer may answer, and where each answer leads.
    #[schemars(extend("minProperties" = 1, "patternProperties" = labels("Answer")))]
    answers: Option<BTreeMap<String, NodeOr<Answer>>>,
    /// A message: on to this node.
    goto: Option<Name>,
    /// Nobody is asked: the first arm whose `when` holds is taken.
    #[schemars(length(min = 1))]
    decide: Option<Vec<NodeOr<Arm>>>,
    /// A subscript, by its id.
    run: Option<Name>,
    /// Something that the host program does.
    action: Option<Id>,
    /// The script ends with this outcome.
    end: Option<Name>,
    /// An aside is over: back to the prompt from which it was called.
    resume: Option<True>,
    /// What the subscript or the action is given.
    with: Option<With>,
    /// How it goes on, by the subscript's outcome or the action's result.
    #[schemars(extend("minProperties" = 1))]
    then: Option<BTreeMap<String, NodeOr<Branch>>>,
    /// Doing the action again is harmless.
    read_only: Option<bool>,
}

/// Words for the customer.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Say {
    /// On every channel.
    Text(Text),
    /// By channel; `default` is for all others.
    Channels(#[schemars(extend("minProperties" = 1))] BTreeMap<String, Name>),
}

/// Values to pass on.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum With {
    /// Values by name.
    Values(BTreeMap<String, Expression>),
    /// Variables that have the same name on both sides.
    Same(BTreeSet<Name>),
}

fn belongings() -> Value {
    let callers = json!({ "anyOf": [{ "required": ["run"] }, { "required": ["action"] }] });
    json!({
        "cannot_give": { "required": ["collect"] },
        "run": { "required": ["then"] },
        "action": { "required": ["then"], "properties": { "then": { "propertyNames": { "pattern": "^[a-z][a-z0-9_-]*$" } } } },
        "with": callers,
        "then": callers,
        "read_only": { "required": ["action"] },
    })
}
