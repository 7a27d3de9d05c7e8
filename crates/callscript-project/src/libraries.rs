//! Makes the libraries that scripts belong to, each with its configuration and the texts that its policies refer to.
//!
//! Must not know what the linter finds in them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use callscript::config::Config;
use callscript::library::{Concern, File, Library};
use callscript::source::Source;

use crate::disk;
use crate::error::{FileError, Reason};
use crate::file_cache::Located;
use crate::file_to_read::{self, FileToRead};
use crate::files::Files;
use crate::kind::CONFIG;
use crate::library_root::{Root, Roots};
use crate::walk;

/// A folder with more files and folders than this is not treated as a library unless it is marked as one.
const LARGE: usize = 5000;

/// A library, and those of its scripts for which it was made.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let mut files = Files::new(Source::MAX_BYTES);
/// let script = files.script("../../trees/cold-call.yaml".as_ref())?;
/// let found = &files.libraries(&[script])[0];
/// assert_eq!(found.library.files()[found.scripts[0]].id(), Some("cold-call"));
/// # Ok::<(), callscript_project::FileError>(())
/// ```
#[derive(Debug)]
pub struct FoundLibrary {
    /// The library.
    pub library: Library,
    /// The indices of these scripts among the library's files.
    pub scripts: Vec<usize>,
}

/// A library with every script in it, and the paths of these.
pub(crate) struct WholeLibrary {
    /// Its folder; `None` for that of a script in no folder.
    pub(crate) root: Option<Root>,
    pub(crate) library: Library,
    pub(crate) scripts: Vec<Located>,
}

/// The scripts of a library, ordered by path.
struct Members {
    scripts: Vec<Located>,
    /// Whether some were left out.
    is_partial: bool,
}

/// The position of a script in a list of libraries.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let found = Files::new(Source::MAX_BYTES).scenario_files(&["../../trees/cold-call.yaml".into()]);
/// let place = found.scripts[0];
/// assert_eq!(found.libraries[place.library].files()[place.script].id(), Some("cold-call"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScriptPlace {
    /// The index of the library.
    pub library: usize,
    /// The index of the script in that library.
    pub script: usize,
}

