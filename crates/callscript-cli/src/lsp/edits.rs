//! Workspace edits: changes of documents and files.
//!
//! Must not know why they are made.

use std::collections::HashMap;

use callscript_project::workspace::{self, Holder};
use lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::client_capabilities::Client;
use super::positions;

/// Edits of documents and files.
#[derive(Default)]
pub(super) struct Changes {
    /// In the order in which they were added.
    documents: Vec<Edited>,
}

/// The edits of one document.
struct Edited {
    uri: Uri,
    /// The version, if the document is open.
    version: Option<i32>,
    edits: Vec<TextEdit>,
}

impl Changes {
    /// Adds an edit: `text` replaces what is at a location.
    pub(super) fn add(&mut self, found: workspace::Location<'_>, text: String) {
        let Some(location) = positions::location(found) else {
            return;
        };
        let edit = TextEdit::new(location.range, text);
        match self.documents.iter_mut().find(|edited| edited.uri == location.uri) {
            Some(edited) => edited.edits.push(edit),
            None => {
                let version = match found.holder {
                    Holder::Document(document) => Some(document.version),
                    Holder::File(_) => None,
                };
                self.documents.push(Edited { uri: location.uri, version, edits: vec![edit] });
            }
        }
    }

    /// The edits in the form that the editor supports.
    #[expect(clippy::mutable_key_type, reason = "an address never changes")]
    pub(super) fn finish(self, client: Client) -> WorkspaceEdit {
        if !client.checks_versions {
            let changes: HashMap<_, _> = self.documents.into_iter().map(|edited| (edited.uri, edited.edits)).collect();
            return WorkspaceEdit::new(changes);
        }
        let edits = self.documents.into_iter().map(|Edited { uri, version, edits }| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        });
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits.collect())), ..WorkspaceEdit::default() }
    }
}
