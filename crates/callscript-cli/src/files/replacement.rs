//! A new file beside the one whose place it takes, with its owner and mode, so that the old one is whole until the end.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use callscript_project::Reason;
use tempfile::Builder;

use super::Readers;
use super::target::folder_of;
use crate::signals::Temporary;

/// A file that is written, and has a temporary name.
pub(super) struct Replacement {
    file: Temporary,
    place: PathBuf,
    old: Option<Metadata>,
}

impl Replacement {
    /// Writes `bytes` to a file beside `place`, a path without links. `readers` are those of a file that is new there.
    pub(super) fn of(place: &Path, readers: Readers, bytes: &[u8]) -> Result<Self, Reason> {
        let mut replacement = Self::empty(place, readers)?;
        let file = replacement.file.file();
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(replacement)
    }

    /// The same, with nothing in it yet.
    pub(super) fn empty(place: &Path, readers: Readers) -> Result<Self, Reason> {
        let old = match fs::metadata(place) {
            Ok(old) => {
                // A file that may not be written is not replaced either.
                OpenOptions::new().write(true).open(place)?;
                Some(old)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let mut builder = Builder::new();
        #[cfg(unix)]
        if old.is_none() && readers == Readers::Usual {
            // The umask takes away what it should.
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let mut file = Temporary::new(|| builder.prefix(".callscript-").tempfile_in(folder_of(place)))?;
        if let Some(old) = &old {
            resemble(file.file(), old)?;
        }
        Ok(Self { file, place: place.to_owned(), old })
    }

    /// Whether the file in its place has further names (hard links), which will keep the old text.
    pub(super) fn has_other_names(&self) -> bool {
        #[cfg(unix)]
        return self.old.as_ref().is_some_and(|old| std::os::unix::fs::MetadataExt::nlink(old) > 1);
        #[cfg(not(unix))]
        return false;
    }

    /// Takes the place of what is there.
    pub(super) fn take_place(self) -> Result<(), Reason> {
        self.file.rename(&self.place)?;
        Ok(sync_folder(&self.place)?)
    }

    /// Takes its place, if nothing is there; returns whether it did.
    pub(super) fn take_free_place(self) -> Result<bool, Reason> {
        match self.file.rename_to_free(&self.place) {
            Ok(()) => Ok(sync_folder(&self.place).map(|()| true)?),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// Gives a new file the owner, group and mode of an old one.
#[cfg(unix)]
fn resemble(new: &File, old: &Metadata) -> Result<(), Reason> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = new.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
        let foreign = "it belongs to another user or group, and would not any more if it were replaced";
        fchown(new, Some(old.uid()), Some(old.gid())).map_err(|_| Reason::System(foreign.to_owned()))?;
    }
    Ok(new.set_permissions(old.permissions())?)
}

#[cfg(not(unix))]
fn resemble(new: &File, old: &Metadata) -> Result<(), Reason> {
    Ok(new.set_permissions(old.permissions())?)
}

/// Waits until the new name of a file is on disk, too.
#[cfg(unix)]
fn sync_folder(place: &Path) -> io::Result<()> {
    File::open(folder_of(place))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_place: &Path) -> io::Result<()> {
    Ok(())
}
