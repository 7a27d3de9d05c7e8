//! Continues a call with changed scripts: what happened is replayed, and what the scripts have inserted where nobody
//! chooses is passed.
//!
//! `carrier` replays, `plan` says which events still count, `form` adapts the values of a form, `reach` tells whether a
//! prompt can still come. Must not know how a line is written.

mod carrier;
mod form;
mod needed;
mod plan;
mod reach;
mod start;

use std::sync::Arc;

use callscript::script::Script;

use self::carrier::{Carrier, Halt};
pub use self::needed::Needed;
use super::Writer;
use super::error::{JournalError, Misfit};
use super::read::Recorded;
use crate::event::EventKind;
use crate::session::Session;

/// How a call is carried over.
///
/// ```
/// use callscript_runner::journal::CarryOver;
///
/// let how = CarryOver { stops: true, ..CarryOver::default() };
/// assert!(how.given.is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct CarryOver {
    /// What the scripts now ask and the journal does not hold, in the order in which it is asked. Carrying over is
    /// refused by [`JournalError::Needed`] until all of it is here. Values of a form are added to those that it has.
    pub given: Vec<EventKind>,
    /// Whether to stop where something is needed that is not given, instead of refusing. The events from there on are
    /// left out.
    pub stops: bool,
}

/// A session that continues with changed scripts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CarriedOver {
    /// The session.
    pub session: Session,
    /// The text of its new journal so far.
    pub text: String,
    /// The writer for the lines that follow.
    pub writer: Writer,
    /// Its position, compared with the recorded one.
    pub standing: Standing,
    /// How many events were inserted: messages that were passed, and what was given.
    pub inserted: usize,
    /// What no longer fits, in the order of the journal.
    pub left_out: Vec<LeftOut>,
    /// The actions that are begun again.
    pub repeated: Vec<Repeated>,
}

/// The position of a session that was carried over, compared with the recorded one.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// The same position.
    AsBefore,
    /// Another position.
    Elsewhere {
        /// The recorded node.
        node: String,
    },
    /// The position where something is needed that was not given.
    Stopped(Box<Needed>),
}

/// An event that was left out, or a value of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The event, and why it does not fit.
    pub misfit: Misfit,
    /// The node where it happened, if the journal says so.
    pub node: Option<String>,
    /// Whether it did not count any more: it was undone or replaced later.
    pub undone: bool,
    /// Whether it is a completed action: its effect on the world remains.
    pub done: bool,
}

/// An action that is begun again after a call was carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repeated {
    /// The running script.
    pub script: String,
    /// The node.
    pub node: String,
    /// The action.
    pub action: String,
    /// Whether it was completed; if not, its result was still waited for, and it may have been done.
    pub done: bool,
}

impl Recorded {
    /// Continues the session with the current scripts. An event fits if the session is at the same prompt and allows
    /// it; an action must also have the same inputs. Messages that stand before it are passed, a form takes its earlier
    /// values as far as they fit, and what does not fit is left out.
    ///
    /// # Errors
    ///
    /// If it is the journal of another script, the current script refuses the recorded start, or something is needed
    /// that the journal does not hold and that is not given; or what is given is refused.
    pub fn carry_over(&self, script: &Arc<Script>, how: &CarryOver) -> Result<CarriedOver, JournalError> {
        self.refuse_other_script(script)?;
        let mut carrier = start::start(self, script, &how.given)?;
        match carrier.carry() {
            Ok(()) => Ok(carrier.finish()),
            Err(Halt::Needed(needed)) if how.stops => Ok(carrier.stop(needed)),
            Err(Halt::Needed(needed)) => Err(JournalError::Needed(needed)),
            Err(Halt::Refused(error)) => Err(JournalError::Refused(error)),
        }
    }
}

impl Carrier<'_> {
    fn finish(mut self) -> CarriedOver {
        let standing = self.settle();
        self.into_carried(standing)
    }

    fn stop(mut self, needed: Box<Needed>) -> CarriedOver {
        self.leave_out_rest(&needed);
        self.into_carried(Standing::Stopped(needed))
    }
}
