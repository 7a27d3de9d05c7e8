//! Finds and reads the scripts that paths name.
//!
//! Knows paths, folders and links. Must not know what a script means, nor which scripts belong to a library.

mod found;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Source;

pub use self::found::Found;
use crate::disk::{self, PathKind};
use crate::error::{FileError, Reason};
use crate::file_cache::{FileCache, Located};
use crate::file_to_read::{self, FileToRead};
use crate::kind::{CONFIG, is_scenarios};
use crate::walk::{self, Folder};

/// The path of standard input.
const STDIN: &str = "-";

/// Reads scripts. A file is read once, even if it is in several libraries.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let mut files = Files::new(Source::MAX_BYTES);
/// let found = files.find(&["../../trees".into()]);
/// for library in files.libraries(&found.scripts) {
///     assert!(library.library.lint_files(&library.scripts).is_empty());
/// }
/// ```
#[derive(Debug)]
pub struct Files {
    /// The folder to which relative paths refer.
    here: PathBuf,
    pub(crate) cache: FileCache,
    /// The folders walked so far, by canonical path.
    pub(crate) folders: HashMap<PathBuf, Folder>,
    /// The libraries of folders, without their scripts, by canonical path.
    pub(crate) empty_libraries: HashMap<PathBuf, Library>,
    /// The configurations and texts read so far, by canonical path.
    pub(crate) read: BTreeSet<PathBuf>,
    /// The configurations and texts that are there but could not be read, by path.
    pub(crate) unread: BTreeMap<PathBuf, FileError>,
    /// The scripts that could not be read, and that others of their library may run.
    pub(crate) unread_scripts: BTreeSet<FileError>,
    /// The file that `-` means.
    given: Option<Given>,
}

/// A file whose content was put in by the caller, such as standard input.
#[derive(Debug)]
struct Given {
    /// Its name as people see it.
    shown: String,
    place: PathBuf,
}

impl Files {
    /// A reader that reads at most `max_bytes` of a file; a larger file gets a finding.
    pub fn new(max_bytes: u64) -> Self {
        Self {
            here: PathBuf::new(),
            cache: FileCache::new(max_bytes),
            folders: HashMap::new(),
            empty_libraries: HashMap::new(),
            read: BTreeSet::new(),
            unread: BTreeMap::new(),
            unread_scripts: BTreeSet::new(),
            given: None,
        }
    }

    /// Resolves relative paths against `folder` instead of the working directory. Findings still show paths as they
    /// were given.
    #[must_use]
    pub fn in_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.here = folder.into();
        self
    }

    /// The scripts that `paths` name: files, and folders with everything below them.
    pub fn find(&mut self, paths: &[PathBuf]) -> Found {
        let mut found = Found::default();
        let mut wanted = Vec::new();
        for path in paths {
            let path = self.resolve_marker(path);
            let located = match &self.given {
                Some(given) if path == Path::new(STDIN) => {
                    Ok((given.shown.clone(), PathKind::File(given.place.clone())))
                }
                _ => self.locate(path),
            };
            match located {
                Ok((shown, PathKind::File(place))) => wanted.push(FileToRead::named(&shown, &place)),
                Ok((_, PathKind::Folder(place))) => {
                    self.want_folder(path, &place, &mut wanted, &mut found);
                }
                Err(fault) => found.faults.push(fault),
            }
        }
        let wanted = file_to_read::unique(wanted);
        for (wanted, read) in wanted.iter().zip(self.cache.read(&wanted, None).scripts) {
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
    /// If there is no such file, or it cannot be read. Faults in its content are findings of its library instead.
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

    /// Keeps the YAML tree of every file that is named, for comparing scripts.
    pub fn keep_trees(&mut self) {
        self.cache.keeps_trees = true;
    }

    /// Uses `bytes` as the content of the file `name`, whether that file exists or not. From now on the path `-` means
    /// this file.
    pub fn put(&mut self, name: Option<&Path>, bytes: Vec<u8>) {
        let shown = name.map_or("<stdin>".into(), Path::to_string_lossy).into_owned();
        let source = Source::from_bytes(shown.as_str(), bytes, self.cache.max_bytes());
        let read = if self.cache.keeps_trees { File::read_to_keep } else { File::read };
        let located = self.overlay(name, Arc::new(read(source)));
        self.given = Some(Given { shown, place: located.place });
    }

    /// Uses `file` in place of whatever is at `path`, even if nothing is; without a path, it is in no folder.
    pub fn overlay(&mut self, path: Option<&Path>, file: Arc<File>) -> Located {
        let place = path.and_then(|path| disk::canonical(&self.at(path))).unwrap_or_else(|| PathBuf::from(STDIN));
        self.cache.put(&place, Arc::clone(&file));
        Located { file, place }
    }

    /// Reads the content of the file `name` from `path`, which may be a pipe that a shell has opened, and puts it in as [`Files::put`] does.
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
        let bytes = disk::read_or_receive(&at, self.cache.max_bytes());
        let bytes = bytes.map_err(|reason| FileError::new(path, reason))?;
        self.put(name, bytes);
        Ok(())
    }

    /// Treats the file at `path` as not a script, unless another content is put there.
    pub fn exclude(&mut self, path: &Path) {
        if let Some(place) = disk::canonical(&self.at(path)) {
            self.cache.exclude(place);
        }
    }

    /// A path resolved against the folder of relative paths.
    pub(crate) fn at(&self, path: &Path) -> PathBuf {
        self.here.join(path)
    }

    /// A path as people see it, and what is there.
    pub(crate) fn locate(&self, path: &Path) -> Result<(String, PathKind), FileError> {
        let shown = shown(path)?;
        let place = disk::locate(&self.at(path)).map_err(|reason| match reason {
            Reason::NoFile(_) => FileError::new(path, Reason::Special),
            reason => FileError::new(path, reason),
        })?;
        Ok((shown, place))
    }

    /// The folder of a `callscript.toml`, since naming the configuration means the whole library; any other path as it
    /// is.
    pub(crate) fn resolve_marker<'p>(&self, path: &'p Path) -> &'p Path {
        match path.parent() {
            Some(folder) if path.ends_with(CONFIG) && disk::is_there(&self.at(path)) => {
                Some(folder).filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
            }
            _ => path,
        }
    }

    /// How to display a folder that was not named: relative to the working folder if it lies below.
    pub(crate) fn name_of(&self, folder: &Path) -> PathBuf {
        disk::seen_from(&self.at(Path::new(".")), folder)
    }

    /// The content of a folder; walks it the first time.
    pub(crate) fn folder(&mut self, place: &Path) -> &Folder {
        self.folders.entry(place.to_owned()).or_insert_with(|| walk::walk(place))
    }

    fn want_folder(&mut self, path: &Path, place: &Path, wanted: &mut Vec<FileToRead>, found: &mut Found) {
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

/// The prefix under which the files of the folder `path` are displayed.
pub(crate) fn prefix(path: &Path) -> &Path {
    if path == Path::new(".") { Path::new("") } else { path }
}

/// A path as people see it.
fn shown(path: &Path) -> Result<String, FileError> {
    let shown = path.to_str().map(ToOwned::to_owned);
    shown.ok_or_else(|| FileError::new(path, Reason::Name))
}
