//! Stubs: a subscript is left out and counts as ended, with a given outcome and values.

use std::sync::Arc;

use callscript::script::{Assignment, EndId, Run, Script, Take};

use super::State;
use super::advance::Move;
use super::variables;
use crate::Values;
use crate::error::{StepError, ValuesError};
use crate::session::call::{Begun, By, Call, Frame};

impl State {
    /// The outermost subscript that began with the latest event.
    pub(crate) fn begun(&self) -> Option<Begun<'_>> {
        self.stack.topmost(self.begun)
    }

    /// Ends the subscript that began with the latest event, as if it had run.
    pub(super) fn leave_out(&mut self, outcome: &str, sets: &Values) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let Some(begun) = self.begun() else {
            return Err(StepError::NoSubscript { node: self.stack.top().node().id.clone() });
        };
        let end = begun.end(outcome)?;
        let ended = Frame { call: begun.ended(end, sets)?, by: begun.by.clone() };
        let caller = Arc::clone(&begun.caller.script);
        for _ in 0..std::mem::take(&mut self.begun) {
            self.stack.pop();
        }
        if let Some(trace) = &mut self.trace {
            trace.forget_until(&caller);
        }
        Ok(self.come_back(ended, end))
    }
}

impl<'s> Begun<'s> {
    /// The subscript.
    pub(crate) fn script(&self) -> &'s Arc<Script> {
        &self.call.script
    }

    /// The outcomes that it can end with.
    pub(crate) fn outcomes(&self) -> Vec<String> {
        self.script().ends().iter().map(|outcome| self.script().outcome(*outcome).id.clone()).collect()
    }

    /// The `run` that caused it; `None` for an `after`.
    pub(crate) fn run(&self) -> Option<&'s Run> {
        self.by.run()
    }

    fn end(&self, outcome: &str) -> Result<EndId, StepError> {
        self.script().find_end(outcome).ok_or_else(|| StepError::NoSuchOutcome {
            script: self.script().id().to_owned(),
            outcome: outcome.to_owned(),
            outcomes: self.outcomes(),
        })
    }

    /// The subscript's call at its end, with the given values. They must include all that the caller takes.
    fn ended(&self, end: EndId, sets: &Values) -> Result<Call, StepError> {
        let (with, take): (&[Assignment], &[Take]) = match self.by {
            By::Run(run) => (&run.with, &run.then[end.index()].take),
            By::After(after, _) => (&after.with, &after.take),
        };
        let mut call = self.caller.called(self.script(), with);
        call.write(variables::read_given(self.script(), sets, |_| true)?);
        let script = &self.caller.script;
        let is_missing = |take: &&Take| {
            let is_set = self.script().variable(take.from).is_set(&call.env);
            !is_set && !script.variable(take.assignment.target).declaration.optional
        };
        match take.iter().find(is_missing).map(|take| self.script().variable(take.from)) {
            None => Ok(call),
            Some(variable) => {
                let (name, wanted) = (variable.name.clone(), variable.declaration.wanted());
                Err(ValuesError::Missing { name, wanted }.into())
            }
        }
    }
}
