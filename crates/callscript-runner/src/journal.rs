//! The journal of a call, written while the call goes on so that a crash loses nothing: one JSON object a line. This
//! module only turns sessions into text and text into sessions.
//!
//! The first line has the version, the script, and the digest of all scripts that the session can run. Every event is a
//! further line, with its time and the session's position after it. Each line ends in a checksum: the first 16
//! hexadecimal digits of the BLAKE3 hash of all bytes of the journal before these digits.
//!
//! New journals are of version 2. One of version 1 is resumed by the digest of that version, and goes on with lines of
//! version 1: what only version 2 can say is refused.
//!
//! A journal contains all values, including sensitive ones. Errors therefore never repeat the
//! content of a line, except ids. Floor 6. Must not know scenarios or files: the program that writes a journal flushes
//! each line to disk and locks the file.
//!
//! ```
//! # use callscript_runner::{Session, Start, journal};
//! # use callscript::jiff::Timestamp;
//! # fn call(script: &std::sync::Arc<callscript::script::Script>) -> Result<(), Box<dyn std::error::Error>> {
//! let mut session = Session::start(script, Start::default(), Timestamp::UNIX_EPOCH)?;
//! let mut writer = journal::Writer::new();
//! let mut text = writer.lines(&session);
//! session.proceed(Timestamp::UNIX_EPOCH)?;
//! text.push_str(&writer.lines(&session));
//! let again = journal::read(text.as_bytes())?.resume(script)?;
//! assert!(again.session == session);
//! # Ok(())
//! # }
//! ```
//!
//! Forbids: scenario

mod carried_over;
mod carry_over;
mod checksum;
mod error;
mod line;
mod needed;
mod read;
mod replay;
mod resume;

use callscript::script::Digest;

use self::checksum::RunningHash;
use self::line::{Header, Line};
use crate::event::Version;
use crate::session::Session;

pub use carried_over::{CarriedOver, LeftOut, Repeated, Standing};
pub use carry_over::CarryOver;
pub use error::{JournalError, Misfit, Unfit};
pub use needed::Needed;
pub use read::{Recorded, read};
pub use replay::{End, Replayed};
pub use resume::Resumed;

/// The JSON Schema of each line of a journal, as a JSON document.
#[cfg(feature = "schema")]
pub fn schema() -> String {
    line::schema().to_string()
}

/// Writes the lines of one session's journal.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    version: Version,
    sum: RunningHash,
    carried_over_from: Option<Digest>,
    has_header: bool,
    /// How many events have been written.
    events: usize,
}

impl Writer {
    /// A writer for a session that has just started.
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer for a session that was carried over from scripts with another digest.
    pub(crate) fn carried_over(from: Digest) -> Self {
        Self { carried_over_from: Some(from), ..Self::default() }
    }

    /// A writer that continues a journal of this version, with this hash and this many events.
    pub(crate) fn after(version: Version, sum: RunningHash, events: usize) -> Self {
        Self { version, sum, carried_over_from: None, has_header: true, events }
    }

    /// The lines of the events since the last call, each with its line end. Call this after every step, always with the
    /// same session: only the line of the latest event can say where the session was after it.
    pub fn lines(&mut self, session: &Session) -> String {
        let mut text = String::new();
        if !self.has_header {
            text.push_str(&self.sum.seal(&Header::of(session.script(), self.carried_over_from).to_json()));
            self.has_header = true;
        }
        while let Some(event) = session.events().get(self.events) {
            self.events += 1;
            let is_latest = self.events == session.events().len();
            let line = Line::json_of(self.version, event, is_latest.then(|| session.prompt()));
            // A session that continues a journal of version 1 takes no other events.
            text.push_str(&line.map_or_else(String::new, |line| self.sum.seal(&line)));
        }
        text
    }
}
