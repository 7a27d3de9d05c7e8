//! What came of a scenario that was performed. Plain data.

use callscript::source::Span;

use super::complaint::{Complaint, LocatedComplaint};
use crate::prompt::Prompt;
use crate::session::Session;
use crate::session::trace::Passed;

/// What came of a scenario.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Performed {
    /// The call, as far as it came; none if it did not start.
    pub session: Option<Session>,
    /// What the call passed, what was undone later as well; in order, and some of it more than once.
    pub passed: Vec<Passed>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// Why a scenario failed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The step that is to blame, by its place from 0; none if no step is.
    pub step: Option<usize>,
    /// Where in the file of the scenario.
    pub span: Span,
    /// What is wrong.
    pub complaint: Complaint,
    /// What else is not as it should be, and where.
    pub also: Vec<LocatedComplaint>,
    /// What was open where the call stopped; none if it did not start.
    pub open: Option<Open>,
}

/// What is open in a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Open {
    /// The prompt, with sensitive values masked.
    pub prompt: Prompt,
    /// The subscript that could be left out.
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
