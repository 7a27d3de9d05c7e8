//! What a path leads to that is to be written, and whether two paths lead to the same file.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use callscript_project::{Reason, check_is_file};

use super::unwritable;
use crate::console::Console;
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
        let place = match fs::metadata(&at) {
            Ok(found) => check_is_file(&found).and_then(|()| Ok(fs::canonicalize(&at)?)),
            Err(error) if error.kind() == ErrorKind::NotFound => free_place(path, &at),
            Err(error) => Err(error.into()),
        };
        place.map(Self::File).map_err(|reason| unwritable(path, reason))
    }
}

/// The path without links of a file that does not exist yet.
fn free_place(path: &Path, at: &Path) -> Result<PathBuf, Reason> {
    if fs::symlink_metadata(at).is_ok() {
        return Err(Reason::Dangling);
    }
    let missing = || Reason::System(format!("there is no folder `{}`", folder_of(path).display()));
    let folder = fs::canonicalize(folder_of(at)).map_err(|_| missing())?;
    let name = at.file_name().ok_or(Reason::NotFound)?;
    if folder.is_dir() { Ok(folder.join(name)) } else { Err(missing()) }
}

/// The folder that a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens a stream to add to what it has.
pub(super) fn append(path: &Path) -> Result<File, Reason> {
    Ok(OpenOptions::new().append(true).open(path)?)
}

/// Whether `place`, a path without links, and `path` lead to the same regular file, be it under several names.
pub(super) fn is_same(place: &Path, path: &Path) -> bool {
    match (fs::metadata(place), fs::metadata(path)) {
        (Ok(one), Ok(other)) => {
            other.is_file() && (is_one(&one, &other) || fs::canonicalize(path).is_ok_and(|path| path == place))
        }
        (Err(_), Err(_)) => {
            let (folder, name) = (fs::canonicalize(folder_of(path)).ok(), path.file_name());
            folder.is_some_and(|folder| folder == folder_of(place))
                && name.is_some_and(|name| is_name(place, name.as_ref()))
        }
        _ => false,
    }
}

/// Whether a path ends in this name. Where the system does not tell upper from lower case, neither does this.
pub(super) fn is_name(path: &Path, name: &Path) -> bool {
    let own = path.file_name().unwrap_or_default();
    if cfg!(any(windows, target_os = "macos")) { own.eq_ignore_ascii_case(name) } else { own == name }
}

/// Whether standard input, output or error is this file.
pub(super) fn is_standard_stream(place: &Path) -> bool {
    let Ok(found) = fs::metadata(place) else {
        return false;
    };
    standard_streams().any(|stream| stream.is_ok_and(|stream| stream.is_file() && is_one(&found, &stream)))
}

#[cfg(unix)]
fn standard_streams() -> impl Iterator<Item = io::Result<Metadata>> {
    use std::os::fd::AsFd;
    let streams = [
        io::stdin().as_fd().try_clone_to_owned(),
        io::stdout().as_fd().try_clone_to_owned(),
        io::stderr().as_fd().try_clone_to_owned(),
    ];
    streams.into_iter().map(|stream| File::from(stream?).metadata())
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
