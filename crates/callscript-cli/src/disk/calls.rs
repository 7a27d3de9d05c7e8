//! Calls that take a path.

use std::ffi::OsString;
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use callscript_project::Reason;
use tempfile::Builder;

use super::open_file::{OpenFile, TemporaryFile};
use super::{Disk, FileCallKind, Readers};

impl Disk {
    /// What is at a path, links followed.
    pub(crate) fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.call(FileCallKind::Look, path, |_| fs::metadata(path))
    }

    /// Whether anything is at a path, be it a link that leads nowhere.
    pub(crate) fn is_there(&self, path: &Path) -> io::Result<bool> {
        match self.call(FileCallKind::Look, path, |_| fs::symlink_metadata(path)) {
            Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => Ok(false),
            found => found.map(|_| true),
        }
    }

    /// The absolute path without links of what is at a path.
    pub(crate) fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(FileCallKind::Look, path, |_| fs::canonicalize(path))
    }

    /// The names in a folder.
    pub(crate) fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let names = |_| fs::read_dir(path)?.map(|entry| Ok(entry?.file_name())).collect();
        self.call(FileCallKind::List, path, names)
    }

    /// See [`callscript_project::read_whole`].
    pub(crate) fn read_whole(&self, path: &Path, max_bytes: u64, may_receive: bool) -> Result<Vec<u8>, Reason> {
        self.call(FileCallKind::Read, path, |_| Ok(()))?;
        callscript_project::read_whole(path, max_bytes, may_receive)
    }

    /// See [`callscript_project::read_start`].
    pub(crate) fn read_start(&self, path: &Path, max_bytes: u64) -> Result<Vec<u8>, Reason> {
        self.call(FileCallKind::Read, path, |_| Ok(()))?;
        callscript_project::read_start(path, max_bytes)
    }

    /// Opens a file that exists to read it, and to write to it if `writes`. Nothing else is opened.
    pub(crate) fn open_file(&self, path: &Path, writes: bool) -> Result<OpenFile, Reason> {
        self.call(FileCallKind::Open, path, |_| Ok(()))?;
        let file = callscript_project::open_file(path, OpenOptions::new().read(true).write(writes))?;
        Ok(OpenFile::new(file, path, self))
    }

    /// Opens a stream to add to what it has.
    pub(crate) fn open_stream(&self, path: &Path) -> io::Result<OpenFile> {
        let file = self.call(FileCallKind::Open, path, |_| OpenOptions::new().append(true).open(path))?;
        Ok(OpenFile::new(file, path, self))
    }

    /// Opens a folder. Windows does not.
    pub(crate) fn open_folder(&self, path: &Path) -> io::Result<OpenFile> {
        let folder = self.call(FileCallKind::Open, path, |_| fs::File::open(path))?;
        Ok(OpenFile::new(folder, path, self))
    }

    /// Checks that a file that exists may be written to.
    pub(crate) fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.call(FileCallKind::Open, path, |_| OpenOptions::new().write(true).open(path)).map(drop)
    }

    /// Creates a file that must not exist yet.
    pub(crate) fn create(&self, path: &Path, readers: Readers) -> io::Result<OpenFile> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        admit(readers, &mut options);
        let file = self.call(FileCallKind::Create, path, |_| options.open(path))?;
        Ok(OpenFile::new(file, path, self))
    }

    /// Creates a file with a name of its own in a folder.
    pub(crate) fn create_temporary(&self, folder: &Path, readers: Readers) -> io::Result<TemporaryFile> {
        let made = Builder::new().prefix(".callscript-").make_in(folder, |path| self.create(path, readers))?;
        Ok(TemporaryFile::new(made))
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(FileCallKind::Remove, path, |_| fs::remove_file(path))
    }

    /// Waits until the names in the folder of a file are on disk, too.
    pub(crate) fn sync_folder_of(&self, path: &Path) -> io::Result<()> {
        if cfg!(unix) { self.open_folder(folder_of(path))?.sync_all() } else { Ok(()) }
    }
}

/// Says who may read a file that is created.
#[cfg(unix)]
fn admit(readers: Readers, options: &mut OpenOptions) {
    // The umask takes away what it should.
    std::os::unix::fs::OpenOptionsExt::mode(options, if readers == Readers::Owner { 0o600 } else { 0o666 });
}

#[cfg(not(unix))]
fn admit(_readers: Readers, _options: &mut OpenOptions) {}

/// The folder that a path is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
