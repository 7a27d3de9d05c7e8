//! A call written down as it goes, so that it is never lost: one JSON object a line, text out and text in.
//!
//! The first line names the version, the script and the digest of all that it can run; then every event is a line, with
//! its time and where the session stood after it. Each line ends in a checksum: the first 16 hexadecimal digits of the
//! BLAKE3 hash of every byte of the journal before these digits.
//!
//! Values are in a journal as they were handed in, sensitive ones too; so an error never repeats what a line holds but
//! for ids. Floor 6. Must not know scenarios, nor files: whoever writes a journal flushes each line to disk, and locks the file.
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

mod checksum;
mod error;
mod line;
mod read;
mod replay;
mod resume;

use callscript::script::Digest;

use self::checksum::RunningHash;
use self::line::{Header, Line};
use crate::session::Session;

pub use error::{JournalError, Misfit, Unfit};
pub use read::{Recorded, read};
pub use replay::{End, Replayed};
pub use resume::{CarriedOver, Resumed, Standing, Stopped};

/// Makes the lines of one session's journal.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    sum: RunningHash,
    carried_over_from: Option<Digest>,
    has_header: bool,
    /// How many events it has made lines of.
    events: usize,
}

impl Writer {
    /// For the journal of a session that has just started.
    pub fn new() -> Self {
        Self::default()
    }

    /// For the journal of a session that began under scripts of another digest.
    pub(crate) fn carried_over(from: Digest) -> Self {
        Self { carried_over_from: Some(from), ..Self::default() }
    }

    /// For a journal that holds these lines already.
    pub(crate) fn after(sum: RunningHash, events: usize) -> Self {
        Self { sum, carried_over_from: None, has_header: true, events }
    }

    /// The lines that are not made yet, each with its end: to be called after every step, and always with the same
    /// session. Where it stood is known of the latest event alone.
    pub fn lines(&mut self, session: &Session) -> String {
        let mut text = String::new();
        if !self.has_header {
            text.push_str(&self.sum.seal(&Header::of(session.script(), self.carried_over_from).to_json()));
            self.has_header = true;
        }
        while let Some(event) = session.events().get(self.events) {
            self.events += 1;
            let is_latest = self.events == session.events().len();
            let line = Line::json_of(event, is_latest.then(|| session.prompt()));
            text.push_str(&self.sum.seal(&line));
        }
        text
    }
}
