//! The top level.

use std::collections::BTreeMap;

use callscript::internal::WORDS;
use schemars::JsonSchema;

use super::edge::{Aside, Entry, NodeOr, Takes, labels};
use super::node::{Node, With};
use super::policy::Policy;
use super::scalar::{Expression, Id, Name, OptionalWords, Version, Words};
use super::variable::{Outcome, Variable};

/// A call script of callscript, version 1.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Script {
    /// The version of the format: 1.
    callscript: Version,
    /// Unique in its library, stable for ever: sessions and tests refer to it.
    id: Id,
    /// One line.
    title: Words,
    /// For the people who pick a script.
    summary: Option<OptionalWords>,
    /// The language of its words, a BCP 47 tag; else `en`.
    language: Option<Name>,
    /// The touch points that it is written for, the first is the default; else `phone`.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    channels: Option<Vec<Name>>,
    /// The node at which a session starts.
    start: Name,
    /// Further places to start, by label.
    #[schemars(extend("patternProperties" = labels("Entry")))]
    entries: Option<BTreeMap<String, NodeOr<Entry>>>,
    /// What a call knows, by name.
    #[schemars(extend("propertyNames" = serde_json::json!({
        "pattern": "^[a-z][a-z0-9_]*$",
        "not": { "enum": WORDS },
    })))]
    variables: Option<BTreeMap<String, Variable>>,
    /// The ways for the call to end, by id.
    #[schemars(extend("propertyNames" = serde_json::json!({ "pattern": "^[a-z][a-z0-9_-]*$" }), "minProperties" = 1))]
    outcomes: BTreeMap<String, Outcome>,
    /// Asides, open from every node, by label: objections, moods, "wants a manager".
    #[schemars(extend("patternProperties" = labels("Aside")))]
    anytime: Option<BTreeMap<String, NodeOr<Aside>>>,
    /// A subscript that runs once the outcome is decided, such as a survey.
    after: Option<After>,
    /// What the team asks of every path through this script, by name.
    policies: Option<BTreeMap<String, Policy>>,
    /// The steps, by id.
    #[schemars(extend("propertyNames" = serde_json::json!({ "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }), "minProperties" = 1))]
    nodes: BTreeMap<String, Node>,
}

/// A subscript that runs once the outcome is decided.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct After {
    /// The subscript, by its id.
    run: Name,
    /// The outcomes that it is for; else all.
    #[schemars(extend("uniqueItems" = true))]
    r#for: Option<Vec<Name>>,
    /// It runs only if this holds.
    when: Option<Expression>,
    /// What it is given.
    with: Option<With>,
    /// Variables here, and what of the subscript they take.
    take: Option<Takes>,
}
