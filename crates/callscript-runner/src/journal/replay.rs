//! Replays a recorded call with the current scripts: does it end as it did?

use std::sync::Arc;

use callscript::script::Script;

use super::carry_over::{CarryOver, Needed, Standing};
use super::error::{JournalError, Misfit, Unfit};
use super::line::{Location, line_of};
use super::read::Recorded;

/// The result of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replayed {
    /// It ends as it did, or is at the same position if it is not over.
    AsBefore(End),
    /// Every event fits, but it ends in another way or is at another position.
    Elsewhere {
        /// How it ended then.
        then: End,
        /// How it ends now.
        now: End,
    },
    /// It stops at an event that no longer fits.
    Unfit {
        /// How it ended, or where it was.
        then: End,
        /// The first event that does not fit, and why.
        misfit: Misfit,
        /// The node where it happened; `None` if it is the start.
        node: Option<String>,
    },
}

/// How a call ended, or its position if it is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The outcome; `None` if the call is not over, or was hung up before there was one.
    pub outcome: Option<String>,
    /// The script of the last node.
    pub script: String,
    /// The last node.
    pub node: String,
}

impl Recorded {
    /// Replays the call with the current scripts, as [`carry_over`](Self::carry_over) does.
    ///
    /// # Errors
    ///
    /// If it is the journal of another script.
    pub fn replay(&self, script: &Arc<Script>) -> Result<Replayed, JournalError> {
        let then = self.end();
        let carried = match self.carry_over(script, &CarryOver { stops: true, ..CarryOver::default() }) {
            Err(JournalError::Misfit(misfit)) => return Ok(Replayed::Unfit { then, misfit, node: None }),
            Err(JournalError::Needed(needed)) => {
                let misfit = self.misfit_of(&needed);
                return Ok(Replayed::Unfit { then, misfit, node: None });
            }
            carried => carried?,
        };
        if let Standing::Stopped(needed) = &carried.standing {
            let node = needed.prompt.as_ref().map(|prompt| prompt.node.clone());
            return Ok(Replayed::Unfit { then, misfit: self.misfit_of(needed), node });
        }
        if let Some(first) = carried.left_out.into_iter().find(|left_out| !left_out.undone) {
            return Ok(Replayed::Unfit { then, misfit: first.misfit, node: first.node });
        }
        let now = End::of(&Location::at(carried.session.prompt()));
        let is_as_before = carried.standing == Standing::AsBefore && now.outcome == then.outcome;
        Ok(if is_as_before { Replayed::AsBefore(now) } else { Replayed::Elsewhere { then, now } })
    }

    fn misfit_of(&self, needed: &Needed) -> Misfit {
        let event = self.lines.get(needed.line.saturating_sub(line_of(0))).map_or("", |line| line.event.kind.name());
        Misfit { line: needed.line, event, why: Unfit::Needed(needed.to_string()) }
    }

    /// How the recorded call ended, or where it was.
    fn end(&self) -> End {
        let stands = self.lines.iter().rev().find_map(|line| line.stands.as_ref());
        let unknown = || End { outcome: None, script: self.script.clone(), node: String::new() };
        stands.map_or_else(unknown, End::of)
    }
}

impl End {
    fn of(stands: &Location) -> Self {
        Self { outcome: stands.outcome.clone(), script: stands.script.clone(), node: stands.node.clone() }
    }
}
