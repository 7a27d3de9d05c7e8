//! Which events of a session are effective, and replaying them.
//!
//! A step is applied to the current state. Going back computes the state anew. Must not know what an event does.

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::Script;

use super::state::{Opening, State};
use super::trace::Trace;
use super::{Irreversible, Session};
use crate::error::{ReplayError, StartError, StepError};
use crate::event::{Event, EventKind, Started};
use crate::prompt::PromptKind;

impl Session {
    /// Replays events to the session that they made.
    ///
    /// # Errors
    ///
    /// If the first event is not the start of this script, or if an event is refused. The error says which.
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
        for (place, Event { at, kind }) in (1..).zip(events) {
            session.perform(kind, at).map_err(|error| ReplayError::Step { event: place, error })?;
        }
        Ok(session)
    }

    pub(crate) fn start_as(script: &Arc<Script>, started: Started, at: Timestamp) -> Result<Self, StartError> {
        let opening = Opening::read(script, &started)?;
        let state = State::open(script, &opening, false, None, at);
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

    /// Applies an event and stores it; or refuses it, and changes nothing.
    pub(crate) fn perform(&mut self, kind: EventKind, at: Timestamp) -> Result<(), StepError> {
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

    fn step(&mut self, kind: &EventKind, at: Timestamp) -> Result<(), StepError> {
        self.state.apply(kind, at)?;
        self.record_irreversible(kind);
        self.effective.push(self.events.len());
        self.prompt = self.state.prompt();
        Ok(())
    }

    /// Records an action that was just done, unless it is read-only. `prompt` is still the one at which it was done.
    fn record_irreversible(&mut self, kind: &EventKind) {
        if let (EventKind::Completed { .. }, PromptKind::Act { action, read_only: false, .. }) =
            (kind, &self.prompt.kind)
        {
            let (node, action) = (self.prompt.node.clone(), action.clone());
            self.irreversible.push(Irreversible { event: self.events.len(), node, action });
        }
    }

    fn undo(&mut self) -> Result<(), StepError> {
        if self.state.hung_up {
            return Err(StepError::HungUp);
        }
        let can_be_undone = |event: &&usize| self.events.get(**event).is_some_and(|event| event.kind.can_be_undone());
        let latest = self.effective.iter().filter(can_be_undone).max().copied();
        let latest = latest.ok_or(StepError::NothingToUndo)?;
        let before = self.before_revisions.iter().find(|before| before.revision == latest);
        let kept = match before {
            Some(before) => before.effective.clone(),
            None => self.effective.iter().copied().take_while(|event| *event != latest).collect(),
        };
        self.refuse_to_lose(&kept)?;
        let state = self.state_after(&kept);
        self.make_effective(kept, state);
        Ok(())
    }

    /// Refuses a set of effective events that would lose an irreversible action.
    pub(crate) fn refuse_to_lose(&self, effective: &[usize]) -> Result<(), StepError> {
        let is_lost = |done: &&Irreversible| self.effective.contains(&done.event) && !effective.contains(&done.event);
        match self.irreversible.iter().find(is_lost) {
            Some(Irreversible { node, action, .. }) => {
                Err(StepError::CannotUndo { node: node.clone(), action: action.clone() })
            }
            None => Ok(()),
        }
    }

    /// Replaces the effective events and the state that they lead to.
    pub(crate) fn make_effective(&mut self, effective: Vec<usize>, state: State) {
        self.prompt = state.prompt();
        self.state = state;
        self.effective = effective;
    }

    /// The state after these events.
    pub(crate) fn state_after(&self, effective: &[usize]) -> State {
        self.replay_events(effective, false, None, |_, _, _| ())
    }

    /// Replays effective events. Calls `see` for each, with the state before it and the event's index.
    pub(crate) fn replay_events(
        &self,
        effective: &[usize],
        masked: bool,
        trace: Option<Trace>,
        mut see: impl FnMut(&State, usize, &Event),
    ) -> State {
        let mut state = State::open(&self.script, &self.opening, masked, trace, self.started_at());
        // The first event is the start, which made the state.
        for (place, event) in effective.iter().skip(1).filter_map(|at| Some((*at, self.events.get(*at)?))) {
            see(&state, place, event);
            // The event was allowed in the same state before, so it is again. If not, it would change nothing.
            let _ = state.apply(&event.kind, event.at);
        }
        state
    }
}
