//! What is wrong with a call that does not go as its scenario says, in words for who wrote it.

use callscript::source::Span;
use thiserror::Error;

use crate::error::{StartError, StepError};
use crate::prompt::{Prompt, PromptKind};

/// Something that is wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedComplaint {
    /// The step that is to blame, by its place from 0; none if no step is.
    pub step: Option<usize>,
    /// Where in the file of the scenario.
    pub span: Span,
    /// What is wrong.
    pub complaint: Complaint,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Complaint {
    /// The call does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The call refuses a step.
    #[error(transparent)]
    Refused(#[from] StepError),
    /// Nothing was given at that node that could be given anew.
    #[error("no {what} was given at `{node}` before, so there is none to revise")]
    NothingToRevise {
        /// An answer or a form.
        what: &'static str,
        /// The node.
        node: String,
    },
    /// The steps are used up before the call is over.
    #[error("the steps are used up, but the call is not over: `{node}` waits for {waits_for}")]
    UsedUp {
        /// Where the call stands.
        node: String,
        /// What it waits for.
        waits_for: &'static str,
    },
    /// The call is over before the steps are used up.
    #[error("this step and what follows are left over: the call {how} at `{node}`")]
    LeftOver {
        /// Where the call ended.
        node: String,
        /// How.
        how: String,
    },
    /// A step led elsewhere than `visited` says.
    #[error("this {}, but `{expected}` should follow `{node}`", led(.now.as_deref()))]
    Departed {
        /// Where the step was taken.
        node: String,
        /// Where it was to lead.
        expected: String,
        /// Where it led; none if it ended the call.
        now: Option<String>,
    },
    /// Behind a step, no way leads any more to a node that `visited` names.
    #[error("this {}", lost(.expected, .now.as_deref()))]
    Lost {
        /// The node.
        expected: String,
        /// Where the step led; none if it ended the call.
        now: Option<String>,
    },
    /// The call ended in another way.
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
        /// The one of those expected before it that was visited last.
        after: Option<String>,
    },
    /// A node was visited that was not to be.
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
        /// The value that it has; none if it has none.
        now: Option<String>,
        /// It is not for everyone's eyes.
        sensitive: bool,
    },
    /// A value that the variable could never have.
    #[error("`{name}` can never be this: it must be {wanted}")]
    NoValue {
        /// The variable.
        name: String,
        /// What it wants.
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
