//! Continues a call with changed scripts: what happened is replayed, and what the scripts have inserted where nobody
//! chooses is passed.
//!
//! `carrier` replays, `plan` says which events still count, `form` adapts the values of a form, `reach` tells whether a
//! prompt can still come. Must not know how a line is written.

mod carrier;
mod form;
mod plan;
mod reach;
mod start;

use std::sync::Arc;

use callscript::script::Script;

use self::carrier::{Carrier, Halt};
use super::carried_over::{CarriedOver, Standing};
use super::error::JournalError;
use super::needed::Needed;
use super::read::Recorded;
use crate::event::EventKind;

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
