//! Writing a file whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::console::Console;
use crate::error::Error;

/// Writes `text` to the file `path`, or to standard output if there is none.
pub(crate) fn write(text: &str, path: Option<&Path>, console: &mut Console<'_>) -> Result<(), Error> {
    match path {
        None => Ok(console.out.write_all(text.as_bytes())?),
        Some(path) => replace(path, text.as_bytes()).map_err(|error| Error::Write { path: path.to_owned(), error }),
    }
}

/// Replaces a file: a new one is written beside it and renamed. What is no file, such as a pipe, is written to.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = follow(path);
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(old.map_or_else(usual_permissions, |old| old.permissions()));
    let mut file = builder.prefix(".callscript-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
}

/// The file that a link leads to, so that the link stays.
fn follow(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Those of a new file, less what the umask takes.
#[cfg(unix)]
fn usual_permissions() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o666)
}
