//! One turn of a call, in the JSON of a transcript.

use callscript_runner::{Note, Shown, Turn, TurnKind};
use serde::Serialize;

use crate::handover::Handover;
use crate::moment::moment;

/// A value as people see it: masked if sensitive, null if empty.
#[derive(Serialize)]
pub(super) struct Given<'a> {
    name: &'a str,
    label: &'a str,
    value: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Step<'a> {
    number: Option<usize>,
    script: &'a str,
    node: &'a str,
    at: String,
    seconds: f64,
    paused_seconds: f64,
    said: Option<&'a str>,
    verbatim: bool,
    notes: Vec<Noted<'a>>,
    handovers: Vec<Handover<'a>>,
    /// The event's name as in a journal, or `ended` or `waiting`.
    event: &'static str,
    answer: Option<&'a str>,
    aside: Option<&'a str>,
    /// The target of a jump.
    to: Option<&'a str>,
    /// The id of the answer or the aside.
    label: Option<&'a str>,
    action: Option<&'a str>,
    /// Which time the node asked for the action, from 1.
    attempt: Option<usize>,
    result: Option<&'a str>,
    values: Vec<Given<'a>>,
    /// The reason for a jump or for hanging up.
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Noted<'a> {
    script: &'a str,
    node: &'a str,
    at: String,
    text: &'a str,
}

impl<'a> From<&'a Turn> for Step<'a> {
    fn from(turn: &'a Turn) -> Self {
        let mut step = Self {
            number: turn.number,
            script: &turn.script,
            node: &turn.node,
            at: moment(turn.at),
            seconds: turn.seconds,
            paused_seconds: turn.paused_seconds,
            said: turn.said.as_deref(),
            verbatim: turn.verbatim,
            notes: turn.notes.iter().map(Noted::from).collect(),
            handovers: turn.handovers.iter().map(Handover::from).collect(),
            event: "",
            answer: None,
            aside: None,
            to: None,
            label: None,
            action: None,
            attempt: None,
            result: None,
            values: Vec::new(),
            reason: None,
        };
        step.tell(&turn.kind);
        step
    }
}

impl<'a> Step<'a> {
    fn tell(&mut self, what: &'a TurnKind) {
        self.event = event(what);
        match what {
            TurnKind::Entered(values) => self.values = given(values),
            TurnKind::Answered { id, label } => {
                self.answer = Some(id);
                self.label = Some(label);
            }
            TurnKind::Completed { action, attempt, result, returned } => {
                self.action = Some(action);
                self.attempt = Some(*attempt);
                self.result = Some(result);
                self.values = given(returned);
            }
            TurnKind::Stubbed { outcome, sets, .. } => {
                self.result = Some(outcome);
                self.values = given(sets);
            }
            TurnKind::Aside { id, label } => {
                self.aside = Some(id);
                self.label = Some(label);
            }
            TurnKind::Jumped { to, reason, values } => {
                self.to = Some(to);
                self.reason = Some(reason);
                self.values = given(values);
            }
            TurnKind::HungUp(reason) => self.reason = reason.as_deref(),
            TurnKind::CouldNotGive | TurnKind::Proceeded | TurnKind::Ended(_) | TurnKind::Waiting => {}
        }
    }
}

impl<'a> From<&'a Note> for Noted<'a> {
    fn from(note: &'a Note) -> Self {
        Self { script: &note.script, node: &note.node, at: moment(note.at), text: &note.text }
    }
}

pub(super) fn given(values: &[Shown]) -> Vec<Given<'_>> {
    let given = values.iter();
    given.map(|Shown { name, label, value }| Given { name, label, value: value.as_deref() }).collect()
}

fn event(what: &TurnKind) -> &'static str {
    match what {
        TurnKind::Entered(_) => "entered",
        TurnKind::CouldNotGive => "cannot_give",
        TurnKind::Answered { .. } => "answered",
        TurnKind::Proceeded => "proceeded",
        TurnKind::Completed { .. } => "completed",
        TurnKind::Stubbed { .. } => "left_out",
        TurnKind::Aside { .. } => "aside",
        TurnKind::Jumped { .. } => "jumped",
        TurnKind::HungUp(_) => "hung_up",
        TurnKind::Ended(_) => "ended",
        TurnKind::Waiting => "waiting",
    }
}
