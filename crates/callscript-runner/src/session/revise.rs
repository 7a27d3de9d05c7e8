//! Replaces an earlier answer or form: finds the prompt at which it was given, and the later events that still fit.

use callscript::value::Value;

use super::offers::offer;
use super::plain::plain_revision;
use super::state::State;
use super::{BeforeRevision, Session};
use crate::Moment;
use crate::error::StepError;
use crate::event::{Event, EventKind, Revision, Version};
use crate::prompt::{Prompt, PromptKind};

/// The node where an event happened, and the inputs of its action.
struct Location {
    script: String,
    node: String,
    with: Vec<Option<Value>>,
}

impl Session {
    /// The prompt of an earlier answer or form, given by the number of its step in the history, to ask for it again.
    /// The fields of a form offer the values that were entered.
    ///
    /// # Errors
    ///
    /// If there is no such step, it is neither an answer nor a form, or the call was hung up.
    pub fn prompt_at(&self, step: usize) -> Result<Prompt, StepError> {
        self.state.refuse_if_hung_up()?;
        let index = self.effective.get(step).copied().filter(|_| step > 0);
        let event = index.and_then(|index| self.events.get(index)).ok_or(StepError::NoSuchStep { step })?;
        if !event.kind.can_be_revised() {
            return Err(StepError::NotRevisable { step });
        }
        let (earlier, _) = self.effective.split_at(step);
        let state = self.replay_state(earlier);
        let mut prompt = state.prompt();
        if let (
            PromptKind::Form { fields, .. },
            EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. },
        ) = (&mut prompt.kind, &event.kind)
        {
            offer(fields, state.stack.top(), values, |_| true);
        }
        Ok(prompt)
    }

    /// Applies a revision: it replaces the effective event with the index `event`, the later events that still fit are
    /// applied again. The revision is the next event.
    pub(crate) fn apply_revision(&mut self, event: usize, to: &mut Revision, at: Moment) -> Result<(), StepError> {
        let (effective, state) = self.revised(event, to, at)?;
        self.before_revisions.push(BeforeRevision { revision: self.events.len(), effective: self.effective.clone() });
        self.set_effective(effective, state);
        Ok(())
    }

    /// The effective events, and their state, with this revision as the next event. Rewrites its values as machines write
    /// them.
    pub(super) fn revised(
        &self,
        event: usize,
        to: &mut Revision,
        at: Moment,
    ) -> Result<(Vec<usize>, State), StepError> {
        self.state.refuse_if_hung_up()?;
        let step = self.effective.iter().position(|earlier| *earlier == event);
        let step = step.ok_or(StepError::NoSuchStep { step: event })?;
        let is_choice = |event: &Event| event.kind.can_be_revised();
        if !self.events.get(event).is_some_and(is_choice) {
            return Err(StepError::NotRevisable { step });
        }
        let mut locations = Vec::with_capacity(self.effective.len());
        self.replay_observed(&self.effective, false, None, |state, _, _| {
            locations.push(Location::of(state));
        });
        let (kept, rest) = self.effective.split_at(step);
        let mut state = self.replay_state(kept);
        if self.version == Version::Two {
            plain_revision(&state.stack.top().script, to);
        }
        let revision = EventKind::Revised { event, to: to.clone() };
        state.apply(&revision, self.events.len(), at.timestamp())?;
        let mut effective = kept.to_vec();
        effective.push(self.events.len());
        // The start has no location, so `locations[0]` is the location of the first step.
        for (event, location) in rest.iter().skip(1).zip(locations.iter().skip(step)) {
            if !self.apply_again(&mut state, *event, location) {
                break;
            }
            effective.push(*event);
        }
        self.check_keeps_actions(&effective, &state)?;
        Ok((effective, state))
    }

    /// Applies a later event again if it still fits; `original` is the location where it happened. Returns whether it
    /// was applied.
    fn apply_again(&self, state: &mut State, event: usize, original: &Location) -> bool {
        let known = self.events.get(event).filter(|event| Location::of(state).fits(&event.kind, original));
        known.is_some_and(|known| state.apply(&known.kind, event, known.at.timestamp()).is_ok())
    }
}

impl Location {
    fn of(state: &State) -> Self {
        let call = state.stack.top();
        Self { script: call.script.id().to_owned(), node: call.node().id.clone(), with: call.at.with.clone() }
    }

    /// Whether an event that happened at `original` can happen at this location: the node must be the same, and for an
    /// action also its inputs.
    fn fits(&self, event: &EventKind, original: &Self) -> bool {
        let is_action = matches!(event, EventKind::Completed { .. });
        self.script == original.script && self.node == original.node && (!is_action || self.with == original.with)
    }
}
