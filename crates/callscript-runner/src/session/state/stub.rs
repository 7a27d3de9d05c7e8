//! Stubbing a subscript: it counts as ended without having run.

use std::sync::Arc;

use callscript::script::{Assignment, EndId, Run, Script, Take};

use super::State;
use super::advance::Move;
use super::variables;
use crate::Values;
use crate::error::StepError;
use crate::field::{FieldError, ValuesError};
use crate::session::call::{Call, CallSite, Frame, NewSubscript};

impl State {
    /// The outermost of the subscripts that began with the latest event.
    pub(crate) fn new_subscript(&self) -> Option<NewSubscript<'_>> {
        self.stack.topmost(self.new_calls)
    }

    /// Ends the subscript that began with the latest event, as if it had run: with this outcome, and these values set.
    pub(super) fn stub(&mut self, outcome: &str, sets: &Values) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let Some(subscript) = self.new_subscript() else {
            return Err(StepError::NoSubscript { node: self.stack.top().node().id.clone() });
        };
        let end = subscript.end(outcome)?;
        let ended = Frame { call: subscript.ended(end, sets)?, site: subscript.site.clone() };
        let caller = Arc::clone(&subscript.caller.script);
        let run = subscript.call.run;
        for _ in 0..std::mem::take(&mut self.new_calls) {
            self.stack.pop();
        }
        if let Some(trace) = &mut self.trace {
            trace.drop_after(&caller, run);
        }
        Ok(self.return_to_caller(ended, end))
    }
}

impl<'s> NewSubscript<'s> {
    /// The subscript.
    pub(crate) fn script(&self) -> &'s Arc<Script> {
        &self.call.script
    }

    /// The outcomes that it can end with.
    pub(crate) fn outcomes(&self) -> Vec<String> {
        self.script().ends().iter().map(|outcome| self.script().outcome(*outcome).id.clone()).collect()
    }

    /// The `run` that called it; `None` if `after` did.
    pub(crate) fn run(&self) -> Option<&'s Run> {
        self.site.run()
    }

    fn end(&self, outcome: &str) -> Result<EndId, StepError> {
        self.script().find_end(outcome).ok_or_else(|| StepError::NoSuchOutcome {
            script: self.script().id().to_owned(),
            outcome: outcome.to_owned(),
            outcomes: self.outcomes(),
        })
    }

    /// The call in the state in which it counts as ended: its inputs, and the values of `sets`.
    fn ended(&self, end: EndId, sets: &Values) -> Result<Call, StepError> {
        let (with, take): (&[Assignment], &[Take]) = match self.site {
            CallSite::Run(run) => (&run.with, &run.then[end.index()].take),
            CallSite::After(after, _) => (&after.with, &after.take),
        };
        let mut call = self.caller.callee(self.script(), with);
        call.write(variables::read_given(self.script(), sets, |_| true)?);
        let script = &self.caller.script;
        let is_missing = |take: &&Take| {
            let is_set = self.script().variable(take.from).is_set(&call.env);
            !is_set && !script.variable(take.assignment.target).declaration.optional
        };
        let missing = take.iter().filter(is_missing).map(|take| variables::missing_field(self.script(), take.from));
        let missing: Vec<FieldError> = missing.collect();
        if missing.is_empty() { Ok(call) } else { Err(ValuesError::from(missing).into()) }
    }
}
