//! The events of a session: which of them count, and what they come to when gone through once more.
//!
//! A step is applied to the state at hand; what takes steps back makes the state anew. Must not know what an event does.

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::Script;

use super::state::{Opening, State};
use super::trace::Trace;
use super::{IrreversibleAction, Session};
use crate::error::{ReplayError, StartError, StepError};
use crate::event::{Event, EventKind, Started};
use crate::prompt::PromptKind;

impl Session {
    /// The session that these events made.
    ///
    /// # Errors
    ///
    /// If the first event is not the start of this script, or one does not fit; the error says which.
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

    /// Does what an event says, and keeps the event; or refuses it, and changes nothing.
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

    /// Remembers an action that was just done, from the prompt that it was done at.
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
        let before = self.before_revisions.iter().find(|before| before.revision == latest);
        let kept = match before {
            Some(before) => before.effective.clone(),
            None => self.effective.iter().copied().take_while(|event| *event != latest).collect(),
        };
        self.refuse_to_lose_actions(&kept)?;
        let state = self.replay_state(&kept);
        self.set_effective(kept, state);
        Ok(())
    }

    /// Refuses to let other events count if an action that cannot be undone would be lost.
    pub(crate) fn refuse_to_lose_actions(&self, effective: &[usize]) -> Result<(), StepError> {
        let is_lost =
            |done: &&IrreversibleAction| self.effective.contains(&done.event) && !effective.contains(&done.event);
        match self.irreversible.iter().find(is_lost) {
            Some(IrreversibleAction { node, action, .. }) => {
                Err(StepError::CannotUndo { node: node.clone(), action: action.clone() })
            }
            None => Ok(()),
        }
    }

    /// Makes other events the ones that count; they come to this state.
    pub(crate) fn set_effective(&mut self, effective: Vec<usize>, state: State) {
        self.prompt = state.prompt();
        self.state = state;
        self.effective = effective;
    }

    /// The state that these events come to.
    pub(crate) fn replay_state(&self, effective: &[usize]) -> State {
        self.replay_observed(effective, false, None, |_, _, _| ())
    }

    /// Goes through events that stand once more; `see` is shown each, and the state that it met.
    pub(crate) fn replay_observed(
        &self,
        effective: &[usize],
        masked: bool,
        trace: Option<Trace>,
        mut see: impl FnMut(&State, usize, &Event),
    ) -> State {
        let mut state = State::open(&self.script, &self.opening, masked, trace, self.started_at());
        // The first is the start.
        for (place, event) in effective.iter().skip(1).filter_map(|at| Some((*at, self.events.get(*at)?))) {
            see(&state, place, event);
            // It was allowed when it happened, and is again in the same state; what is refused would change nothing.
            let _ = state.apply(&event.kind, event.at);
        }
        state
    }
}
