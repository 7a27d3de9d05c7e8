//! One library, with open documents in place of their files.
//!
//! Must not know other libraries, nor the editor's protocol.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::{Source, Span};

use super::open_document::Document;
use super::position::{Encoding, Range};
use super::text::Text;
use super::{Holder, Location};
use crate::disk;
use crate::file_cache::Located;
use crate::kind::CONFIG;
use crate::libraries::WholeLibrary;
use crate::library_root::Root;

/// A library.
#[derive(Debug)]
pub(crate) struct OpenLibrary {
    /// Its folder; `None` for that of a script in no folder.
    pub(crate) root: Option<Root>,
    /// The path of its configuration, without links, if there is one.
    config: Option<PathBuf>,
    scripts: Vec<Script>,
    /// The library with the current text of each document.
    pub(crate) library: Library,
    /// The library with the last readable text of each document, to resolve names.
    pub(crate) names: Library,
    /// Whether something in it has changed since it was linted.
    pub(crate) is_unchecked: bool,
}

/// A script of a library.
#[derive(Debug)]
struct Script {
    located: Located,
    /// The text of its file, to compute positions in it; read on first use.
    on_disk: OnceCell<OnDisk>,
}

impl OpenLibrary {
    pub(crate) fn new(WholeLibrary { root, library, scripts }: WholeLibrary) -> Self {
        let scripts = scripts.into_iter().map(|located| Script { located, on_disk: OnceCell::new() }).collect();
        let config =
            root.as_ref().filter(|root| root.marked).and_then(|root| disk::canonical(&root.folder.join(CONFIG)));
        Self { root, config, scripts, library, names: Library::default(), is_unchecked: true }
    }

    /// Puts documents in place of the files with these indices, and makes both libraries again.
    pub(crate) fn apply_documents<'d>(&mut self, documents: impl Iterator<Item = (usize, &'d Document)>) {
        let documents: Vec<_> = documents.collect();
        for (at, document) in &documents {
            if let Some(script) = self.scripts.get_mut(*at) {
                script.located.file = Arc::clone(&document.file);
            }
        }
        let mut files: Vec<_> = self.scripts.iter().map(|script| Arc::clone(&script.located.file)).collect();
        self.library = self.library.with_files(files.clone());
        for (at, document) in documents {
            if let Some(file) = files.get_mut(at) {
                *file = Arc::clone(&document.readable);
            }
        }
        self.names = self.library.with_files(files);
        self.is_unchecked = true;
    }

    /// The index of the file with this name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.scripts.iter().position(|script| script.located.file.source().name() == name)
    }

    /// The location of a span of a file that is not open.
    pub(crate) fn location(&self, at: usize, span: Span, encoding: Encoding) -> Option<Location<'_>> {
        let script = self.scripts.get(at)?;
        Some(Location { holder: Holder::File(script.located.place()), range: script.range(span, encoding) })
    }

    /// The path of its configuration, if there is one.
    pub(crate) fn config_place(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Its scripts, each with its path.
    pub(crate) fn located(&self) -> impl Iterator<Item = &Located> {
        self.scripts.iter().map(|script| &script.located)
    }

    /// The index of this very file.
    pub(crate) fn index_of(&self, file: &Arc<File>) -> Option<usize> {
        self.scripts.iter().position(|script| Arc::ptr_eq(&script.located.file, file))
    }
}

impl Script {
    /// The range of a span of its file.
    fn range(&self, span: Span, encoding: Encoding) -> Range {
        let source = self.located.file.source();
        self.on_disk.get_or_init(|| OnDisk::new(source, encoding)).range(span)
    }
}

/// The text of a file on disk, to compute positions in it. Editors do not count the byte order mark.
#[derive(Debug)]
pub(crate) struct OnDisk {
    text: Text,
    bom: usize,
}

impl OnDisk {
    pub(crate) fn new(source: &Source, encoding: Encoding) -> Self {
        let bom = source.bom_len();
        let text = source.text().get(bom..).unwrap_or_default();
        Self { text: Text::new(text.to_owned(), encoding), bom }
    }

    /// The range of a span of the file.
    pub(crate) fn range(&self, span: Span) -> Range {
        let without_mark = |offset: usize| offset.saturating_sub(self.bom);
        self.text.range(Span::new(without_mark(span.range().start), without_mark(span.range().end)))
    }
}
