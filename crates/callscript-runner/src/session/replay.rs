//! Replays events: decides which of them are effective, and computes the state that they result in.
//!
//! A step forward is applied to the current state; `back` and a revision compute the state again from the start. Leaves
//! what a step does to `state`.

use std::sync::Arc;

use callscript::script::Script;

use super::state::{Opening, State};
use super::trace::Trace;
use super::{IrreversibleAction, Session};
use crate::Moment;
use crate::error::{ReplayError, StartError, StepError};
use crate::event::{Event, EventKind, Started};
use crate::prompt::PromptKind;

impl Session {
    /// Rebuilds a session from its events.
    ///
    /// # Errors
    ///
    /// If the first event is not the start of this script, or an event is refused; the error says which.
    pub fn replay(script: &Arc<Script>, events: impl IntoIterator<Item = Event>) -> Result<Self, ReplayError> {
        let mut events = events.into_iter();
        let mut session = match events.next() {
            Some(Event { at, kind: EventKind::Started(started) }) if started.script == script.id() => {
                Self::start_as(script, *started, at)?
            }
            _ => {
                return Err(ReplayError::NoStart { script: script.id().to_owned() });
            }
        };
        for (index, Event { at, kind }) in (1..).zip(events) {
            session.perform(kind, at).map_err(|error| ReplayError::Step { event: index, error })?;
        }
        Ok(session)
    }

    pub(crate) fn start_as(script: &Arc<Script>, started: Started, at: Moment) -> Result<Self, StartError> {
        let opening = Opening::read(script, &started)?;
        let state = State::open(script, &opening, false, None, at.timestamp());
        let prompt = state.prompt();
        let kind = EventKind::Started(Box::new(started));
        Ok(Self {
            script: Arc::clone(script),
            opening,
            events: vec![Event { at, kind }],
            effective: vec![0],
            irreversible: Vec::new(),
            before_revisions: Vec::new(),
            state,
            prompt,
        })
    }

    /// Applies an event of any kind and appends it to `events`; or refuses it and changes nothing. Unlike `step` it
    /// also handles `back`, revisions and notes, which change the list of effective events or nothing.
    pub(crate) fn perform(&mut self, kind: EventKind, at: Moment) -> Result<(), StepError> {
        let at = self.events.last().map_or(at, |last| at.not_before(last.at));
        match kind {
            EventKind::Back => self.undo()?,
            EventKind::Revised { event, ref to } => return self.apply_revision(event, to, at),
            EventKind::Noted { .. } if self.state.hung_up => return Err(StepError::HungUp),
            EventKind::Noted { .. } => {}
            _ => self.step(&kind, at)?,
        }
        self.events.push(Event { at, kind });
        Ok(())
    }

    /// Applies an event that is a step forward: changes the state by `State::apply`, and makes the event effective.
    fn step(&mut self, kind: &EventKind, at: Moment) -> Result<(), StepError> {
        self.state.apply(kind, at.timestamp())?;
        self.record_irreversible(kind);
        self.effective.push(self.events.len());
        self.prompt = self.state.prompt();
        Ok(())
    }

    /// Records an action that was just completed, unless it is read-only. `self.prompt` is still the action's prompt.
    fn record_irreversible(&mut self, kind: &EventKind) {
        if let (EventKind::Completed { .. }, PromptKind::Act { action, read_only: false, .. }) =
            (kind, &self.prompt.kind)
        {
            let (node, action) = (self.prompt.node.clone(), action.clone());
            self.irreversible.push(IrreversibleAction { event: self.events.len(), node, action });
        }
    }

    fn undo(&mut self) -> Result<(), StepError> {
        if self.state.hung_up {
            return Err(StepError::HungUp);
        }
        let can_be_undone = |event: &&usize| self.events.get(**event).is_some_and(|event| event.kind.can_be_undone());
        let latest = self.effective.iter().filter(can_be_undone).max().copied();
        let latest = latest.ok_or(StepError::NothingToUndo)?;
        let revision = self.before_revisions.iter().find(|before| before.revision == latest);
        let kept = match revision {
            Some(revision) => revision.effective.clone(),
            None => self.effective.iter().copied().take_while(|event| *event != latest).collect(),
        };
        self.check_keeps_actions(&kept)?;
        let state = self.replay_state(&kept);
        self.set_effective(kept, state);
        Ok(())
    }

    /// Fails if an effective irreversible action is not in the new list of effective events.
    pub(crate) fn check_keeps_actions(&self, effective: &[usize]) -> Result<(), StepError> {
        let is_lost =
            |done: &&IrreversibleAction| self.effective.contains(&done.event) && !effective.contains(&done.event);
        match self.irreversible.iter().find(is_lost) {
            Some(IrreversibleAction { node, action, .. }) => {
                Err(StepError::CannotUndo { node: node.clone(), action: action.clone() })
            }
            None => Ok(()),
        }
    }

    /// Sets the effective events and the state; `state` must be the result of replaying `effective`.
    pub(crate) fn set_effective(&mut self, effective: Vec<usize>, state: State) {
        self.prompt = state.prompt();
        self.state = state;
        self.effective = effective;
    }

    /// The state that results from these effective events.
    pub(crate) fn replay_state(&self, effective: &[usize]) -> State {
        self.replay_observed(effective, false, None, |_, _, _| ())
    }

    /// Replays effective events from the start; `observe` is called before each event with the state, the
    /// event's index, and the event. `masked` hides sensitive values in texts; `trace`, if given, records the path.
    pub(crate) fn replay_observed(
        &self,
        effective: &[usize],
        masked: bool,
        trace: Option<Trace>,
        mut observe: impl FnMut(&State, usize, &Event),
    ) -> State {
        let mut state = State::open(&self.script, &self.opening, masked, trace, self.started_at());
        // The first event is the start; `open` has applied it.
        for (index, event) in effective.iter().skip(1).filter_map(|at| Some((*at, self.events.get(*at)?))) {
            observe(&state, index, event);
            // It was allowed when it happened, so it is allowed again in the same state; a refused event changes
            // nothing.
            let _ = state.apply(&event.kind, event.at.timestamp());
        }
        state
    }
}
