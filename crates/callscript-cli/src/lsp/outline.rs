//! Document symbols: the outline of a document, with its declarations, nodes and answers.

use callscript::internal::inert::words;
use callscript::internal::symbols::{Heading, HeadingKind};
use callscript_project::workspace::{Document, Shift, Workspace};
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Uri,
};

use super::client_capabilities::Client;
use super::positions;

/// The outline of a document: a tree if the editor can show one, otherwise a flat list.
pub(super) fn outline(workspace: &Workspace, client: Client, params: &DocumentSymbolParams) -> DocumentSymbolResponse {
    let document = workspace.document(params.text_document.uri.as_str()).filter(|document| document.is_script);
    let headings = document.map(|document| document.readable.outline()).unwrap_or_default();
    let tree = document.map_or_else(Vec::new, |document| tree(document, document.shift, headings));
    match document {
        Some(_) if !client.shows_trees => {
            let mut flat = Vec::new();
            flatten(&params.text_document.uri, None, tree, &mut flat);
            DocumentSymbolResponse::Flat(flat)
        }
        _ => DocumentSymbolResponse::Nested(tree),
    }
}

#[expect(deprecated, reason = "the struct has a field that nobody uses any more")]
fn tree(document: &Document, shift: Shift, headings: Vec<Heading>) -> Vec<DocumentSymbol> {
    let symbols = headings.into_iter().filter_map(|heading| {
        let selection_range = positions::range(&document.text, shift.to_new(heading.name_span)?);
        // If the range of a heading is unknown because of recent edits, its name is used instead.
        let range = shift.to_new(heading.span).map_or(selection_range, |span| positions::range(&document.text, span));
        Some(DocumentSymbol {
            name: if heading.name.trim().is_empty() {
                "(no name)".to_owned()
            } else {
                words(&heading.name).into_owned()
            },
            detail: Some(heading.detail).filter(|detail| !detail.is_empty()),
            kind: kind(heading.kind),
            tags: None,
            deprecated: None,
            range,
            selection_range,
            children: Some(tree(document, shift, heading.children)).filter(|children| !children.is_empty()),
        })
    });
    symbols.collect()
}

#[expect(deprecated, reason = "the struct has a field that nobody uses any more")]
fn flatten(uri: &Uri, container: Option<&str>, tree: Vec<DocumentSymbol>, flat: &mut Vec<SymbolInformation>) {
    for symbol in tree {
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), symbol.range),
            container_name: container.map(str::to_owned),
        });
        flatten(uri, Some(&symbol.name), symbol.children.unwrap_or_default(), flat);
    }
}

fn kind(kind: HeadingKind) -> SymbolKind {
    match kind {
        HeadingKind::Part => SymbolKind::NAMESPACE,
        HeadingKind::Variable => SymbolKind::VARIABLE,
        HeadingKind::Outcome => SymbolKind::EVENT,
        HeadingKind::Label => SymbolKind::STRING,
        HeadingKind::Node => SymbolKind::FUNCTION,
    }
}
