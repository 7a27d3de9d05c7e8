//! The documents that are open, and the libraries that they are in: what is on disk, with the documents in the place of
//! their files.
//!
//! Must not know how an editor asks.

mod open_document;
mod open_library;
mod position;
mod shift;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::library::Library;
use callscript::source::{Source, Span};

pub use self::open_document::Document;
use self::open_library::Bundle;
pub use self::position::{Change, Encoding, Position, Range};
pub use self::shift::Shift;
pub use self::text::Text;
use crate::files::Files;
use crate::libraries::ScriptPlace;

/// Everything that is open.
#[derive(Debug, Default)]
pub struct Workspace {
    encoding: Encoding,
    /// By address.
    documents: BTreeMap<String, Document>,
    libraries: Vec<Bundle>,
    /// What is on disk may have changed, or what is read of it.
    is_stale: bool,
}

/// A place in a document that a request is about.
#[derive(Debug, Clone, Copy)]
pub struct Place<'w> {
    /// The document.
    pub document: &'w Document,
    /// Its library, with the scripts as they are.
    pub library: &'w Library,
    /// The same, with the scripts as they were when they could be read: what their names mean.
    pub names: &'w Library,
    /// The document's place in its library.
    pub at: usize,
    /// In its text.
    pub offset: usize,
    /// Which library that is.
    index: usize,
}

/// A range of a document that is open, or of a file.
#[derive(Debug, Clone, Copy)]
pub struct Location<'w> {
    /// What it is a range of.
    pub holder: Holder<'w>,
    /// The range.
    pub range: Range,
}

