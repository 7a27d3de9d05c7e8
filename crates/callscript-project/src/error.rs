//! Why a path could not be read.
//!
//! Must not know what the file should contain.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A path that could not be read.
///
/// ```
/// let error = callscript_project::open("no/such/folder").unwrap_err();
/// assert_eq!(error.to_string(), "cannot read `no/such/folder`: there is no such file or folder");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("cannot read `{}`: {reason}", path.display())]
pub struct FileError {
    /// The path as it was given.
    pub path: PathBuf,
    /// Why not.
    pub reason: Reason,
}

/// Why a path could not be read.
///
/// ```
/// use callscript_project::{Reason, open};
///
/// assert_eq!(open("no/such/folder").unwrap_err().reason, Reason::NotFound);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing is there.
    #[error("there is no such file or folder")]
    NotFound,
    /// A folder where a file is expected.
    #[error("it is a folder, but a single script is expected here")]
    Folder,
    /// A pipe, a socket or a device.
    #[error("it is neither a file nor a folder; `-` reads standard input")]
    Special,
    /// Something else where only a file will do: `a folder`, `a pipe`, `a socket`, `a device`.
    #[error("it is {0}")]
    NoFile(&'static str),
    /// A symbolic link whose target does not exist.
    #[error("it is a link to something that is not there")]
    Dangling,
    /// A file that a policy names, but that lies elsewhere.
    #[error("a link leads out of the folder that it must be in")]
    Outside,
    /// A file that is larger than this limit, in bytes.
    #[error("it is larger than {} MiB", _0 >> 20)]
    TooLarge(u64),
    /// A name that is not UTF-8, so that no finding could show it.
    #[error("its name is not UTF-8")]
    Name,
    /// Another error of the operating system, in its words.
    #[error("{0}")]
    System(String),
}

impl FileError {
    pub(crate) fn new(path: impl Into<PathBuf>, reason: Reason) -> Self {
        Self { path: path.into(), reason }
    }

    /// The same error with `folder` before the path.
    pub(crate) fn under(&self, folder: &Path) -> Self {
        Self::new(folder.join(&self.path), self.reason.clone())
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
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
