//! Events as journals of version 1 have them. This never changes.

use serde::{Deserialize, Serialize};

use crate::wire::event::{EventJson, RevisionJson, Texts};

/// An event. The names of variants and fields are the journal's format.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum Event1 {
    Started { inputs: Texts, channel: String, entry: Option<String> },
    Entered { values: Texts },
    CannotGive,
    Answered { answer: String },
    Proceeded,
    Completed { result: String, returned: Texts },
    LeftOut { outcome: String, sets: Texts },
    Aside { aside: String },
    Back,
    Revised { line: usize, to: RevisionJson },
    Jumped { node: String, reason: String, values: Texts },
    Noted { script: String, node: String, text: String },
    HungUp { reason: Option<String> },
}

impl Event1 {
    /// The event in version 1; `None` if that has no such kind.
    pub(super) fn of(event: EventJson) -> Option<Self> {
        Some(match event {
            EventJson::Started { inputs, channel, entry, .. } => Self::Started { inputs, channel, entry },
            EventJson::Entered { values } => Self::Entered { values },
            EventJson::CannotGive => Self::CannotGive,
            EventJson::Answered { answer, .. } => Self::Answered { answer },
            EventJson::Proceeded => Self::Proceeded,
            EventJson::Completed { result, returned, .. } => Self::Completed { result, returned },
            EventJson::LeftOut { outcome, sets } => Self::LeftOut { outcome, sets },
            EventJson::Aside { aside } => Self::Aside { aside },
            EventJson::Back => Self::Back,
            EventJson::Revised { line, to, .. } => Self::Revised { line, to },
            EventJson::Jumped { node, reason, values } => Self::Jumped { node, reason, values },
            EventJson::Noted { script, node, text } => Self::Noted { script, node, text },
            EventJson::HungUp { reason } => Self::HungUp { reason },
            EventJson::Late { .. }
            | EventJson::Silent { .. }
            | EventJson::NotUnderstood { .. }
            | EventJson::HandedOver { .. }
            | EventJson::Paused
            | EventJson::TakenUp
            | EventJson::Unknown => return None,
        })
    }
}

impl From<Event1> for EventJson {
    fn from(event: Event1) -> Self {
        match event {
            Event1::Started { inputs, channel, entry } => Self::Started { script: None, inputs, channel, entry },
            Event1::Entered { values } => Self::Entered { values },
            Event1::CannotGive => Self::CannotGive,
            Event1::Answered { answer } => Self::Answered { answer, values: Texts::new() },
            Event1::Proceeded => Self::Proceeded,
            Event1::Completed { result, returned } => Self::Completed { seq: None, result, returned },
            Event1::LeftOut { outcome, sets } => Self::LeftOut { outcome, sets },
            Event1::Aside { aside } => Self::Aside { aside },
            Event1::Back => Self::Back,
            Event1::Revised { line, to } => Self::Revised { line, to, values: Texts::new() },
            Event1::Jumped { node, reason, values } => Self::Jumped { node, reason, values },
            Event1::Noted { script, node, text } => Self::Noted { script, node, text },
            Event1::HungUp { reason } => Self::HungUp { reason },
        }
    }
}
