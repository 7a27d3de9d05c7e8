//! Finding and reading files: the only place in this crate that touches a disk.
//!
//! Knows paths, folders and links, and the line by which a script is told from another file. Must not know what a
//! script means.

mod concern;
mod disk;
mod reading;
mod tests;
mod walk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::concern::Concern;
use self::disk::Place;
pub use self::disk::{FileError, Reason};
pub use self::reading::is_script;
use self::reading::{Known, Wanted};
pub use self::tests::Tests;
use self::walk::Folder;
use super::{File, Library};
use crate::base::source::Source;
use crate::document::config::Config;

/// The file whose folder is a library.
const MARKER: &str = "callscript.toml";

/// How many files and folders make a folder too large to be a library of its own accord.
const LARGE: usize = 5000;

/// The path that means what was put in.
const GIVEN: &str = "-";

/// Reads scripts, each once however many libraries it is in.
#[derive(Debug)]
pub struct Files {
    max_bytes: u64,
    known: Known,
    /// By place: every folder that was walked.
    folders: HashMap<PathBuf, Folder>,
    /// What `-` means: a name, and its place.
    given: Option<(String, PathBuf)>,
}

/// A script and where it stands.
#[derive(Debug, Clone)]
pub struct Located {
    /// The script.
    pub file: Arc<File>,
    /// Its place, without links. One that is not absolute stands in no folder, and so in no library.
    place: PathBuf,
}

impl Located {
    /// Where it stands, without links; one that stands in no folder has a place that is not absolute.
    pub fn place(&self) -> &Path {
        &self.place
    }
}

/// What some paths led to.
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

/// The folder of a library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Root {
    folder: PathBuf,
    /// There is a `callscript.toml` in it.
    marked: bool,
}

impl Files {
    /// Reads at most `max_bytes` of a file; of one that has more, the size is a finding.
    pub fn new(max_bytes: u64) -> Self {
        Self { max_bytes, known: Known::new(max_bytes), folders: HashMap::new(), given: None }
    }

