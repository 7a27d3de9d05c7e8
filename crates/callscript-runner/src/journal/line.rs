//! What a line of a journal says, as JSON: structs of their own, so that a journal outlives changes of the crate.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::script::{Digest, Script};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::VERSION;
use crate::digest::digest;
use crate::event::{Event, EventKind, Revision, Started};
use crate::prompt::{Prompt, PromptKind};
use crate::values::Values;

/// The version of the script format.
const FORMAT: u64 = 1;

/// The lines before the first event, the header, and one for those who count from 1.
const BEFORE_EVENTS: usize = 2;

/// The number of the line of an event, which is given by its place among the events.
pub(super) fn line_of(event: usize) -> usize {
    event + BEFORE_EVENTS
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    callscript_journal: u64,
    script: String,
    format: u64,
    digest: String,
    carried_over_from: Option<String>,
}

/// What the first line says.
pub(super) struct Origin {
    pub(super) script: String,
    pub(super) digest: Digest,
    pub(super) carried_over_from: Option<Digest>,
}

/// The line of an event.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line {
    at: String,
    #[serde(flatten)]
    what: What,
    stands: Option<Stands>,
}

type Texts = BTreeMap<String, String>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum What {
    Started { inputs: Texts, channel: String, entry: Option<String> },
    Entered { values: Texts },
    CannotGive,
    Answered { answer: String },
    Proceeded,
    Completed { result: String, returned: Texts },
    LeftOut { outcome: String, sets: Texts },
    Aside { aside: String },
    Back,
    Revised { line: usize, to: To },
    Jumped { node: String, reason: String, values: Texts },
    Noted { script: String, node: String, text: String },
    HungUp { reason: Option<String> },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum To {
    Answered(String),
    Entered(Texts),
    CannotGive,
}

/// Where a session stood after an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stands {
    pub(super) script: String,
    pub(super) node: String,
    waits_for: WaitsFor,
    /// Of an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<Act>,
    /// Of a call that is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Act {
    name: String,
    with: Texts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WaitsFor {
    Form,
    Answer,
    Message,
    Action,
    Nothing,
}

impl Header {
    pub(super) fn of(script: &Arc<Script>, carried_over_from: Option<Digest>) -> Self {
        Self {
            callscript_journal: VERSION,
            script: script.id().to_owned(),
            format: FORMAT,
            digest: digest(script).to_string(),
            carried_over_from: carried_over_from.map(|digest| digest.to_string()),
        }
    }

    /// What it says; none if it names something that is no digest.
    pub(super) fn read(self) -> Option<Origin> {
        let carried_over_from = match self.carried_over_from {
            Some(digest) => Some(read_digest(&digest)?),
            None => None,
        };
        Some(Origin { digest: read_digest(&self.digest)?, script: self.script, carried_over_from })
    }

    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Line {
    pub(super) fn of(event: &Event, prompt: Option<&Prompt>) -> Self {
        Self { at: event.at.to_string(), what: What::of(&event.kind), stands: prompt.map(Stands::at) }
    }

    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }

    /// The event, of a session of this script, and where it led; none if there is no such event.
    pub(super) fn read(self, script: &str) -> Option<(Event, Option<Stands>)> {
        let at: Timestamp = self.at.parse().ok()?;
        Some((Event { at, kind: self.what.read(script)? }, self.stands))
    }
}

impl What {
    fn of(event: &EventKind) -> Self {
        match event.clone() {
            EventKind::Started(started) => {
                let Started { inputs, channel, entry, .. } = *started;
                Self::Started { inputs: texts(&inputs), channel, entry }
            }
            EventKind::Entered { values } => Self::Entered { values: texts(&values) },
            EventKind::CannotGive => Self::CannotGive,
            EventKind::Answered { answer } => Self::Answered { answer },
            EventKind::Proceeded => Self::Proceeded,
            EventKind::Completed { result, returned } => Self::Completed { result, returned: texts(&returned) },
            EventKind::LeftOut { outcome, sets } => Self::LeftOut { outcome, sets: texts(&sets) },
            EventKind::Aside { aside } => Self::Aside { aside },
            EventKind::Back => Self::Back,
            EventKind::Revised { event, to } => {
                let to = match to {
                    Revision::Answer(answer) => To::Answered(answer),
                    Revision::Enter(values) => To::Entered(texts(&values)),
                    Revision::CannotGive => To::CannotGive,
                };
                Self::Revised { line: line_of(event), to }
            }
            EventKind::Jumped { node, reason, values } => Self::Jumped { node, reason, values: texts(&values) },
            EventKind::Noted { script, node, text } => Self::Noted { script, node, text },
            EventKind::HungUp { reason } => Self::HungUp { reason },
        }
    }

    fn read(self, script: &str) -> Option<EventKind> {
        Some(match self {
            Self::Started { inputs, channel, entry } => {
                let started = Started { script: script.to_owned(), inputs: Values::from_iter(inputs), channel, entry };
                EventKind::Started(Box::new(started))
            }
            Self::Entered { values } => EventKind::Entered { values: Values::from_iter(values) },
            Self::CannotGive => EventKind::CannotGive,
            Self::Answered { answer } => EventKind::Answered { answer },
            Self::Proceeded => EventKind::Proceeded,
            Self::Completed { result, returned } => {
                EventKind::Completed { result, returned: Values::from_iter(returned) }
            }
            Self::LeftOut { outcome, sets } => EventKind::LeftOut { outcome, sets: Values::from_iter(sets) },
            Self::Aside { aside } => EventKind::Aside { aside },
            Self::Back => EventKind::Back,
            Self::Revised { line, to } => {
                let to = match to {
                    To::Answered(answer) => Revision::Answer(answer),
                    To::Entered(values) => Revision::Enter(Values::from_iter(values)),
                    To::CannotGive => Revision::CannotGive,
                };
                EventKind::Revised { event: line.checked_sub(BEFORE_EVENTS)?, to }
            }
            Self::Jumped { node, reason, values } => {
                EventKind::Jumped { node, reason, values: Values::from_iter(values) }
            }
            Self::Noted { script, node, text } => EventKind::Noted { script, node, text },
            Self::HungUp { reason } => EventKind::HungUp { reason },
        })
    }
}

impl Stands {
    pub(super) fn at(prompt: &Prompt) -> Self {
        let (waits_for, action, outcome) = match &prompt.kind {
            PromptKind::Form { .. } => (WaitsFor::Form, None, None),
            PromptKind::Ask { .. } => (WaitsFor::Answer, None, None),
            PromptKind::Message => (WaitsFor::Message, None, None),
            PromptKind::Act { action, with, .. } => {
                let with = with.iter().map(|given| (given.name.clone(), given.value.to_plain()));
                (WaitsFor::Action, Some(Act { name: action.clone(), with: with.collect() }), None)
            }
            PromptKind::Ended { outcome, .. } => {
                (WaitsFor::Nothing, None, outcome.as_ref().map(|ending| ending.outcome.clone()))
            }
        };
        Self { script: prompt.script.clone(), node: prompt.node.clone(), waits_for, action, outcome }
    }

    /// Whether what happened in one place can have happened in the other: the same node, and the same action.
    pub(super) fn fits(&self, other: &Self) -> bool {
        self.script == other.script && self.node == other.node && self.action == other.action
    }
}

fn to_json(line: &impl Serialize) -> String {
    // These are plain structs with text for keys: there is nothing in them that JSON could not hold.
    serde_json::to_string(line).unwrap_or_default()
}

fn texts(values: &Values) -> Texts {
    values.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn read_digest(text: &str) -> Option<Digest> {
    blake3::Hash::from_hex(text).ok().map(|hash| Digest(hash.into()))
}