impl Files {
    /// The libraries of `scripts`, each with the indices of these scripts in it.
    ///
    /// A script's library consists of all scripts under the folder of the nearest `callscript.toml` upward, or, without
    /// one, under the script's own folder. Scripts that cannot affect the findings of `scripts` may be left out.
    pub fn libraries(&mut self, scripts: &[Located]) -> Vec<FoundLibrary> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone = alone.into_iter().map(|script| FoundLibrary { library: single_library(script), scripts: vec![0] });
        let mut libraries: Vec<_> = alone.collect();
        for (root, members) in by_root(placed) {
            let scripts: Vec<&File> = members.iter().map(|member| &*member.file).collect();
            let concern = Concern::of(&scripts);
            libraries.push(self.library(&root, &members, concern.as_ref()));
        }
        libraries
    }

    /// What the libraries that were made need and could not be read, though it is there: a `callscript.toml`, or a text
    /// that a policy names.
    pub fn unread(&self) -> impl Iterator<Item = &FileError> {
        self.unread.values()
    }

    /// What could not be read beside scripts that run others: it may be what they run.
    pub fn unread_scripts(&self) -> impl Iterator<Item = &FileError> {
        self.unread_scripts.iter()
    }

    /// Every script, `callscript.toml` and text read so far, by its path without links.
    pub fn read(&self) -> impl Iterator<Item = &Path> {
        self.cache.scripts().chain(self.read.iter().map(AsRef::as_ref))
    }

    /// The same libraries, with all of their scripts, and the paths of these; also those of the folders `others`.
    pub(crate) fn whole_libraries(&mut self, scripts: &[Located], others: BTreeSet<Root>) -> Vec<WholeLibrary> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone = alone.into_iter().map(|script| WholeLibrary {
            root: None,
            library: single_library(script),
            scripts: vec![script.clone()],
        });
        let mut libraries: Vec<_> = alone.collect();
        let mut by_root = by_root(placed);
        for root in others {
            by_root.entry(root).or_default();
        }
        for (root, members) in by_root {
            libraries.push(self.whole_library(&root, &members));
        }
        libraries
    }

    /// The library of a folder with all of its scripts, and the paths of these.
    pub(crate) fn whole_library(&mut self, root: &Root, members: &[&Located]) -> WholeLibrary {
        let Members { scripts, .. } = self.members(root, members, None);
        WholeLibrary { root: Some(root.clone()), library: self.assemble(root, &scripts), scripts }
    }

    /// The library of a folder, with the indices of `members` in it; with a `concern`, without the scripts that it does
    /// not select.
    pub(crate) fn library(&mut self, root: &Root, members: &[&Located], concern: Option<&Concern<'_>>) -> FoundLibrary {
        let all = self.members(root, members, concern);
        let members: HashSet<&Path> = members.iter().map(|member| member.place.as_path()).collect();
        let scripts = all.scripts.iter().enumerate().filter(|(_, script)| members.contains(script.place.as_path()));
        let scripts = scripts.map(|(place, _)| place).collect();
        let library = self.assemble(root, &all.scripts);
        FoundLibrary { library: if all.is_partial { library.as_part() } else { library }, scripts }
    }

    /// Makes the library of a folder from these scripts; a marked folder adds its configuration. The texts that policies
    /// compare words with are added.
    fn assemble(&mut self, root: &Root, located: &[Located]) -> Library {
        let files = located.iter().map(|script| Arc::clone(&script.file)).collect();
        let library =
            if root.marked { self.empty_library(&root.folder).with_files(files) } else { Library::new(files) };
        let wanted: Vec<String> = library.texts_wanted().into_iter().map(str::to_owned).collect();
        let texts: Vec<_> = wanted.into_iter().filter_map(|name| self.text(&root.folder, name)).collect();
        library.with_texts(texts)
    }

    /// The library of a marked folder without scripts: its configuration, if that can be read.
    fn empty_library(&mut self, folder: &Path) -> &Library {
        if !self.empty_libraries.contains_key(folder) {
            let path = folder.join(CONFIG);
            let shown = self.name_of(folder).join(CONFIG);
            let source = self.source(&path, &shown, &shown);
            let library =
                source.map_or_else(Library::default, |source| Library::default().with_config(Config::read(source)));
            self.empty_libraries.insert(folder.to_owned(), library);
        }
        &self.empty_libraries[folder]
    }

    /// A text below a folder that a policy compares words with, and its name: without the text if it cannot be read.
    /// `None` if it is not there.
    fn text(&mut self, folder: &Path, name: String) -> Option<(String, Option<Source>)> {
        let path = folder.join(&name);
        let shown = self.name_of(folder).join(&name);
        let place = disk::canonical(&path);
        if place.is_some_and(|place| !place.starts_with(folder)) {
            self.unread.insert(path, FileError::new(shown, Reason::Outside));
            return Some((name, None));
        }
        if !disk::is_there(&path) {
            return None;
        }
        let source = self.source(&path, &shown, Path::new(&name));
        Some((name, source))
    }

    /// The content of a configuration or a text, under the name that findings give it. If it cannot be read, that is
    /// noted, with the path as people see it.
    fn source(&mut self, path: &Path, shown: &Path, name: &Path) -> Option<Source> {
        let max_bytes = self.cache.max_bytes();
        match disk::read_start(path, max_bytes) {
            Ok(bytes) => {
                self.read.extend(disk::canonical(path));
                Some(Source::from_bytes(name.to_string_lossy(), bytes, max_bytes))
            }
            Err(reason) => {
                self.unread.insert(path.to_owned(), FileError::new(shown, reason));
                None
            }
        }
    }

    /// The scripts of a library.
    fn members(&mut self, root: &Root, members: &[&Located], concern: Option<&Concern<'_>>) -> Members {
        let named = members.iter().map(|member| FileToRead::named(member.file.source().name(), &member.place));
        let mut wanted: Vec<_> = named.collect();
        let too_large = self.is_too_large(root, concern.is_some());
        let mut faults = Vec::new();
        if !too_large {
            let prefix = self.name_of(&root.folder);
            let folder = self.folder(&root.folder);
            wanted.extend(folder.scripts(&prefix));
            faults.extend(folder.faults(&prefix));
        }
        let mut wanted = file_to_read::unique(wanted);
        wanted.sort_by(|a, b| disk::bytes(&a.place).cmp(disk::bytes(&b.place)));
        let read = self.cache.read(&wanted, concern);
        let is_partial = too_large || read.is_partial;
        let (scripts, unread): (Vec<_>, Vec<_>) = read.scripts.into_iter().partition(Result::is_ok);
        if members.iter().any(|member| member.file.runs_others()) {
            faults.extend(unread.into_iter().filter_map(Result::err));
            self.unread_scripts.extend(faults);
        }
        Members { scripts: scripts.into_iter().flatten().flatten().collect(), is_partial }
    }

    /// Whether an unmarked folder holds too many files to be a library, such as a home folder. With no `concern`, the
    /// folder is searched anyway: `scripts` run others that may be anywhere in it.
    fn is_too_large(&self, root: &Root, few_concern: bool) -> bool {
        let walked = self.folders.contains_key(&root.folder);
        few_concern && !root.marked && !walked && walk::has_more_than(&root.folder, LARGE)
    }
}

/// The library of a script that is in no folder.
fn single_library(script: &Located) -> Library {
    Library::new(vec![Arc::clone(&script.file)])
}

/// Groups scripts by the folder of their library.
fn by_root(scripts: Vec<&Located>) -> BTreeMap<Root, Vec<&Located>> {
    let mut roots = Roots::default();
    let mut by_root: BTreeMap<Root, Vec<&Located>> = BTreeMap::new();
    for script in scripts {
        by_root.entry(roots.of_file(&script.place)).or_default().push(script);
    }
    by_root
}
