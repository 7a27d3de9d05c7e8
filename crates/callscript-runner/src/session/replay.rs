//! Replays events: decides which of them are effective, and computes the state that they result in.
//!
//! A step forward is applied to the current state; `back` and a revision compute the state again from the checkpoint
//! before it. Leaves what a step does to `state`.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::Script;

use super::Session;
use super::asked::AskedActions;
use super::checkpoints::{Checkpoint, Checkpoints};
use super::effective::{Change, Effective};
use super::handing_over::{ChannelsAhead, NewChannel};
use super::offers::Offers;
use super::pauses::Pauses;
use super::plain::plain_start;
use super::state::{HandoverAhead, Opening, State};
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
        let state = State::open(script, &opening, None, false, None, at);
        let prompt = state.prompt();
        let kind = EventKind::Started(Box::new(started));
        let mut session = Self {
            script: Arc::clone(script),
            opening,
            version,
            events: vec![Event { at, kind }],
            effective: Effective::start(),
            position: 0,
            irreversible: BTreeMap::new(),
            checkpoints: Checkpoints::default(),
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
            EventKind::Started(_) => return Err(StepError::AlreadyStarted),
            EventKind::Back => self.undo()?,
            EventKind::Revised { event, to } => self.apply_revision(*event, to, at)?,
            EventKind::Noted { .. } => self.state.refuse_if_hung_up()?,
            EventKind::Paused | EventKind::TakenUp => self.state.refuse_if_over()?,
            EventKind::HandedOver { channel, .. } => self.go_to_channel(channel.as_deref(), at)?,
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
        self.checkpoints.add(self.effective.len(), self.channels.len(), &self.state);
        let asks_again = self.state.asks_again(kind);
        self.state.apply(kind, event, at)?;
        if let EventKind::Completed { .. } = kind {
            self.record_result(event);
        }
        self.effective.push(event);
        if kind.can_be_undone() && !asks_again {
            self.effective.can_undo(event);
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<(), StepError> {
        self.state.refuse_if_hung_up()?;
        let latest = self.effective.latest_undoable().ok_or(StepError::NothingToUndo)?;
        let place = self.effective.place(latest).ok_or(StepError::NothingToUndo)?;
        let rewritten = match self.effective.replaced_by(latest) {
            Some(replaced) => self.unrevised(place, replaced),
            None => self.cut(place),
        };
        self.check_keeps_actions(&rewritten)?;
        self.effective.forget_undoable();
        let change = self.rewrite(rewritten);
        self.effective.change(change);
        self.remember_entered(latest);
        Ok(())
    }

    /// The session without the effective events from a place on.
    fn cut(&self, place: usize) -> Rewritten {
        let (replay, passed) = self.replay_to(place, None);
        let change = Change { place, first: None, kept: 0, added: Vec::new() };
        Rewritten { change, state: replay.state, passed, joined: None }
    }

    /// Takes over the state that other effective events lead to. The change of these is left to the caller.
    pub(super) fn rewrite(&mut self, Rewritten { change, state, passed, joined }: Rewritten) -> Change {
        self.checkpoints.replace(change.place, passed, joined, self.channels.len());
        self.state = state;
        change
    }

    /// The state that the first `place` effective events lead to.
    pub(super) fn state_at(&self, place: usize) -> State {
        self.replay_to(place, None).0.state
    }

    /// Replays the first `place` effective events, from the latest checkpoint before. `next` is the event after them;
    /// `None`: there is none yet.
    pub(super) fn replay_to(&self, place: usize, next: Option<usize>) -> (Replay<'_>, Checkpoints) {
        let mut passed = Checkpoints::default();
        let after = |at: usize| if at < place { self.effective.get(at).copied() } else { next };
        let (mut replay, from) = match self.checkpoints.before(place) {
            Some(checkpoint) => (Replay::resume(self, checkpoint, after(checkpoint.place)), checkpoint.place),
            None => (Replay::open(self, after(1), false, None), 1),
        };
        for at in from..place {
            let Some(event) = self.effective.get(at).copied() else { break };
            if at > from {
                replay.mark(at, &mut passed);
            }
            // It was allowed when it happened, so it is allowed again in the same state.
            let _ = replay.take(event, after(at + 1));
        }
        (replay, passed)
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
        let mut replay = Replay::open(self, effective.get(1).copied(), masked, trace);
        // The first event is the start; `open` has applied it.
        for (place, index) in effective.iter().copied().enumerate().skip(1) {
            let Some(event) = replay.event(index) else { continue };
            observe(&replay.state, index, &event);
            // It was allowed when it happened, so it is allowed again in the same state; a refused event changes
            // nothing.
            let _ = replay.apply(index, &event, effective.get(place + 1).copied());
        }
        replay.state
    }
}

/// The session with other effective events.
pub(crate) struct Rewritten {
    pub(super) change: Change,
    /// The state that they lead to.
    pub(super) state: State,
    /// The checkpoints up to there.
    pub(super) passed: Checkpoints,
    /// The place from which on the states are the same as before.
    pub(super) joined: Option<usize>,
}

/// A replay of effective events, one after another.
pub(super) struct Replay<'s> {
    session: &'s Session,
    pub(super) state: State,
    channels: ChannelsAhead<'s>,
    /// The time of the latest event.
    last: Option<Moment>,
}

