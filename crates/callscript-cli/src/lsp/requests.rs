//! Dispatches the requests of an editor.

use callscript_project::workspace::Workspace;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, CompletionOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, OneOf, RenameOptions, SaveOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client_capabilities::{self, Client};
use super::json_rpc::{self, Code, Failure};
use super::parameters::parse;
use super::{actions, code_lens, completion, folding, hover, navigation, outline, rename, workspace_symbols};

/// The capabilities of the server.
pub(super) fn capabilities(client: Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client_capabilities::named(client.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", "{", "[", "|", "\""].map(str::to_owned).into()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(actions::FIX_ALL)]),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// Answers a request.
pub(super) fn answer(
    workspace: &mut Workspace,
    client: Client,
    method: &str,
    params: Value,
) -> Result<String, Failure> {
    match method {
        // Completion works on the current text; slightly outdated names are good enough.
        "textDocument/completion" => workspace.refresh_if_stale(),
        // These need the findings of the current text.
        "textDocument/codeAction" | "textDocument/hover" => workspace.lint(),
        "textDocument/rename" if !client.registers_watchers => {
            // It changes files that are not open, so it needs their current contents.
            workspace.reload();
            workspace.refresh();
        }
        "workspace/symbol" => {
            if !client.registers_watchers {
                workspace.reload();
            }
            workspace.read_everything();
        }
        _ => workspace.refresh(),
    }
    let workspace = &*workspace;
    match method {
        "textDocument/completion" => with(params, |params| Ok(completion::complete(workspace, &params))),
        "textDocument/hover" => with(params, |params| Ok(hover::hover(workspace, client, &params))),
        "textDocument/definition" => with(params, |params| Ok(navigation::definition(workspace, &params))),
        "textDocument/references" => with(params, |params| Ok(navigation::references(workspace, &params))),
        "textDocument/documentHighlight" => with(params, |params| Ok(navigation::highlights(workspace, &params))),
        "textDocument/documentSymbol" => with(params, |params| Ok(outline::outline(workspace, client, &params))),
        "textDocument/codeAction" => with(params, |params| Ok(actions::actions(workspace, client, &params))),
        "textDocument/codeLens" => with(params, |params| Ok(code_lens::lenses(workspace, &params))),
        "textDocument/foldingRange" => with(params, |params| Ok(folding::ranges(workspace, &params))),
        "textDocument/prepareRename" => with(params, |params| rename::prepare(workspace, &params)),
        "textDocument/rename" => with(params, |params| rename::rename(workspace, client, &params)),
        "workspace/symbol" => with(params, |params| Ok(workspace_symbols::found(workspace, &params))),
        _ => Err(Failure::new(Code::MethodNotFound, format!("unknown method `{method}`"))),
    }
}

fn with<P: DeserializeOwned, R: Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> Result<R, Failure>,
) -> Result<String, Failure> {
    json_rpc::json(&answer(parse(params)?)?)
}
