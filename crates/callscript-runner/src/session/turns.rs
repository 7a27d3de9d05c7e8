//! The history of a session: what was said and what happened, turn by turn.
//!
//! Computed by replaying the effective events, with sensitive values masked. What was undone is left out, except notes.

use callscript::Lapse;
use std::collections::BTreeMap;

use callscript::jiff::Timestamp;

use super::Session;
use super::shown_values::{answered, completed, entered, given};
use super::state::State;
use crate::event::{Event, EventKind, Revision};
use crate::history::{Handover, Note, Turn, TurnKind};
use crate::prompt::{Prompt, PromptKind};

impl Session {
    /// The effective steps, numbered as people count them.
    pub fn history(&self) -> Vec<Turn> {
        let turns = self.turns().into_iter();
        turns.filter(|turn| turn.number.is_some()).collect()
    }

    /// Every turn: the effective steps, and the current prompt as the last turn.
    pub(crate) fn turns(&self) -> Vec<Turn> {
        let mut turns = Turns::after(self, 0);
        let end = self.replay_observed(&self.effective, true, None, |state, index, event| {
            turns.add(state, index, event);
        });
        turns.finish(&end);
        turns.collected
    }

    /// The turns that the latest event dropped, which was a revision.
    pub(super) fn turns_that_no_longer_fit(&self) -> Vec<Turn> {
        let replaced =
            self.effective.replaced_by(self.events.len() - 1).filter(|replaced| !replaced.dropped.is_empty());
        let place = self.effective.place(self.events.len() - 1);
        let Some((place, replaced)) = place.zip(replaced) else { return Vec::new() };
        let (mut replay, _) = self.replay_to(place, Some(replaced.event));
        replay.state.masked = true;
        let mut turns = Turns::after(self, place - 1);
        let (_, after) = self.effective.split_at(place + 1);
        let kept = after.iter().take(replaced.kept).chain(&replaced.dropped);
        let events: Vec<usize> = [&replaced.event].into_iter().chain(kept).copied().collect();
        for (index, next) in events.iter().zip((1..).map(|at| events.get(at).copied())) {
            let Some(event) = replay.event(*index) else { continue };
            turns.add(&replay.state, *index, &event);
            // It was allowed when it happened, so it is allowed again in the same state.
            let _ = replay.apply(*index, &event, next);
        }
        let is_dropped = |turn: &Turn| turn.number.is_some_and(|number| number > place + replaced.kept);
        turns.collected.into_iter().filter(is_dropped).collect()
    }
}

/// Collects turns during a replay.
struct Turns<'s> {
    session: &'s Session,
    /// For each event that brought an action's result, which attempt it was.
    attempts: BTreeMap<usize, usize>,
    collected: Vec<Turn>,
    /// The index of the first event not yet searched for notes and hand-overs.
    next_event: usize,
    /// The number of the latest step.
    number: usize,
    /// When the session reached its current prompt.
    since: Timestamp,
}

impl<'s> Turns<'s> {
    /// The turns after this many steps.
    fn after(session: &'s Session, steps: usize) -> Self {
        let (earlier, _) = session.effective.split_at(steps + 1);
        let latest = earlier.iter().copied().max().unwrap_or_default();
        let since = session.events.get(latest).map_or_else(|| session.started_at(), |event| event.at.timestamp());
        let attempts = session.asked.attempts_by_result();
        Self { session, attempts, collected: Vec::new(), next_event: latest, number: steps, since }
    }

    fn add(&mut self, state: &State, index: usize, event: &Event) {
        let between = self.events_before(index);
        let mut prompt = state.prompt();
        let attempt = self.attempts.get(&index).copied().unwrap_or(1);
        let Some(kind) = turn_kind(state, &prompt, &event.kind, attempt) else {
            return;
        };
        if let TurnKind::Stubbed { .. } = kind {
            move_to_caller(state, &mut prompt);
        }
        // A result that was kept during an aside has an earlier time.
        let until = self.since.max(event.at.timestamp());
        self.push(prompt, until, between, kind);
        self.since = until;
    }

    fn finish(&mut self, state: &State) {
        let between = self.events_before(self.session.events.len());
        let prompt = state.prompt();
        let kind = match &prompt.kind {
            PromptKind::Ended { hung_up: true, .. } | PromptKind::Ended { outcome: None, .. } => return,
            PromptKind::Ended { outcome: Some(ending), .. } => TurnKind::Ended(ending.clone()),
            _ => TurnKind::Waiting,
        };
        let latest = self.session.events.last().map_or(self.since, |event| event.at.timestamp());
        let until = if kind == TurnKind::Waiting { latest } else { self.since };
        self.push(prompt, until, between, kind);
    }

