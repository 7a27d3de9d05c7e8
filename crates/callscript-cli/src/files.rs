//! Writes files: each completely or not at all, and none in place of what a command reads or what people have written.
//!
//! Must not know what the texts mean that it writes.

mod folder_lock;
mod kept;
mod replacement;
mod target;

use std::io::Write;
use std::path::{Path, PathBuf};

use callscript_project::Reason;

pub(crate) use self::folder_lock::FolderLock;
use self::replacement::Replacement;
use self::target::Target;
use crate::console::Console;
use crate::disk::Readers;
use crate::error::Error;

/// The largest journal to read, in bytes.
pub(crate) const MAX_JOURNAL: u64 = 1 << 28;

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
    kept::check(path, &target, console)?;
    let disk = &console.disk;
    let written = match target {
        Target::Stream(at) => {
            disk.open_stream(&at).and_then(|mut stream| stream.write_all(text.as_bytes())).map_err(Reason::from)
        }
        Target::File(place) => {
            Replacement::of(&place, readers, text.as_bytes(), disk).and_then(|file| file.take_place(disk))
        }
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
        let unwritable = |reason| unwritable(path, reason);
        let others = used.iter().chain(outputs.iter().skip(number)).copied();
        if is_one_of(path, place, others, console)?
            || target::is_standard_stream(place, &console.disk).map_err(unwritable)?
        {
            return Err(Error::NamedTwice((*path).to_owned()));
        }
        kept::check(path, &target, console)?;
        Replacement::empty(place, Readers::Owner, &console.disk).map_err(unwritable)?;
    }
    Ok(())
}

/// Checks, before long work, that a file can be replaced or made.
pub(crate) fn check_writable(path: &Path, console: &Console<'_>) -> Result<(), Error> {
    let place = place(path, console)?;
    Replacement::empty(&place, Readers::Owner, &console.disk).map(drop).map_err(|reason| unwritable(path, reason))
}

/// Checks that no output is one of the files that a command has read.
pub(crate) fn check_apart<'p>(
    outputs: &[&Path],
    read: impl Iterator<Item = &'p Path>,
    console: &Console<'_>,
) -> Result<(), Error> {
    let mut read: Vec<&Path> = if outputs.is_empty() { Vec::new() } else { read.collect() };
    read.sort_unstable();
    for path in outputs {
        if let Target::File(place) = Target::of(path, console)?
            && is_one_of(path, &place, read.iter().copied(), console)?
        {
            return Err(kept::read(path));
        }
    }
    Ok(())
}

/// Whether one of these paths leads to the same file as `path`, which is `place` without links.
fn is_one_of<'p>(
    path: &Path,
    place: &Path,
    mut others: impl Iterator<Item = &'p Path>,
    console: &Console<'_>,
) -> Result<bool, Error> {
    others.try_fold(false, |is_same, other| Ok(is_same || target::is_same(path, place, other, console)?))
}

/// Checks the name of a file that is about to be made: the program reads some names by itself.
pub(crate) fn check_name(path: &Path, console: &Console<'_>) -> Result<(), Error> {
    kept::check_name(path, &console.at(path))
}

/// Makes files that must not exist yet: all or none.
pub(crate) fn create(files: &[(&Path, &str)], readers: Readers, console: &Console<'_>) -> Result<(), Error> {
    let mut made = Vec::new();
    for &(path, text) in files {
        if console.disk.is_there(&console.at(path)).map_err(|error| unwritable(path, error.into()))? {
            return Err(Error::Exists(path.to_owned()));
        }
        let place = place(path, console)?;
        let file = Replacement::of(&place, readers, text.as_bytes(), &console.disk);
        made.push((path, place, file.map_err(|reason| unwritable(path, reason))?));
    }
    let mut placed = Vec::new();
    for (path, place, file) in made {
        let result = put(path, &place, file, &mut placed, console);
        if result.is_err() {
            for place in placed {
                // If this fails, too, what is left is whole.
                let _ = console.disk.remove(&place);
            }
            return result;
        }
    }
    Ok(())
}

/// Gives a new file its name, and adds its place to `placed` once it is there.
fn put(
    path: &Path,
    place: &Path,
    file: Replacement,
    placed: &mut Vec<PathBuf>,
    console: &Console<'_>,
) -> Result<(), Error> {
    let unwritable = |reason| unwritable(path, reason);
    if !file.take_free_place().map_err(unwritable)? {
        return Err(Error::Exists(path.to_owned()));
    }
    placed.push(place.to_owned());
    console.disk.sync_folder_of(place).map_err(|error| unwritable(error.into()))
}

/// Changes a file that people write, if it still holds `old`.
pub(crate) fn change(path: &Path, old: &[u8], new: &str, console: &mut Console<'_>) -> Result<(), Error> {
    let place = place(path, console)?;
    let unwritable = |reason| unwritable(path, reason);
    let file = Replacement::of(&place, Readers::Usual, new.as_bytes(), &console.disk).map_err(unwritable)?;
    let has_other_names = file.has_other_names();
    // As late as can be, so that nothing is lost that was saved in between.
    let is_as_it_was = match console.disk.read_whole(&place, old.len() as u64, false) {
        Ok(now) => now == old && self::place(path, console)? == place,
        Err(Reason::NotFound | Reason::TooLarge(_)) => false,
        Err(reason) => return Err(unwritable(reason)),
    };
    if !is_as_it_was {
        return Err(Error::Changed(path.to_owned()));
    }
    file.take_place(&console.disk).map_err(unwritable)?;
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
