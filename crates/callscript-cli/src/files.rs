//! Writes files: each completely or not at all, and none in place of what a command reads or what people have written.
//!
//! Must not know what the texts mean that it writes.

mod folder_lock;
mod kept;
mod replacement;
mod target;

use std::io::Write;
use std::path::{Path, PathBuf};

use callscript_project::{Reason, read_whole};

pub(crate) use self::folder_lock::FolderLock;
use self::replacement::Replacement;
use self::target::Target;
use crate::console::Console;
use crate::error::Error;

/// The largest journal to read, in bytes.
pub(crate) const MAX_JOURNAL: u64 = 1 << 28;

/// Who may read a file that did not exist before. A file that did keeps its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever the umask admits.
    Usual,
    /// Its owner alone: it may hold what customers said.
    Owner,
}

/// Writes `text` to the file `path`, or to standard output if there is none.
pub(crate) fn write(text: &str, path: Option<&Path>, console: &mut Console<'_>) -> Result<(), Error> {
    match path {
        None => Ok(console.out.write_all(text.as_bytes())?),
        Some(path) => write_file(text, path, Readers::Usual, console),
    }
}

/// Writes `text` to the file `path`, in place of an earlier output. Pipes and devices that are allowed are written to
/// directly.
pub(crate) fn write_file(text: &str, path: &Path, readers: Readers, console: &mut Console<'_>) -> Result<(), Error> {
    let target = Target::of(path, console)?;
    // Something may have been put there since the path was checked.
    kept::check(path, &target)?;
    let written = match target {
        Target::Stream(at) => target::append(&at).and_then(|mut stream| Ok(stream.write_all(text.as_bytes())?)),
        Target::File(place) => Replacement::of(&place, readers, text.as_bytes()).and_then(Replacement::take_place),
    };
    written.map_err(|reason| unwritable(path, reason))
}

/// Checks, before long work, that these outputs can be written, and that none is a file that is kept, one of `used`, or
/// another output.
pub(crate) fn check(outputs: &[&Path], used: &[&Path], console: &Console<'_>) -> Result<(), Error> {
    for (number, path) in (1..).zip(outputs) {
        let target = Target::of(path, console)?;
        let Target::File(place) = &target else {
            continue;
        };
        let mut others = used.iter().chain(outputs.iter().skip(number));
        if others.any(|other| target::is_same(place, &console.at(other))) || target::is_standard_stream(place) {
            return Err(Error::NamedTwice((*path).to_owned()));
        }
        kept::check(path, &target)?;
        Replacement::empty(place, Readers::Owner).map_err(|reason| unwritable(path, reason))?;
    }
    Ok(())
}

/// Checks, before long work, that a file can be replaced or made.
pub(crate) fn check_writable(path: &Path, console: &Console<'_>) -> Result<(), Error> {
    let place = place(path, console)?;
    Replacement::empty(&place, Readers::Owner).map(|_| ()).map_err(|reason| unwritable(path, reason))
}

/// Checks that no output is one of the files that a command has read.
pub(crate) fn check_apart<'p>(
    outputs: &[&Path],
    read: impl Iterator<Item = &'p Path>,
    console: &Console<'_>,
) -> Result<(), Error> {
    let read: Vec<&Path> = if outputs.is_empty() { Vec::new() } else { read.collect() };
    for path in outputs {
        if let Target::File(place) = Target::of(path, console)?
            && read.iter().any(|read| target::is_same(&place, read))
        {
            return Err(kept::read(path));
        }
    }
    Ok(())
}

/// Checks the name of a file that is about to be made: the program reads some names by itself.
pub(crate) fn check_name(path: &Path, console: &Console<'_>) -> Result<(), Error> {
    kept::check_name(path, &console.at(path))
}

/// Makes a file that must not exist yet.
pub(crate) fn create(text: &str, path: &Path, readers: Readers, console: &Console<'_>) -> Result<(), Error> {
    let place = place(path, console)?;
    let file = Replacement::of(&place, readers, text.as_bytes()).map_err(|reason| unwritable(path, reason))?;
    match file.take_free_place() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::Exists(path.to_owned())),
        Err(reason) => Err(unwritable(path, reason)),
    }
}

/// Changes a file that people write, if it still holds `old`.
pub(crate) fn change(path: &Path, old: &[u8], new: &str, console: &mut Console<'_>) -> Result<(), Error> {
    let place = place(path, console)?;
    let unwritable = |reason| unwritable(path, reason);
    let file = Replacement::of(&place, Readers::Usual, new.as_bytes()).map_err(unwritable)?;
    let has_other_names = file.has_other_names();
    // As late as can be, so that nothing is lost that was saved in between.
    let now = read_whole(&place, old.len() as u64, false);
    if now.is_ok_and(|now| now == old) && self::place(path, console).is_ok_and(|now| now == place) {
        file.take_place().map_err(unwritable)?;
    } else {
        return Err(Error::Changed(path.to_owned()));
    }
    if has_other_names {
        let path = path.display();
        console.warn(&format!("`{path}` has another name (a hard link), which keeps the text from before"));
    }
    Ok(())
}

/// The path of a regular file, or of none yet, without links.
fn place(path: &Path, console: &Console<'_>) -> Result<PathBuf, Error> {
    match Target::of(path, console)? {
        Target::File(place) => Ok(place),
        Target::Stream(_) => Err(unwritable(path, Reason::NoFile("a device"))),
    }
}

fn unwritable(path: &Path, reason: Reason) -> Error {
    Error::Write { path: path.to_owned(), reason }
}
