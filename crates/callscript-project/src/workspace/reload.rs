//! Reads the libraries of the open documents from disk.
//!
//! Must not know what the linter finds in them.

use std::sync::Arc;

use callscript::source::Source;

use super::Workspace;
use super::open_library::OpenLibrary;
use crate::files::Files;
use crate::libraries::ScriptPlace;
use crate::library_root::Root;

impl Workspace {
    /// Reads the files on disk, and assigns each document to its library.
    pub(super) fn reload_libraries(&mut self) {
        let mut files = Files::new(Source::MAX_BYTES);
        let mut scripts = Vec::new();
        for document in self.documents.values_mut() {
            document.at = None;
            if document.is_script {
                scripts.push(files.overlay(document.path(), Arc::clone(&document.file)));
            }
        }
        let beside = self.documents.values().filter_map(|document| Some(Root::of_document(document.beside()?.1)));
        let libraries = files.whole_libraries(&scripts, beside.collect());
        self.libraries = libraries.into_iter().map(OpenLibrary::new).collect();
        self.everything = None;
        self.unread = files.unread().cloned().collect();
        for document in self.documents.values_mut().filter(|document| document.is_script) {
            let places = self.libraries.iter().enumerate();
            let mut places = places.filter_map(|(library, bundle)| {
                let script = bundle.index_of(&document.file)?;
                Some(ScriptPlace { library, script })
            });
            document.at = places.next();
        }
        (0..self.libraries.len()).for_each(|index| self.apply_documents(index));
    }

    /// Puts the current documents into a library.
    pub(super) fn apply_documents(&mut self, index: usize) {
        let documents = self.documents.values().filter_map(|document| {
            let at = document.at.filter(|place| place.library == index)?;
            Some((at.script, document))
        });
        if let Some(bundle) = self.libraries.get_mut(index) {
            bundle.apply_documents(documents);
        }
    }
}
