//! The result of a call: how it ended, the values of the variables, the actions, and the path.
//!
//! Only for the host: sensitive values are not masked.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use callscript::internal::{Env, MASK};
use callscript::script::Script;
use callscript::value::Value;

use super::actions::ActionRun;
use super::summary::{CallSummary, given_up};
use crate::history::Note;
use crate::session::Session;
use crate::session::call::Call;
use crate::session::state::State;
use crate::session::trace::{Deviation, Run, Trace, Visit};

/// The result of a call, for the host to store.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// session.answer("ill", now)?;
/// let result = session.result();
/// assert_eq!(result.call.ending.map(|ending| ending.outcome).as_deref(), Some("ill"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CallResult {
    /// How the call began and ended.
    pub call: CallSummary,
    /// The results of the calls before this one, of which each was given up to begin again.
    pub restarted: Vec<CallResult>,
    /// Every variable of the outermost script, in the script's order, with its current value.
    pub variables: Vec<VariableValue>,
    /// Every run of a subscript, in the order in which they began, without those that were undone.
    pub subscripts: Vec<SubscriptRun>,
    /// Every action that the host was asked for, in order, also those that were undone.
    pub actions: Vec<ActionRun>,
    /// Every visit of a node, without those that were undone.
    pub path: Vec<Visit>,
    /// Every note.
    pub notes: Vec<Note>,
    /// Every jump, without those that were undone.
    pub deviations: Vec<Deviation>,
    /// The names of the sensitive variables, of the outermost script and of the subscripts that ran.
    pub sensitive: Vec<String>,
}

/// A variable of a script, with its current value.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// session.enter(Values::from([("number", "7")]), now)?;
/// let known: Vec<_> = session.result().variables.into_iter().filter(|variable| variable.value.is_some()).collect();
/// assert_eq!((known.len(), known[0].name.as_str()), (1, "number"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct VariableValue {
    /// Its name.
    pub name: String,
    /// Its value; `None` if empty or unset.
    pub value: Option<Value>,
}

/// One run of a subscript.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// assert!(session.result().subscripts.is_empty(), "this script runs no other");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SubscriptRun {
    /// The subscript's id.
    pub script: String,
    /// The id of the node that called it; for the subscript of `after`, of the last node before it.
    pub node: String,
    /// The outcome with which it ended; `None` if it did not end.
    pub outcome: Option<String>,
    /// Every variable of the subscript, in its order, with its last value.
    pub variables: Vec<VariableValue>,
}

/// Without the value: [`CallResult::sensitive`] says which are sensitive.
impl fmt::Debug for VariableValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.as_ref().map(|_| MASK);
        f.debug_struct("VariableValue").field("name", &self.name).field("value", &value).finish()
    }
}

impl CallResult {
    /// The result of a call that was begun again, with the results of the calls before it. The actions of those that had
    /// not ended count as undone.
    #[must_use]
    pub fn with_restarted(mut self, earlier: impl IntoIterator<Item = Self>) -> Self {
        self.restarted = given_up(earlier, |earlier| (&earlier.call, &mut earlier.actions));
        self
    }
}

impl Session {
    /// The result of the call, or its intermediate result if the call is not over.
    pub fn result(&self) -> CallResult {
        let mut running = Running::default();
        let trace = Some(Trace::default());
        let mut state = self.replay_observed(&self.effective, false, trace, |state, _, _| running.look(state));
        running.look(&state);
        let mut trace = state.trace.take().unwrap_or_default();
        trace.end_visit(self.last_step_at());
        let base = &self.state.stack.base;
        let (subscripts, scripts) = running.finish(trace.runs);
        CallResult {
            call: self.summary(),
            restarted: Vec::new(),
            variables: values(&base.script, &base.env),
            subscripts,
            actions: self.actions(),
            path: trace.visits,
            notes: self.events.iter().filter_map(Note::of).collect(),
            deviations: trace.deviations,
            sensitive: sensitive(&base.script, &scripts),
        }
    }
}

/// The runs of subscripts that have not ended, with the values of their variables when they were last seen: a jump or an
/// aside can drop a run without ending it.
#[derive(Default)]
struct Running(BTreeMap<usize, (Arc<Script>, Env)>);

impl Running {
    fn look(&mut self, state: &State) {
        for call in state.stack.subscripts() {
            if let Some(run) = call.run {
                self.0.insert(run, (Arc::clone(&call.script), call.env.clone()));
            }
        }
    }

    /// The runs as they are filed, and their scripts.
    fn finish(mut self, runs: Vec<Run>) -> (Vec<SubscriptRun>, Vec<Arc<Script>>) {
        let runs = (0..).zip(runs).filter_map(|(index, Run { node, ended })| {
            let (script, env, outcome) = match ended {
                Some((Call { script, env, .. }, outcome)) => (script, env, Some(outcome)),
                None => self.0.remove(&index).map(|(script, env)| (script, env, None))?,
            };
            let run = SubscriptRun {
                script: script.id().to_owned(),
                node,
                outcome: outcome.map(|outcome| script.outcome(outcome).id.clone()),
                variables: values(&script, &env),
            };
            Some((run, script))
        });
        runs.unzip()
    }
}

fn values(script: &Script, env: &Env) -> Vec<VariableValue> {
    let variables = script.variables().iter();
    variables.map(|variable| VariableValue { name: variable.name.clone(), value: variable.value(env) }).collect()
}

fn sensitive(outermost: &Arc<Script>, subscripts: &[Arc<Script>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for variable in [outermost].into_iter().chain(subscripts).flat_map(|script| script.variables()) {
        if variable.declaration.sensitive && !names.contains(&variable.name) {
            names.push(variable.name.clone());
        }
    }
    names
}
