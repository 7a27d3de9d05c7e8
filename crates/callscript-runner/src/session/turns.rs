//! The history of a session for people: what was said and what happened, turn by turn.
//!
//! It is computed by replaying the effective events, with sensitive values masked. Undone steps are left out, but their
//! notes are kept.

use callscript::jiff::Timestamp;

use super::Session;
use super::shown_values::{completed, entered, given};
use super::state::State;
use super::trace::seconds_between;
use crate::event::{Event, EventKind, Revision};
use crate::history::{Note, Turn, What};
use crate::prompt::{Prompt, PromptKind};

impl Session {
    /// The effective steps, numbered for people.
    pub fn history(&self) -> Vec<Turn> {
        let turns = self.turns().into_iter();
        turns.filter(|turn| turn.number.is_some()).collect()
    }

    /// All turns: the effective steps, and the current prompt.
    pub(crate) fn turns(&self) -> Vec<Turn> {
        let mut turns = Turns { session: self, made: Vec::new(), next_note: 0, number: 0, since: self.started_at() };
        let end = self.replay_events(&self.effective, true, None, |state, place, event| {
            turns.add(state, place, event);
        });
        turns.finish(&end);
        turns.made
    }
}

/// Collects the turns.
struct Turns<'s> {
    session: &'s Session,
    made: Vec<Turn>,
    /// The index of the first event that was not searched for notes.
    next_note: usize,
    /// The number of the last step.
    number: usize,
    /// When the current prompt was reached.
    since: Timestamp,
}

impl Turns<'_> {
    fn add(&mut self, state: &State, place: usize, event: &Event) {
        let notes = self.notes_before(place);
        let mut prompt = state.prompt();
        let Some(what) = what(state, &prompt, &event.kind) else {
            return;
        };
        if let What::LeftOut { .. } = what {
            stand_before(state, &mut prompt);
        }
        self.push(prompt, event.at, notes, what);
        self.since = event.at;
    }

    fn finish(&mut self, state: &State) {
        let notes = self.notes_before(self.session.events.len());
        let prompt = state.prompt();
        let what = match &prompt.kind {
            PromptKind::Ended { hung_up: true, .. } | PromptKind::Ended { outcome: None, .. } => return,
            PromptKind::Ended { outcome: Some(ending), .. } => What::Ended(ending.clone()),
            _ => What::Waiting,
        };
        let at = self.since;
        self.push(prompt, at, notes, what);
    }

    fn push(&mut self, prompt: Prompt, until: Timestamp, notes: Vec<Note>, what: What) {
        let is_step = !matches!(what, What::HungUp(_) | What::Ended(_) | What::Waiting);
        self.number += usize::from(is_step);
        let said = if self.was_said(&prompt) { None } else { prompt.say };
        self.made.push(Turn {
            number: is_step.then_some(self.number),
            script: prompt.script,
            node: prompt.node,
            at: self.since,
            seconds: seconds_between(self.since, until),
            said,
            verbatim: prompt.verbatim,
            notes,
            what,
        });
    }

    /// Whether the words of a prompt were said with the form before it.
    fn was_said(&self, prompt: &Prompt) -> bool {
        let last = self.made.last();
        let after_form = matches!(prompt.kind, PromptKind::Ask { .. } | PromptKind::Act { .. });
        let is_same = |turn: &Turn| turn.script == prompt.script && turn.node == prompt.node;
        after_form && last.is_some_and(|turn| matches!(turn.what, What::Entered(_)) && is_same(turn))
    }

    /// The notes before an event that are not in a turn yet.
    fn notes_before(&mut self, event: usize) -> Vec<Note> {
        let events = self.session.events.iter().take(event).skip(self.next_note);
        self.next_note = self.next_note.max(event);
        events.filter_map(Note::of).collect()
    }
}

fn what(state: &State, prompt: &Prompt, event: &EventKind) -> Option<What> {
    let call = state.stack.top();
    Some(match event {
        EventKind::Started(_) | EventKind::Back | EventKind::Noted { .. } => return None,
        EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
            What::Entered(entered(call, values))
        }
        EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => What::CouldNotGive,
        EventKind::Answered { answer } | EventKind::Revised { to: Revision::Answer(answer), .. } => {
            What::Answered { id: answer.clone(), label: answer_label(prompt, answer).unwrap_or(answer).to_owned() }
        }
        EventKind::Proceeded => What::Proceeded,
        EventKind::Completed { result, returned } => completed(call, result, returned)?,
        EventKind::LeftOut { outcome, sets } => What::LeftOut {
            script: state.begun()?.script().id().to_owned(),
            outcome: outcome.clone(),
            sets: state.begun().map_or_else(Vec::new, |begun| given(begun.call, sets)),
        },
        EventKind::Aside { aside } => {
            let open = prompt.asides.iter().find(|open| open.id == *aside);
            let label = open.map_or(aside, |open| &open.label).clone();
            What::Aside { id: aside.clone(), label }
        }
        EventKind::Jumped { node, reason, values } => {
            What::Jumped { to: node.clone(), reason: reason.clone(), values: given(call, values) }
        }
        EventKind::HungUp { reason } => What::HungUp(reason.clone()),
    })
}

/// Changes the prompt of a stubbed subscript to that of its caller, since the subscript's words were not said.
fn stand_before(state: &State, prompt: &mut Prompt) {
    if let Some(begun) = state.begun() {
        let caller = begun.caller;
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
