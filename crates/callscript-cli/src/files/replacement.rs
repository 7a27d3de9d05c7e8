//! A new file beside the one whose place it takes, with its owner and mode, so that the old one is whole until the end.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use callscript_project::Reason;

use crate::disk::{Disk, Metadata, OpenFile, Readers, folder_of};
use crate::signals::Temporary;

/// A file that is written, and has a temporary name.
pub(super) struct Replacement {
    file: Temporary,
    place: PathBuf,
    old: Option<Metadata>,
}

impl Replacement {
    /// Writes `bytes` to a file beside `place`, a path without links. `readers` are those of a file that is new there.
    pub(super) fn of(place: &Path, readers: Readers, bytes: &[u8], disk: &Disk) -> Result<Self, Reason> {
        let mut replacement = Self::empty(place, readers, disk)?;
        let file = replacement.file.file();
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(replacement)
    }

    /// The same, with nothing in it yet.
    pub(super) fn empty(place: &Path, readers: Readers, disk: &Disk) -> Result<Self, Reason> {
        let old = match disk.metadata(place) {
            Ok(old) => {
                // A file that may not be written is not replaced either.
                disk.check_writable(place)?;
                Some(old)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        // Until it resembles the old one, nobody else may read it.
        let readers = if old.is_some() { Readers::Owner } else { readers };
        let mut file = Temporary::new(|| disk.create_temporary(folder_of(place), readers))?;
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
    pub(super) fn take_place(self, disk: &Disk) -> Result<(), Reason> {
        self.file.rename(&self.place)?;
        Ok(disk.sync_folder_of(&self.place)?)
    }

    /// Takes its place, if nothing is there; returns whether it did. Its name may not be on disk yet.
    pub(super) fn take_free_place(self) -> Result<bool, Reason> {
        match self.file.rename_to_free(&self.place) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// Gives a new file the owner, group and mode of an old one.
#[cfg(unix)]
fn resemble(new: &OpenFile, old: &Metadata) -> Result<(), Reason> {
    use std::os::unix::fs::MetadataExt;
    let own = new.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
        let foreign = "it belongs to another user or group, and would not any more if it were replaced";
        new.set_owner_of(old).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => Reason::System(foreign.to_owned()),
            _ => error.into(),
        })?;
    }
    Ok(new.set_mode_of(old)?)
}

#[cfg(not(unix))]
fn resemble(new: &OpenFile, old: &Metadata) -> Result<(), Reason> {
    Ok(new.set_mode_of(old)?)
}
