//! Finding and reading the scripts that some paths name.
//!
//! Knows paths, folders and links. Must not know what a script means, nor which scripts make a library.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Source;

use crate::disk::{self, Place};
use crate::error::{FileError, Reason};
use crate::kind::{MARKER, is_scenarios};
use crate::known::{Known, Located};
use crate::walk::{self, Folder};
use crate::wanted::{self, Wanted};

/// The path that means what was put in.
const GIVEN: &str = "-";

/// Reads scripts, each once however many libraries it is in.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let mut files = Files::new(Source::MAX_BYTES);
/// let found = files.find(&["../../trees".into()]);
/// for library in files.libraries(&found.scripts) {
///     assert!(library.library.lint(&library.scripts).is_empty());
/// }
/// ```
#[derive(Debug)]
pub struct Files {
    /// Where relative paths begin.
    here: PathBuf,
    pub(crate) known: Known,
    /// By place: every folder that was walked.
    pub(crate) folders: HashMap<PathBuf, Folder>,
    /// By place: the libraries of folders without their scripts.
    pub(crate) empty: HashMap<PathBuf, Library>,
    /// What `-` means.
    given: Option<Given>,
}

/// A file that was put in.
#[derive(Debug)]
struct Given {
    /// Its name for people.
    shown: String,
    place: PathBuf,
}

/// What some paths led to.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let found = Files::new(Source::MAX_BYTES).find(&["../../trees".into()]);
/// assert!(found.scripts.len() > 5 && found.scenarios > 0 && found.faults.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Found {
    /// The scripts, in the order of the paths and each once; those of a folder by the bytes of their paths.
    pub scripts: Vec<Located>,
    /// How many files of the folders are no scripts.
    pub passed_over: usize,
    /// How many of these hold scenarios, by their names.
    pub scenarios: usize,
    /// What could not be read.
    pub faults: Vec<FileError>,
}

impl Found {
    /// Takes a script for the one that was found in its place.
    pub fn put(&mut self, script: Located) {
        if let Some(found) = self.scripts.iter_mut().find(|found| found.place == script.place) {
            *found = script;
        }
    }
}

impl Files {
    /// Reads at most `max_bytes` of a file; of one that has more, the size is a finding.
    pub fn new(max_bytes: u64) -> Self {
        Self {
            here: PathBuf::new(),
            known: Known::new(max_bytes),
            folders: HashMap::new(),
            empty: HashMap::new(),
            given: None,
        }
    }

