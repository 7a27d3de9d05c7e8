//! Renames the symbol at a position in every script, in scenarios and in the configuration.

use callscript::edit::Edit;
use callscript::internal::symbols::RenameError;
use callscript_project::workspace::Workspace;
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use super::client_capabilities::Client;
use super::edits::Changes;
use super::json_rpc::{Code, Failure};
use super::naming::Named;
use super::positions;

/// The name that would be renamed at a position.
pub(super) fn prepare(
    workspace: &Workspace,
    params: &TextDocumentPositionParams,
) -> Result<PrepareRenameResponse, Failure> {
    let named = named(workspace, params)?;
    let symbols = named.symbols();
    let found = symbols.renamed_at(named.naming.at, named.offset()).map_err(|error| refused(&error))?;
    Ok(PrepareRenameResponse::RangeWithPlaceholder {
        range: positions::range(&named.naming.document.text, found.span),
        placeholder: symbols.called(&found),
    })
}

/// The edits that rename it.
pub(super) fn rename(workspace: &Workspace, client: Client, params: &RenameParams) -> Result<WorkspaceEdit, Failure> {
    let named = named(workspace, &params.text_document_position)?;
    let renamed = named.symbols().rename(named.naming.at, named.offset(), &params.new_name);
    let mut changes = Changes::default();
    for (at, edits) in renamed.map_err(|error| refused(&error))? {
        for Edit { span, text } in edits {
            if let Some(location) = named.naming.location(at, span) {
                changes.add(location, text);
            }
        }
    }
    Ok(changes.finish(client))
}

fn named<'w>(workspace: &'w Workspace, params: &TextDocumentPositionParams) -> Result<Named<'w>, Failure> {
    Named::new(workspace, params, false).ok_or_else(|| refused(&RenameError::Nothing))
}

fn refused(error: &RenameError) -> Failure {
    Failure::new(Code::RequestFailed, error.to_string())
}
