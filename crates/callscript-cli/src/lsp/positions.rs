//! Converts positions, ranges and locations between the workspace and the protocol.
//!
//! Must not know what is at a position.

use std::str::FromStr;

use callscript::source::Span;
use callscript_project::workspace::{Change, Document, Holder, Location, Place, Position, Range, Text, Workspace};
use lsp_types::{self as lsp, TextDocumentContentChangeEvent, Uri};

use super::uri;

/// The place that a request is about; `None` if its document is not open, or is not a script.
pub(super) fn place<'w>(workspace: &'w Workspace, uri: &Uri, position: lsp::Position) -> Option<Place<'w>> {
    workspace.place(uri.as_str(), from_lsp(position))
}

/// The changes that an editor reports.
pub(super) fn changes(changes: Vec<TextDocumentContentChangeEvent>) -> Vec<Change> {
    let changes = changes.into_iter().map(|change| {
        let range = change.range.map(|range| Range { start: from_lsp(range.start), end: from_lsp(range.end) });
        Change { range, text: change.text }
    });
    changes.collect()
}

/// The byte offset of a position in a text.
pub(super) fn offset(text: &Text, position: lsp::Position) -> usize {
    text.offset(from_lsp(position))
}

/// The position of a byte offset in a text.
pub(super) fn position(text: &Text, offset: usize) -> lsp::Position {
    to_lsp(text.position(offset))
}

/// The range of a span in a text.
pub(super) fn range(text: &Text, span: Span) -> lsp::Range {
    range_to_lsp(text.range(span))
}

/// A location in the protocol.
pub(super) fn location(location: Location<'_>) -> Option<lsp::Location> {
    let uri = match location.holder {
        Holder::Document(document) => address(document)?,
        Holder::File(path) => uri::of(path)?,
    };
    Some(lsp::Location::new(uri, range_to_lsp(location.range)))
}

/// The URI of a document.
pub(super) fn address(document: &Document) -> Option<Uri> {
    Uri::from_str(&document.name).ok()
}

/// A position of the protocol in the workspace.
pub(super) fn from_lsp(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}

fn to_lsp(position: Position) -> lsp::Position {
    lsp::Position::new(position.line, position.column)
}

/// A range of the workspace in the protocol.
pub(super) fn range_to_lsp(range: Range) -> lsp::Range {
    lsp::Range::new(to_lsp(range.start), to_lsp(range.end))
}
