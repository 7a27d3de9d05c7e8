//! The file of a journal: readable by its owner only, locked during the call, and synced to disk after every event.
//!
//! All checks are made before anything is written. Must not know the format of the lines.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::script::Script;
use callscript_project::{Reason, open_file, read_whole};
use callscript_runner::Session;
use callscript_runner::journal::{self, JournalError, Recorded, Resumed, Writer};

use super::carry_over;
use super::read_line::{Reader, Stop};
use crate::console::Console;
use crate::error::{Error, ExistingFile};
use crate::files::MAX_JOURNAL;

/// The journal of the current call.
pub(super) struct Journal {
    place: JournalPath,
    file: File,
    /// How long the file is, if nobody else wrote to it.
    length: u64,
    writer: Writer,
}

impl Journal {
    /// Creates the journal of a call that is about to start.
    pub(super) fn create(path: &Path, console: &Console<'_>) -> Result<Self, Error> {
        let place = JournalPath::new(path, console);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        owner_only(&mut options);
        let file = match options.open(&place.at) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !place.at.is_dir() => {
                return Err(Error::JournalExists { path: path.to_owned(), holds: holds(&place.at) });
            }
            file => {
                file.and_then(|file| sync_folder(&place.at).map(|()| file)).map_err(|error| place.unusable(&error))?
            }
        };
        place.lock(&file)?;
        Ok(Self { place, file, length: 0, writer: Writer::new() })
    }

    /// Appends the events since the last call of this function, and waits until they are on disk.
    pub(super) fn append(&mut self, session: &Session) -> Result<(), Error> {
        let lines = self.writer.lines(session);
        if lines.is_empty() {
            return Ok(());
        }
        self.write(&lines)
    }

    /// Deletes the file, because the call did not start.
    pub(super) fn discard(self) {
        // If this fails, an empty file remains, which does no harm.
        let _ = fs::remove_file(&self.place.at);
    }

    fn write(&mut self, lines: &str) -> Result<(), Error> {
        if !self.is_untouched() {
            return Err(Error::JournalChanged(self.place.path.clone()));
        }
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // What was written of the lines is no whole line. If it stays, resuming leaves it out.
            let _ = self.file.set_len(self.length);
            return Err(self.place.unusable(&error));
        }
        self.length += lines.len() as u64;
        Ok(())
    }

    /// Whether the file is still in its place, and as long as it was left.
    fn is_untouched(&self) -> bool {
        let (Ok(own), Ok(there)) = (self.file.metadata(), fs::metadata(&self.place.at)) else {
            return false;
        };
        is_same_file(&own, &there) && there.len() == self.length
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
    let (mut file, recorded) = place.read(OpenOptions::new().read(true).write(true))?;
    let resumed = recorded.resume(script);
    let Resumed { session, writer } = resumed.map_err(|error| place.refused(error))?;
    let length = u64::try_from(recorded.whole).unwrap_or(u64::MAX);
    let cut = match recorded.unfinished {
        0 => Ok(()),
        _ => file.set_len(length).and_then(|()| file.sync_data()),
    };
    let cut = cut.and_then(|()| file.seek(SeekFrom::Start(length)));
    cut.map_err(|error| place.unusable(&error))?;
    warn_of_unfinished(path, &recorded, console);
    Ok(ResumedCall { session, journal: Journal { place, file, length, writer } })
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
    let (_file, recorded) = place.read(OpenOptions::new().read(true))?;
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
    journal.write(&carried.text)?;
    carry_over::report(&carried, console);
    journal.writer = carried.writer;
    Ok(Ok(ResumedCall { session: carried.session, journal }))
}

/// The path of a journal: as it was given, and as it is used.
struct JournalPath {
    path: PathBuf,
    at: PathBuf,
}

impl JournalPath {
    fn new(path: &Path, console: &Console<'_>) -> Self {
        Self { path: path.to_owned(), at: console.at(path) }
    }

    /// Opens, locks and reads a journal.
    fn read(&self, how: &mut OpenOptions) -> Result<(File, Recorded), Error> {
        let read = |error| self.unusable(&error);
        let unusable = |reason| Error::JournalFile { path: self.path.clone(), reason };
        let file = open_file(&self.at, how).map_err(unusable)?;
        self.lock(&file)?;
        let mut bytes = Vec::new();
        Read::take(&file, MAX_JOURNAL + 1).read_to_end(&mut bytes).map_err(read)?;
        if bytes.len() as u64 > MAX_JOURNAL {
            return Err(unusable(Reason::TooLarge(MAX_JOURNAL)));
        }
        let recorded = journal::read(&bytes).map_err(|error| self.refused(error))?;
        Ok((file, recorded))
    }

    fn lock(&self, file: &File) -> Result<(), Error> {
        match file.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(Error::JournalInUse(self.path.clone())),
            Err(TryLockError::Error(error)) => Err(self.unusable(&error)),
        }
    }

    fn refused(&self, error: JournalError) -> Error {
        Error::Journal { path: self.path.clone(), error: Box::new(error) }
    }

    fn unusable(&self, error: &io::Error) -> Error {
        let is_folder = self.at.is_dir();
        let reason = if is_folder { Reason::System("it is a folder".to_owned()) } else { Reason::from(error) };
        Error::JournalFile { path: self.path.clone(), reason }
    }
}

/// What the file contains that exists where a new journal should be created.
fn holds(path: &Path) -> ExistingFile {
    match read_whole(path, MAX_JOURNAL, false).ok().map(|bytes| journal::read(&bytes)) {
        None | Some(Err(JournalError::NotAJournal)) => ExistingFile::Else,
        Some(Err(JournalError::Empty)) => ExistingFile::Nothing,
        Some(_) => ExistingFile::Call,
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

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn owner_only(_options: &mut OpenOptions) {}

/// Syncs the folder of a new file, so that its name is on disk, too.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
