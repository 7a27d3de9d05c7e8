//! A session that was carried over to changed scripts, and what became of its events.
//!
//! Plain data. Must not know how a call is carried over.

use std::fmt;

use super::Writer;
use super::error::Misfit;
use super::needed::Needed;
use crate::session::Session;

/// A session that continues with changed scripts.
#[derive(Clone)]
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

/// Without the text of the journal, which holds sensitive values.
impl fmt::Debug for CarriedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CarriedOver")
            .field("session", &self.session)
            .field("writer", &self.writer)
            .field("standing", &self.standing)
            .field("inserted", &self.inserted)
            .field("left_out", &self.left_out)
            .field("repeated", &self.repeated)
            .finish_non_exhaustive()
    }
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
