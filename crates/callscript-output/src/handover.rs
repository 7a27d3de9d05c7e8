//! A hand-over as results and transcripts have it.

use serde::Serialize;

use crate::moment::moment;

/// A hand-over, as JSON.
#[derive(Serialize)]
pub(crate) struct Handover<'a> {
    at: String,
    channel: Option<&'a str>,
    to: Option<&'a str>,
    note: Option<&'a str>,
}

impl<'a> From<&'a callscript_runner::Handover> for Handover<'a> {
    fn from(handover: &'a callscript_runner::Handover) -> Self {
        Self {
            at: moment(handover.at),
            channel: handover.channel.as_deref(),
            to: handover.to.as_deref(),
            note: handover.note.as_deref(),
        }
    }
}
