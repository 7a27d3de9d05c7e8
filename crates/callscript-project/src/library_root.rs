//! Finds the folder of a script's library: that of the nearest `callscript.toml` upward, or else the script's own.
//!
//! Must not know what else is in a folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::disk;
use crate::kind::CONFIG;

/// The folder of a library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Root {
    pub(crate) folder: PathBuf,
    /// Whether it has a `callscript.toml`, readable or not.
    pub(crate) marked: bool,
}

/// A cache: the library of each folder looked up so far.
#[derive(Debug, Default)]
pub(crate) struct Roots(HashMap<PathBuf, Root>);

impl Root {
    /// The library of a file that an editor has open.
    pub(crate) fn of_document(path: &Path) -> Self {
        let place = disk::canonical(path).unwrap_or_else(|| path.to_owned());
        Self::of_folder(place.parent().unwrap_or(&place))
    }

    /// The library of the scripts directly in `folder`.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        let mut marked = folder.ancestors().filter(|folder| disk::is_there(&folder.join(CONFIG)));
        match marked.next() {
            Some(folder) => Self { folder: folder.to_owned(), marked: true },
            None => Self { folder: folder.to_owned(), marked: false },
        }
    }
}

impl Roots {
    /// The library of the file at `place`.
    pub(crate) fn of_file(&mut self, place: &Path) -> Root {
        let own = place.parent().unwrap_or(place);
        if let Some(root) = self.0.get(own) {
            return root.clone();
        }
        let root = Root::of_folder(own);
        self.0.insert(own.to_owned(), root.clone());
        root
    }
}
