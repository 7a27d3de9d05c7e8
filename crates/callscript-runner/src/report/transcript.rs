//! The transcript of a call: plain data, and its Markdown form.
//!
//! Sensitive values are masked. Must not know how a session advances.

mod markdown;

use super::actions::ActionRun;
use super::summary::{CallSummary, given_up};
use crate::history::{Shown, Turn};
use crate::session::Session;
use crate::session::pauses::Pauses;
use crate::session::shown_values;

/// The transcript of a call.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// session.answer("ill", now)?;
/// let transcript = session.transcript();
/// assert_eq!(transcript.title, "Hello");
/// assert!(transcript.to_markdown().contains("How are you?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// How the call began and ended.
    pub call: CallSummary,
    /// The transcripts of the calls before this one, of which each was given up to begin again.
    pub restarted: Vec<Transcript>,
    /// The script's title.
    pub title: String,
    /// The values that the host gave at the start.
    pub inputs: Vec<Shown>,
    /// What was said and done, in order.
    pub turns: Vec<Turn>,
    /// Every action that the host was asked for, in order, also those that were undone and so are in no turn.
    pub actions: Vec<ActionRun>,
    pub(crate) pauses: Pauses,
}

impl Session {
    /// The transcript of the call so far.
    pub fn transcript(&self) -> Transcript {
        Transcript {
            call: self.summary(),
            restarted: Vec::new(),
            title: self.script.title().to_owned(),
            inputs: shown_values::shown(&self.state.stack.base, &self.opening.given),
            turns: self.turns(),
            actions: self.actions().into_iter().map(ActionRun::masked).collect(),
            pauses: self.pauses.clone(),
        }
    }
}

impl Transcript {
    /// The transcript of a call that was begun again, with those of the calls before it. The actions of those that had not
    /// ended count as undone.
    #[must_use]
    pub fn with_restarted(mut self, earlier: impl IntoIterator<Item = Self>) -> Self {
        self.restarted = given_up(earlier, |earlier| (&earlier.call, &mut earlier.actions));
        self
    }
}
