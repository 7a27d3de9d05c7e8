//! Why a call did not go as its scenario says, in words for its author.

use callscript::source::Span;
use thiserror::Error;

use crate::error::{StartError, StepError};
use crate::prompt::{Prompt, PromptKind};

/// A difference between a call and its scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The index of the step to blame, if one is.
    pub step: Option<usize>,
    /// The place in the scenario's file.
    pub span: Span,
    /// The difference.
    pub complaint: Complaint,
}

/// A difference between a call and its scenario.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Complaint {
    /// The call cannot be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A step is refused.
    #[error(transparent)]
    Refused(#[from] StepError),
    /// There is no earlier answer or form at this node to revise.
    #[error("no {what} was given at `{node}` before, so there is none to revise")]
    NothingToRevise {
        /// An answer or a form.
        what: &'static str,
        /// The node.
        node: String,
    },
    /// The steps are exhausted before the call is over.
    #[error("the steps are used up, but the call is not over: `{node}` waits for {waits_for}")]
    UsedUp {
        /// The node at which the call waits.
        node: String,
        /// What it waits for.
        waits_for: &'static str,
    },
    /// The call is over before the steps are exhausted.
    #[error("this step and what follows are left over: the call {how} at `{node}`")]
    LeftOver {
        /// The node at which the call ended.
        node: String,
        /// How it ended.
        how: String,
    },
    /// A step led to another node than `visited` says.
    #[error("this {}, but `{expected}` should follow `{node}`", led(.now.as_deref()))]
    Departed {
        /// The node at which the step was taken.
        node: String,
        /// The node that `visited` expects.
        expected: String,
        /// The node that was reached; `None` if the call ended.
        now: Option<String>,
    },
    /// After a step, a node in `visited` can no longer be reached.
    #[error("this {}", lost(.expected, .now.as_deref()))]
    Lost {
        /// The node that can no longer be reached.
        expected: String,
        /// The node that the step led to; `None` if the call ended.
        now: Option<String>,
    },
    /// The call ended with another outcome.
    #[error("expected the outcome `{expected}`, but the call {how}")]
    Outcome {
        /// The expected outcome.
        expected: String,
        /// How it ended.
        how: String,
    },
    /// An expected node was not visited.
    #[error("`{node}` was not visited{}", .after.as_ref().map_or(String::new(), |after| format!(" after `{after}`")))]
    NotVisited {
        /// The node.
        node: String,
        /// The last expected node that was visited, if any.
        after: Option<String>,
    },
    /// A node was visited that should not be.
    #[error("`{node}` was visited")]
    Visited {
        /// The node.
        node: String,
    },
    /// A variable has another value than expected.
    #[error("`{name}` {}", is(.now.as_deref(), *.sensitive))]
    Variable {
        /// The variable.
        name: String,
        /// Its value; `None` if it has none.
        now: Option<String>,
        /// Whether the variable is sensitive.
        sensitive: bool,
    },
    /// The variable can never have the expected value.
    #[error("`{name}` can never be this: it must be {wanted}")]
    NoValue {
        /// The variable.
        name: String,
        /// What its declaration wants.
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
