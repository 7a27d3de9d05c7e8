//! The documents that are open, and the libraries that they are in: what is on disk, with the documents in the place of
//! their files.
//!
//! Must not know requests.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::source::{Source, Span};
use callscript_project::Files;
use lsp_types::{Location, Position, Range, Uri};

use super::bundle::Bundle;
use super::document::Document;
use super::text::Encoding;

/// Everything that is open.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) encoding: Encoding,
    /// By address.
    documents: BTreeMap<String, Document>,
    libraries: Vec<Bundle>,
    /// What is on disk may have changed, or what is read of it.
    is_stale: bool,
}

/// A place in a document that a request is about.
#[derive(Clone, Copy)]
pub(super) struct Place<'w> {
    pub(super) document: &'w Document,
    pub(super) bundle: &'w Bundle,
    /// Which library that is.
    pub(super) index: usize,
    /// The document's place in its library.
    pub(super) at: usize,
    /// In its text.
    pub(super) offset: usize,
}

impl Workspace {
    pub(super) fn open(&mut self, uri: Uri, version: i32, text: String) {
        let document = Document::new(uri, version, text, self.encoding);
        self.documents.insert(document.uri.as_str().to_owned(), document);
        self.is_stale = true;
    }

    /// Changes a document, change by change; nothing happens to one that is not open.
    pub(super) fn change(&mut self, uri: &Uri, version: i32, changes: &[(Option<Range>, String)]) {
        if let Some(document) = self.documents.get_mut(uri.as_str()) {
            document.version = version;
            document.text.change(changes);
            (document.is_unread, document.is_untold) = (true, true);
        }
    }

    /// Closes a document: from now on its file counts.
    pub(super) fn close(&mut self, uri: &Uri) {
        self.documents.remove(uri.as_str());
        self.is_stale = true;
    }

    /// What is on disk may have changed: everything is read anew before it is next asked for.
    pub(super) fn reload(&mut self) {
        self.is_stale = true;
    }

    pub(super) fn document(&self, uri: &Uri) -> Option<&Document> {
        self.documents.get(uri.as_str())
    }

    /// Brings what was read up to date if there are documents whose names are not known at all yet.
    pub(super) fn arrange_if_stale(&mut self) {
        if self.is_stale {
            self.refresh();
        }
    }

    /// Brings what was read up to date with the texts.
    pub(super) fn refresh(&mut self) {
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
            changed.dedup_by_key(|(bundle, _)| *bundle);
            for (bundle, _) in changed {
                self.join(bundle);
            }
        }
    }

    /// Finds what is wrong with the documents of every library in which something has changed.
    pub(super) fn find(&mut self) {
        self.refresh();
        let mut found: BTreeMap<(usize, usize), Vec<Diagnostic>> = BTreeMap::new();
        for (index, bundle) in self.libraries.iter_mut().enumerate() {
            if !std::mem::take(&mut bundle.is_unchecked) {
                continue;
            }
            let members = self.documents.values().filter_map(|document| document.at);
            let reported: Vec<usize> = members.filter(|(bundle, _)| *bundle == index).map(|(_, at)| at).collect();
            found.extend(reported.iter().map(|&at| ((index, at), Vec::new())));
            for finding in bundle.library.lint(&reported) {
                if let Some(at) = bundle.find(&finding.file) {
                    found.entry((index, at)).or_default().push(finding);
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
    pub(super) fn untold(&mut self) -> Vec<Uri> {
        self.find();
        let scripts = self.documents.values_mut().filter(|document| document.is_script);
        let untold =
            scripts.filter_map(|document| std::mem::take(&mut document.is_untold).then(|| document.uri.clone()));
        untold.collect()
    }

    /// The place of a document that a request is about; none if the document is not open, or is no script.
    pub(super) fn place(&self, uri: &Uri, position: Position) -> Option<Place<'_>> {
        let document = self.document(uri)?;
        let (index, at) = document.at?;
        Some(Place { document, bundle: self.libraries.get(index)?, index, at, offset: document.text.offset(position) })
    }

    /// Where something is that was found among the names of a library; nowhere if it touches what is being typed.
    pub(super) fn location(&self, place: Place<'_>, at: usize, span: Span) -> Option<Location> {
        let span = match self.open_at(place.index, at) {
            Some(document) => document.shift.to_new(span)?,
            None => span,
        };
        self.location_of(place.index, at, span)
    }

    /// Where something is that was found wrong, by the name of its file.
    pub(super) fn location_in(&self, document: &Document, file: &str, span: Span) -> Option<Location> {
        let (index, _) = document.at?;
        self.location_of(index, self.libraries.get(index)?.find(file)?, span)
    }

    /// Where a span of the file at a place of a library is, for an editor.
    pub(super) fn location_of(&self, index: usize, at: usize, span: Span) -> Option<Location> {
        if let Some(document) = self.open_at(index, at) {
            return Some(Location::new(document.uri.clone(), document.text.range(span)));
        }
        self.libraries.get(index)?.location(at, span, self.encoding)
    }

    /// The document, if one is open, that is at a place of the library.
    pub(super) fn open_at(&self, index: usize, at: usize) -> Option<&Document> {
        self.documents.values().find(|document| document.at == Some((index, at)))
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
            let mut places = places.filter_map(|(index, bundle)| Some((index, bundle.holds(&document.file)?)));
            document.at = places.next();
        }
        (0..self.libraries.len()).for_each(|index| self.join(index));
    }

    /// Makes the libraries of a bundle of its scripts.
    fn join(&mut self, index: usize) {
        let documents = self.documents.values().filter_map(|document| {
            let (_, at) = document.at.filter(|(bundle, _)| *bundle == index)?;
            Some((at, document))
        });
        if let Some(bundle) = self.libraries.get_mut(index) {
            bundle.join(documents);
        }
    }
}
