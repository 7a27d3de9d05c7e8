//! Writes files atomically: completely or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use callscript_project::Reason;
use tempfile::Builder;

use crate::console::Console;
use crate::error::Error;
use crate::signals::Temporary;

/// Writes `text` to the file `path`, or to standard output if there is none.
pub(crate) fn write(text: &str, path: Option<&Path>, console: &mut Console<'_>) -> Result<(), Error> {
    match path {
        None => Ok(console.out.write_all(text.as_bytes())?),
        Some(path) => replace(path, &console.at(path), text.as_bytes()).map_err(|error| unwritable(path, &error)),
    }
}

/// Checks that a file can be written, before long work.
pub(crate) fn check(path: &Path, console: &Console<'_>) -> Result<(), Error> {
    let checked = match Target::of(&console.at(path)) {
        Ok(Target::File(target)) => beside(&target, path).map(|_| ()),
        Ok(Target::Special(_)) => Ok(()),
        Err(error) => Err(error),
    };
    checked.map_err(|error| unwritable(path, &error))
}

/// What a path refers to.
enum Target {
    /// A regular file, or nothing yet.
    File(PathBuf),
    /// A pipe or a device.
    Special(PathBuf),
}

impl Target {
    fn of(path: &Path) -> io::Result<Self> {
        // A symbolic link is kept: its target is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(old) if old.is_dir() => Err(io::Error::other("it is a folder")),
            Ok(old) if !old.is_file() => Ok(Self::Special(target)),
            _ => Ok(Self::File(target)),
        }
    }
}

/// Replaces a file by writing a new one beside it and renaming that. A pipe or a device is written to directly.
fn replace(path: &Path, at: &Path, bytes: &[u8]) -> io::Result<()> {
    match Target::of(at)? {
        Target::Special(target) => fs::OpenOptions::new().write(true).open(target)?.write_all(bytes),
        Target::File(target) => {
            let mut file = beside(&target, path)?;
            file.file().write_all(bytes)?;
            file.file().sync_all()?;
            file.rename(&target)
        }
    }
}

/// A temporary file beside `target`, to be renamed to it. `path` is the target as it was given.
fn beside(target: &Path, path: &Path) -> io::Result<Temporary> {
    let folder = folder_of(target);
    if !folder.is_dir() {
        let folder = folder_of(path);
        return Err(io::Error::other(format!("there is no folder `{}`", folder.display())));
    }
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(fs::metadata(target).map_or_else(|_| usual_permissions(), |old| old.permissions()));
    Temporary::new(|| builder.prefix(".callscript-").tempfile_in(folder))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::Write { path: path.to_owned(), reason: Reason::from(error) }
}

/// The usual permissions of a new file, before the umask is applied.
#[cfg(unix)]
fn usual_permissions() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o666)
}
