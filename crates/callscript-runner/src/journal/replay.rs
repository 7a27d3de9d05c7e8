//! Replays a recorded call with the current scripts: does it end as it did?

use std::sync::Arc;

use callscript::script::Script;

use super::carried_over::Standing;
use super::carry_over::CarryOver;
use super::error::{JournalError, Misfit, Unfit};
use super::line::Location;
use super::needed::Needed;
use super::read::Recorded;
use crate::event::EventKind;
use crate::report::CallState;
use crate::wire::event::line_of;

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
    /// Whether it came to an end, and which.
    pub state: CallState,
    /// Whether it was paused and not taken up again. A journal that stops without a pause was cut off.
    pub is_paused: bool,
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
        let now = self.end_at(&Location::at(carried.session.prompt()));
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
        let unknown = || End {
            state: CallState::Unfinished,
            is_paused: false,
            outcome: None,
            script: self.script.clone(),
            node: String::new(),
        };
        stands.map_or_else(unknown, |stands| self.end_at(stands))
    }

    /// How the call ends, or where it is, if its events lead here.
    fn end_at(&self, stands: &Location) -> End {
        let is_hung_up = self.events().any(|event| matches!(event.kind, EventKind::HungUp { .. }));
        let state = match &stands.outcome {
            Some(_) => CallState::Ended,
            None if is_hung_up => CallState::HungUp,
            None => CallState::Unfinished,
        };
        let (script, node) = (stands.script.clone(), stands.node.clone());
        End { state, is_paused: self.is_paused(), outcome: stands.outcome.clone(), script, node }
    }

    /// Whether the call was paused, and neither taken up nor moved since.
    fn is_paused(&self) -> bool {
        let mut latest = self.lines.iter().rev().map(|line| &line.event.kind);
        let latest = latest.find(|kind| kind.moves() || matches!(kind, EventKind::Paused | EventKind::TakenUp));
        matches!(latest, Some(EventKind::Paused))
    }
}
