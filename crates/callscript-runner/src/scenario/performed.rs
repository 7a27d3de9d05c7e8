//! The result of performing a scenario. Plain data.

use callscript::source::Span;

use super::complaint::{Complaint, LocatedComplaint};
use crate::prompt::Prompt;
use crate::session::Session;
use crate::session::trace::Passed;

/// The result of performing a scenario.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Performed {
    /// The call, complete or up to the failure; `None` if it did not start.
    pub session: Option<Session>,
    /// The parts of scripts that the call passed, including what was undone later, in order and with repetitions.
    pub passed: Vec<Passed>,
    /// Where each step was taken that was not refused, in order.
    pub taken: Vec<Taken>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// Where a step of a scenario was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Taken {
    /// The id of the script whose node waited; for an aside, of the script that has it; for a subscript that was left
    /// out, of that subscript.
    pub script: String,
    /// The id of the node that waited.
    pub node: String,
    /// The id of the answer or aside that the step means.
    pub choice: Option<String>,
}

/// Why a scenario failed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The index of the step that caused it; `None` if no step did.
    pub step: Option<usize>,
    /// The place in the scenario's file.
    pub span: Span,
    /// How the call differs from the scenario.
    pub complaint: Complaint,
    /// Further differences.
    pub also: Vec<LocatedComplaint>,
    /// What was open where the call stopped; `None` if it did not start.
    pub open: Option<Open>,
}

/// What is open in a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Open {
    /// The prompt, with sensitive values masked.
    pub prompt: Prompt,
    /// The subscript that could be stubbed, if one has just begun.
    pub subscript: Option<Subscript>,
}

/// A subscript that began with the latest event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subscript {
    /// Its id.
    pub script: String,
    /// The outcomes with which the subscript can end.
    pub outcomes: Vec<String>,
}