    /// The scripts that `paths` name: files, and folders with all that is in them.
    pub fn find(&mut self, paths: &[PathBuf]) -> Found {
        let mut found = Found::default();
        let mut wanted = Vec::new();
        for path in paths.iter().map(|path| meant(path)) {
            let located = match &self.given {
                Some((name, place)) if path == Path::new(GIVEN) => Ok((name.clone(), Place::File(place.clone()))),
                _ => shown(path).and_then(|shown| Ok((shown, disk::locate(path)?))),
            };
            match located {
                Ok((shown, Place::File(place))) => wanted.push(Wanted::named(&shown, &place)),
                Ok((_, Place::Folder(place))) => {
                    self.want_folder(path, &place, &mut wanted, &mut found);
                }
                Err(fault) => found.faults.push(fault),
            }
        }
        let wanted = reading::unique(wanted);
        for (wanted, read) in wanted.iter().zip(self.known.read(&wanted, None).0) {
            match read {
                Ok(Some(script)) => found.scripts.push(script),
                Ok(None) => {
                    found.passed_over += 1;
                    found.scenarios += usize::from(tests::is_scenarios(&wanted.place));
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
        if path.is_dir() {
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
        let source = Source::from_bytes(shown.as_str(), bytes, self.known.max_bytes);
        let read = if self.known.keeps_trees { File::read_to_keep } else { File::read };
        let located = self.overlay(name, Arc::new(read(source)));
        self.given = Some((shown, located.place));
    }

    /// Takes `file` for what stands at `path`, whether anything does or not; without a path it stands in no folder.
    pub fn overlay(&mut self, path: Option<&Path>, file: Arc<File>) -> Located {
        let place = path.and_then(disk::place).unwrap_or_else(|| PathBuf::from(GIVEN));
        self.known.put(&place, Arc::clone(&file));
        Located { file, place }
    }

    /// Takes what stands at `path` for the file `name`, as [`Files::put`] does; it may be a pipe.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn read_as(&mut self, path: &Path, name: Option<&Path>) -> Result<(), FileError> {
        if path.is_dir() {
            return Err(FileError::new(path, Reason::Folder));
        }
        let bytes = disk::read(path, &shown(path)?, self.known.max_bytes())?;
        self.put(name, bytes);
        Ok(())
    }

    /// Takes the file at `path` for no script, unless something else is put there.
    pub fn leave_out(&mut self, path: &Path) {
        if let Some(place) = disk::place(path) {
            self.known.leave_out(place);
        }
    }

    /// The libraries of `scripts`, each with the indices in it of those that are among them.
    ///
    /// A script's library is every script under the folder of the nearest `callscript.toml` upward, else under its own.
    pub fn libraries(&mut self, scripts: &[Located]) -> Vec<(Library, Vec<usize>)> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone = alone.into_iter().map(|script| (Library::new(vec![Arc::clone(&script.file)]), vec![0]));
        let mut libraries: Vec<_> = alone.collect();
        for (root, members) in by_root(placed) {
            libraries.push(self.library(&root, &members));
        }
        libraries
    }

    /// The same libraries with every script that is in them, also those that cannot change what is found in `scripts`; and
    /// where each of these stands.
    pub fn whole_libraries(&mut self, scripts: &[Located]) -> Vec<(Library, Vec<Located>)> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone =
            alone.into_iter().map(|script| (Library::new(vec![Arc::clone(&script.file)]), vec![script.clone()]));
        let mut libraries: Vec<_> = alone.collect();
        for (root, members) in by_root(placed) {
            let (located, partial) = self.located(&root, &members, None);
            libraries.push((self.joined(&root, &located, partial), located));
        }
        libraries
    }

    fn library(&mut self, root: &Root, members: &[&Located]) -> (Library, Vec<usize>) {
        let scripts: Vec<&File> = members.iter().map(|member| &*member.file).collect();
        let concern = Concern::of(&scripts);
        self.library_of(root, members, concern.as_ref())
    }

    /// The library of a folder; with what does not concern us left out, if that is said.
    fn library_of(
        &mut self,
        root: &Root,
        members: &[&Located],
        concern: Option<&Concern<'_>>,
    ) -> (Library, Vec<usize>) {
        let (located, partial) = self.located(root, members, concern);
        let members: HashSet<&Path> = members.iter().map(|member| member.place.as_path()).collect();
        let indices = located.iter().enumerate().filter(|(_, script)| members.contains(script.place.as_path()));
        let indices = indices.map(|(index, _)| index).collect();
        (self.joined(root, &located, partial), indices)
    }

    /// The library of a folder that has these scripts, with its configuration; some are not here if it is `partial`.
    fn joined(&self, root: &Root, located: &[Located], partial: bool) -> Library {
        let mut library = Library::new(located.iter().map(|script| Arc::clone(&script.file)).collect());
        library.partial = partial;
        if root.marked {
            library = library.with_config(self.config(&root.folder));
        }
        let texts: Vec<_> =
            library.texts_wanted().into_iter().filter_map(|name| self.text(&root.folder, name)).collect();
        library.with_texts(texts)
    }

    /// The scripts of a library, in the order of their places, and whether some were left out.
    fn located(&mut self, root: &Root, members: &[&Located], concern: Option<&Concern<'_>>) -> (Vec<Located>, bool) {
        let named = members.iter().map(|member| Wanted::named(member.file.source().name(), &member.place));
        let mut wanted: Vec<_> = named.collect();
        let too_large = self.is_too_large(root, concern.is_some());
        if !too_large {
            wanted.extend(self.folder(&root.folder).scripts(&disk::from_here(&root.folder)));
        }
        let mut wanted = reading::unique(wanted);
        wanted.sort_by(|a, b| disk::bytes(&a.place).cmp(disk::bytes(&b.place)));
        let (read, dropped) = self.known.read(&wanted, concern);
        (read.into_iter().filter_map(Result::ok).flatten().collect(), too_large || dropped)
    }

    /// The configuration in a folder. That it cannot be read is a finding like any other in it.
    fn config(&self, folder: &Path) -> Config {
        let shown = disk::from_here(folder).join(MARKER).to_string_lossy().into_owned();
        match disk::read(&folder.join(MARKER), &shown, self.max_bytes) {
            Ok(bytes) => Config::read(Source::from_bytes(shown, bytes, self.max_bytes)),
            Err(fault) => Config::unreadable(Source::new(shown, ""), &fault.to_string()),
        }
    }

    /// A text below a folder that words are compared with.
    fn text(&self, folder: &Path, name: &str) -> Option<Source> {
        let bytes = disk::read(&folder.join(name), name, self.max_bytes).ok()?;
        Some(Source::from_bytes(name, bytes, self.max_bytes))
    }

    /// Whether a folder that nobody marked as a library holds so much that it is none: a home folder, say. A script that
    /// runs others is looked for in it all the same.
    fn is_too_large(&mut self, root: &Root, few_concern: bool) -> bool {
        let walked = self.folders.contains_key(&root.folder);
        few_concern && !root.marked && !walked && walk::has_more_than(&root.folder, LARGE)
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

    fn folder(&mut self, place: &Path) -> &Folder {
        self.folders.entry(place.to_owned()).or_insert_with(|| walk::walk(place))
    }
}

/// Scripts by the folder that is their library.
fn by_root(scripts: Vec<&Located>) -> BTreeMap<Root, Vec<&Located>> {
    let mut known = HashMap::new();
    let mut by_root: BTreeMap<Root, Vec<&Located>> = BTreeMap::new();
    for script in scripts {
        by_root.entry(root(&script.place, &mut known)).or_default().push(script);
    }
    by_root
}

/// The folder that is the library of the script at `place`.
fn root(place: &Path, known: &mut HashMap<PathBuf, Root>) -> Root {
    let own = place.parent().unwrap_or(place);
    if let Some(root) = known.get(own) {
        return root.clone();
    }
    let mut marked = own.ancestors().filter(|folder| folder.join(MARKER).is_file());
    let root = match marked.next() {
        Some(folder) => Root { folder: folder.to_owned(), marked: true },
        None => Root { folder: own.to_owned(), marked: false },
    };
    known.insert(own.to_owned(), root.clone());
    root
}

/// What is meant by a path: a configuration stands for all that it is about.
fn meant(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if path.ends_with(MARKER) && path.is_file() => {
            if folder == Path::new("") {
                Path::new(".")
            } else {
                folder
            }
        }
        _ => path,
    }
}

/// What stands before the names of the files in a folder that is called `path`.
fn prefix(path: &Path) -> &Path {
    if path == Path::new(".") { Path::new("") } else { path }
}

/// A path as people see it.
fn shown(path: &Path) -> Result<String, FileError> {
    let shown = path.to_str().map(ToOwned::to_owned);
    shown.ok_or_else(|| FileError::new(path, Reason::Name))
}
