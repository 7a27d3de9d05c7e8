//! Places of a workspace as the protocol writes them, and the other way round.
//!
//! Must not know what is there.

use std::str::FromStr;

use callscript::source::Span;
use callscript_project::workspace::{Change, Document, Holder, Location, Place, Position, Range, Text, Workspace};
use lsp_types::{self as lsp, TextDocumentContentChangeEvent, Uri};

use super::uri;

/// The place that a request is about; none if its document is not open, or is no script.
pub(super) fn place<'w>(workspace: &'w Workspace, uri: &Uri, position: lsp::Position) -> Option<Place<'w>> {
    workspace.place(uri.as_str(), read(position))
}

/// What an editor has changed.
pub(super) fn changes(changes: Vec<TextDocumentContentChangeEvent>) -> Vec<Change> {
    let changes = changes.into_iter().map(|change| {
        let range = change.range.map(|range| Range { start: read(range.start), end: read(range.end) });
        Change { range, text: change.text }
    });
    changes.collect()
}

/// The byte at a position of a text.
pub(super) fn offset(text: &Text, position: lsp::Position) -> usize {
    text.offset(read(position))
}

/// The position of a byte of a text.
pub(super) fn position(text: &Text, offset: usize) -> lsp::Position {
    written(text.position(offset))
}

/// The range of a span of a text.
pub(super) fn range(text: &Text, span: Span) -> lsp::Range {
    written_range(text.range(span))
}

/// Where something is.
pub(super) fn location(location: Location<'_>) -> Option<lsp::Location> {
    let uri = match location.holder {
        Holder::Document(document) => address(document)?,
        Holder::File(path) => uri::of(path)?,
    };
    Some(lsp::Location::new(uri, written_range(location.range)))
}

/// The address of a document.
pub(super) fn address(document: &Document) -> Option<Uri> {
    Uri::from_str(&document.name).ok()
}

fn read(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}

fn written(position: Position) -> lsp::Position {
    lsp::Position::new(position.line, position.column)
}

fn written_range(range: Range) -> lsp::Range {
    lsp::Range::new(written(range.start), written(range.end))
}
