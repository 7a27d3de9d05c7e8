//! The file of a journal: readable by its owner only, locked during the call, and synced to disk after every event.
//!
//! All checks are made before anything is written. Must not know the format of the lines.

use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::script::Script;
use callscript_project::Reason;
use callscript_runner::Session;
use callscript_runner::journal::{self, JournalError, Recorded, Resumed, Writer};

use super::carry_over;
use super::read_line::{Reader, Stop};
use crate::console::Console;
use crate::disk::{Disk, Metadata, OpenFile, Readers};
use crate::error::{Error, ExistingFile};
use crate::files::MAX_JOURNAL;

/// The journal of the current call.
pub(super) struct Journal {
    place: JournalPath,
    file: OpenFile,
    /// How long the file is, if nobody else wrote to it.
    length: u64,
    writer: Writer,
    /// Lines that could not be written yet.
    unwritten: String,
}

impl Journal {
    /// Creates the journal of a call that is about to start.
    pub(super) fn create(path: &Path, console: &Console<'_>) -> Result<Self, Error> {
        let place = JournalPath::new(path, console);
        let file = match place.disk.create(&place.at, Readers::Owner) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && !place.is_folder() => {
                return Err(Error::JournalExists { path: path.to_owned(), holds: place.holds() });
            }
            file => file.map_err(|error| place.unusable(&error))?,
        };
        let synced = place.disk.sync_folder_of(&place.at).map_err(|error| place.unusable(&error));
        let usable = synced.and_then(|()| place.lock(&file));
        let journal = Self { place, file, length: 0, writer: Writer::new(), unwritten: String::new() };
        match usable {
            Ok(()) => Ok(journal),
            Err(error) => {
                journal.discard();
                Err(error)
            }
        }
    }

    /// Appends the events since the last call of this function, and waits until they are on disk.
    pub(super) fn append(&mut self, session: &Session) -> Result<(), Error> {
        self.unwritten += &self.writer.lines(session);
        if self.unwritten.is_empty() { Ok(()) } else { self.write() }
    }

    /// Whether a call can be resumed from it.
    pub(super) fn has_call(&self) -> bool {
        self.length > 0
    }

    /// Deletes the file, because the call did not start.
    pub(super) fn discard(self) {
        // If this fails, an empty file remains, which does no harm.
        let _ = self.place.disk.remove(&self.place.at);
    }

    /// Writes the lines that are not written yet, and waits until they are on disk.
    fn write(&mut self) -> Result<(), Error> {
        if !self.is_untouched().map_err(|error| self.place.unusable(&error))? {
            return Err(Error::JournalChanged(self.place.path.clone()));
        }
        let written = self.file.write_all(self.unwritten.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            self.take_back();
            return Err(self.place.unusable(&error));
        }
        self.length += self.unwritten.len() as u64;
        self.unwritten.clear();
        Ok(())
    }

    /// Removes what was written of lines that are not known to be on disk. If this fails, they stay: resuming leaves out
    /// what is no whole line, and nothing more is written after them.
    fn take_back(&mut self) {
        let _ = match self.length {
            0 => self.place.disk.remove(&self.place.at),
            length => self.file.set_length(length).and_then(|()| self.file.go_to(length)),
        };
    }

    /// Whether the file is still in its place, and as long as it was left.
    fn is_untouched(&self) -> io::Result<bool> {
        match self.place.disk.metadata(&self.place.at) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            there => {
                let there = there?;
                Ok(is_same_file(&self.file.metadata()?, &there) && there.len() == self.length)
            }
        }
    }
}

/// A call resumed from a journal, and the journal to go on with.
pub(super) struct ResumedCall {
    pub(super) session: Session,
    pub(super) journal: Journal,
}

/// Resumes the call of a journal, and goes on in the same file.
pub(super) fn resume(path: &Path, script: &Arc<Script>, console: &mut Console<'_>) -> Result<ResumedCall, Error> {
    let place = JournalPath::new(path, console);
    let (mut file, recorded) = place.read(true)?;
    let resumed = recorded.resume(script);
    let Resumed { session, writer } = resumed.map_err(|error| place.refused(error))?;
    let length = u64::try_from(recorded.whole).unwrap_or(u64::MAX);
    let cut = match recorded.unfinished {
        0 => Ok(()),
        _ => file.set_length(length).and_then(|()| file.sync_data()),
    };
    let cut = cut.and_then(|()| file.go_to(length));
    cut.map_err(|error| place.unusable(&error))?;
    warn_of_unfinished(path, &recorded, console);
    Ok(ResumedCall { session, journal: Journal { place, file, length, writer, unwritten: String::new() } })
}

