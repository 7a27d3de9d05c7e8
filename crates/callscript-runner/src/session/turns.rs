//! The history of a session: what was said and what happened, turn by turn.
//!
//! Computed by replaying the effective events, with sensitive values masked. What was undone is left out, except notes.

use callscript::jiff::Timestamp;

use super::Session;
use super::shown_values::{completed, entered, given};
use super::state::State;
use super::trace::seconds_between;
use crate::event::{Event, EventKind, Revision};
use crate::history::{Note, Turn, TurnKind};
use crate::prompt::{Prompt, PromptKind};

impl Session {
    /// The effective steps, numbered as people count them.
    pub fn history(&self) -> Vec<Turn> {
        let turns = self.turns().into_iter();
        turns.filter(|turn| turn.number.is_some()).collect()
    }

    /// Every turn: the effective steps, and the current prompt as the last turn.
    pub(crate) fn turns(&self) -> Vec<Turn> {
        let mut turns =
            Turns { session: self, collected: Vec::new(), next_note: 0, number: 0, since: self.started_at() };
        let end = self.replay_observed(&self.effective, true, None, |state, index, event| {
            turns.add(state, index, event);
        });
        turns.finish(&end);
        turns.collected
    }
}

/// Collects turns during a replay.
struct Turns<'s> {
    session: &'s Session,
    collected: Vec<Turn>,
    /// The index of the first event not yet searched for notes.
    next_note: usize,
    /// The number of the latest step.
    number: usize,
    /// When the session reached its current prompt.
    since: Timestamp,
}

impl Turns<'_> {
    fn add(&mut self, state: &State, index: usize, event: &Event) {
        let notes = self.notes_before(index);
        let mut prompt = state.prompt();
        let Some(kind) = turn_kind(state, &prompt, &event.kind) else {
            return;
        };
        if let TurnKind::Stubbed { .. } = kind {
            move_to_caller(state, &mut prompt);
        }
        self.push(prompt, event.at.timestamp(), notes, kind);
        self.since = event.at.timestamp();
    }

    fn finish(&mut self, state: &State) {
        let notes = self.notes_before(self.session.events.len());
        let prompt = state.prompt();
        let kind = match &prompt.kind {
            PromptKind::Ended { hung_up: true, .. } | PromptKind::Ended { outcome: None, .. } => return,
            PromptKind::Ended { outcome: Some(ending), .. } => TurnKind::Ended(ending.clone()),
            _ => TurnKind::Waiting,
        };
        let at = self.since;
        self.push(prompt, at, notes, kind);
    }

    fn push(&mut self, prompt: Prompt, until: Timestamp, notes: Vec<Note>, kind: TurnKind) {
        let is_step = !matches!(kind, TurnKind::HungUp(_) | TurnKind::Ended(_) | TurnKind::Waiting);
        self.number += usize::from(is_step);
        let said = if self.was_said(&prompt) { None } else { prompt.say };
        self.collected.push(Turn {
            number: is_step.then_some(self.number),
            script: prompt.script,
            node: prompt.node,
            at: self.since,
            seconds: seconds_between(self.since, until),
            said,
            verbatim: prompt.verbatim,
            notes,
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

    /// The notes before an event that are not in a turn yet.
    fn notes_before(&mut self, event: usize) -> Vec<Note> {
        let events = self.session.events.iter().take(event).skip(self.next_note);
        self.next_note = self.next_note.max(event);
        events.filter_map(Note::of).collect()
    }
}

fn turn_kind(state: &State, prompt: &Prompt, event: &EventKind) -> Option<TurnKind> {
    let call = state.stack.top();
    Some(match event {
        EventKind::Started(_) | EventKind::Back | EventKind::Noted { .. } => return None,
        EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
            TurnKind::Entered(entered(call, values))
        }
        EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => TurnKind::CouldNotGive,
        EventKind::Answered { answer } | EventKind::Revised { to: Revision::Answer(answer), .. } => {
            TurnKind::Answered { id: answer.clone(), label: answer_label(prompt, answer).unwrap_or(answer).to_owned() }
        }
        EventKind::Proceeded => TurnKind::Proceeded,
        EventKind::Completed { result, returned } => completed(call, result, returned)?,
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
