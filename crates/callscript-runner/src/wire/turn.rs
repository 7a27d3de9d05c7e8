//! Serializes turns, in the form that transcripts have. Sensitive values are masked in a turn.

use callscript::Lapse;
use callscript::jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::history::{Handover, Note, Shown, Turn, TurnKind};
use crate::session::applying::Applied;
use crate::session::completing::Receipt;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct TurnJson<'a> {
    number: Option<usize>,
    script: &'a str,
    node: &'a str,
    at: String,
    seconds: f64,
    paused_seconds: f64,
    said: Option<&'a str>,
    verbatim: bool,
    notes: &'a [Note],
    handovers: &'a [Handover],
    /// The event's name as in a journal, or `ended` or `waiting`.
    event: &'static str,
    answer: Option<&'a str>,
    aside: Option<&'a str>,
    /// The target of a jump.
    to: Option<&'a str>,
    /// The label of the answer or the aside.
    label: Option<&'a str>,
    action: Option<&'a str>,
    /// Which time the node asked for the action, from 1.
    attempt: Option<usize>,
    result: Option<&'a str>,
    values: &'a [Shown],
    /// The reason for a jump or for hanging up.
    reason: Option<&'a str>,
    /// What came in place of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
}

/// A value as people see it: masked if sensitive, null if empty.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct ShownJson<'a> {
    name: &'a str,
    label: &'a str,
    value: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct NoteJson<'a> {
    script: &'a str,
    node: &'a str,
    at: String,
    text: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct HandoverJson<'a> {
    at: String,
    channel: Option<&'a str>,
    to: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct AppliedJson<'a> {
    /// The position.
    seq: usize,
    receipt: Option<Receipt>,
    lost: &'a [Turn],
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = TurnJson {
            number: self.number,
            script: &self.script,
            node: &self.node,
            at: moment(self.at),
            seconds: self.seconds,
            paused_seconds: self.paused_seconds,
            said: self.said.as_deref(),
            verbatim: self.verbatim,
            notes: &self.notes,
            handovers: &self.handovers,
            event: name(&self.kind),
            answer: None,
            aside: None,
            to: None,
            label: None,
            action: None,
            attempt: None,
            result: None,
            values: &[],
            reason: None,
            input: None,
        };
        json.tell(&self.kind);
        json.serialize(serializer)
    }
}

impl<'a> TurnJson<'a> {
    fn tell(&mut self, what: &'a TurnKind) {
        match what {
            TurnKind::Entered(values) => self.values = values,
            TurnKind::Answered { id, label, values } => {
                self.answer = Some(id);
                self.label = Some(label);
                self.values = values;
            }
            TurnKind::Completed { action, attempt, result, returned } => {
                self.action = Some(action);
                self.attempt = Some(*attempt);
                self.result = Some(result);
                self.values = returned;
            }
            TurnKind::Stubbed { outcome, sets, .. } => {
                self.result = Some(outcome);
                self.values = sets;
            }
            TurnKind::Aside { id, label } => {
                self.aside = Some(id);
                self.label = Some(label);
            }
            TurnKind::Jumped { to, reason, values } => {
                self.to = Some(to);
                self.reason = Some(reason);
                self.values = values;
            }
            TurnKind::HungUp(reason) => self.reason = reason.as_deref(),
            TurnKind::Lapsed { input, .. } => self.input = input.as_deref(),
            TurnKind::CouldNotGive | TurnKind::Proceeded | TurnKind::Ended(_) | TurnKind::Waiting => {}
        }
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ShownJson { name: &self.name, label: &self.label, value: self.value.as_deref() }.serialize(serializer)
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = NoteJson { script: &self.script, node: &self.node, at: moment(self.at), text: &self.text };
        json.serialize(serializer)
    }
}

impl Serialize for Handover {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { at, channel, to, note } = self;
        let (channel, to, note) = (channel.as_deref(), to.as_deref(), note.as_deref());
        HandoverJson { at: moment(*at), channel, to, note }.serialize(serializer)
    }
}

impl Serialize for Receipt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Taken => "taken",
            Self::Kept => "kept",
            Self::Late => "late",
            Self::Repeated => "repeated",
        })
    }
}

impl Serialize for Applied {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AppliedJson { seq: self.position, receipt: self.receipt, lost: &self.lost }.serialize(serializer)
    }
}

/// A point in time as transcripts have it: to the millisecond, in UTC.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

fn name(what: &TurnKind) -> &'static str {
    match what {
        TurnKind::Entered(_) => "entered",
        TurnKind::CouldNotGive => "cannot_give",
        TurnKind::Answered { .. } => "answered",
        TurnKind::Lapsed { lapse: Lapse::Silence, .. } => "silent",
        TurnKind::Lapsed { lapse: Lapse::NotUnderstood, .. } => "not_understood",
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
