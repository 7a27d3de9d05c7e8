//! Renames the symbol at a position in every document.

use callscript::edit::Edit;
use callscript::internal::symbols::RenameError;
use callscript_project::workspace::{Place, Workspace};
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use super::client_capabilities::Client;
use super::edits::Changes;
use super::json_rpc::{Code, Failure};
use super::positions;

/// The name that would be renamed at a position.
pub(super) fn prepare(
    workspace: &Workspace,
    params: &TextDocumentPositionParams,
) -> Result<PrepareRenameResponse, Failure> {
    let place = place(workspace, params)?;
    let (symbol, span) = place.library.renamed_at(place.at, offset(place)).map_err(|error| refused(&error))?;
    Ok(PrepareRenameResponse::RangeWithPlaceholder {
        range: positions::range(&place.document.text, span),
        placeholder: symbol.name,
    })
}

/// The edits that rename it.
pub(super) fn rename(workspace: &Workspace, client: Client, params: &RenameParams) -> Result<WorkspaceEdit, Failure> {
    let place = place(workspace, &params.text_document_position)?;
    let renamed = place.library.rename(place.at, offset(place), &params.new_name);
    let mut changes = Changes::default();
    for (at, edits) in renamed.map_err(|error| refused(&error))? {
        for Edit { span, text } in edits {
            changes.add(workspace, place, at, span, text);
        }
    }
    Ok(changes.finish(client))
}

fn place<'w>(workspace: &'w Workspace, params: &TextDocumentPositionParams) -> Result<Place<'w>, Failure> {
    let place = positions::place(workspace, &params.text_document.uri, params.position);
    place.ok_or_else(|| refused(&RenameError::Nothing))
}

fn offset(place: Place<'_>) -> u32 {
    u32::try_from(place.offset).unwrap_or(u32::MAX)
}

fn refused(error: &RenameError) -> Failure {
    Failure::new(Code::RequestFailed, error.to_string())
}
