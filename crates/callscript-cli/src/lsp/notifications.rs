//! What an editor tells about documents, files and folders.
//!
//! Must not know findings.

use std::path::PathBuf;

use callscript_project::workspace::Workspace;
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, FileChangeType, FileEvent, Uri,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::parameters::parse;
use super::{positions, uri};

/// Applies a notification; one that is invalid or unknown is ignored. Returns the address of a document that was closed.
pub(super) fn apply(workspace: &mut Workspace, method: &str, params: Value) -> Option<Uri> {
    match method {
        "textDocument/didOpen" => opened(workspace, parse(params).ok()?),
        "textDocument/didChange" => changed(workspace, parse(params).ok()?),
        "textDocument/didClose" => return Some(closed(workspace, parse(params).ok()?)),
        // An editor that does not watch files, or not these, reports at least what it saves itself.
        "textDocument/didSave" => workspace.reload(),
        "workspace/didChangeWatchedFiles" => watched(workspace, &parse(params).ok()?),
        "workspace/didChangeWorkspaceFolders" => folders_changed(workspace, &parse(params).ok()?),
        _ => {}
    }
    None
}

/// The folders that the editor works in, in the parameters of `initialize`: the list, or the one of older editors.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array);
    let folders: Vec<&Value> = match listed {
        Some(folders) => folders.iter().filter_map(|folder| folder.get("uri")).collect(),
        None => params.get("rootUri").into_iter().collect(),
    };
    let addresses = folders.into_iter().filter_map(|uri| parse::<AtAddress>(json!({ "uri": uri })).ok());
    addresses.filter_map(|at| uri::folder(&at.uri)).collect()
}

#[derive(Deserialize)]
struct AtAddress {
    uri: Uri,
}

fn opened(workspace: &mut Workspace, DidOpenTextDocumentParams { text_document }: DidOpenTextDocumentParams) {
    let (uri, version) = (text_document.uri, text_document.version);
    let kind = uri::opened(&uri, &text_document.language_id);
    workspace.open(uri.as_str(), kind, version, text_document.text);
}

fn changed(workspace: &mut Workspace, params: DidChangeTextDocumentParams) {
    let changes = positions::changes(params.content_changes);
    workspace.change(params.text_document.uri.as_str(), params.text_document.version, &changes);
}

fn closed(workspace: &mut Workspace, DidCloseTextDocumentParams { text_document }: DidCloseTextDocumentParams) -> Uri {
    workspace.close(text_document.uri.as_str());
    text_document.uri
}

/// Files on disk have changed. For scripts that are open, the editor's document counts instead.
fn watched(workspace: &mut Workspace, DidChangeWatchedFilesParams { changes }: &DidChangeWatchedFilesParams) {
    let is_open = |change: &FileEvent| {
        let document = workspace.document(change.uri.as_str());
        change.typ == FileChangeType::CHANGED && document.is_some_and(|document| document.is_script)
    };
    if !changes.iter().all(is_open) {
        workspace.reload();
    }
}

fn folders_changed(
    workspace: &mut Workspace,
    DidChangeWorkspaceFoldersParams { event }: &DidChangeWorkspaceFoldersParams,
) {
    let removed: Vec<_> = event.removed.iter().filter_map(|folder| uri::folder(&folder.uri)).collect();
    workspace.change_folders(event.added.iter().filter_map(|folder| uri::folder(&folder.uri)), &removed);
}
