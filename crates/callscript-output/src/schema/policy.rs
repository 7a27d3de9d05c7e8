//! Policies of one script.

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::edge::one_of;
use super::scalar::{Name, OptionalWords};

/// A demand on every path: `before` or `ends` with `pass`, a length, or `verbatim` with `file`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend(
    "oneOf" = one_of(&["before", "ends", "max_seconds", "max_questions", "verbatim"]),
    "dependentSchemas" = belongings()
))]
pub(super) struct Policy {
    /// Every path to these nodes has passed a node with the tag.
    before: Option<Target>,
    /// Every path that ends with these outcomes has passed a node with the tag.
    ends: Option<OneOrMore>,
    /// The tag.
    pass: Option<Name>,
    /// The longest that a path may take, in seconds.
    #[schemars(range(min = 0))]
    max_seconds: Option<f64>,
    /// The most questions that a path may ask.
    #[schemars(range(min = 0))]
    max_questions: Option<u64>,
    /// These nodes say the words of the file, word for word.
    verbatim: Option<Words>,
    /// The file, relative to the folder of the library.
    file: Option<Name>,
    /// The reason, shown with every finding.
    why: Option<OptionalWords>,
}

/// One name, or several.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum OneOrMore {
    /// One.
    One(Name),
    /// Several.
    Several(#[schemars(length(min = 1, max = 200), extend("uniqueItems" = true))] Vec<Name>),
}

/// Which nodes are meant, by one of these keys.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = one_of(&["tag", "node", "action", "outcome", "collects"])))]
struct Target {
    /// Those with a tag.
    tag: Option<OneOrMore>,
    /// Those with an id.
    node: Option<OneOrMore>,
    /// Those with an action.
    action: Option<OneOrMore>,
    /// Those at which a call ends with an outcome.
    outcome: Option<OneOrMore>,
    /// Those with a form that asks for something sensitive.
    collects: Option<Collected>,
}

/// Which nodes say the words of a file, by one of these keys.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = one_of(&["tag", "node"])))]
struct Words {
    /// Those with a tag.
    tag: Option<OneOrMore>,
    /// Those with an id.
    node: Option<OneOrMore>,
}

/// What is collected.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Collected {
    /// A sensitive variable.
    Sensitive,
}

fn belongings() -> Value {
    let tagged = json!({ "anyOf": [{ "required": ["before"] }, { "required": ["ends"] }] });
    json!({
        "before": { "required": ["pass"] },
        "ends": { "required": ["pass"] },
        "pass": tagged,
        "verbatim": { "required": ["file"] },
        "file": { "required": ["verbatim"] },
    })
}
