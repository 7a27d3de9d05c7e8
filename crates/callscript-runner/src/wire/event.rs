//! Events as JSON, in journals and for hosts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Values;
use crate::event::{EventKind, Revision, Started};

/// An event's index plus this is its line number: the header comes first, and lines are counted from 1.
const BEFORE_EVENTS: usize = 2;

/// The line number of the event with this index.
pub(crate) fn line_of(event: usize) -> usize {
    event.saturating_add(BEFORE_EVENTS)
}

/// Values by name.
pub(crate) type Texts = BTreeMap<String, String>;

/// An event. The names of variants and fields are the journal's format.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum EventJson {
    Started {
        /// `None` in a journal, whose first line has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        script: Option<String>,
        inputs: Texts,
        channel: String,
        entry: Option<String>,
    },
    Entered {
        values: Texts,
    },
    CannotGive,
    Answered {
        answer: String,
        /// Where the answer collects.
        #[serde(default, skip_serializing_if = "Texts::is_empty")]
        values: Texts,
    },
    Silent {
        input: Option<String>,
    },
    NotUnderstood {
        input: Option<String>,
    },
    Proceeded,
    Completed {
        seq: Option<usize>,
        result: String,
        returned: Texts,
    },
    Late {
        seq: usize,
        result: String,
        returned: Texts,
    },
    LeftOut {
        outcome: String,
        sets: Texts,
    },
    Aside {
        aside: String,
    },
    Back,
    Revised {
        line: usize,
        to: RevisionJson,
        /// Where `to` is an answer that collects.
        #[serde(default, skip_serializing_if = "Texts::is_empty")]
        values: Texts,
    },
    Jumped {
        node: String,
        reason: String,
        values: Texts,
    },
    Noted {
        script: String,
        node: String,
        text: String,
    },
    HandedOver {
        channel: Option<String>,
        to: Option<String>,
        note: Option<String>,
    },
    Paused,
    TakenUp,
    HungUp {
        reason: Option<String>,
    },
    /// A kind of event that a later program wrote. It is never written.
    #[serde(other)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Unknown,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(crate) enum RevisionJson {
    Answered(String),
    Entered(Texts),
    CannotGive,
}

impl EventJson {
    pub(crate) fn of(event: &EventKind) -> Self {
        match event.clone() {
            EventKind::Started(started) => {
                let Started { inputs, channel, entry, .. } = *started;
                Self::Started { script: None, inputs: texts(&inputs), channel, entry }
            }
            EventKind::Entered { values } => Self::Entered { values: texts(&values) },
            EventKind::CannotGive => Self::CannotGive,
            EventKind::Answered { answer, values } => Self::Answered { answer, values: texts(&values) },
            EventKind::Silent { input } => Self::Silent { input },
            EventKind::NotUnderstood { input } => Self::NotUnderstood { input },
            EventKind::Proceeded => Self::Proceeded,
            EventKind::Completed { token, result, returned } => {
                Self::Completed { seq: token, result, returned: texts(&returned) }
            }
            EventKind::Late { token, result, returned } => {
                Self::Late { seq: token, result, returned: texts(&returned) }
            }
            EventKind::Stubbed { outcome, sets } => Self::LeftOut { outcome, sets: texts(&sets) },
            EventKind::Aside { aside } => Self::Aside { aside },
            EventKind::Back => Self::Back,
            EventKind::Revised { event, to } => {
                let (to, values) = match to {
                    Revision::Answer { answer, values } => (RevisionJson::Answered(answer), texts(&values)),
                    Revision::Enter(values) => (RevisionJson::Entered(texts(&values)), Texts::new()),
                    Revision::CannotGive => (RevisionJson::CannotGive, Texts::new()),
                };
                Self::Revised { line: line_of(event), to, values }
            }
            EventKind::Jumped { node, reason, values } => Self::Jumped { node, reason, values: texts(&values) },
            EventKind::Noted { script, node, text } => Self::Noted { script, node, text },
            EventKind::HandedOver { channel, to, note } => Self::HandedOver { channel, to, note },
            EventKind::Paused => Self::Paused,
            EventKind::TakenUp => Self::TakenUp,
            EventKind::HungUp { reason } => Self::HungUp { reason },
        }
    }

    /// The event as it stands by itself: the start names its script.
    #[cfg(feature = "serde")]
    pub(super) fn with_script(event: &EventKind) -> Self {
        let mut json = Self::of(event);
        if let (Self::Started { script, .. }, EventKind::Started(started)) = (&mut json, event) {
            *script = Some(started.script.clone());
        }
        json
    }

    /// The event that [`with_script`](Self::with_script) wrote, or what is wrong with it.
    #[cfg(feature = "serde")]
    pub(super) fn read_with_script(mut self) -> Result<EventKind, &'static str> {
        let script = match &mut self {
            Self::Started { script, .. } => script.take().ok_or("missing field `script`")?,
            Self::Unknown => return Err("unknown event"),
            _ => String::new(),
        };
        self.read(&script).ok_or("`line` is before the first event")
    }

    /// The event, in a session of this script; `None` if it is unknown, names a script itself, or refers to a line before
    /// the first event.
    pub(crate) fn read(self, script: &str) -> Option<EventKind> {
        Some(match self {
            Self::Started { script: None, inputs, channel, entry } => {
                let started = Started { script: script.to_owned(), inputs: Values::from_iter(inputs), channel, entry };
                EventKind::Started(Box::new(started))
            }
            Self::Entered { values } => EventKind::Entered { values: Values::from_iter(values) },
            Self::CannotGive => EventKind::CannotGive,
            Self::Answered { answer, values } => EventKind::Answered { answer, values: Values::from_iter(values) },
            Self::Silent { input } => EventKind::Silent { input },
            Self::NotUnderstood { input } => EventKind::NotUnderstood { input },
            Self::Proceeded => EventKind::Proceeded,
            Self::Completed { seq, result, returned } => {
                EventKind::Completed { token: seq, result, returned: Values::from_iter(returned) }
            }
            Self::Late { seq, result, returned } => {
                EventKind::Late { token: seq, result, returned: Values::from_iter(returned) }
            }
            Self::LeftOut { outcome, sets } => EventKind::Stubbed { outcome, sets: Values::from_iter(sets) },
            Self::Aside { aside } => EventKind::Aside { aside },
            Self::Back => EventKind::Back,
            Self::Revised { line, to, values } => {
                let is_answer = matches!(to, RevisionJson::Answered(_));
                if !is_answer && !values.is_empty() {
                    return None;
                }
                let to = match to {
                    RevisionJson::Answered(answer) => Revision::Answer { answer, values: Values::from_iter(values) },
                    RevisionJson::Entered(values) => Revision::Enter(Values::from_iter(values)),
                    RevisionJson::CannotGive => Revision::CannotGive,
                };
                EventKind::Revised { event: line.checked_sub(BEFORE_EVENTS)?, to }
            }
            Self::Jumped { node, reason, values } => {
                EventKind::Jumped { node, reason, values: Values::from_iter(values) }
            }
            Self::Noted { script, node, text } => EventKind::Noted { script, node, text },
            Self::HandedOver { channel, to, note } => EventKind::HandedOver { channel, to, note },
            Self::Paused => EventKind::Paused,
            Self::TakenUp => EventKind::TakenUp,
            Self::HungUp { reason } => EventKind::HungUp { reason },
            Self::Started { script: Some(_), .. } | Self::Unknown => return None,
        })
    }
}

fn texts(values: &Values) -> Texts {
    values.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}
