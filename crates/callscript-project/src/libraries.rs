//! Makes the libraries that scripts belong to, each with its configuration and the texts that its policies refer to.
//!
//! Must not know what the linter finds in them.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use callscript::config::Config;
use callscript::library::{Concern, File, Library};
use callscript::source::Source;

use crate::disk;
use crate::error::FileError;
use crate::file_cache::Located;
use crate::file_to_read::{self, FileToRead};
use crate::files::Files;
use crate::kind::MARKER;
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

    /// The same libraries, with all of their scripts, and the paths of these.
    pub(crate) fn whole_libraries(&mut self, scripts: &[Located]) -> Vec<WholeLibrary> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone = alone
            .into_iter()
            .map(|script| WholeLibrary { library: single_library(script), scripts: vec![script.clone()] });
        let mut libraries: Vec<_> = alone.collect();
        for (root, members) in by_root(placed) {
            libraries.push(self.whole_library(&root, &members));
        }
        libraries
    }

    /// The library of a folder with all of its scripts, and the paths of these.
    pub(crate) fn whole_library(&mut self, root: &Root, members: &[&Located]) -> WholeLibrary {
        let Members { scripts, .. } = self.members(root, members, None);
        WholeLibrary { library: self.assemble(root, &scripts), scripts }
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

    /// Makes the library of a folder from these scripts; a marked folder adds its configuration and texts.
    fn assemble(&mut self, root: &Root, located: &[Located]) -> Library {
        let files = located.iter().map(|script| Arc::clone(&script.file)).collect();
        if !root.marked {
            return Library::new(files);
        }
        if let Some(empty) = self.empty_libraries.get(&root.folder) {
            return empty.with_files(files);
        }
        let empty = self.read_empty(&root.folder);
        let library = empty.with_files(files);
        self.empty_libraries.insert(root.folder.clone(), empty);
        library
    }

    /// The library of a marked folder without scripts: its configuration, and the texts that its policies compare words
    /// with.
    fn read_empty(&self, folder: &Path) -> Library {
        let library = Library::default().with_config(self.config(folder));
        let texts: Vec<_> = library.texts_wanted().into_iter().filter_map(|name| self.text(folder, name)).collect();
        library.with_texts(texts)
    }

    /// The scripts of a library.
    fn members(&mut self, root: &Root, members: &[&Located], concern: Option<&Concern<'_>>) -> Members {
        let named = members.iter().map(|member| FileToRead::named(member.file.source().name(), &member.place));
        let mut wanted: Vec<_> = named.collect();
        let too_large = self.is_too_large(root, concern.is_some());
        if !too_large {
            let prefix = self.name_of(&root.folder);
            wanted.extend(self.folder(&root.folder).scripts(&prefix));
        }
        let mut wanted = file_to_read::unique(wanted);
        wanted.sort_by(|a, b| disk::bytes(&a.place).cmp(disk::bytes(&b.place)));
        let read = self.cache.read(&wanted, concern);
        Members {
            scripts: read.scripts.into_iter().filter_map(Result::ok).flatten().collect(),
            is_partial: too_large || read.is_partial,
        }
    }

    /// The configuration in a folder. If it cannot be read, that is a finding in it.
    fn config(&self, folder: &Path) -> Config {
        let max_bytes = self.cache.max_bytes();
        let shown = self.name_of(folder).join(MARKER).to_string_lossy().into_owned();
        match disk::read(&folder.join(MARKER), max_bytes) {
            Ok(bytes) => Config::read(Source::from_bytes(shown, bytes, max_bytes)),
            Err(reason) => {
                let fault = FileError::new(&shown, reason).to_string();
                Config::unreadable(Source::new(shown, ""), &fault)
            }
        }
    }

    /// A text file below a folder that a policy compares words with.
    fn text(&self, folder: &Path, name: &str) -> Option<Source> {
        let max_bytes = self.cache.max_bytes();
        let bytes = disk::read(&folder.join(name), max_bytes).ok()?;
        Some(Source::from_bytes(name, bytes, max_bytes))
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
