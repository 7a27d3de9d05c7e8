//! Walks a folder, to find the files that may be scripts.
//!
//! Must not read any file.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, Walk, WalkBuilder};

use crate::disk::{self, PathKind};
use crate::error::{FileError, Reason};
use crate::file_to_read::FileToRead;
use crate::kind::{MARKER, is_scenarios, is_yaml};

/// The content of a folder and the folders below, except what is hidden or ignored.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// Files that may be scripts, ordered by path: the path relative to the folder, and the path without links.
    candidates: Vec<(String, PathBuf)>,
    /// The number of files that cannot be scripts.
    pub(crate) others: usize,
    /// What could not be read, with paths relative to the folder.
    faults: Vec<FileError>,
}

/// Walks a folder. Links to folders are not followed, so that a cycle of links does no harm.
pub(crate) fn walk(root: &Path) -> Folder {
    let mut folder = Folder::default();
    for entry in entries(root) {
        match entry {
            Ok(entry) => folder.add(root, &entry),
            Err(error) => {
                let reason = error.io_error().map_or_else(|| Reason::System(error.to_string()), Reason::from);
                let path = path_of(&error).and_then(|path| path.strip_prefix(root).ok());
                folder.faults.push(FileError::new(path.unwrap_or(Path::new("")), reason));
            }
        }
    }
    folder.candidates.sort();
    folder.faults.sort_by(|a, b| a.path.cmp(&b.path));
    folder
}

/// Whether a folder has more than `most` files and folders below it.
pub(crate) fn has_more_than(root: &Path, most: usize) -> bool {
    entries(root).nth(most + 1).is_some()
}

impl Folder {
    /// The files that may be scripts, displayed below `prefix`.
    pub(crate) fn scripts(&self, prefix: &Path) -> impl Iterator<Item = FileToRead> {
        let prefix = prefix.to_owned();
        self.candidates.iter().map(move |(path, place)| FileToRead {
            shown: prefix.join(path).to_string_lossy().into_owned(),
            place: place.clone(),
            named: false,
        })
    }

    /// The scenario files, displayed below `prefix`.
    pub(crate) fn scenarios(&self, prefix: &Path) -> impl Iterator<Item = FileToRead> {
        self.scripts(prefix).filter(|wanted| is_scenarios(&wanted.place))
    }

    /// What could not be read, displayed below `prefix`.
    pub(crate) fn faults(&self, prefix: &Path) -> impl Iterator<Item = FileError> {
        self.faults.iter().map(|fault| fault.under(prefix))
    }

    fn add(&mut self, root: &Path, entry: &DirEntry) {
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else {
            return;
        };
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        if !is_yaml(path) {
            // A configuration is read later, with its library.
            self.others += usize::from(kind.is_file() && !path.ends_with(MARKER));
            return;
        }
        let Some(name) = path.to_str() else {
            return self.faults.push(FileError::new(path, Reason::Name));
        };
        if kind.is_file() {
            self.candidates.push((name.to_owned(), entry.path().to_owned()));
        } else if kind.is_symlink() {
            match disk::locate(entry.path()) {
                Ok(PathKind::File(place)) => self.candidates.push((name.to_owned(), place)),
                Ok(PathKind::Folder(_)) => {}
                Err(reason) => self.faults.push(FileError::new(path, reason)),
            }
        }
    }
}

fn entries(root: &Path) -> Walk {
    WalkBuilder::new(root).require_git(false).build()
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