impl<'s> Replay<'s> {
    /// Applies the start. What an event leads to is said in the channel of the event after it, `next`: a hand-over makes
    /// the words anew.
    fn open(session: &'s Session, next: Option<usize>, masked: bool, trace: Option<Trace>) -> Self {
        let trace = trace.map(|trace| Trace { pauses: session.pauses.clone(), ..trace });
        let mut channels = ChannelsAhead(&session.channels);
        let first = session.events.first().map(|event| event.at);
        let at = first.unwrap_or_else(|| Timestamp::UNIX_EPOCH.into());
        let state =
            State::open(&session.script, &session.opening, next_handover(&mut channels, next), masked, trace, at);
        Self { session, state, channels, last: first }
    }

    /// Goes on from a checkpoint with the event `next`.
    fn resume(session: &'s Session, checkpoint: &Checkpoint, next: Option<usize>) -> Self {
        let (_, channels) = session.channels.split_at(checkpoint.channels.min(session.channels.len()));
        let latest = checkpoint.place.checked_sub(1).and_then(|place| session.effective.get(place));
        let last = latest.and_then(|event| session.events.get(*event)).map(|event| event.at);
        let mut replay = Self { session, state: checkpoint.state.clone(), channels: ChannelsAhead(channels), last };
        replay.state.ahead = next_handover(&mut replay.channels, next);
        replay.state.hand_over();
        replay
    }

    /// Goes on from the state that the session has now.
    pub(super) fn from_present(session: &'s Session) -> Self {
        let last = session.events.last().map(|event| event.at);
        Self { session, state: session.state.clone(), channels: ChannelsAhead(&[]), last }
    }

    /// An event as it counts: a result that was kept counts from when it was taken.
    pub(super) fn event(&self, index: usize) -> Option<Cow<'s, Event>> {
        let event = self.session.events.get(index)?;
        let is_kept = self.session.is_kept(index, &event.kind);
        Some(match self.last.filter(|_| is_kept) {
            Some(last) => Cow::Owned(Event { at: event.at.not_before(last), ..event.clone() }),
            None => Cow::Borrowed(event),
        })
    }

    /// Applies an event; `next` is the one after it.
    pub(super) fn apply(&mut self, index: usize, event: &Event, next: Option<usize>) -> Result<(), StepError> {
        self.state.ahead = next_handover(&mut self.channels, next);
        self.last = Some(event.at);
        let applied = self.state.apply(&event.kind, index, event.at);
        self.state.hand_over();
        applied
    }

    /// Applies an event of the session.
    pub(super) fn take(&mut self, index: usize, next: Option<usize>) -> Result<(), StepError> {
        match self.event(index) {
            Some(event) => self.apply(index, &event, next),
            None => Ok(()),
        }
    }

    /// Adds a checkpoint at this place.
    pub(super) fn mark(&self, place: usize, checkpoints: &mut Checkpoints) {
        checkpoints.add(place, self.session.channels.len() - self.channels.0.len(), &self.state);
    }

    /// Whether the same events after this place lead to the same state.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.channels.0.is_empty() && other.channels.0.is_empty() && self.state == other.state
    }
}

/// The hand-over to another channel before the event `next`, if there is one that was not passed yet.
fn next_handover(channels: &mut ChannelsAhead<'_>, next: Option<usize>) -> Option<Box<HandoverAhead>> {
    let NewChannel { channel, at, .. } = channels.before(next)?;
    Some(Box::new(HandoverAhead { channel: channel.clone(), at: *at }))
}
