//! The documents that an editor has open, and their libraries: the files on disk, with open documents in place of their
//! files.
//!
//! Must not know the editor's protocol.

mod declarations;
mod location;
mod naming;
mod open_document;
mod open_library;
mod position;
mod reload;
mod shift;
mod text;
mod watched;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use callscript::diagnostic::Diagnostic;
use callscript::library::Library;
use callscript::source::Span;

pub use self::declarations::Declared;
pub use self::location::{Holder, Location};
pub use self::naming::Naming;
pub use self::open_document::{Document, Opened};
use self::open_library::OpenLibrary;
pub use self::position::{Change, Encoding, Position, Range};
pub use self::shift::Shift;
pub use self::text::Text;
pub use self::watched::Watched;
use crate::error::FileError;
use crate::libraries::ScriptPlace;

/// The open documents and their libraries.
#[derive(Debug, Default)]
pub struct Workspace {
    encoding: Encoding,
    /// By the name that the editor has for them.
    documents: BTreeMap<String, Document>,
    libraries: Vec<OpenLibrary>,
    /// The folders that the editor works in.
    folders: BTreeSet<PathBuf>,
    /// Every library of these folders, once somebody has asked for it.
    everything: Option<Vec<OpenLibrary>>,
    /// Whether files on disk may have changed, or other files may be needed.
    is_stale: bool,
    unread: Vec<FileError>,
}

/// A position in a document that a request refers to.
#[derive(Debug, Clone, Copy)]
pub struct Place<'w> {
    /// The document.
    pub document: &'w Document,
    /// Its library, with the current text of each document.
    pub library: &'w Library,
    /// The same library, with the last readable text of each document, to resolve names while text is being typed.
    pub names: &'w Library,
    /// The document's index in its library.
    pub at: usize,
    /// The offset in its text, in bytes.
    pub offset: usize,
    /// The index of the library.
    index: usize,
}

impl Workspace {
    /// An empty workspace for an editor that counts columns in this encoding.
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, ..Self::default() }
    }

    /// Adds folders that the editor works in, and removes others.
    pub fn change_folders(&mut self, added: impl IntoIterator<Item = PathBuf>, removed: &[PathBuf]) {
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added);
        self.is_stale = true;
    }

    /// Opens a document under the editor's name for it.
    pub fn open(&mut self, name: &str, kind: Opened, version: i32, text: String) {
        let document = Document::new(name, kind, version, text, self.encoding);
        self.documents.insert(name.to_owned(), document);
        self.is_stale = true;
    }

    /// Applies changes to a document, one after the other. Does nothing if the document is not open.
    pub fn change(&mut self, name: &str, version: i32, changes: &[Change]) {
        if let Some(document) = self.documents.get_mut(name) {
            document.version = version;
            document.text.change(changes);
            (document.is_unread, document.is_unreported) = (true, true);
        }
    }

    /// Closes a document: from now on its file is used.
    pub fn close(&mut self, name: &str) {
        self.documents.remove(name);
        self.is_stale = true;
    }

    /// Notes that files on disk may have changed: everything is read again at the next request.
    pub fn reload(&mut self) {
        self.is_stale = true;
    }

    /// The open document with this name.
    pub fn document(&self, name: &str) -> Option<&Document> {
        self.documents.get(name)
    }

    /// Reads files and documents again only if the set of files may have changed.
    pub fn refresh_if_stale(&mut self) {
        if self.is_stale {
            self.refresh();
        }
    }

    /// Reads changed documents again, and files if they may have changed.
    pub fn refresh(&mut self) {
        let mut changed = Vec::new();
        for document in self.documents.values_mut() {
            if document.is_unread {
                self.is_stale |= document.read();
                changed.extend(document.at);
            }
        }
        if std::mem::take(&mut self.is_stale) {
            self.reload_libraries();
        } else {
            changed.sort_unstable();
            changed.dedup_by_key(|place| place.library);
            for place in changed {
                self.apply_documents(place.library);
            }
        }
    }

    /// Lints the open documents of every library that has changed.
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
            for finding in bundle.library.lint_files(&reported) {
                if let Some(script) = bundle.find(&finding.file) {
                    found.entry(ScriptPlace { library: index, script }).or_default().push(finding);
                }
            }
        }
        for document in self.documents.values_mut() {
            let findings = document.at.map_or_else(|| Some(Vec::new()), |at| found.remove(&at));
            if let Some(findings) = findings.filter(|findings| *findings != document.findings) {
                document.findings = findings;
                document.is_unreported = true;
            }
        }
    }

    /// The names of scripts whose text or findings have changed since the last call.
    pub fn take_unreported(&mut self) -> Vec<String> {
        self.lint();
        let scripts = self.documents.values_mut().filter(|document| document.is_script);
        let unreported =
            scripts.filter_map(|document| std::mem::take(&mut document.is_unreported).then(|| document.name.clone()));
        unreported.collect()
    }

    /// What the libraries need and could not be read, such as a `callscript.toml`.
    pub fn unread(&self) -> &[FileError] {
        &self.unread
    }

    /// The position in a document that a request refers to; `None` if the document is not open or is not a script.
    pub fn place(&self, name: &str, position: Position) -> Option<Place<'_>> {
        let document = self.document(name)?;
        let at = document.at?;
        let OpenLibrary { library, names, .. } = self.libraries.get(at.library)?;
        let offset = document.text.offset(position);
        Some(Place { document, library, names, at: at.script, offset, index: at.library })
    }

    /// The location of a span of the file with index `at` in the same library.
    pub fn location(&self, place: Place<'_>, at: usize, span: Span) -> Option<Location<'_>> {
        self.location_of(place.index, at, span)
    }

    /// The location of a span in a finding of `document`, given the name of its file.
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

    /// The open document with this index in a library.
    fn open_at(&self, index: usize, at: usize) -> Option<&Document> {
        self.documents.values().find(|document| document.at == Some(ScriptPlace { library: index, script: at }))
    }
}
