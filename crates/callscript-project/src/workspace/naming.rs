//! What names something at a position: the library of a document, with the scenario files beside it as they are now.
//!
//! Must not know what is named, nor how a scenario is performed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::config::Config;
use callscript::library::Library;
use callscript::scenario;
use callscript::source::{Source, Span};

use super::open_document::{Beside, Document};
use super::open_library::OnDisk;
use super::position::Position;
use super::{Holder, Location, Workspace};
use crate::disk;
use crate::kind::{CONFIG, is_script};
use crate::library_root::{Root, Roots};
use crate::walk;

/// A library with its scenario files, and a position in one of them.
#[derive(Debug)]
pub struct Naming<'w> {
    /// The library, with the text of open documents, also of its configuration.
    pub library: Library,
    /// The scenario files beside its scripts.
    pub scenarios: Vec<Arc<scenario::File>>,
    /// The document of the request.
    pub document: &'w Document,
    /// Where the document is: the index among the scripts, then the scenario files, then the configuration.
    pub at: usize,
    /// The offset in its text, in bytes.
    pub offset: usize,
    workspace: &'w Workspace,
    /// The index of the library.
    index: usize,
    /// Whether the scripts are as they were when they were last readable.
    is_readable: bool,
    /// The paths of the scenario files.
    places: Vec<PathBuf>,
}

impl Workspace {
    /// What names something at a position in a script, in scenarios or in a `callscript.toml`; `None` if the document is
    /// none of these. With `readable`, each script is as it was when it was last readable.
    pub fn naming(&self, name: &str, position: Position, readable: bool) -> Option<Naming<'_>> {
        let document = self.document(name)?;
        let beside = document.beside();
        let index = match beside {
            Some((_, path)) => self.library_of(&Root::of_document(path))?,
            None => document.at?.library,
        };
        let open = self.libraries.get(index)?;
        let mut library = if readable { open.names.clone() } else { open.library.clone() };
        let mut naming = Naming {
            scenarios: Vec::new(),
            places: Vec::new(),
            document,
            at: document.at.map_or(0, |place| place.script),
            offset: document.text.offset(position),
            workspace: self,
            index,
            is_readable: readable,
            library: Library::default(),
        };
        if let Some(root) = &open.root {
            if let Some(config) = open.config_place().and_then(|place| self.open_file(place)) {
                library = library.with_config(Config::read(Source::new(CONFIG, config.text.as_str())));
            }
            naming.read_scenarios(root);
        }
        naming.library = library;
        match beside {
            None if readable => naming.offset = document.shift.to_old(naming.offset)?,
            None => {}
            Some((Beside::Config, _)) => naming.at = naming.library.files().len() + naming.scenarios.len(),
            Some((Beside::Scenarios, path)) => {
                let place = disk::canonical(path)?;
                let number = naming.places.iter().position(|other| *other == place)?;
                naming.at = naming.library.files().len() + number;
            }
        }
        Some(naming)
    }

    fn library_of(&self, root: &Root) -> Option<usize> {
        self.libraries.iter().position(|library| library.root.as_ref() == Some(root))
    }

    /// The open document of the file at `place`.
    pub(super) fn open_file(&self, place: &Path) -> Option<&Document> {
        let mut documents = self.documents.values();
        documents.find(|document| document.path().and_then(disk::canonical).as_deref() == Some(place))
    }
}

impl<'w> Naming<'w> {
    /// The location of a span of the file with this index; `None` if it touches text that is being typed.
    pub fn location(&'w self, at: usize, span: Span) -> Option<Location<'w>> {
        let scripts = self.library.files().len();
        if at < scripts {
            let open = self.workspace.open_at(self.index, at).filter(|_| self.is_readable);
            let span = open.map_or(Some(span), |document| document.shift.to_new(span))?;
            return self.workspace.location_of(self.index, at, span);
        }
        let scenarios = self.scenarios.get(at - scripts).zip(self.places.get(at - scripts));
        if let Some((file, place)) = scenarios {
            return Some(self.location_beside(place, file.source(), span));
        }
        let config = self.library.config()?.source();
        let place = self.workspace.libraries.get(self.index)?.config_place()?;
        Some(self.location_beside(place, config, span))
    }

    fn location_beside(&self, place: &'w Path, source: &Source, span: Span) -> Location<'w> {
        match self.workspace.open_file(place) {
            Some(document) => Location { holder: Holder::Document(document), range: document.text.range(span) },
            None => {
                let range = OnDisk::new(source, self.workspace.encoding).range(span);
                Location { holder: Holder::File(place), range }
            }
        }
    }

    /// Reads the scenario files of a library from disk, or from the documents that are open in their place.
    fn read_scenarios(&mut self, root: &Root) {
        let folder = walk::walk(&root.folder);
        let mut places: Vec<PathBuf> = folder.scenarios(Path::new("")).map(|wanted| wanted.place).collect();
        let open = self.workspace.documents.values().filter_map(|document| match document.beside()? {
            (Beside::Scenarios, path) => disk::canonical(path),
            (Beside::Config, _) => None,
        });
        places.extend(open);
        places.sort();
        places.dedup();
        let mut roots = Roots::default();
        for place in places {
            if roots.of_file(&place) != *root {
                continue;
            }
            let bytes = match self.workspace.open_file(&place) {
                Some(document) => document.text.as_str().as_bytes().to_vec(),
                None => match disk::read_start(&place, Source::MAX_BYTES) {
                    Ok(bytes) => bytes,
                    Err(_) => continue,
                },
            };
            if !is_script(&bytes) {
                let source = Source::from_bytes(place.to_string_lossy(), bytes, Source::MAX_BYTES);
                self.scenarios.push(Arc::new(scenario::File::read(source)));
                self.places.push(place);
            }
        }
    }
}
