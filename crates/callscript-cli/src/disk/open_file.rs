//! Calls that take an open file.

use std::fs::{File, Metadata, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PathPersistError, TempPath};

use super::{Disk, FileCallKind};

/// An open file or folder.
#[derive(Debug)]
pub(crate) struct OpenFile {
    file: File,
    path: PathBuf,
    disk: Disk,
}

impl OpenFile {
    pub(super) fn new(file: File, path: &Path, disk: &Disk) -> Self {
        Self { file, path: path.to_owned(), disk: disk.clone() }
    }

    pub(crate) fn metadata(&self) -> io::Result<Metadata> {
        self.call(FileCallKind::Look, File::metadata)
    }

    /// Waits until everything is on disk.
    pub(crate) fn sync_all(&self) -> io::Result<()> {
        self.call(FileCallKind::Sync, File::sync_all)
    }

    /// The same, but for times.
    pub(crate) fn sync_data(&self) -> io::Result<()> {
        self.call(FileCallKind::Sync, File::sync_data)
    }

    pub(crate) fn set_length(&self, length: u64) -> io::Result<()> {
        self.call(FileCallKind::SetLength, |file| file.set_len(length))
    }

    /// Goes on after the first `length` bytes.
    pub(crate) fn go_to(&mut self, length: u64) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(length)).map(drop)
    }

    /// Locks the file until it is closed; returns whether it could, at once.
    pub(crate) fn try_lock(&self) -> io::Result<bool> {
        self.call(FileCallKind::Lock, |file| match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        })
    }

    /// Gives the file the mode of another.
    pub(crate) fn set_mode_of(&self, other: &Metadata) -> io::Result<()> {
        self.call(FileCallKind::SetOwner, |file| file.set_permissions(other.permissions()))
    }

    /// Gives the file the owner and group of another.
    #[cfg(unix)]
    pub(crate) fn set_owner_of(&self, other: &Metadata) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, fchown};
        self.call(FileCallKind::SetOwner, |file| fchown(file, Some(other.uid()), Some(other.gid())))
    }

    fn call<T>(&self, kind: FileCallKind, make: impl Fn(&File) -> io::Result<T>) -> io::Result<T> {
        self.disk.call(kind, &self.path, |_| make(&self.file))
    }
}

impl Read for OpenFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let Self { file, path, disk } = self;
        disk.call(FileCallKind::Read, path, |_| file.read(bytes))
    }
}

impl Write for OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { file, path, disk } = self;
        disk.call(FileCallKind::Write, path, |most| file.write(&bytes[..bytes.len().min(most)]))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A file with a temporary name. It is removed when it is dropped.
#[derive(Debug)]
pub(crate) struct TemporaryFile {
    file: OpenFile,
    /// Its name, until it is given another.
    path: Option<TempPath>,
}

impl TemporaryFile {
    pub(super) fn new(made: NamedTempFile<OpenFile>) -> Self {
        let (file, path) = made.into_parts();
        Self { file, path: Some(path) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.file.path
    }

    pub(crate) fn file(&mut self) -> &mut OpenFile {
        &mut self.file
    }

    /// Gives the file its name for good, in place of what has that name.
    pub(crate) fn rename(&mut self, to: &Path) -> io::Result<()> {
        self.put(to, |path| path.persist(to))
    }

    /// The same, but fails if something has that name.
    pub(crate) fn rename_to_free(&mut self, to: &Path) -> io::Result<()> {
        self.put(to, |path| path.persist_noclobber(to))
    }

    fn put(&mut self, to: &Path, put: impl Fn(TempPath) -> Result<(), PathPersistError>) -> io::Result<()> {
        let Self { file, path } = self;
        file.disk.call(FileCallKind::Rename, to, |_| match path.take().map(&put) {
            Some(Err(PathPersistError { error, path: left })) => {
                *path = Some(left);
                Err(error)
            }
            _ => Ok(()),
        })
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            match self.file.disk.call(FileCallKind::Remove, &path, |_| Ok(())) {
                Ok(()) => drop(path),
                // Nobody could be told.
                Err(_) => drop(path.keep()),
            }
        }
    }
}
