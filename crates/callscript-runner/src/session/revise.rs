//! Revising an earlier answer or form, and keeping the later events that still fit.

use callscript::jiff::Timestamp;
use callscript::value::Value;

use super::state::{State, read_form};
use super::{BeforeRevision, Session};
use crate::error::StepError;
use crate::event::{Event, EventKind, Revision};
use crate::prompt::{Prompt, PromptKind};

/// Where an event happened, and what its action got.
struct Context {
    script: String,
    node: String,
    with: Vec<Option<Value>>,
}

impl Session {
    /// The prompt at an earlier answer or form, given by the number of its step in the history: to ask for it again.
    /// The fields of a form offer the values that were entered.
    ///
    /// # Errors
    ///
    /// If there is no such step, if it is neither an answer nor a form, or if the call was hung up.
    pub fn prompt_at(&self, step: usize) -> Result<Prompt, StepError> {
        self.state.refuse_if_hung_up()?;
        let place = self.effective.get(step).copied().filter(|_| step > 0);
        let event = place.and_then(|place| self.events.get(place)).ok_or(StepError::NoSuchStep { step })?;
        if !event.kind.can_be_revised() {
            return Err(StepError::NotRevisable { step });
        }
        let (before, _) = self.effective.split_at(step);
        let state = self.state_after(before);
        let mut prompt = state.prompt();
        if let (
            PromptKind::Form { fields, .. },
            EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. },
        ) = (&mut prompt.kind, &event.kind)
        {
            let call = state.stack.top();
            let entered = read_form(&call.script, &call.node().collect, values)?;
            for (field, entered) in fields.iter_mut().zip(entered) {
                field.offered = entered.write.value();
            }
        }
        Ok(prompt)
    }

    /// Replaces an effective event by a revision, keeps the later events that fit, and stores the revision.
    pub(crate) fn apply_revision(&mut self, event: usize, to: &Revision, at: Timestamp) -> Result<(), StepError> {
        self.state.refuse_if_hung_up()?;
        let step = self.effective.iter().position(|effective| *effective == event);
        let step = step.ok_or(StepError::NoSuchStep { step: event })?;
        let is_choice = |event: &Event| event.kind.can_be_revised();
        if !self.events.get(event).is_some_and(is_choice) {
            return Err(StepError::NotRevisable { step });
        }
        let mut contexts = Vec::with_capacity(self.effective.len());
        self.replay_events(&self.effective, false, None, |state, _, _| {
            contexts.push(Context::of(state));
        });
        let (kept, rest) = self.effective.split_at(step);
        let mut state = self.state_after(kept);
        let revision = EventKind::Revised { event, to: to.clone() };
        state.apply(&revision, at)?;
        let mut effective = kept.to_vec();
        effective.push(self.events.len());
        // The start has no state before it, so the contexts begin with the first step.
        for (event, met) in rest.iter().skip(1).zip(contexts.iter().skip(step)) {
            if !self.apply_again(&mut state, *event, met) {
                break;
            }
            effective.push(*event);
        }
        self.refuse_to_lose(&effective)?;
        self.before_revisions.push(BeforeRevision { revision: self.events.len(), effective: self.effective.clone() });
        self.events.push(Event { at, kind: revision });
        self.make_effective(effective, state);
        Ok(())
    }

    /// Applies an event in another state, if it fits there. `met` is the context in which it happened first. Returns
    /// whether it was applied.
    fn apply_again(&self, state: &mut State, event: usize, met: &Context) -> bool {
        let event = self.events.get(event).filter(|event| Context::of(state).fits(&event.kind, met));
        event.is_some_and(|event| state.apply(&event.kind, event.at).is_ok())
    }
}

impl Context {
    fn of(state: &State) -> Self {
        let call = state.stack.top();
        Self { script: call.script.id().to_owned(), node: call.node().id.clone(), with: call.at.with.clone() }
    }

    /// Whether an event that happened at `met` fits here: at the same node and, for an action's result, if the action
    /// gets the same values.
    fn fits(&self, event: &EventKind, met: &Self) -> bool {
        let is_action = matches!(event, EventKind::Completed { .. });
        self.script == met.script && self.node == met.node && (!is_action || self.with == met.with)
    }
}
