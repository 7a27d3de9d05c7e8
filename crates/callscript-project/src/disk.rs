//! One path: its canonical form, its kind, and its bytes.
//!
//! Must not know scripts, nor how a path is displayed.

use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::Reason;

/// A path without links, by what is there.
pub(crate) enum PathKind {
    File(PathBuf),
    Folder(PathBuf),
}

/// Follows the links of `path`, so that two paths of one file become equal.
pub(crate) fn locate(path: &Path) -> Result<PathKind, Reason> {
    let found = metadata(path)?;
    if found.is_dir() {
        return Ok(PathKind::Folder(fs::canonicalize(path)?));
    }
    check_is_file(&found)?;
    Ok(PathKind::File(fs::canonicalize(path)?))
}

/// Whether something is at `path`, be it a link that leads nowhere, or something that nobody may look at.
pub(crate) fn is_there(path: &Path) -> bool {
    !fs::symlink_metadata(path).is_err_and(|error| Reason::from(error) == Reason::NotFound)
}

/// The canonical path of a file, even if the file does not exist; `None` if its folder does not exist.
pub(crate) fn canonical(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = fs::canonicalize(path) {
        return Some(place);
    }
    let folder = match path.parent()? {
        empty if empty.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// The path of `folder` relative to `here` if it lies below, otherwise the absolute path.
pub(crate) fn seen_from(here: &Path, folder: &Path) -> PathBuf {
    let here = fs::canonicalize(here).ok();
    let below = here.and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| folder.to_owned())
}

/// The bytes of a path, as a sort key.
pub(crate) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// Reads a file, but at most `max_bytes` plus one byte: the extra byte shows that it is too large. Whatever else is at
/// `path` is refused, since reading it could wait for ever.
///
/// # Errors
///
/// If it is no file, or cannot be read.
pub fn read_start(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Reason> {
    read_open(open_file(path, OpenOptions::new().read(true))?, max_bytes)
}

/// The same, for a file or a pipe that was opened for this program: by a shell, as in `<(command)`.
pub(crate) fn read_or_receive(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Reason> {
    if is_handed_over(path) { read_open(File::open(path)?, max_bytes) } else { read_start(path, max_bytes) }
}

/// Reads a whole file of at most `max_bytes`, and nothing else; but with `may_receive` a pipe, too, if it was opened for
/// this program: by a shell, as in `<(command)`.
///
/// ```
/// use callscript_project::{Reason, read_whole};
///
/// assert!(read_whole("Cargo.toml".as_ref(), 1 << 20, false).is_ok());
/// assert_eq!(read_whole("src".as_ref(), 1 << 20, false), Err(Reason::NoFile("a folder")));
/// assert_eq!(read_whole("none".as_ref(), 1 << 20, false), Err(Reason::NotFound));
/// ```
///
/// # Errors
///
/// If it is no file, is too large, or cannot be read.
pub fn read_whole(path: &Path, max_bytes: u64, may_receive: bool) -> Result<Vec<u8>, Reason> {
    let bytes = if may_receive { read_or_receive(path, max_bytes) } else { read_start(path, max_bytes) }?;
    if bytes.len() as u64 > max_bytes { Err(Reason::TooLarge(max_bytes)) } else { Ok(bytes) }
}

/// Opens a file that exists, and nothing else, without waiting for anything.
///
/// # Errors
///
/// If it is no file, or cannot be opened in this way.
pub fn open_file(path: &Path, options: &mut OpenOptions) -> Result<File, Reason> {
    // Opening some devices has effects of its own.
    check_is_file(&metadata(path)?)?;
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path)?;
    // Something else may have taken its place.
    check_is_file(&file.metadata()?)?;
    Ok(file)
}

fn read_open(file: File, max_bytes: u64) -> Result<Vec<u8>, Reason> {
    let length = file.metadata()?.len();
    let most = max_bytes.saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is at `path`, links followed.
fn metadata(path: &Path) -> Result<Metadata, Reason> {
    fs::metadata(path).map_err(|error| match Reason::from(error) {
        Reason::NotFound if fs::symlink_metadata(path).is_ok() => Reason::Dangling,
        reason => reason,
    })
}

/// Refuses everything but regular files.
///
/// # Errors
///
/// What it is instead.
pub fn check_is_file(metadata: &Metadata) -> Result<(), Reason> {
    match metadata.file_type() {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(Reason::NoFile("a folder")),
        kind => Err(Reason::NoFile(special(kind))),
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_kind: FileType) -> &'static str {
    "no file"
}

/// Whether `path` is a pipe that was open when the program started. Such a pipe is in no folder.
fn is_handed_over(path: &Path) -> bool {
    let is_pipe = metadata(path).and_then(|metadata| check_is_file(&metadata)) == Err(Reason::NoFile("a pipe"));
    is_pipe && fs::canonicalize(path).map_or(true, |place| place.starts_with("/dev/fd"))
}
