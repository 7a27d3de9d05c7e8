//! How a call differs from its scenario, in words for the author of the scenario.

use callscript::source::Span;
use thiserror::Error;

use crate::error::{StartError, StepError};
use crate::prompt::{Prompt, PromptKind};

/// A complaint, with the step and the place in the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedComplaint {
    /// The index of the step that caused it; `None` if no step did.
    pub step: Option<usize>,
    /// The place in the scenario's file.
    pub span: Span,
    /// How a call differs from its scenario.
    pub complaint: Complaint,
}

/// How a call differs from its scenario.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Complaint {
    /// The script refuses the start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The session refuses a step.
    #[error(transparent)]
    Refused(#[from] StepError),
    /// The step revises an answer or a form that was not given before.
    #[error("no {what} was given at `{node}` before, so there is none to revise")]
    NothingToRevise {
        /// `answer` or `form`.
        what: &'static str,
        /// The node.
        node: String,
    },
    /// All steps were taken, but the call is not over.
    #[error("the steps are used up, but the call is not over: `{node}` waits for {waits_for}")]
    UsedUp {
        /// The current node.
        node: String,
        /// What the session waits for.
        waits_for: &'static str,
    },
    /// The call is over, but steps remain.
    #[error("this step and what follows are left over: the call {how} at `{node}`")]
    LeftOver {
        /// The last node.
        node: String,
        /// How it ended.
        how: String,
    },
    /// A step led to another node than `visited` says.
    #[error("this {}, but `{expected}` should follow `{node}`", led(.now.as_deref()))]
    Departed {
        /// The node at which the step was taken.
        node: String,
        /// The node that it should lead to.
        expected: String,
        /// The node that it led to; `None` if it ended the call.
        now: Option<String>,
    },
    /// After a step, a node of `visited` can no longer be reached.
    #[error("this {}", lost(.expected, .now.as_deref()))]
    Lost {
        /// The node.
        expected: String,
        /// The node that the step led to; `None` if it ended the call.
        now: Option<String>,
    },
    /// The call ended with another outcome.
    #[error("expected the outcome `{expected}`, but the call {how}")]
    Outcome {
        /// What was expected.
        expected: String,
        /// How it ended.
        how: String,
    },
    /// A node was not visited.
    #[error("`{node}` was not visited{}", .after.as_ref().map_or(String::new(), |after| format!(" after `{after}`")))]
    NotVisited {
        /// The node.
        node: String,
        /// The expected node before it, which was visited; `None` if it is the first.
        after: Option<String>,
    },
    /// A node of `not_visited` was visited.
    #[error("`{node}` was visited")]
    Visited {
        /// The node.
        node: String,
    },
    /// A variable has a different value.
    #[error("`{name}` {}", is(.now.as_deref(), *.sensitive))]
    Variable {
        /// The variable.
        name: String,
        /// Its value at the end, masked if it is sensitive; `None` if it has none.
        now: Option<String>,
        /// Whether it is sensitive.
        sensitive: bool,
    },
    /// The expected value is not valid for the variable.
    #[error("`{name}` can never be this: it must be {wanted}")]
    NoValue {
        /// The variable.
        name: String,
        /// A description of valid values.
        wanted: String,
    },
}

/// `ended with …`, `was hung up`
pub(super) fn how_it_ended(prompt: &Prompt) -> String {
    match &prompt.kind {
        PromptKind::Ended { outcome: Some(ending), .. } => format!("ended with `{}`", ending.outcome),
        PromptKind::Ended { .. } => "was hung up".to_owned(),
        _ => "is not over".to_owned(),
    }
}

fn led(now: Option<&str>) -> String {
    now.map_or_else(|| "ended the call".to_owned(), |now| format!("led to `{now}`"))
}

fn lost(expected: &str, now: Option<&str>) -> String {
    match now {
        None => format!("ended the call, but `{expected}` was still to come"),
        Some(now) => format!("led to `{now}`, but nothing leads from there to `{expected}`"),
    }
}

fn is(now: Option<&str>, sensitive: bool) -> String {
    match now {
        None => "has no value".to_owned(),
        Some(_) if sensitive => "has a different value".to_owned(),
        Some(now) => format!("is `{now}`"),
    }
}