/// Resumes the call of a journal with changed scripts, in a new journal. The old file is not changed. The inner
/// error is what came before everything was given.
pub(super) fn carry_over(
    old: &Path,
    new: &Path,
    script: &Arc<Script>,
    reader: &mut Reader,
    console: &mut Console<'_>,
) -> Result<Result<ResumedCall, Stop>, Error> {
    let place = JournalPath::new(old, console);
    // The old file stays locked until the new one is written.
    let (_file, recorded) = place.read(false)?;
    warn_of_unfinished(old, &recorded, console);
    // Before anybody is asked for anything.
    let mut journal = Journal::create(new, console)?;
    let refused = |error| place.refused(error);
    let carried = match carry_over::carry_over(&recorded, script, refused, reader, console) {
        Ok(Ok(carried)) => carried,
        Ok(Err(stop)) => {
            journal.discard();
            return Ok(Err(stop));
        }
        Err(error) => {
            journal.discard();
            return Err(error);
        }
    };
    journal.unwritten.clone_from(&carried.text);
    journal.write()?;
    carry_over::report(&carried, console);
    journal.writer = carried.writer;
    Ok(Ok(ResumedCall { session: carried.session, journal }))
}

/// The path of a journal: as it was given, and as it is used.
struct JournalPath {
    path: PathBuf,
    at: PathBuf,
    disk: Disk,
}

impl JournalPath {
    fn new(path: &Path, console: &Console<'_>) -> Self {
        Self { path: path.to_owned(), at: console.at(path), disk: console.disk.clone() }
    }

    /// Opens, locks and reads a journal, to go on in it if it `writes`.
    fn read(&self, writes: bool) -> Result<(OpenFile, Recorded), Error> {
        let read = |error| self.unusable(&error);
        let unusable = |reason| Error::JournalFile { path: self.path.clone(), reason };
        let mut file = self.disk.open_file(&self.at, writes).map_err(unusable)?;
        self.lock(&file)?;
        let mut bytes = Vec::new();
        (&mut file).take(MAX_JOURNAL + 1).read_to_end(&mut bytes).map_err(read)?;
        if bytes.len() as u64 > MAX_JOURNAL {
            return Err(unusable(Reason::TooLarge(MAX_JOURNAL)));
        }
        let recorded = journal::read(&bytes).map_err(|error| self.refused(error))?;
        Ok((file, recorded))
    }

    fn lock(&self, file: &OpenFile) -> Result<(), Error> {
        match file.try_lock() {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::JournalInUse(self.path.clone())),
            Err(error) => Err(self.unusable(&error)),
        }
    }

    /// What the file contains that exists where a new journal should be created.
    fn holds(&self) -> ExistingFile {
        match self.disk.read_whole(&self.at, MAX_JOURNAL, false).ok().map(|bytes| journal::read(&bytes)) {
            None | Some(Err(JournalError::NotAJournal)) => ExistingFile::Else,
            Some(Err(JournalError::Empty)) => ExistingFile::Nothing,
            Some(_) => ExistingFile::Call,
        }
    }

    fn is_folder(&self) -> bool {
        self.disk.metadata(&self.at).is_ok_and(|found| found.is_dir())
    }

    fn refused(&self, error: JournalError) -> Error {
        Error::Journal { path: self.path.clone(), error: Box::new(error) }
    }

    fn unusable(&self, error: &io::Error) -> Error {
        let reason = if self.is_folder() { Reason::System("it is a folder".to_owned()) } else { Reason::from(error) };
        Error::JournalFile { path: self.path.clone(), reason }
    }
}

fn warn_of_unfinished(path: &Path, recorded: &Recorded, console: &mut Console<'_>) {
    if recorded.unfinished > 0 {
        let path = path.display();
        console.warn(&format!("the last line of `{path}` is incomplete: its step is left out"));
    }
}

#[cfg(unix)]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere only the length tells.
#[cfg(not(unix))]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len()
}
