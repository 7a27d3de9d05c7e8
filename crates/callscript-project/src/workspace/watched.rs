//! The files and folders that findings depend on.
//!
//! Must not know how an editor watches them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Workspace;
use super::open_library::OpenLibrary;
use crate::disk;
use crate::file_cache::Located;
use crate::kind::{CONFIG, is_yaml};

/// The most paths of each kind: an editor may compare every change with each of them.
const MOST: usize = 500;

/// What findings depend on, beside the YAML files and configurations in the folders of the editor.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The folders of libraries outside of the folders of the editor. Every file in them that may be a script counts.
    pub libraries: BTreeSet<PathBuf>,
    /// Folders with scripts: when one is deleted or renamed, its files are gone.
    pub folders: BTreeSet<PathBuf>,
    /// Files with other names or elsewhere: texts that policies name, there or not, and what links lead to.
    pub files: BTreeSet<PathBuf>,
}

impl Workspace {
    /// What the findings depend on.
    pub fn watched(&self) -> Watched {
        let mut watched = Watched::default();
        for library in &self.libraries {
            self.watch(library, &mut watched);
        }
        for paths in [&mut watched.libraries, &mut watched.folders, &mut watched.files] {
            while paths.len() > MOST {
                paths.pop_last();
            }
        }
        watched
    }

    fn watch(&self, library: &OpenLibrary, watched: &mut Watched) {
        let Some(root) = &library.root else {
            return;
        };
        let is_inside = self.folders.iter().any(|folder| root.folder.starts_with(folder));
        // A folder that nothing marks may be as large as a home folder.
        if !is_inside && root.marked {
            watched.libraries.insert(root.folder.clone());
        }
        let is_seen = |place: &Path| place.starts_with(&root.folder) && (is_inside || root.marked);
        let places = library.located().map(Located::place);
        for place in places.chain(library.config_place()) {
            let is_named = is_yaml(place) || place.ends_with(CONFIG);
            if !is_named || !is_seen(place) {
                watched.files.insert(place.to_owned());
            }
            let folders = place.ancestors().skip(1).take_while(|folder| folder.starts_with(&root.folder));
            watched.folders.extend(folders.map(Path::to_owned));
        }
        for name in library.library.texts_wanted() {
            let path = root.folder.join(name);
            watched.files.extend(disk::canonical(&path));
            watched.files.insert(path);
        }
    }
}
