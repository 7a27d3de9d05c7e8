//! Every call to the file system of a command that writes files goes through here, so that tests can make any of them fail.
//!
//! Calls that a signal interrupted are made again. Must not know what files hold, nor what commands make of an error.

mod calls;
mod open_file;

use std::fmt;
pub(crate) use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

pub(crate) use self::calls::folder_of;
pub(crate) use self::open_file::{OpenFile, TemporaryFile};

/// A call that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct FileCall<'a> {
    /// What it does.
    pub kind: FileCallKind,
    /// The path that was opened, or is named.
    pub path: &'a Path,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileCallKind {
    /// Looks what is at a path, or what its links lead to.
    Look,
    /// Lists a folder.
    List,
    /// Reads a file.
    Read,
    /// Opens a file or folder that exists.
    Open,
    /// Creates a file.
    Create,
    /// Sets owner or mode of an open file.
    SetOwner,
    /// Sets the length of an open file.
    SetLength,
    /// Locks an open file or folder.
    Lock,
    /// Writes to an open file.
    Write,
    /// Waits until a file is on disk, or the names in a folder.
    Sync,
    /// Gives a file this name.
    Rename,
    /// Removes a file.
    Remove,
}

/// Who may read a file that did not exist before. A file that did keeps its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever the umask admits.
    Usual,
    /// Its owner alone: it may hold what customers said.
    Owner,
}

/// Called before each call. An error is what the call fails with; a number is how many bytes a call may write at most.
type Before = dyn Fn(FileCall<'_>) -> io::Result<usize> + Send + Sync;

/// The file system.
#[derive(Clone, Default)]
pub struct Disk {
    before: Option<Arc<Before>>,
}

impl Disk {
    /// A file system whose calls may fail: `before` is called before each. An error is what the call fails with; a number is
    /// how many bytes a call may write at most. For tests.
    pub fn failing(before: impl Fn(FileCall<'_>) -> io::Result<usize> + Send + Sync + 'static) -> Self {
        Self { before: Some(Arc::new(before)) }
    }

    /// Makes a call, again if it was interrupted. It is told how many bytes it may write.
    fn call<T>(&self, kind: FileCallKind, path: &Path, mut make: impl FnMut(usize) -> io::Result<T>) -> io::Result<T> {
        loop {
            let most = self.before.as_ref().map_or(Ok(usize::MAX), |before| before(FileCall { kind, path }));
            match most.and_then(&mut make) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Disk").finish_non_exhaustive()
    }
}
