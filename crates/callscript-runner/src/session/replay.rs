//! Replays events: decides which of them are effective, and computes the state that they result in.
//!
//! A step forward is applied to the current state; `back` and a revision compute the state again from the start. Leaves
//! what a step does to `state`.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::script::Script;

use super::Session;
use super::asked::AskedActions;
use super::handing_over::ChannelsAhead;
use super::offers::Offers;
use super::pauses::Pauses;
use super::plain::plain_start;
use super::state::{Opening, State};
use super::trace::Trace;
use crate::Moment;
use crate::error::{ReplayError, StartError, StepError};
use crate::event::{Event, EventKind, Started, Version};

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
        Self::start_in(Version::Two, script, started, at)
    }

    /// Starts a session that takes events of this version.
    pub(crate) fn start_in(
        version: Version,
        script: &Arc<Script>,
        started: Started,
        at: Moment,
    ) -> Result<Self, StartError> {
        let (started, at) = match version {
            Version::One => (started, at),
            Version::Two => (plain_start(script, started), at.to_millisecond()),
        };
        let opening = Opening::read(script, &started)?;
        let state = State::open(script, &opening, &opening.channel, false, None, at.timestamp());
        let prompt = state.prompt();
        let kind = EventKind::Started(Box::new(started));
        let mut session = Self {
            script: Arc::clone(script),
            opening,
            version,
            events: vec![Event { at, kind }],
            effective: vec![0],
            position: 0,
            irreversible: Vec::new(),
            before_revisions: Vec::new(),
            asked: AskedActions::default(),
            received: BTreeMap::new(),
            offers: Offers::default(),
            channels: Vec::new(),
            pauses: Pauses::default(),
            carried_over_from: None,
            state,
            prompt,
        };
        session.settle(0);
        Ok(session)
    }

    /// Applies an event of any kind and appends it to `events`; or refuses it and changes nothing. Unlike `step` it
    /// also handles the events that change the list of effective events, or nothing but themselves.
    pub(crate) fn perform(&mut self, kind: EventKind, at: Moment) -> Result<(), StepError> {
        if !self.version.has(&kind) {
            return Err(StepError::NotInVersion1 { event: kind.name() });
        }
        let last = self.events.last().map_or(at, |last| last.at);
        let at = if self.version == Version::Two { at.to_millisecond() } else { at };
        let at = at.not_before(last);
        let mut kind = self.plain(kind);
        let event = self.events.len();
        let waits_for = self.asked.token();
        match &mut kind {
            EventKind::Back => self.undo()?,
            EventKind::Revised { event, to } => self.apply_revision(*event, to, at)?,
            EventKind::Noted { .. } => self.state.refuse_if_hung_up()?,
            EventKind::Paused | EventKind::TakenUp => self.state.refuse_if_over()?,
            EventKind::HandedOver { channel, .. } => self.go_to_channel(channel.as_deref())?,
            EventKind::Late { token, .. } => self.received.entry(*token).or_default().push(event),
            EventKind::Completed { token: Some(token), result, returned } if waits_for != Some(*token) => {
                self.keep_result(*token, result, returned)?;
            }
            _ => self.step(&kind, at)?,
        }
        self.pauses.note(&kind, last.timestamp(), at.timestamp());
        let is_handed_over = matches!(kind, EventKind::HandedOver { .. });
        let moves = kind.moves() && !self.is_kept(event, &kind);
        self.events.push(Event { at, kind });
        if moves {
            self.position = event;
        }
        if moves || is_handed_over {
            self.settle(event);
        }
        Ok(())
    }

    /// Applies an event that is a step forward: changes the state by `State::apply`, and makes the event effective.
    fn step(&mut self, kind: &EventKind, at: Moment) -> Result<(), StepError> {
        let event = self.events.len();
        self.state.apply(kind, event, at.timestamp())?;
        if let EventKind::Completed { .. } = kind {
            self.record_result(event);
        }
        self.effective.push(event);
        Ok(())
    }

    fn undo(&mut self) -> Result<(), StepError> {
        self.state.refuse_if_hung_up()?;
        let can_be_undone = |event: &&usize| self.events.get(**event).is_some_and(|event| event.kind.can_be_undone());
        let latest = self.effective.iter().filter(can_be_undone).max().copied();
        let latest = latest.ok_or(StepError::NothingToUndo)?;
        let revision = self.before_revisions.iter().find(|before| before.revision == latest);
        let kept = match revision {
            Some(revision) => revision.effective.clone(),
            None => self.effective.iter().copied().take_while(|event| *event != latest).collect(),
        };
        let state = self.replay_state(&kept);
        self.check_keeps_actions(&kept, &state)?;
        self.set_effective(kept, state);
        self.remember_entered(latest);
        Ok(())
    }

    /// Sets the effective events and the state; `state` must be the result of replaying `effective`.
    pub(crate) fn set_effective(&mut self, effective: Vec<usize>, state: State) {
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
        let trace = trace.map(|trace| Trace { pauses: self.pauses.clone(), ..trace });
        let mut channels = ChannelsAhead(&self.channels);
        // What an event leads to is said in the channel of the event after it: a hand-over makes the words anew.
        let first = channels.before(effective.get(1).copied()).unwrap_or(&self.opening.channel);
        let mut state = State::open(&self.script, &self.opening, first, masked, trace, self.started_at());
        let mut last = self.events.first().map(|event| event.at);
        // The first event is the start; `open` has applied it.
        for (place, index) in effective.iter().copied().enumerate().skip(1) {
            let Some(event) = self.events.get(index) else { continue };
            // A result that was kept counts from when it was taken.
            let is_kept = self.is_kept(index, &event.kind);
            let taken = last.filter(|_| is_kept).map(|last| Event { at: event.at.not_before(last), ..event.clone() });
            let event = taken.as_ref().unwrap_or(event);
            observe(&state, index, event);
            if let Some(channel) = channels.before(effective.get(place + 1).copied()) {
                channel.clone_into(&mut state.channel);
            }
            // It was allowed when it happened, so it is allowed again in the same state; a refused event changes
            // nothing.
            let _ = state.apply(&event.kind, index, event.at.timestamp());
            last = Some(event.at);
        }
        state
    }
}