    /// The same, with relative paths meant from `folder` in place of the process's. They are shown as they are given all
    /// the same.
    #[must_use]
    pub fn in_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.here = folder.into();
        self
    }

    /// The scripts that `paths` name: files, and folders with all that is in them.
    pub fn find(&mut self, paths: &[PathBuf]) -> Found {
        let mut found = Found::default();
        let mut wanted = Vec::new();
        for path in paths {
            let path = self.meant(path);
            let located = match &self.given {
                Some(given) if path == Path::new(GIVEN) => Ok((given.shown.clone(), Place::File(given.place.clone()))),
                _ => self.locate(path),
            };
            match located {
                Ok((shown, Place::File(place))) => wanted.push(Wanted::named(&shown, &place)),
                Ok((_, Place::Folder(place))) => {
                    self.want_folder(path, &place, &mut wanted, &mut found);
                }
                Err(fault) => found.faults.push(fault),
            }
        }
        let wanted = wanted::unique(wanted);
        for (wanted, read) in wanted.iter().zip(self.known.read(&wanted, None).scripts) {
            match read {
                Ok(Some(script)) => found.scripts.push(script),
                Ok(None) => {
                    found.passed_over += 1;
                    found.scenarios += usize::from(is_scenarios(&wanted.place));
                }
                Err(fault) => found.faults.push(fault),
            }
        }
        found
    }

    /// The script in the file `path`.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it cannot be read. What is wrong in it is a finding of the library that it is in.
    pub fn script(&mut self, path: &Path) -> Result<Located, FileError> {
        if self.at(path).is_dir() {
            return Err(FileError::new(path, Reason::Folder));
        }
        let mut found = self.find(&[path.to_owned()]);
        match (found.scripts.pop(), found.faults.pop()) {
            (Some(script), _) => Ok(script),
            (None, Some(fault)) => Err(fault),
            (None, None) => Err(FileError::new(path, Reason::NotFound)),
        }
    }

    /// Keeps the YAML of the files that are named, for those that are to be compared.
    pub fn keep_trees(&mut self) {
        self.known.keeps_trees = true;
    }

    /// Takes `bytes` for the file `name`, whether there is one or not. From now on the path `-` means it.
    pub fn put(&mut self, name: Option<&Path>, bytes: Vec<u8>) {
        let shown = name.map_or("<stdin>".into(), Path::to_string_lossy).into_owned();
        let source = Source::from_bytes(shown.as_str(), bytes, self.known.max_bytes());
        let read = if self.known.keeps_trees { File::read_to_keep } else { File::read };
        let located = self.overlay(name, Arc::new(read(source)));
        self.given = Some(Given { shown, place: located.place });
    }

    /// Takes `file` for what stands at `path`, whether anything does or not; without a path it stands in no folder.
    pub fn overlay(&mut self, path: Option<&Path>, file: Arc<File>) -> Located {
        let place = path.and_then(|path| disk::place(&self.at(path))).unwrap_or_else(|| PathBuf::from(GIVEN));
        self.known.put(&place, Arc::clone(&file));
        Located { file, place }
    }

    /// Takes what stands at `path` for the file `name`, as [`Files::put`] does; it may be a pipe.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn read_as(&mut self, path: &Path, name: Option<&Path>) -> Result<(), FileError> {
        let at = self.at(path);
        if at.is_dir() {
            return Err(FileError::new(path, Reason::Folder));
        }
        shown(path)?;
        let bytes = disk::read(&at, self.known.max_bytes()).map_err(|reason| FileError::new(path, reason))?;
        self.put(name, bytes);
        Ok(())
    }

    /// Takes the file at `path` for no script, unless something else is put there.
    pub fn leave_out(&mut self, path: &Path) {
        if let Some(place) = disk::place(&self.at(path)) {
            self.known.leave_out(place);
        }
    }

    /// Where to look for a path.
    pub(crate) fn at(&self, path: &Path) -> PathBuf {
        self.here.join(path)
    }

    /// A path as people see it, and what stands there.
    pub(crate) fn locate(&self, path: &Path) -> Result<(String, Place), FileError> {
        let shown = shown(path)?;
        let place = disk::locate(&self.at(path)).map_err(|reason| FileError::new(path, reason))?;
        Ok((shown, place))
    }

    /// What is meant by a path: a configuration stands for all that it is about.
    pub(crate) fn meant<'p>(&self, path: &'p Path) -> &'p Path {
        match path.parent() {
            Some(folder) if path.ends_with(MARKER) && self.at(path).is_file() => {
                if folder == Path::new("") {
                    Path::new(".")
                } else {
                    folder
                }
            }
            _ => path,
        }
    }

    /// How a folder that nobody named is called.
    pub(crate) fn name_of(&self, folder: &Path) -> PathBuf {
        disk::seen_from(&self.at(Path::new(".")), folder)
    }

    /// What is in a folder, which is walked once.
    pub(crate) fn folder(&mut self, place: &Path) -> &Folder {
        self.folders.entry(place.to_owned()).or_insert_with(|| walk::walk(place))
    }

    fn want_folder(&mut self, path: &Path, place: &Path, wanted: &mut Vec<Wanted>, found: &mut Found) {
        let counted = self.folders.keys().any(|folder| place.starts_with(folder));
        let prefix = prefix(path);
        let folder = self.folder(place);
        wanted.extend(folder.scripts(prefix));
        if !counted {
            found.passed_over += folder.others;
        }
        found.faults.extend(folder.faults(prefix));
    }
}

/// What stands before the names of the files in a folder that is called `path`.
pub(crate) fn prefix(path: &Path) -> &Path {
    if path == Path::new(".") { Path::new("") } else { path }
}

/// A path as people see it.
fn shown(path: &Path) -> Result<String, FileError> {
    let shown = path.to_str().map(ToOwned::to_owned);
    shown.ok_or_else(|| FileError::new(path, Reason::Name))
}
