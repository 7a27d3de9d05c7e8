//! Why a journal is refused. No error repeats what a line holds, but for ids of scripts, nodes and answers.

use callscript::script::Digest;
use thiserror::Error;

use crate::error::{StartError, StepError};

/// Why a journal is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It does not begin as one.
    #[error("this is not a journal")]
    NotAJournal,
    /// It has no whole line of an event: the call had not begun.
    #[error("the journal holds no call: it ends before the first event")]
    Empty,
    /// It was written by another version of the program.
    #[error("the journal has version {version}; this program reads version {}", super::line::VERSION)]
    OtherVersion {
        /// Its version.
        version: u64,
    },
    /// A line is not as it was written.
    #[error("line {line} of the journal is damaged")]
    Damaged {
        /// Its number, from 1.
        line: usize,
    },
    /// It is of another script.
    #[error("the journal records a call of `{journal}`, not of `{script}`")]
    OtherScript {
        /// The script that the journal names.
        journal: String,
        /// The script that is to be walked.
        script: String,
    },
    /// The script, or one that it runs, is not as it was.
    #[error("`{script}`, or a script that it runs, has changed since the journal was written")]
    OtherDigest {
        /// The script.
        script: String,
        /// What the session could run when the journal was written.
        journal: Digest,
        /// What it can run now.
        now: Digest,
    },
    /// An event does not fit.
    #[error(transparent)]
    Misfit(#[from] Misfit),
}

/// An event that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} of the journal (`{event}`) does not fit: {why}")]
#[non_exhaustive]
pub struct Misfit {
    /// The number of its line, from 1.
    pub line: usize,
    /// What kind of event it is, as the journal calls it.
    pub event: &'static str,
    /// Why it does not fit.
    #[source]
    pub why: Unfit,
}

/// Why an event does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unfit {
    /// The session does not start as it did.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The session refuses it.
    #[error(transparent)]
    Step(#[from] StepError),
    /// It happened somewhere else than where the session stands.
    #[error("it was at `{node}` of `{script}`, but the call is now {}", elsewhere(node, now))]
    Elsewhere {
        /// The script of the place where it happened.
        script: String,
        /// The node.
        node: String,
        /// The node where the session stands.
        now: String,
    },
}

fn elsewhere(node: &str, now: &str) -> String {
    if node == now { "there with other values, or in another script".to_owned() } else { format!("at `{now}`") }
}
