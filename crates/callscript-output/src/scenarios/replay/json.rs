//! Recorded calls for programs. Every key is always present; under version 1, fields are only added.

use callscript_runner::CallState;
use callscript_runner::journal::{self, Misfit, Replayed};
use serde::Serialize;

use super::ended::describe;
use super::report::{Call, Counts, ReplayResult};
use crate::json;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    version: u8,
    summary: Summary,
    calls: Vec<One<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    calls: usize,
    as_before: usize,
    elsewhere: usize,
    unfit: usize,
    unwalkable: usize,
    /// Calls that never ended, whatever they do now.
    unfinished: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct One<'a> {
    journal: &'a str,
    script: &'a str,
    /// `as_before`, `elsewhere`, `unfit`, or `unwalkable` if the script has errors.
    status: &'static str,
    then: Option<End<'a>>,
    now: Option<End<'a>>,
    unfit: Option<Unfit<'a>>,
    /// A description in words; null for a call that ends as it did.
    message: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct End<'a> {
    /// `ended`, `hung_up` or `unfinished`.
    state: &'static str,
    /// Whether it is unfinished without a pause.
    cut_off: bool,
    outcome: Option<&'a str>,
    script: &'a str,
    node: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Unfit<'a> {
    line: usize,
    event: &'static str,
    node: Option<&'a str>,
    why: String,
}

/// All calls as one JSON object.
pub fn json(calls: &[Call], counts: &Counts) -> String {
    let Counts { as_before, elsewhere, unfit, unwalkable, unfinished } = *counts;
    let document = Document {
        version: 1,
        summary: Summary { calls: calls.len(), as_before, elsewhere, unfit, unwalkable, unfinished },
        calls: calls.iter().map(one).collect(),
    };
    json::document(&document)
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<'static>>()
}

fn one(call: &Call) -> One<'_> {
    let (status, then, now, unfit) = match &call.result {
        ReplayResult::Unwalkable(_) => ("unwalkable", None, None, None),
        ReplayResult::Through(replayed) => match &**replayed {
            Replayed::AsBefore(now) => ("as_before", Some(now), Some(now), None),
            Replayed::Elsewhere { then, now } => ("elsewhere", Some(then), Some(now), None),
            Replayed::Unfit { then, misfit, node } => {
                ("unfit", Some(then), None, Some(Unfit::new(misfit, node.as_deref())))
            }
        },
    };
    One {
        journal: &call.journal,
        script: &call.script,
        status,
        then: then.map(End::new),
        now: now.map(End::new),
        unfit,
        message: describe(&call.result),
    }
}

impl<'a> End<'a> {
    fn new(end: &'a journal::End) -> Self {
        Self {
            state: end.state.as_str(),
            cut_off: end.state == CallState::Unfinished && !end.is_paused,
            outcome: end.outcome.as_deref(),
            script: &end.script,
            node: &end.node,
        }
    }
}

impl<'a> Unfit<'a> {
    fn new(misfit: &Misfit, node: Option<&'a str>) -> Self {
        Self { line: misfit.line, event: misfit.event, node, why: misfit.why.to_string() }
    }
}
