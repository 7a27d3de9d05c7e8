//! Restores a session from its journal: with the same scripts exactly, or with changed ones as far as its events fit.

use std::sync::Arc;

use callscript::script::Script;

use super::Writer;
use super::error::{JournalError, Misfit, Unfit};
use super::line::{Line, Location, VERSION, line_of};
use super::read::Recorded;
use crate::digest;
use crate::event::{Event, EventKind};
use crate::session::Session;

/// A session restored from its journal.
#[derive(Debug, Clone)]
pub struct Resumed {
    /// The session after the last complete line.
    pub session: Session,
    /// The writer for the lines that follow.
    pub writer: Writer,
}

/// A session that continues with changed scripts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CarriedOver {
    /// The session.
    pub session: Session,
    /// The text of its new journal so far.
    pub text: String,
    /// The writer for the lines that follow.
    pub writer: Writer,
    /// Its position, compared with the recorded one.
    pub standing: Standing,
}

/// The position of a session that was carried over, compared with the recorded one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The same position.
    AsBefore,
    /// Every event fits, but the last one leads to another position now.
    Elsewhere {
        /// The recorded node.
        node: String,
    },
    /// The position before the first event that no longer fits.
    Stopped(Stopped),
}

/// The events that were not carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stopped {
    /// The first event that no longer fits.
    pub misfit: Misfit,
    /// Its index among the events.
    pub(super) event: usize,
    /// The number of events that were dropped, including this one.
    pub left_out: usize,
    /// How many of them are completed actions: their effects on the world remain.
    pub done: usize,
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
        let now = digest::of_version(VERSION, script);
        if now != self.digest {
            return Err(JournalError::OtherDigest { script: self.script.clone(), journal: self.digest, now });
        }
        let mut session = self.start(script)?;
        for (place, Line { event, stands }) in self.lines.iter().enumerate() {
            if place > 0 {
                session.perform(event.kind.clone(), event.at).map_err(|error| misfit(place, event, error))?;
            }
            let now = Location::at(session.prompt());
            if let Some(stood) = stands.as_ref().filter(|stood| **stood != now) {
                return Err(misfit(place, event, elsewhere(stood, &now)).into());
            }
        }
        Ok(Resumed { session, writer: self.writer.clone() })
    }

    /// Restores the session with the current scripts, as far as its events fit. An event fits if the session is at the
    /// same node of the same script and allows the event; an action must also have the same inputs. `back` may happen
    /// anywhere.
    ///
    /// # Errors
    ///
    /// If it is the journal of another script, or the current script refuses the recorded start.
    pub fn carry_over(&self, script: &Arc<Script>) -> Result<CarriedOver, JournalError> {
        self.refuse_other_script(script)?;
        let mut session = self.start(script)?;
        let mut expected = self.lines.first().and_then(|line| line.stands.as_ref());
        let mut writer = Writer::carried_over(self.digest);
        let mut text = writer.lines(&session);
        for (place, Line { event, stands }) in self.lines.iter().enumerate().skip(1) {
            if let Err(why) = perform_there(&mut session, event, expected) {
                let standing = Standing::Stopped(self.stopped(place, event, why));
                return Ok(CarriedOver { session, text, writer, standing });
            }
            text.push_str(&writer.lines(&session));
            expected = stands.as_ref();
        }
        let now = Location::at(session.prompt());
        let standing = match expected.filter(|stood| !stood.fits(&now)) {
            Some(stood) => Standing::Elsewhere { node: stood.node.clone() },
            None => Standing::AsBefore,
        };
        Ok(CarriedOver { session, text, writer, standing })
    }

    fn refuse_other_script(&self, script: &Script) -> Result<(), JournalError> {
        if self.script == script.id() {
            return Ok(());
        }
        Err(JournalError::OtherScript { journal: self.script.clone(), script: script.id().to_owned() })
    }

    /// The session after the recorded start.
    fn start(&self, script: &Arc<Script>) -> Result<Session, JournalError> {
        let Some(event @ Event { at, kind: EventKind::Started(started) }) = self.events().next() else {
            return Err(JournalError::Empty);
        };
        let session = Session::start_as(script, started.as_ref().clone(), *at);
        Ok(session.map_err(|error| misfit(0, event, error))?)
    }

    fn stopped(&self, place: usize, event: &Event, why: Unfit) -> Stopped {
        let left_out = || self.events().skip(place);
        let done = left_out().filter(|event| matches!(event.kind, EventKind::Completed { .. })).count();
        Stopped { misfit: misfit(place, event, why), event: place, left_out: left_out().count(), done }
    }
}

/// Applies an event if the session is at `expected`, where the event happened.
fn perform_there(session: &mut Session, event: &Event, expected: Option<&Location>) -> Result<(), Unfit> {
    let now = Location::at(session.prompt());
    let is_back = matches!(event.kind, EventKind::Back);
    if let Some(stood) = expected.filter(|stood| !is_back && !stood.fits(&now)) {
        return Err(elsewhere(stood, &now));
    }
    Ok(session.perform(event.kind.clone(), event.at)?)
}

fn misfit(place: usize, event: &Event, why: impl Into<Unfit>) -> Misfit {
    Misfit { line: line_of(place), event: event.kind.name(), why: why.into() }
}

fn elsewhere(stood: &Location, now: &Location) -> Unfit {
    Unfit::Elsewhere { script: stood.script.clone(), node: stood.node.clone(), now: now.node.clone() }
}