/// What a range is of.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'w> {
    /// A document that is open.
    Document(&'w Document),
    /// A file that is not.
    File(&'w Path),
}

impl Workspace {
    /// An empty one, for an editor that counts columns so.
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, ..Self::default() }
    }

    /// Opens a document under the name that the editor has for it; `path` is that of its file, if it was ever saved.
    pub fn open(&mut self, name: &str, path: Option<PathBuf>, version: i32, text: String) {
        let document = Document::new(name, path, version, text, self.encoding);
        self.documents.insert(name.to_owned(), document);
        self.is_stale = true;
    }

    /// Changes a document, change by change; nothing happens to one that is not open.
    pub fn change(&mut self, name: &str, version: i32, changes: &[Change]) {
        if let Some(document) = self.documents.get_mut(name) {
            document.version = version;
            document.text.change(changes);
            (document.is_unread, document.is_untold) = (true, true);
        }
    }

    /// Closes a document: from now on its file counts.
    pub fn close(&mut self, name: &str) {
        self.documents.remove(name);
        self.is_stale = true;
    }

    /// What is on disk may have changed: everything is read anew before it is next asked for.
    pub fn reload(&mut self) {
        self.is_stale = true;
    }

    /// The document of that name, if it is open.
    pub fn document(&self, name: &str) -> Option<&Document> {
        self.documents.get(name)
    }

    /// Brings what was read up to date if there are documents whose names are not known at all yet.
    pub fn arrange_if_stale(&mut self) {
        if self.is_stale {
            self.refresh();
        }
    }

    /// Brings what was read up to date with the texts.
    pub fn refresh(&mut self) {
        let mut changed = Vec::new();
        for document in self.documents.values_mut() {
            if document.is_unread {
                self.is_stale |= document.read();
                changed.extend(document.at);
            }
        }
        if std::mem::take(&mut self.is_stale) {
            self.arrange();
        } else {
            changed.sort_unstable();
            changed.dedup_by_key(|place| place.library);
            for place in changed {
                self.join(place.library);
            }
        }
    }

    /// Finds what is wrong with the documents of every library in which something has changed.
    pub fn lint(&mut self) {
        self.refresh();
        let mut found: BTreeMap<ScriptPlace, Vec<Diagnostic>> = BTreeMap::new();
        for (index, bundle) in self.libraries.iter_mut().enumerate() {
            if !std::mem::take(&mut bundle.is_unchecked) {
                continue;
            }
            let members = self.documents.values().filter_map(|document| document.at);
            let members = members.filter(|place| place.library == index);
            let reported: Vec<usize> = members.map(|place| place.script).collect();
            found.extend(reported.iter().map(|&script| (ScriptPlace { library: index, script }, Vec::new())));
            for finding in bundle.library.lint(&reported) {
                if let Some(script) = bundle.find(&finding.file) {
                    found.entry(ScriptPlace { library: index, script }).or_default().push(finding);
                }
            }
        }
        for document in self.documents.values_mut() {
            let findings = document.at.map_or_else(|| Some(Vec::new()), |at| found.remove(&at));
            if let Some(findings) = findings.filter(|findings| *findings != document.findings) {
                document.findings = findings;
                document.is_untold = true;
            }
        }
    }

    /// The scripts of which something is to be told: each once, after what it is about has changed.
    pub fn untold(&mut self) -> Vec<String> {
        self.lint();
        let scripts = self.documents.values_mut().filter(|document| document.is_script);
        let untold =
            scripts.filter_map(|document| std::mem::take(&mut document.is_untold).then(|| document.name.clone()));
        untold.collect()
    }

    /// The place of a document that a request is about; none if the document is not open, or is no script.
    pub fn place(&self, name: &str, position: Position) -> Option<Place<'_>> {
        let document = self.document(name)?;
        let at = document.at?;
        let Bundle { library, names, .. } = self.libraries.get(at.library)?;
        let offset = document.text.offset(position);
        Some(Place { document, library, names, at: at.script, offset, index: at.library })
    }

    /// Where a span of the file at a place of the same library is.
    pub fn location(&self, place: Place<'_>, at: usize, span: Span) -> Option<Location<'_>> {
        self.location_of(place.index, at, span)
    }

    /// The same of a span that was found among the names; nowhere if it touches what is being typed.
    pub fn location_of_name(&self, place: Place<'_>, at: usize, span: Span) -> Option<Location<'_>> {
        let span = match self.open_at(place.index, at) {
            Some(document) => document.shift.to_new(span)?,
            None => span,
        };
        self.location_of(place.index, at, span)
    }

    /// Where something is that was found wrong with a document, by the name of its file.
    pub fn location_in(&self, document: &Document, file: &str, span: Span) -> Option<Location<'_>> {
        let index = document.at?.library;
        self.location_of(index, self.libraries.get(index)?.find(file)?, span)
    }

    fn location_of(&self, index: usize, at: usize, span: Span) -> Option<Location<'_>> {
        if let Some(document) = self.open_at(index, at) {
            return Some(Location { holder: Holder::Document(document), range: document.text.range(span) });
        }
        self.libraries.get(index)?.location(at, span, self.encoding)
    }

    /// The document, if one is open, that is at a place of the library.
    fn open_at(&self, index: usize, at: usize) -> Option<&Document> {
        self.documents.values().find(|document| document.at == Some(ScriptPlace { library: index, script: at }))
    }

    /// Reads what is on disk, and finds every document its library.
    fn arrange(&mut self) {
        let mut files = Files::new(Source::MAX_BYTES);
        let mut scripts = Vec::new();
        for document in self.documents.values_mut() {
            document.at = None;
            if document.is_script {
                scripts.push(files.overlay(document.path.as_deref(), Arc::clone(&document.file)));
            }
        }
        self.libraries = files.whole_libraries(&scripts).into_iter().map(Bundle::new).collect();
        for document in self.documents.values_mut().filter(|document| document.is_script) {
            let places = self.libraries.iter().enumerate();
            let mut places = places.filter_map(|(library, bundle)| {
                let script = bundle.holds(&document.file)?;
                Some(ScriptPlace { library, script })
            });
            document.at = places.next();
        }
        (0..self.libraries.len()).for_each(|index| self.join(index));
    }

    /// Makes the libraries of a bundle of its scripts.
    fn join(&mut self, index: usize) {
        let documents = self.documents.values().filter_map(|document| {
            let at = document.at.filter(|place| place.library == index)?;
            Some((at.script, document))
        });
        if let Some(bundle) = self.libraries.get_mut(index) {
            bundle.join(documents);
        }
    }
}
