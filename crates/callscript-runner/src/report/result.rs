//! The result of a call: the outcome, the values of the variables, and the path.
//!
//! Only for the host: sensitive values are not masked.

use callscript::script::Digest;
use callscript::value::Value;

use crate::digest;
use crate::history::Note;
use crate::prompt::Ending;
use crate::session::Session;
use crate::session::trace::{Deviation, Trace, Visit};

/// The result of a call, for the host to store.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// session.answer("ill", now)?;
/// let result = session.result();
/// assert!(result.over);
/// assert_eq!(result.ending.map(|ending| ending.outcome).as_deref(), Some("ill"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CallResult {
    /// The script's id.
    pub script: String,
    /// The digest of all scripts that the session can run.
    pub digest: Digest,
    /// The outcome; `None` if the call was hung up before there was one, or is not over.
    pub ending: Option<Ending>,
    /// Whether the call is over: it ended or was hung up.
    pub over: bool,
    /// Every variable of the outermost script, in the script's order, with its current value.
    pub variables: Vec<VariableValue>,
    /// Every visit of a node, without those that were undone.
    pub path: Vec<Visit>,
    /// Every note.
    pub notes: Vec<Note>,
    /// Every jump, without those that were undone.
    pub deviations: Vec<Deviation>,
}

/// A variable of the script, with its current value.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// session.enter(Values::from([("number", "7")]), now)?;
/// let known: Vec<_> = session.result().variables.into_iter().filter(|variable| variable.value.is_some()).collect();
/// assert_eq!((known.len(), known[0].name.as_str()), (1, "number"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct VariableValue {
    /// Its name.
    pub name: String,
    /// Its value; `None` if empty or unset.
    pub value: Option<Value>,
}

impl Session {
    /// The result of the call, or its intermediate result if the call is not over.
    pub fn result(&self) -> CallResult {
        let state = self.replay_observed(&self.effective, false, Some(Trace::default()), |_, _, _| ());
        let mut trace = state.trace.unwrap_or_default();
        let latest = self.effective.last().and_then(|at| self.events.get(*at));
        if let Some(event) = latest {
            trace.end_visit(event.at.timestamp());
        }
        let base = &self.state.stack.base;
        let variables = base
            .script
            .variables()
            .iter()
            .map(|variable| VariableValue { name: variable.name.clone(), value: variable.value(&base.env) });
        CallResult {
            script: base.script.id().to_owned(),
            digest: digest::of_version(1, &base.script),
            ending: self.ending(),
            over: self.is_over(),
            variables: variables.collect(),
            path: trace.visits,
            notes: self.events.iter().filter_map(Note::of).collect(),
            deviations: trace.deviations,
        }
    }

    /// The outcome; `None` if the call was hung up before there was one, or is not over.
    pub(crate) fn ending(&self) -> Option<Ending> {
        let outcome = self.state.outcome().filter(|_| self.is_over());
        outcome.map(|outcome| self.state.ending(outcome))
    }
}
