//! Why a journal is refused. No error repeats the content of a line, except ids of scripts, nodes and answers.

use callscript::script::Digest;
use thiserror::Error;

use super::needed::Needed;
use crate::error::{StartError, StepError};

/// Why a journal is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It does not begin like a journal.
    #[error("this is not a journal")]
    NotAJournal,
    /// It has no complete line of an event: the program stopped before the call began.
    #[error("the journal holds no call: it ends before the first event")]
    Empty,
    /// It was written by another version of the program.
    #[error("the journal has version {version}; this program reads versions 1 and 2")]
    OtherVersion {
        /// Its version.
        version: u64,
    },
    /// A line has an event that this program does not know: a later one wrote it.
    #[error("line {line} of the journal has the event `{event}`, which this program does not know")]
    UnknownEvent {
        /// Its number, from 1.
        line: usize,
        /// The event, as the journal names it.
        event: String,
    },
    /// A line's checksum is wrong, or the line is not what its version can contain.
    #[error("line {line} of the journal is damaged")]
    Damaged {
        /// Its number, from 1.
        line: usize,
    },
    /// It is the journal of another script.
    #[error("the journal records a call of `{journal}`, not of `{script}`")]
    OtherScript {
        /// The script that the journal names.
        journal: String,
        /// The script given.
        script: String,
    },
    /// The script, or one that it runs, has changed.
    #[error("`{script}`, or a script that it runs, has changed since the journal was written")]
    OtherDigest {
        /// The script.
        script: String,
        /// The digest of all scripts that the session could run when the journal was written.
        journal: Digest,
        /// That digest now.
        now: Digest,
    },
    /// An event does not fit.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// To carry the call over, something must be given that the journal does not hold.
    #[error("{_0}")]
    Needed(Box<Needed>),
    /// What was given to carry the call over is refused.
    #[error(transparent)]
    Refused(StepError),
}

/// An event that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} of the journal (`{event}`) does not fit: {why}")]
#[non_exhaustive]
pub struct Misfit {
    /// The number of its line, from 1.
    pub line: usize,
    /// The kind of event, as the journal names it.
    pub event: &'static str,
    /// Why it does not fit.
    #[source]
    pub why: Unfit,
}

/// Why an event does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unfit {
    /// The script refuses the recorded start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The session refuses it.
    #[error(transparent)]
    Step(#[from] StepError),
    /// Something must be given first that the journal does not hold.
    #[error("{0}")]
    Needed(String),
    /// It happened at another position than the session's.
    #[error("it was at `{node}` of `{script}`, but the call is now {}", elsewhere(node, now))]
    Elsewhere {
        /// The script in which it happened.
        script: String,
        /// The node at which it happened.
        node: String,
        /// The session's current node.
        now: String,
    },
}

fn elsewhere(node: &str, now: &str) -> String {
    if node == now { "there with other values, or in another script".to_owned() } else { format!("at `{now}`") }
}
