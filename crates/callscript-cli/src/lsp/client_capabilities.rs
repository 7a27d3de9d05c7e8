//! The capabilities that the editor declares.
//!
//! Must not know what they are used for.

use callscript_project::workspace::Encoding;
use lsp_types::PositionEncodingKind;
use serde_json::Value;

/// The editor's capabilities.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "an editor can do each of these, or cannot")]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// It shows Markdown.
    pub(super) shows_markdown: bool,
    /// It shows an outline as a tree.
    pub(super) shows_trees: bool,
    /// It checks the versions of the documents that it changes.
    pub(super) checks_versions: bool,
    /// It watches files on request.
    pub(super) registers_watchers: bool,
    /// It knows patterns below a folder that is named.
    pub(super) knows_relative_patterns: bool,
}

impl Client {
    /// Reads the capabilities. Unknown ones are ignored.
    pub(super) fn new(capabilities: &Value) -> Self {
        let known = |path: &str| capabilities.pointer(path).and_then(Value::as_array).into_iter().flatten();
        let names = |path: &str, name: &str| known(path).any(|known| known == name);
        let can = |path: &str| capabilities.pointer(path) == Some(&Value::Bool(true));
        Self {
            encoding: best_encoding(|name| names("/general/positionEncodings", name)),
            shows_markdown: names("/textDocument/hover/contentFormat", "markdown"),
            shows_trees: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            checks_versions: can("/workspace/workspaceEdit/documentChanges"),
            registers_watchers: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            knows_relative_patterns: can("/workspace/didChangeWatchedFiles/relativePatternSupport"),
        }
    }
}

/// The name of an encoding in the protocol.
pub(super) fn named(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// The best encoding that the editor supports.
fn best_encoding(knows: impl Fn(&str) -> bool) -> Encoding {
    let best = [Encoding::Utf8, Encoding::Utf32].into_iter().find(|encoding| knows(named(*encoding).as_str()));
    best.unwrap_or_default()
}
