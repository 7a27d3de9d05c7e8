//! The lines of a journal as JSON. They have structs of their own, so that the format stays the same when the crate's
//! other types change.
//!
//! New journals are of version 2. One of version 1 is read, and appended to, as version 1 has it: `event_1`.

mod event_1;
mod location;
mod parse;
#[cfg(feature = "schema")]
mod schema;

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::{Digest, Script};
use serde::{Deserialize, Serialize};

use self::event_1::Event1;
use self::parse::Parsed;
use crate::event::{Event, Version};
use crate::prompt::Prompt;
use crate::wire::event::EventJson;
use crate::{Moment, digest};

pub(super) use self::location::Location;
#[cfg(feature = "schema")]
pub(super) use self::schema::schema;

/// The version of the script format.
const FORMAT: u64 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Header {
    callscript_journal: u64,
    script: String,
    format: u64,
    digest: String,
    carried_over_from: Option<String>,
}

/// The content of the first line.
pub(super) struct Origin {
    pub(super) version: Version,
    pub(super) script: String,
    pub(super) digest: Digest,
    pub(super) carried_over_from: Option<Digest>,
}

/// The content of an event's line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) event: Event,
    /// The session's position after the event; `None` if a later event was written together with it.
    pub(super) stands: Option<Location>,
}

/// Why a line is not one of an event.
pub(super) enum NoLine {
    /// It is of an event that is not known.
    UnknownEvent(String),
    /// It is something else.
    Damaged,
}

/// An event's line as it is written.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct EventLine<E> {
    at: String,
    #[serde(flatten)]
    what: E,
    stands: Option<Location>,
}

impl Header {
    /// The first line of a new journal.
    pub(super) fn of(script: &Arc<Script>, carried_over_from: Option<Digest>) -> Self {
        let version = Version::Two;
        Self {
            callscript_journal: version.number(),
            script: script.id().to_owned(),
            format: FORMAT,
            digest: digest::of_version(version.number(), script).to_string(),
            carried_over_from: carried_over_from.map(|digest| digest.to_string()),
        }
    }

    /// Parses a first line; `None` if it is not one, or a digest in it is invalid.
    pub(super) fn read(line: &str) -> Option<Origin> {
        let header: Self = serde_json::from_str(line).ok()?;
        let carried_over_from = match header.carried_over_from {
            Some(digest) => Some(read_digest(&digest)?),
            None => None,
        };
        let version = Version::of_number(header.callscript_journal)?;
        Some(Origin { version, digest: read_digest(&header.digest)?, script: header.script, carried_over_from })
    }

    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Line {
    /// The JSON of an event; `prompt`, if known, is the prompt after it. `None` if the version has no such event.
    pub(super) fn json_of(version: Version, event: &Event, prompt: Option<&Prompt>) -> Option<String> {
        let (what, stands) = (EventJson::of(&event.kind), prompt.map(Location::at));
        Some(match version {
            Version::One => {
                to_json(&EventLine { at: event.at.timestamp().to_string(), what: Event1::of(what)?, stands })
            }
            Version::Two => to_json(&EventLine { at: event.at.to_string(), what, stands }),
        })
    }

    /// Parses an event's line in the journal of this script.
    pub(super) fn read(version: Version, line: &str, script: &str) -> Result<Self, NoLine> {
        match version {
            Version::One => Self::read_1(line, script).ok_or(NoLine::Damaged),
            Version::Two => Self::read_2(line, script),
        }
    }

    fn read_1(line: &str, script: &str) -> Option<Self> {
        let Parsed::<Event1> { at, what, stands } = serde_json::from_str(line).ok()?;
        let at: Timestamp = at.parse().ok()?;
        let kind = EventJson::from(what).read(script)?;
        Some(Self { event: Event { at: Moment::exact(at), kind }, stands })
    }

    fn read_2(line: &str, script: &str) -> Result<Self, NoLine> {
        let parsed = serde_json::from_str(line).ok();
        let Parsed::<EventJson> { at, what, stands } = parsed.ok_or(NoLine::Damaged)?;
        if let EventJson::Unknown = what {
            return Err(name_of_event(line).map_or(NoLine::Damaged, NoLine::UnknownEvent));
        }
        let event = Moment::parse(&at).and_then(|at| Some(Event { at, kind: what.read(script)? }));
        Ok(Self { event: event.ok_or(NoLine::Damaged)?, stands })
    }
}

/// The name of the event in a line, if it looks like one.
fn name_of_event(line: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        event: String,
    }
    let Named { event } = serde_json::from_str(line).ok()?;
    let is_name = event.len() <= 40 && event.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_name.then_some(event)
}

fn to_json(line: &impl Serialize) -> String {
    // Plain structs with string keys always serialize.
    serde_json::to_string(line).unwrap_or_default()
}

fn read_digest(text: &str) -> Option<Digest> {
    text.parse().ok()
}
