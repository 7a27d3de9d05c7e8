//! The result of performing a scenario, as plain data.

use callscript::source::Span;

use super::complaint::{Complaint, Wrong};
use crate::prompt::Prompt;
use crate::session::Session;
use crate::session::trace::Passed;

/// The result of performing a scenario.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Performed {
    /// The call, as far as it went; `None` if it did not start.
    pub session: Option<Session>,
    /// The parts that the call passed, including those that were undone later; in order, with repetitions.
    pub passed: Vec<Passed>,
    /// Why the scenario failed, if it did.
    pub failure: Option<Failure>,
}

/// Why a scenario failed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The index of the step to blame, if one is.
    pub step: Option<usize>,
    /// The place in the scenario's file.
    pub span: Span,
    /// The first difference.
    pub complaint: Complaint,
    /// Further differences.
    pub also: Vec<Wrong>,
    /// The prompt at which the call stopped; `None` if it did not start.
    pub open: Option<Open>,
}

/// The prompt at which a call stopped.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Open {
    /// The prompt, with sensitive values masked.
    pub prompt: Prompt,
    /// The subscript that could be stubbed here.
    pub subscript: Option<Subscript>,
}

/// A subscript that has just begun.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subscript {
    /// Its id.
    pub script: String,
    /// The outcomes that it can end with.
    pub outcomes: Vec<String>,
}
