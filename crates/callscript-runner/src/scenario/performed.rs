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
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
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
