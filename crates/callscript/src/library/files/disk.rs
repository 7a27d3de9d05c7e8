//! One path: where it stands, what it is, and its bytes.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A path that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("cannot read `{}`: {reason}", path.display())]
pub struct FileError {
    /// The path as it was given.
    pub path: PathBuf,
    /// Why not.
    pub reason: Reason,
}

/// Why a path could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    /// Nothing is there.
    #[error("there is no such file or folder")]
    NotFound,
    /// A folder where a file is wanted.
    #[error("it is a folder, and one script is wanted here")]
    Folder,
    /// A pipe, a socket or a device.
    #[error("it is neither a file nor a folder; `-` reads standard input")]
    Special,
    /// A name that no finding could show.
    #[error("its name is not UTF-8")]
    Name,
    /// The system refused, in these words.
    #[error("{0}")]
    System(String),
}

/// What stands at a path.
pub(super) enum Place {
    File(PathBuf),
    Folder(PathBuf),
}

impl FileError {
    pub(super) fn new(path: impl Into<PathBuf>, reason: Reason) -> Self {
        Self { path: path.into(), reason }
    }

    /// The same, of a path below `folder`.
    pub(super) fn under(&self, folder: &Path) -> Self {
        Self::new(folder.join(&self.path), self.reason.clone())
    }
}

impl From<&io::Error> for Reason {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::System("permission denied".to_owned()),
            _ => {
                let text = error.to_string();
                let text = text.split(" (os error").next().unwrap_or_default();
                Self::System(text.to_lowercase())
            }
        }
    }
}

/// Where `path` leads. Links are followed to tell whether two paths are one file.
pub(super) fn locate(path: &Path) -> Result<Place, FileError> {
    let fault = |error: io::Error| FileError::new(path, Reason::from(&error));
    let kind = fs::metadata(path).map_err(fault)?.file_type();
    if kind.is_dir() {
        Ok(Place::Folder(fs::canonicalize(path).map_err(fault)?))
    } else if kind.is_file() {
        Ok(Place::File(fs::canonicalize(path).map_err(fault)?))
    } else {
        Err(FileError::new(path, Reason::Special))
    }
}

/// Where a file called `path` stands, or would stand if there was one; none without a folder for it.
pub(super) fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = fs::canonicalize(path) {
        return Some(place);
    }
    let folder = match path.parent()? {
        empty if empty.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// How a folder is named in messages: from the current one if it lies below, else from the root.
pub(super) fn from_here(folder: &Path) -> PathBuf {
    let here = fs::canonicalize(".").ok();
    let below = here.and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| folder.to_owned())
}

/// The bytes of a path, to sort by.
pub(super) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// The bytes of a file: all of them, or one more than `max_bytes`.
pub(super) fn read(place: &Path, shown: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
    let fault = |error: io::Error| FileError::new(shown, Reason::from(&error));
    let file = fs::File::open(place).map_err(fault)?;
    let length = file.metadata().map_err(fault)?.len();
    let most = max_bytes.saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes).map_err(fault)?;
    Ok(bytes)
}
