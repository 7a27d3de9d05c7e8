//! A recorded call under the scripts as they are now: whether it ends as it did.

use std::sync::Arc;

use callscript::script::Script;

use super::error::{JournalError, Misfit};
use super::line::Location;
use super::read::Recorded;
use super::resume::Standing;

/// What came of a recorded call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replayed {
    /// It ends, or stands, as it did.
    AsBefore(End),
    /// Everything fits, and it ends, or stands, otherwise.
    Elsewhere {
        /// How it did.
        then: End,
        /// How it does now.
        now: End,
    },
    /// It stops at an event that no longer fits.
    Unfit {
        /// How it ended, or stood.
        then: End,
        /// The event, and why it does not fit.
        misfit: Misfit,
        /// The node where it happened; none of the start.
        node: Option<String>,
    },
}

/// How a call ended, or where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The outcome, once it is decided and nothing is left to do.
    pub outcome: Option<String>,
    /// The script of the node.
    pub script: String,
    /// The node.
    pub node: String,
}

impl Recorded {
    /// How the call goes under the scripts as they are now; as [`carry_over`](Self::carry_over) takes it there.
    ///
    /// # Errors
    ///
    /// If the journal is of another script.
    pub fn replay(&self, script: &Arc<Script>) -> Result<Replayed, JournalError> {
        let then = self.end();
        let carried = match self.carry_over(script) {
            Err(JournalError::Misfit(misfit)) => return Ok(Replayed::Unfit { then, misfit, node: None }),
            carried => carried?,
        };
        if let Standing::Stopped(stopped) = carried.standing {
            // An event happened where the one before it led.
            let before = stopped.event.checked_sub(1).and_then(|before| self.lines.get(before));
            let node = before.and_then(|line| line.stands.as_ref()).map(|stood| stood.node.clone());
            return Ok(Replayed::Unfit { then, misfit: stopped.misfit, node });
        }
        let now = End::of(&Location::at(carried.session.prompt()));
        let is_as_before = carried.standing == Standing::AsBefore && now.outcome == then.outcome;
        Ok(if is_as_before { Replayed::AsBefore(now) } else { Replayed::Elsewhere { then, now } })
    }

    /// How the call ended, or where it stood.
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
