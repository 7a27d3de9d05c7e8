//! What a path leads to that is to be written, and whether two paths lead to the same file.

use std::io;
use std::path::{Path, PathBuf};

use callscript_project::{FileError, Reason, check_is_file};

use super::unwritable;
use crate::console::Console;
use crate::disk::{Disk, Metadata, folder_of};
use crate::error::Error;

/// What a path leads to.
pub(super) enum Target {
    /// A regular file, or nothing yet: its path without links.
    File(PathBuf),
    /// A stream that was opened for the program, or a device that swallows everything.
    Stream(PathBuf),
}

/// The devices that may be written to. Folders stand for what is in them.
const STREAMS: [&str; 6] = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd", "/proc/self/fd"];

impl Target {
    pub(super) fn of(path: &Path, console: &Console<'_>) -> Result<Self, Error> {
        let at = console.at(path);
        if STREAMS.iter().any(|stream| at.starts_with(stream)) {
            return Ok(Self::Stream(at));
        }
        let disk = &console.disk;
        let place = match disk.metadata(&at) {
            Ok(found) => check_is_file(&found).and_then(|()| Ok(disk.canonicalize(&at)?)),
            Err(error) => match Reason::from(error) {
                Reason::NotFound => free_place(path, &at, disk),
                reason => Err(reason),
            },
        };
        place.map(Self::File).map_err(|reason| unwritable(path, reason))
    }
}

/// The path without links of a file that does not exist yet.
fn free_place(path: &Path, at: &Path, disk: &Disk) -> Result<PathBuf, Reason> {
    if disk.is_there(at)? {
        return Err(Reason::Dangling);
    }
    let missing = || Reason::System(format!("there is no folder `{}`", folder_of(path).display()));
    let folder = disk.canonicalize(folder_of(at)).map_err(|error| match Reason::from(&error) {
        Reason::NotFound => missing(),
        reason => reason,
    })?;
    let name = at.file_name().ok_or(Reason::NotFound)?;
    if disk.metadata(&folder)?.is_dir() { Ok(folder.join(name)) } else { Err(missing()) }
}

/// Whether `path`, which is `place` without links, and `other` lead to the same regular file, be it under several names.
pub(super) fn is_same(path: &Path, place: &Path, other: &Path, console: &Console<'_>) -> Result<bool, Error> {
    let (disk, at) = (&console.disk, console.at(other));
    let unreadable = |reason| Error::File(FileError { path: other.to_owned(), reason });
    let canonical = |path: &Path| disk.canonicalize(path).map_err(|error| unreadable(error.into()));
    let one = found(place, disk).map_err(|reason| unwritable(path, reason))?;
    match (one, found(&at, disk).map_err(unreadable)?) {
        (Some(one), Some(found)) => Ok(found.is_file() && (is_one(&one, &found) || canonical(&at)? == place)),
        (None, None) => {
            let (folder, name) = (folder_of(&at), at.file_name());
            let is_named = name.is_some_and(|name| is_name(place, name.as_ref()));
            let is_there = is_named && found(folder, disk).map_err(unreadable)?.is_some();
            Ok(is_there && canonical(folder)? == folder_of(place))
        }
        _ => Ok(false),
    }
}

/// What is at a path, links followed, if anything is.
fn found(path: &Path, disk: &Disk) -> Result<Option<Metadata>, Reason> {
    match disk.metadata(path).map_err(Reason::from) {
        Err(Reason::NotFound) => Ok(None),
        found => found.map(Some),
    }
}

/// Whether a path ends in this name. Where the system does not tell upper from lower case, neither does this.
pub(super) fn is_name(path: &Path, name: &Path) -> bool {
    let own = path.file_name().unwrap_or_default();
    if cfg!(any(windows, target_os = "macos")) { own.eq_ignore_ascii_case(name) } else { own == name }
}

/// Whether standard input, output or error is this file.
pub(super) fn is_standard_stream(place: &Path, disk: &Disk) -> Result<bool, Reason> {
    let Some(found) = found(place, disk)? else {
        return Ok(false);
    };
    Ok(standard_streams().any(|stream| stream.is_ok_and(|stream| stream.is_file() && is_one(&found, &stream))))
}

#[cfg(unix)]
fn standard_streams() -> impl Iterator<Item = io::Result<Metadata>> {
    use std::os::fd::AsFd;
    let streams = [
        io::stdin().as_fd().try_clone_to_owned(),
        io::stdout().as_fd().try_clone_to_owned(),
        io::stderr().as_fd().try_clone_to_owned(),
    ];
    streams.into_iter().map(|stream| std::fs::File::from(stream?).metadata())
}

#[cfg(unix)]
fn is_one(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn standard_streams() -> impl Iterator<Item = io::Result<Metadata>> {
    std::iter::empty()
}

#[cfg(not(unix))]
fn is_one(_one: &Metadata, _other: &Metadata) -> bool {
    false
}
