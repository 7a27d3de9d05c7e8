//! The lines of a journal as JSON. They have structs of their own, so that the format stays the same when the crate's
//! other types change.

mod event;
mod location;
mod parse;

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::{Digest, Script};
use serde::{Deserialize, Serialize};

use self::event::EventJson;
pub(super) use self::event::line_of;
use self::parse::Parsed;
use crate::Moment;
use crate::digest;
use crate::event::Event;
use crate::prompt::Prompt;

pub(super) use self::location::Location;

/// The version of the script format.
const FORMAT: u64 = 1;

/// The version of the journal format that this module reads and writes.
pub(super) const VERSION: u64 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    callscript_journal: u64,
    script: String,
    format: u64,
    digest: String,
    carried_over_from: Option<String>,
}

/// The content of the first line.
pub(super) struct Origin {
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

/// An event's line as it is written.
#[derive(Serialize)]
struct EventLine {
    at: String,
    #[serde(flatten)]
    what: EventJson,
    stands: Option<Location>,
}

impl Header {
    pub(super) fn of(script: &Arc<Script>, carried_over_from: Option<Digest>) -> Self {
        Self {
            callscript_journal: VERSION,
            script: script.id().to_owned(),
            format: FORMAT,
            digest: digest::of_version(VERSION, script).to_string(),
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
        Some(Origin { digest: read_digest(&header.digest)?, script: header.script, carried_over_from })
    }

    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }
}

impl Line {
    /// The JSON of an event; `prompt`, if known, is the prompt after it.
    pub(super) fn json_of(event: &Event, prompt: Option<&Prompt>) -> String {
        to_json(&EventLine {
            at: event.at.timestamp().to_string(),
            what: EventJson::of(&event.kind),
            stands: prompt.map(Location::at),
        })
    }

    /// Parses an event's line in the journal of this script; `None` if it is not one.
    pub(super) fn read(line: &str, script: &str) -> Option<Self> {
        let Parsed { at, what, stands } = serde_json::from_str(line).ok()?;
        let at: Timestamp = at.parse().ok()?;
        Some(Self { event: Event { at: Moment::exact(at), kind: what.read(script)? }, stands })
    }
}

fn to_json(line: &impl Serialize) -> String {
    // Plain structs with string keys always serialize.
    serde_json::to_string(line).unwrap_or_default()
}

fn read_digest(text: &str) -> Option<Digest> {
    blake3::Hash::from_hex(text).ok().map(|hash| Digest(hash.into()))
}
