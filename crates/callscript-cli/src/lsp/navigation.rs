//! Definitions, references and highlights.

use callscript::internal::symbols::{Occurrence, Symbol};
use callscript::source::Span;
use callscript_project::workspace::{Place, Workspace};
use lsp_types::{
    DocumentHighlight, DocumentHighlightParams, GotoDefinitionParams, Location, Range, ReferenceParams,
    TextDocumentPositionParams,
};

use super::positions;

/// The symbols at a position: usually one, sometimes two.
pub(super) struct Named<'w> {
    pub(super) place: Place<'w>,
    /// The range of the name in the text.
    pub(super) range: Range,
    pub(super) symbols: Vec<Symbol>,
}

/// The symbols at the position of a request.
pub(super) fn named<'w>(workspace: &'w Workspace, params: &TextDocumentPositionParams) -> Option<Named<'w>> {
    let place = positions::place(workspace, &params.text_document.uri, params.position)?;
    let shift = place.document.shift;
    let offset = u32::try_from(shift.to_old(place.offset)?).ok()?;
    let found = place.names.symbols_at(place.at, offset);
    let span = shift.to_new(found.first()?.span)?;
    let symbols = found.into_iter().map(|occurrence| occurrence.symbol).collect();
    Some(Named { place, range: positions::range(&place.document.text, span), symbols })
}

/// Where the symbols are defined. A name of two things leads to both.
pub(super) fn definition(workspace: &Workspace, params: &GotoDefinitionParams) -> Vec<Location> {
    let Some(named) = named(workspace, &params.text_document_position_params) else {
        return Vec::new();
    };
    let definitions = named.symbols.iter().filter_map(|symbol| named.place.names.definition(symbol));
    definitions.filter_map(|(at, span)| location(workspace, named.place, at, span)).collect()
}

/// Every reference to the symbols.
pub(super) fn references(workspace: &Workspace, params: &ReferenceParams) -> Vec<Location> {
    let Some(named) = named(workspace, &params.text_document_position) else {
        return Vec::new();
    };
    let wanted = |occurrence: &Occurrence| params.context.include_declaration || !occurrence.is_definition;
    let found = named.symbols.first().map(|symbol| named.place.names.references(symbol)).unwrap_or_default();
    let found = found.into_iter().filter(|(_, occurrence)| wanted(occurrence));
    found.filter_map(|(at, occurrence)| location(workspace, named.place, at, occurrence.span)).collect()
}

/// Every reference in the same document.
pub(super) fn highlights(workspace: &Workspace, params: &DocumentHighlightParams) -> Vec<DocumentHighlight> {
    let Some(Named { place, symbols, .. }) = named(workspace, &params.text_document_position_params) else {
        return Vec::new();
    };
    let shift = place.document.shift;
    let found = place.names.occurrences(place.at).into_iter();
    let found = found.filter(|occurrence| symbols.first() == Some(&occurrence.symbol));
    let ranges =
        found.filter_map(|occurrence| Some(positions::range(&place.document.text, shift.to_new(occurrence.span)?)));
    ranges.map(|range| DocumentHighlight { range, kind: None }).collect()
}

fn location(workspace: &Workspace, place: Place<'_>, at: usize, span: Span) -> Option<Location> {
    positions::location(workspace.location_of_name(place, at, span)?)
}
