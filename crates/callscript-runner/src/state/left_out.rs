//! Leaving out a subscript: it counts as ended, without having been walked.

use std::sync::Arc;

use callscript::script::{Exit, OutcomeId, Run, Script, Take, Taken};

use super::State;
use super::advance::Move;
use super::values;
use crate::Values;
use crate::call::{Call, Stage};
use crate::error::{StepError, ValuesError};
use crate::shown::{self, Shown};

/// A subscript that can be left out.
pub(crate) struct Begun<'s> {
    caller: &'s Call,
    pub(crate) script: &'s Arc<Script>,
}

impl State {
    /// The outermost subscript that began with the latest event.
    pub(crate) fn begun(&self) -> Option<Begun<'_>> {
        let (caller, call) = self.stack.topmost(self.begun)?;
        Some(Begun { caller, script: &call.script })
    }

    /// What is shown of the values of a subscript that is left out.
    pub(crate) fn left_out(&self, sets: &Values) -> Vec<Shown> {
        let topmost = self.stack.topmost(self.begun);
        topmost.map_or_else(Vec::new, |(_, call)| shown::given(call, sets))
    }

    /// Ends the subscript that began with the latest event, as if it had been walked.
    pub(super) fn leave_out(&mut self, outcome: &str, sets: &Values) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let Some(begun) = self.begun() else {
            return Err(StepError::NoSubscript { node: self.stack.top().node().id.clone() });
        };
        let outcome = begun.outcome(outcome)?;
        let call = begun.ended(outcome, sets)?;
        let caller = Arc::clone(&begun.caller.script);
        for _ in 0..std::mem::take(&mut self.begun) {
            self.stack.pop();
        }
        if let Some(trace) = &mut self.trace {
            trace.forget_until(&caller);
        }
        Ok(self.come_back(&call, outcome)?)
    }
}

impl Begun<'_> {
    /// The outcomes that it can end with here.
    pub(crate) fn outcomes(&self) -> Vec<String> {
        let all = self.script.outcomes().iter().enumerate();
        let run = self.run();
        let open = all.filter(|(at, _)| run.is_none_or(|run| run.then.get(*at).is_some_and(Option::is_some)));
        open.map(|(_, outcome)| outcome.id.clone()).collect()
    }

    /// The `run` that it was begun by; none if it comes after the outcome.
    pub(crate) fn run(&self) -> Option<&Run> {
        match &self.caller.node().exit {
            Exit::Run(run) if !self.is_after() => Some(run),
            _ => None,
        }
    }

    fn is_after(&self) -> bool {
        matches!(self.caller.at.stage, Stage::After(_))
    }

    fn outcome(&self, wanted: &str) -> Result<OutcomeId, StepError> {
        let outcomes = self.outcomes();
        let found = self.script.find_outcome(wanted).filter(|_| outcomes.iter().any(|id| id == wanted));
        found.ok_or_else(|| StepError::NoSuchOutcome {
            script: self.script.id().to_owned(),
            outcome: wanted.to_owned(),
            outcomes,
        })
    }

    /// The call as it began, with what it is to have set.
    fn ended(&self, outcome: OutcomeId, sets: &Values) -> Result<Call, StepError> {
        let script = &self.caller.script;
        let (with, take): (_, &[Take]) = match (self.run(), script.after()) {
            (Some(run), _) => {
                let edge = run.then.get(outcome.index()).and_then(Option::as_ref);
                (&run.with, edge.map_or(&[], |edge| &edge.take))
            }
            (None, Some(after)) => (&after.with, &after.take),
            (None, None) => return Err(self.caller.no_way_on().into()),
        };
        let mut call = self.caller.called(self.script, with)?;
        for (variable, value) in values::read_given(self.script, sets, |_| true)? {
            call.put(variable, Some(value));
        }
        let missing = take.iter().find_map(|take| match take.from {
            Taken::Variable(id) if call.get(id).is_none() && !script.variable(take.target).declaration.optional => {
                Some(self.script.variable(id))
            }
            _ => None,
        });
        match missing {
            None => Ok(call),
            Some(variable) => {
                let (name, wanted) = (variable.name.clone(), variable.declaration.wanted());
                Err(ValuesError::Missing { name, wanted }.into())
            }
        }
    }
}
