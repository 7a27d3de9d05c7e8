//! The file of a journal: made for its owner alone, locked as long as the call goes on, and on the disk after every event.
//!
//! Whatever is refused is refused before anything is written. Must not know what a line says.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::script::Script;
use callscript_project::Reason;
use callscript_runner::Session;
use callscript_runner::journal::{self, JournalError, Recorded, Resumed, Standing, Stopped, Writer};

use crate::console::Console;
use crate::error::{Error, Holds};

/// The journal of the call that goes on.
pub(super) struct Journal {
    place: Place,
    file: File,
    writer: Writer,
}

impl Journal {
    /// A new one, of a call that is about to start.
    pub(super) fn create(path: &Path, console: &Console<'_>) -> Result<Self, Error> {
        let place = Place::new(path, console);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        for_the_owner_alone(&mut options);
        let file = match options.open(&place.at) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !place.at.is_dir() => {
                return Err(Error::JournalExists { path: path.to_owned(), holds: holds(&place.at) });
            }
            file => {
                file.and_then(|file| keep_name(&place.at).map(|()| file)).map_err(|error| place.unusable(&error))?
            }
        };
        place.lock(&file)?;
        Ok(Self { place, file, writer: Writer::new() })
    }

    /// Writes what happened since the last time, and waits until it is on the disk.
    pub(super) fn keep(&mut self, session: &Session) -> Result<(), Error> {
        let lines = self.writer.lines(session);
        if lines.is_empty() {
            return Ok(());
        }
        self.write(&lines)
    }

    /// Takes the file away of a call that did not begin.
    pub(super) fn discard(self) {
        // An empty file that stays is no harm.
        let _ = fs::remove_file(&self.place.at);
    }

    fn write(&mut self, lines: &str) -> Result<(), Error> {
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| self.place.unusable(&error))
    }
}

/// A call that a journal held, and the journal to go on with.
pub(super) struct TakenUp {
    pub(super) session: Session,
    pub(super) journal: Journal,
}

/// Takes up the call of a journal, which goes on there.
pub(super) fn resume(path: &Path, script: &Arc<Script>, console: &mut Console<'_>) -> Result<TakenUp, Error> {
    let place = Place::new(path, console);
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
    Ok(TakenUp { session, journal: Journal { place, file, writer } })
}

/// Takes up the call of a journal under the scripts as they are now, in a new journal; the old one stays.
pub(super) fn carry_over(
    old: &Path,
    new: &Path,
    script: &Arc<Script>,
    console: &mut Console<'_>,
) -> Result<TakenUp, Error> {
    let place = Place::new(old, console);
    // It stays locked until the new one is written.
    let (_file, recorded) = place.read(OpenOptions::new().read(true))?;
    let carried = recorded.carry_over(script);
    let carried = carried.map_err(|error| place.refused(error))?;
    let mut journal = Journal::create(new, console)?;
    journal.write(&carried.text)?;
    journal.writer = carried.writer;
    warn_of_unfinished(old, &recorded, console);
    match &carried.standing {
        Standing::AsBefore => {}
        Standing::Elsewhere { node } => {
            let now = &carried.session.prompt().node;
            console.warn(&format!("everything fits, but the call is now at `{now}`, and was at `{node}` before"));
        }
        Standing::Stopped(stopped) => warn_of_left_out(stopped, console),
    }
    Ok(TakenUp { session: carried.session, journal })
}

/// A journal's file: as it was named, and where it stands.
struct Place {
    path: PathBuf,
    at: PathBuf,
}

impl Place {
    fn new(path: &Path, console: &Console<'_>) -> Self {
        Self { path: path.to_owned(), at: console.at(path) }
    }

    /// Opens, locks and reads a journal.
    fn read(&self, how: &OpenOptions) -> Result<(File, Recorded), Error> {
        let read = |error| self.unusable(&error);
        let found = fs::metadata(&self.at).map_err(read)?;
        if !found.is_file() && !found.is_dir() {
            return Err(self.unusable(&io::Error::other("it is not a file")));
        }
        let mut file = how.open(&self.at).map_err(read)?;
        self.lock(&file)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(read)?;
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

/// What is in the file that stands where a new one was to be.
fn holds(path: &Path) -> Holds {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    match is_file.then(|| fs::read(path).ok()).flatten().map(|bytes| journal::read(&bytes)) {
        None | Some(Err(JournalError::NotAJournal)) => Holds::Else,
        Some(Err(JournalError::Empty)) => Holds::Nothing,
        Some(_) => Holds::Call,
    }
}

fn warn_of_unfinished(path: &Path, recorded: &Recorded, console: &mut Console<'_>) {
    if recorded.unfinished > 0 {
        let path = path.display();
        console.warn(&format!("the last line of `{path}` is incomplete: its step is left out"));
    }
}

fn warn_of_left_out(stopped: &Stopped, console: &mut Console<'_>) {
    console.warn(&stopped.misfit.to_string());
    console.warn(&match stopped.left_out {
        1 => "that line is left out".to_owned(),
        2 => "that line is left out, and the one after it".to_owned(),
        count => format!("that line is left out, and the {} after it", count - 1),
    });
    match stopped.done {
        0 => {}
        1 => console.warn("an action among them was done, and stays done"),
        count => console.warn(&format!("{count} actions among them were done, and stay done")),
    }
}

#[cfg(unix)]
fn for_the_owner_alone(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn for_the_owner_alone(_options: &mut OpenOptions) {}

/// Sees to it that the name of a new file, too, is on the disk.
#[cfg(unix)]
fn keep_name(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn keep_name(_path: &Path) -> io::Result<()> {
    Ok(())
}
