//! Replaces an earlier answer or form: finds the prompt at which it was given, and the later events that still fit.

use super::Session;
use super::checkpoints::Checkpoints;
use super::effective::{Change, Replaced};
use super::offers::{offer, offer_answer};
use super::plain::plain_revision;
use super::replay::{Replay, Rewritten};
use super::state::State;
use crate::Moment;
use crate::error::StepError;
use crate::event::{Event, EventKind, Revision, Version};
use crate::prompt::{Prompt, PromptKind};

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
        let state = self.state_at(step);
        let mut prompt = state.prompt();
        let call = state.stack.top();
        match (&mut prompt.kind, &event.kind) {
            (
                PromptKind::Form { fields, .. },
                EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. },
            ) => offer(fields, call, &call.node().collect, values, |_| true),
            (
                PromptKind::Ask { answers },
                EventKind::Answered { answer, values }
                | EventKind::Revised { to: Revision::Answer { answer, values }, .. },
            ) => offer_answer(answers, call, answer, values, |_| true),
            _ => {}
        }
        Ok(prompt)
    }

    /// Applies a revision: it replaces the effective event with the index `event`, the later events that still fit are
    /// applied again. The revision is the next event.
    pub(crate) fn apply_revision(&mut self, event: usize, to: &mut Revision, at: Moment) -> Result<(), StepError> {
        let rewritten = self.revised(event, to, at)?;
        let change = self.rewrite(rewritten);
        self.effective.revise(self.events.len(), change);
        Ok(())
    }

    /// The session with this revision as the next event. Rewrites its values as machines write them.
    pub(super) fn revised(&self, event: usize, to: &mut Revision, at: Moment) -> Result<Rewritten, StepError> {
        self.state.refuse_if_hung_up()?;
        let place = self.effective.place(event).ok_or(StepError::NoSuchStep { step: event })?;
        let is_choice = |event: &Event| event.kind.can_be_revised();
        if !self.events.get(event).is_some_and(is_choice) {
            return Err(StepError::NotRevisable { step: place });
        }
        let revision = self.events.len();
        let (mut replay, mut passed) = self.replay_to(place, Some(revision));
        if self.version == Version::Two {
            plain_revision(&replay.state.stack.top().script, to);
        }
        replay.mark(place, &mut passed);
        let kind = EventKind::Revised { event, to: to.clone() };
        replay.apply(revision, &Event { at, kind }, None)?;
        let rewritten = self.follow(place, revision, (replay, passed), usize::MAX, &[]);
        self.check_keeps_actions(&rewritten)?;
        Ok(rewritten)
    }

    /// The session as it was before the revision that has this place.
    pub(super) fn unrevised(&self, place: usize, Replaced { event, kept, dropped, .. }: &Replaced) -> Rewritten {
        let (mut replay, mut passed) = self.replay_to(place, Some(*event));
        replay.mark(place, &mut passed);
        let next = if *kept > 0 { self.effective.get(place + 1) } else { dropped.first() };
        // It was allowed when it happened, so it is allowed again in the same state.
        let _ = replay.take(*event, next.copied());
        self.follow(place, *event, (replay, passed), *kept, dropped)
    }

    /// Lets the events after a place follow on the event `first`, which has this place now: as many as still fit, at most
    /// `kept`; and then those in `added`. Stops early where the state is as it was.
    fn follow(
        &self,
        place: usize,
        first: usize,
        (mut replay, mut passed): (Replay<'_>, Checkpoints),
        kept: usize,
        added: &[usize],
    ) -> Rewritten {
        let (_, after) = self.effective.split_at((place + 1).min(self.effective.len()));
        let (followers, rest) = after.split_at(kept.min(after.len()));
        let next = |at: usize| self.effective.get(at).copied();
        let (mut was, _) = self.replay_to(place, next(place));
        let _ = next(place).map(|replaced| was.take(replaced, next(place + 1)));
        let mut change = Change { place, first: Some(first), kept: followers.len(), added: added.to_vec() };
        let mut joined = None;
        for (offset, event) in followers.iter().copied().enumerate() {
            let at = place + 1 + offset;
            if Checkpoints::can_be_at(at) && rest.is_empty() && replay.is_as(&was) {
                joined = Some(at);
                replay = Replay::from_present(self);
                break;
            }
            replay.mark(at, &mut passed);
            let following = followers.get(offset + 1).or(added.first()).copied();
            if !self.fits(event, &replay.state, &was.state) || replay.take(event, following).is_err() {
                change.kept = offset;
                break;
            }
            let _ = was.take(event, next(at + 1));
        }
        for (event, following) in added.iter().zip((1..).map(|at| added.get(at).copied())) {
            let _ = replay.take(*event, following);
        }
        Rewritten { change, state: replay.state, passed, joined }
    }

    /// Whether an event that happened in the state `then` can happen in the state `now`: the node must be the same, and
    /// for an action also its inputs.
    fn fits(&self, event: usize, now: &State, then: &State) -> bool {
        let is_action = matches!(self.events.get(event).map(|event| &event.kind), Some(EventKind::Completed { .. }));
        let (now, then) = (now.stack.top(), then.stack.top());
        let is_same_node = now.script.id() == then.script.id() && now.at.node == then.at.node;
        is_same_node && (!is_action || now.at.with == then.at.with)
    }
}
