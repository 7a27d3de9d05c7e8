//! Walks a folder, to find the files that may be scripts.
//!
//! Must not read any file, but for those that say what to ignore.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use crate::disk::{self, PathKind};
use crate::error::{FileError, Reason};
use crate::file_to_read::FileToRead;
use crate::kind::{CONFIG, is_scenarios, is_yaml};

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
    let blocked = Blocked::default();
    for entry in entries(root, &blocked) {
        match entry {
            Ok(entry) => folder.add(root, &entry),
            Err(error) => {
                let reason = error.io_error().map_or_else(|| Reason::System(error.to_string()), Reason::from);
                let path = path_of(&error).and_then(|path| path.strip_prefix(root).ok());
                folder.faults.push(FileError::new(path.unwrap_or(Path::new("")), reason));
            }
        }
    }
    folder.faults.extend(blocked.faults(root));
    folder.candidates.sort();
    folder.faults.sort_by(|a, b| a.path.cmp(&b.path));
    folder
}

/// Whether a folder has more than `most` files and folders below it.
pub(crate) fn has_more_than(root: &Path, most: usize) -> bool {
    entries(root, &Blocked::default()).nth(most + 1).is_some()
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
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir() || is_scenarios(path)) else {
            return;
        };
        if !is_yaml(path) {
            // A configuration is read later, with its library.
            self.others += usize::from(kind.is_file() && !path.ends_with(CONFIG));
            return;
        }
        let Some(name) = path.to_str() else {
            return self.faults.push(FileError::new(path, Reason::Name));
        };
        let found =
            if kind.is_file() { Ok(PathKind::File(entry.path().to_owned())) } else { disk::locate(entry.path()) };
        match found {
            Ok(PathKind::File(place)) => self.candidates.push((name.to_owned(), place)),
            Ok(PathKind::Folder(_)) if is_scenarios(path) => {
                self.faults.push(FileError::new(path, Reason::NoFile("a folder")));
            }
            Ok(PathKind::Folder(_)) => {}
            Err(reason) => self.faults.push(FileError::new(path, reason)),
        }
    }
}

/// Folders that cannot be walked, since reading what to ignore in them could wait for ever: the paths of what is there in
/// place of an ignore file.
#[derive(Clone, Default)]
struct Blocked(Arc<Mutex<Vec<FileError>>>);

impl Blocked {
    /// Whether a folder can be walked; if not, that is noted.
    fn admits(&self, folder: &Path) -> bool {
        let fault = [".gitignore", ".ignore", ".git/info/exclude"].into_iter().find_map(|name| {
            let path = folder.join(name);
            // A folder of this name is no obstacle.
            let special = fs::metadata(&path).ok().filter(|found| !found.is_dir())?;
            Some(FileError::new(path, disk::check_is_file(&special).err()?))
        });
        let admitted = fault.is_none();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(fault);
        admitted
    }

    /// What is in the way, with paths relative to `root` if they lie below.
    fn faults(&self, root: &Path) -> Vec<FileError> {
        let faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let below = |fault: &FileError| fault.path.strip_prefix(root).unwrap_or(&fault.path).to_owned();
        faults.iter().map(|fault| FileError::new(below(fault), fault.reason.clone())).collect()
    }
}

fn entries(root: &Path, blocked: &Blocked) -> impl Iterator<Item = Result<DirEntry, ignore::Error>> {
    let admitted = root.ancestors().all(|folder| blocked.admits(folder));
    let blocked = blocked.clone();
    let mut builder = WalkBuilder::new(root);
    builder.require_git(false).filter_entry(move |entry| !is_folder(entry) || blocked.admits(entry.path()));
    admitted.then(|| builder.build()).into_iter().flatten()
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
