//! What the scripts in the folders of the editor declare.
//!
//! Must not know what an editor looks for.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use callscript::internal::symbols::Occurrence;
use callscript::library::File;
use callscript::source::Source;

use super::open_document::Document;
use super::open_library::OpenLibrary;
use super::{Holder, Location, Workspace};
use crate::disk;
use crate::files::Files;
use crate::walk;

/// A folder with more files and folders than this is not searched.
const LARGE: usize = 200_000;

/// Something that a script declares.
#[derive(Debug)]
pub struct Declared<'w> {
    /// The definition.
    pub occurrence: Occurrence,
    /// What it is called: its name or its label.
    pub called: String,
    /// Its script.
    pub script: &'w Arc<File>,
    /// Where it is.
    pub location: Location<'w>,
}

impl Workspace {
    /// Reads the scripts in the folders of the editor, unless that has been done since files changed last.
    pub fn read_everything(&mut self) {
        self.refresh();
        if self.everything.is_some() {
            return;
        }
        let mut files = Files::new(Source::MAX_BYTES);
        for document in self.documents.values().filter(|document| document.is_script) {
            files.overlay(document.path(), Arc::clone(&document.file));
        }
        let folders = self.folders.iter().filter(|folder| folder.is_dir() && !walk::has_more_than(folder, LARGE));
        let folders: Vec<_> = folders.cloned().collect();
        let found = files.find(&folders);
        let libraries = files.whole_libraries(&found.scripts, BTreeSet::new());
        self.everything = Some(libraries.into_iter().map(OpenLibrary::new).collect());
    }

    /// Calls `see` with all that is declared in the scripts that were read, and in those that are open.
    pub fn declarations<'w>(&'w self, see: &mut dyn FnMut(Declared<'w>)) {
        for document in self.documents.values().filter(|document| document.is_script) {
            self.declared_in_document(document, see);
        }
        let scripts = self.documents.values().filter(|document| document.is_script);
        let mut seen: HashSet<PathBuf> = scripts.filter_map(|document| disk::canonical(document.path()?)).collect();
        for library in self.everything.iter().flatten() {
            for (at, located) in library.located().enumerate() {
                // A folder inside another can be a library of its own.
                if !seen.insert(located.place().to_owned()) {
                    continue;
                }
                let symbols = library.library.symbols(&[]);
                for occurrence in symbols.occurrences(at).into_iter().filter(|found| found.is_definition) {
                    if let Some(location) = library.location(at, occurrence.span, self.encoding) {
                        let called = symbols.called(&occurrence);
                        see(Declared { occurrence, called, script: &located.file, location });
                    }
                }
            }
        }
    }

    fn declared_in_document<'w>(&'w self, document: &'w Document, see: &mut dyn FnMut(Declared<'w>)) {
        let Some((at, library)) = document.at.and_then(|at| Some((at, self.libraries.get(at.library)?))) else {
            return;
        };
        let symbols = library.names.symbols(&[]);
        for occurrence in symbols.occurrences(at.script).into_iter().filter(|found| found.is_definition) {
            if let Some(span) = document.shift.to_new(occurrence.span) {
                let location = Location { holder: Holder::Document(document), range: document.text.range(span) };
                let called = symbols.called(&occurrence);
                see(Declared { occurrence, called, script: &document.readable, location });
            }
        }
    }
}
