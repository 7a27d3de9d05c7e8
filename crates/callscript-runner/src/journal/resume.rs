//! Restores a session from its journal with the same scripts.

use std::sync::Arc;

use callscript::script::Script;

use super::Writer;
use super::error::{JournalError, Misfit, Unfit};
use super::line::{Line, Location};
use super::read::Recorded;
use crate::digest;
use crate::event::{Event, EventKind, Version};
use crate::session::Session;
use crate::wire::event::line_of;

/// A session restored from its journal.
#[derive(Debug, Clone)]
pub struct Resumed {
    /// The session after the last complete line.
    pub session: Session,
    /// The writer for the lines that follow.
    pub writer: Writer,
}

impl Recorded {
    /// Restores the session with the same scripts with which its journal was written.
    ///
    /// # Errors
    ///
    /// If it is the journal of another script, or the script or one that it runs has changed. If an event does not fit,
    /// which happens only in a journal that another program wrote.
    pub fn resume(&self, script: &Arc<Script>) -> Result<Resumed, JournalError> {
        self.refuse_other_script(script)?;
        let now = digest::of_version(self.version.number(), script);
        if now != self.digest {
            return Err(JournalError::OtherDigest { script: self.script.clone(), journal: self.digest, now });
        }
        let mut session = self.start(self.version, script)?;
        for (place, Line { event, stands }) in self.lines.iter().enumerate() {
            if place > 0 {
                session.perform(event.kind.clone(), event.at).map_err(|error| misfit(place, event, error))?;
            }
            let now = Location::at(session.prompt());
            if let Some(stood) = stands.as_ref().filter(|stood| **stood != now) {
                return Err(misfit(place, event, elsewhere(stood, &now)).into());
            }
        }
        session.carried_over_from = self.carried_over_from;
        Ok(Resumed { session, writer: self.writer.clone() })
    }

    pub(super) fn refuse_other_script(&self, script: &Script) -> Result<(), JournalError> {
        if self.script == script.id() {
            return Ok(());
        }
        Err(JournalError::OtherScript { journal: self.script.clone(), script: script.id().to_owned() })
    }

    /// The session after the recorded start; it takes events of this version.
    fn start(&self, version: Version, script: &Arc<Script>) -> Result<Session, JournalError> {
        let Some(event @ Event { at, kind: EventKind::Started(started) }) = self.events().next() else {
            return Err(JournalError::Empty);
        };
        let session = Session::start_in(version, script, started.as_ref().clone(), *at);
        Ok(session.map_err(|error| misfit(0, event, error))?)
    }
}

fn misfit(place: usize, event: &Event, why: impl Into<Unfit>) -> Misfit {
    Misfit { line: line_of(place), event: event.kind.name(), why: why.into() }
}

fn elsewhere(stood: &Location, now: &Location) -> Unfit {
    Unfit::Elsewhere { script: stood.script.clone(), node: stood.node.clone(), now: now.node.clone() }
}
