//! Definitions, references and highlights.

use callscript::internal::symbols::{Occurrence, Symbol};
use callscript_project::workspace::{Place, Workspace};
use lsp_types::{
    DocumentHighlight, DocumentHighlightParams, GotoDefinitionParams, Location, Range, ReferenceParams,
    TextDocumentPositionParams,
};

use super::{naming, positions};

/// The symbols at a position in a script: usually one, sometimes two.
pub(super) struct Named<'w> {
    pub(super) place: Place<'w>,
    /// The range of the name in the text.
    pub(super) range: Range,
    pub(super) symbols: Vec<Symbol>,
}

/// The symbols at the position of a request, if that is in a script.
pub(super) fn named<'w>(workspace: &'w Workspace, params: &TextDocumentPositionParams) -> Option<Named<'w>> {
    let place = positions::place(workspace, &params.text_document.uri, params.position)?;
    let shift = place.document.shift;
    let offset = u32::try_from(shift.to_old(place.offset)?).ok()?;
    let found = place.names.symbols(&[]).at(place.at, offset);
    let span = shift.to_new(found.first()?.span)?;
    let symbols = found.into_iter().map(|occurrence| occurrence.symbol).collect();
    Some(Named { place, range: positions::range(&place.document.text, span), symbols })
}

/// Where the symbols are defined. A name of two things leads to both.
pub(super) fn definition(workspace: &Workspace, params: &GotoDefinitionParams) -> Vec<Location> {
    let Some(named) = naming::Named::new(workspace, &params.text_document_position_params, true) else {
        return Vec::new();
    };
    let symbols = named.symbols();
    let found = symbols.at(named.naming.at, named.offset()).into_iter();
    let definitions = found.filter_map(|occurrence| symbols.definition(&occurrence.symbol));
    definitions.filter_map(|(at, span)| positions::location(named.naming.location(at, span)?)).collect()
}

/// Every reference to the symbols.
pub(super) fn references(workspace: &Workspace, params: &ReferenceParams) -> Vec<Location> {
    let Some(named) = naming::Named::new(workspace, &params.text_document_position, true) else {
        return Vec::new();
    };
    let symbols = named.symbols();
    let wanted = |occurrence: &Occurrence| params.context.include_declaration || !occurrence.is_definition;
    let found = symbols.at(named.naming.at, named.offset()).into_iter().next();
    let found = found.map(|occurrence| symbols.references(&occurrence.symbol)).unwrap_or_default();
    let found = found.into_iter().filter(|(_, occurrence)| wanted(occurrence));
    found.filter_map(|(at, occurrence)| positions::location(named.naming.location(at, occurrence.span)?)).collect()
}

/// Every reference in the same document.
pub(super) fn highlights(workspace: &Workspace, params: &DocumentHighlightParams) -> Vec<DocumentHighlight> {
    let Some(named) = naming::Named::new(workspace, &params.text_document_position_params, true) else {
        return Vec::new();
    };
    let (symbols, at) = (named.symbols(), named.naming.at);
    let wanted = symbols.at(at, named.offset()).into_iter().next().map(|occurrence| occurrence.symbol);
    let found = symbols.occurrences(at).into_iter().filter(|occurrence| Some(&occurrence.symbol) == wanted.as_ref());
    let ranges = found.filter_map(|occurrence| Some(named.naming.location(at, occurrence.span)?.range));
    ranges.map(|range| DocumentHighlight { range: positions::range_to_lsp(range), kind: None }).collect()
}
