//! One library, with the documents that are open in the place of their files.
//!
//! Must not know other libraries, nor what an editor asks.

use std::cell::OnceCell;
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Span;

use super::open_document::Document;
use super::position::{Encoding, Range};
use super::text::Text;
use super::{Holder, Location};
use crate::known::Located;
use crate::libraries::WholeLibrary;

/// A library.
#[derive(Debug)]
pub(crate) struct Bundle {
    scripts: Vec<Script>,
    /// The scripts as they are.
    pub(crate) library: Library,
    /// The scripts as they were when they could be read: what their names mean.
    pub(crate) names: Library,
    /// Something in it has changed since it was checked.
    pub(crate) is_unchecked: bool,
}

/// A script of a library.
#[derive(Debug)]
struct Script {
    located: Located,
    /// Its text as an editor will count it that opens the file, once somebody asked.
    on_disk: OnceCell<Text>,
}

impl Bundle {
    pub(crate) fn new(WholeLibrary { library, scripts }: WholeLibrary) -> Self {
        let scripts = scripts.into_iter().map(|located| Script { located, on_disk: OnceCell::new() }).collect();
        Self { scripts, library, names: Library::default(), is_unchecked: true }
    }

    /// Takes the documents that are in it, by their places, for their files, and makes the libraries of that.
    pub(crate) fn join<'d>(&mut self, documents: impl Iterator<Item = (usize, &'d Document)>) {
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

    /// The place of the file of that name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.scripts.iter().position(|script| script.located.file.source().name() == name)
    }

    /// Where a span of the file at a place is, for an editor that has not opened it.
    pub(crate) fn location(&self, at: usize, span: Span, encoding: Encoding) -> Option<Location<'_>> {
        let script = self.scripts.get(at)?;
        Some(Location { holder: Holder::File(script.located.place()), range: script.range(span, encoding) })
    }

    /// The place of that very file.
    pub(crate) fn holds(&self, file: &Arc<File>) -> Option<usize> {
        self.scripts.iter().position(|script| Arc::ptr_eq(&script.located.file, file))
    }
}

impl Script {
    /// The range of a span of its file, in which an editor counts no byte order mark.
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
