//! An action that was asked for, as results and transcripts have it.

use callscript_runner::{ActionRun, ActionValue};
use serde::Serialize;

use crate::moment::moment;

/// An action, as JSON; `V` is the form of what it was given and what it returned.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Asked<'a, V> {
    script: &'a str,
    node: &'a str,
    action: &'a str,
    attempt: usize,
    with: V,
    result: Option<&'a str>,
    returned: V,
    at: String,
    undone: bool,
    seq: usize,
    read_only: bool,
    late: bool,
}

impl<'a, V> Asked<'a, V> {
    pub(crate) fn new(action: &'a ActionRun, values: impl Fn(&'a [ActionValue]) -> V) -> Self {
        Self {
            script: &action.script,
            node: &action.node,
            action: &action.action,
            attempt: action.attempt,
            with: values(&action.with),
            result: action.result.as_deref(),
            returned: values(&action.returned),
            at: moment(action.at),
            undone: action.undone,
            seq: action.seq,
            read_only: action.read_only,
            late: action.late,
        }
    }
}
