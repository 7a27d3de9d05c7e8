//! From scripts that were found to the libraries that they are in, each with its configuration and the texts it asks for.
//!
//! Must not know what is found in them.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use callscript::config::Config;
use callscript::library::{Concern, File, Library};
use callscript::source::Source;

use crate::disk;
use crate::error::FileError;
use crate::files::Files;
use crate::kind::MARKER;
use crate::known::Located;
use crate::library_root::{Root, Roots};
use crate::walk;
use crate::wanted::{self, Wanted};

/// How many files and folders make a folder too large to be a library of its own accord.
const LARGE: usize = 5000;

/// A library, and those of its scripts that it was put together for.
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
    /// The places of these scripts among its files.
    pub scripts: Vec<usize>,
}

/// A library with every script that is in it, and where each of them stands.
pub(crate) struct WholeLibrary {
    pub(crate) library: Library,
    pub(crate) scripts: Vec<Located>,
}

/// The scripts of a library, in the order of their places.
struct Members {
    scripts: Vec<Located>,
    /// Some were left out.
    is_partial: bool,
}

/// Where a script is: in which of some libraries, and at which place among its files.
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
    /// The library, by its place.
    pub library: usize,
    /// The script's place there.
    pub script: usize,
}

impl Files {
    /// The libraries of `scripts`, each with the places in it of those that are among them.
    ///
    /// A script's library is every script under the folder of the nearest `callscript.toml` upward, else under its own.
    pub fn libraries(&mut self, scripts: &[Located]) -> Vec<FoundLibrary> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone = alone.into_iter().map(|script| FoundLibrary { library: alone_in(script), scripts: vec![0] });
        let mut libraries: Vec<_> = alone.collect();
        for (root, members) in by_root(placed) {
            let scripts: Vec<&File> = members.iter().map(|member| &*member.file).collect();
            let concern = Concern::of(&scripts);
            libraries.push(self.library(&root, &members, concern.as_ref()));
        }
        libraries
    }

    /// The same libraries with every script that is in them, also those that cannot change what is found in `scripts`; and
    /// where each of these stands.
    pub(crate) fn whole_libraries(&mut self, scripts: &[Located]) -> Vec<WholeLibrary> {
        let (alone, placed): (Vec<&Located>, Vec<_>) = scripts.iter().partition(|script| script.place.is_relative());
        let alone =
            alone.into_iter().map(|script| WholeLibrary { library: alone_in(script), scripts: vec![script.clone()] });
        let mut libraries: Vec<_> = alone.collect();
        for (root, members) in by_root(placed) {
            libraries.push(self.whole_library(&root, &members));
        }
        libraries
    }

    /// The library of a folder with all that is in it, and where each of its scripts stands.
    pub(crate) fn whole_library(&mut self, root: &Root, members: &[&Located]) -> WholeLibrary {
        let Members { scripts, .. } = self.members(root, members, None);
        WholeLibrary { library: self.joined(root, &scripts), scripts }
    }

    /// The library of a folder, with the places of `members` in it; with what does not concern us left out, if that is
    /// said.
    pub(crate) fn library(&mut self, root: &Root, members: &[&Located], concern: Option<&Concern<'_>>) -> FoundLibrary {
        let all = self.members(root, members, concern);
        let members: HashSet<&Path> = members.iter().map(|member| member.place.as_path()).collect();
        let scripts = all.scripts.iter().enumerate().filter(|(_, script)| members.contains(script.place.as_path()));
        let scripts = scripts.map(|(place, _)| place).collect();
        let library = self.joined(root, &all.scripts);
        FoundLibrary { library: if all.is_partial { library.as_part() } else { library }, scripts }
    }

    /// The library of a folder that has these scripts, with what the folder asks for.
    fn joined(&mut self, root: &Root, located: &[Located]) -> Library {
        let files = located.iter().map(|script| Arc::clone(&script.file)).collect();
        if !root.marked {
            return Library::new(files);
        }
        if let Some(empty) = self.empty.get(&root.folder) {
            return empty.with_files(files);
        }
        let empty = self.empty(&root.folder);
        let library = empty.with_files(files);
        self.empty.insert(root.folder.clone(), empty);
        library
    }

    /// The library of a folder without its scripts: its configuration, and the texts that its policies compare words with.
    fn empty(&self, folder: &Path) -> Library {
        let library = Library::default().with_config(self.config(folder));
        let texts: Vec<_> = library.texts_wanted().into_iter().filter_map(|name| self.text(folder, name)).collect();
        library.with_texts(texts)
    }

    /// The scripts of a library.
    fn members(&mut self, root: &Root, members: &[&Located], concern: Option<&Concern<'_>>) -> Members {
        let named = members.iter().map(|member| Wanted::named(member.file.source().name(), &member.place));
        let mut wanted: Vec<_> = named.collect();
        let too_large = self.is_too_large(root, concern.is_some());
        if !too_large {
            let prefix = self.name_of(&root.folder);
            wanted.extend(self.folder(&root.folder).scripts(&prefix));
        }
        let mut wanted = wanted::unique(wanted);
        wanted.sort_by(|a, b| disk::bytes(&a.place).cmp(disk::bytes(&b.place)));
        let read = self.known.read(&wanted, concern);
        Members {
            scripts: read.scripts.into_iter().filter_map(Result::ok).flatten().collect(),
            is_partial: too_large || read.is_partial,
        }
    }

    /// The configuration in a folder. That it cannot be read is a finding like any other in it.
    fn config(&self, folder: &Path) -> Config {
        let max_bytes = self.known.max_bytes();
        let shown = self.name_of(folder).join(MARKER).to_string_lossy().into_owned();
        match disk::read(&folder.join(MARKER), max_bytes) {
            Ok(bytes) => Config::read(Source::from_bytes(shown, bytes, max_bytes)),
            Err(reason) => {
                let fault = FileError::new(&shown, reason).to_string();
                Config::unreadable(Source::new(shown, ""), &fault)
            }
        }
    }

    /// A text below a folder that words are compared with.
    fn text(&self, folder: &Path, name: &str) -> Option<Source> {
        let max_bytes = self.known.max_bytes();
        let bytes = disk::read(&folder.join(name), max_bytes).ok()?;
        Some(Source::from_bytes(name, bytes, max_bytes))
    }

    /// Whether a folder that nobody marked as a library holds so much that it is none: a home folder, say. A script that
    /// runs others is looked for in it all the same.
    fn is_too_large(&self, root: &Root, few_concern: bool) -> bool {
        let walked = self.folders.contains_key(&root.folder);
        few_concern && !root.marked && !walked && walk::has_more_than(&root.folder, LARGE)
    }
}

/// The library of a script that stands in no folder.
fn alone_in(script: &Located) -> Library {
    Library::new(vec![Arc::clone(&script.file)])
}

/// Scripts by the folder that is their library.
fn by_root(scripts: Vec<&Located>) -> BTreeMap<Root, Vec<&Located>> {
    let mut roots = Roots::default();
    let mut by_root: BTreeMap<Root, Vec<&Located>> = BTreeMap::new();
    for script in scripts {
        by_root.entry(roots.of_file(&script.place)).or_default().push(script);
    }
    by_root
}
