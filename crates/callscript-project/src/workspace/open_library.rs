//! One library, with open documents in place of their files.
//!
//! Must not know other libraries, nor the editor's protocol.

use std::cell::OnceCell;
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Span;

use super::open_document::Document;
use super::position::{Encoding, Range};
use super::text::Text;
use super::{Holder, Location};
use crate::file_cache::Located;
use crate::libraries::WholeLibrary;

/// A library.
#[derive(Debug)]
pub(crate) struct OpenLibrary {
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
    on_disk: OnceCell<Text>,
}

impl OpenLibrary {
    pub(crate) fn new(WholeLibrary { library, scripts }: WholeLibrary) -> Self {
        let scripts = scripts.into_iter().map(|located| Script { located, on_disk: OnceCell::new() }).collect();
        Self { scripts, library, names: Library::default(), is_unchecked: true }
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
        self.names = Library::new(files);
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

    /// The index of this very file.
    pub(crate) fn index_of(&self, file: &Arc<File>) -> Option<usize> {
        self.scripts.iter().position(|script| Arc::ptr_eq(&script.located.file, file))
    }
}

impl Script {
    /// The range of a span of its file. Editors do not count the byte order mark.
    fn range(&self, span: Span, encoding: Encoding) -> Range {
        let source = self.located.file.source();
        let bom = source.bom_len();
        let text = self.on_disk.get_or_init(|| {
            let text = source.text().get(bom..).unwrap_or_default();
            Text::new(text.to_owned(), encoding)
        });
        text.range(Span::new(span.range().start.saturating_sub(bom), span.range().end.saturating_sub(bom)))
    }
}