    fn push(&mut self, prompt: Prompt, until: Timestamp, between: &[Event], kind: TurnKind) {
        let is_step = !matches!(kind, TurnKind::HungUp(_) | TurnKind::Ended(_) | TurnKind::Waiting);
        self.number += usize::from(is_step);
        let again = prompt.unanswered.as_deref().and_then(|unanswered| unanswered.say.clone());
        let said = if self.was_said(&prompt) { None } else { prompt.say.clone() };
        let said = match (again, said) {
            (Some(again), Some(said)) => Some(format!("{again}\n{said}")),
            (again, said) => again.or(said),
        };
        self.collected.push(Turn {
            number: is_step.then_some(self.number),
            script: prompt.script,
            node: prompt.node,
            at: self.since,
            seconds: self.session.pauses.seconds_between(self.since, until),
            paused_seconds: self.session.pauses.seconds_within(self.since, until),
            said,
            verbatim: prompt.verbatim,
            notes: between.iter().filter_map(Note::of).collect(),
            handovers: between.iter().filter_map(Handover::of).collect(),
            kind,
        });
    }

    /// Whether the text of a prompt was already shown with the form of the same node just before.
    fn was_said(&self, prompt: &Prompt) -> bool {
        let last = self.collected.last();
        let after_form = matches!(prompt.kind, PromptKind::Ask { .. } | PromptKind::Act { .. });
        let is_same = |turn: &Turn| turn.script == prompt.script && turn.node == prompt.node;
        after_form && last.is_some_and(|turn| matches!(turn.kind, TurnKind::Entered(_)) && is_same(turn))
    }

    /// The events before this one whose notes and hand-overs are in no turn yet.
    fn events_before(&mut self, event: usize) -> &'s [Event] {
        let between = self.session.events.get(self.next_event..event).unwrap_or_default();
        self.next_event = self.next_event.max(event);
        between
    }
}

/// What an event was; `attempt` is that of the action, if it brings an action's result.
fn turn_kind(state: &State, prompt: &Prompt, event: &EventKind, attempt: usize) -> Option<TurnKind> {
    let call = state.stack.top();
    Some(match event {
        EventKind::Started(_)
        | EventKind::Back
        | EventKind::Noted { .. }
        | EventKind::Late { .. }
        | EventKind::HandedOver { .. }
        | EventKind::Paused
        | EventKind::TakenUp => return None,
        EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
            TurnKind::Entered(entered(call, values))
        }
        EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => TurnKind::CouldNotGive,
        EventKind::Answered { answer, values } | EventKind::Revised { to: Revision::Answer { answer, values }, .. } => {
            TurnKind::Answered {
                id: answer.clone(),
                label: answer_label(prompt, answer).unwrap_or(answer).to_owned(),
                values: answered(call, answer, values),
            }
        }
        EventKind::Silent { input } => TurnKind::Lapsed { lapse: Lapse::Silence, input: input.clone() },
        EventKind::NotUnderstood { input } => TurnKind::Lapsed { lapse: Lapse::NotUnderstood, input: input.clone() },
        EventKind::Proceeded => TurnKind::Proceeded,
        EventKind::Completed { result, returned, .. } => completed(call, attempt, result, returned)?,
        EventKind::Stubbed { outcome, sets } => TurnKind::Stubbed {
            script: state.new_subscript()?.script().id().to_owned(),
            outcome: outcome.clone(),
            sets: state.new_subscript().map_or_else(Vec::new, |subscript| given(subscript.call, sets)),
        },
        EventKind::Aside { aside } => {
            let choice = prompt.asides.iter().find(|choice| choice.id == *aside);
            let label = choice.map_or(aside, |choice| &choice.label).clone();
            TurnKind::Aside { id: aside.clone(), label }
        }
        EventKind::Jumped { node, reason, values } => {
            TurnKind::Jumped { to: node.clone(), reason: reason.clone(), values: given(call, values) }
        }
        EventKind::HungUp { reason } => TurnKind::HungUp(reason.clone()),
    })
}

/// Moves a prompt from a subscript that is stubbed to its caller: the first text of the subscript was not said.
fn move_to_caller(state: &State, prompt: &mut Prompt) {
    if let Some(subscript) = state.new_subscript() {
        let caller = subscript.caller;
        caller.script.id().clone_into(&mut prompt.script);
        prompt.node.clone_from(&caller.node().id);
        prompt.say = None;
        prompt.verbatim = false;
    }
}

fn answer_label<'p>(prompt: &'p Prompt, id: &str) -> Option<&'p String> {
    let PromptKind::Ask { answers } = &prompt.kind else {
        return None;
    };
    answers.iter().find(|answer| answer.id == id).map(|answer| &answer.label)
}
