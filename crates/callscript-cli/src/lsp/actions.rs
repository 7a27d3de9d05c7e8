//! What an editor offers to mend.

use std::collections::HashMap;

use callscript::fixer;
use callscript::source::Span;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use similar::{DiffTag, TextDiff};

use super::diagnostics;
use super::requests::Client;
use super::workspace::{Place, Workspace};

/// The action that mends all that is certain.
pub(super) const FIX_ALL: &str = "source.fixAll.callscript";

/// What can be mended in a range: each finding by itself, and all at once if that is asked for by its name.
pub(super) fn actions(workspace: &Workspace, client: Client, params: &CodeActionParams) -> Vec<CodeAction> {
    let Some(place) = workspace.place(&params.text_document.uri, params.range.start) else {
        return Vec::new();
    };
    let asked = |kind: &str| match &params.context.only {
        Some(only) => only.iter().any(|only| covers(only.as_str(), kind)),
        None => kind != FIX_ALL,
    };
    let mut actions = Vec::new();
    if asked(CodeActionKind::QUICKFIX.as_str()) {
        actions.extend(quick_fixes(workspace, client, place, params));
    }
    if asked(FIX_ALL) {
        actions.extend(fix_all(workspace, client, place));
    }
    actions
}

/// Whether a kind is what is asked for, or below it.
fn covers(asked: &str, kind: &str) -> bool {
    kind.strip_prefix(asked).is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn quick_fixes(workspace: &Workspace, client: Client, place: Place<'_>, params: &CodeActionParams) -> Vec<CodeAction> {
    let document = place.document;
    let wanted = params.range.start..=params.range.end;
    let fixes = document.findings.iter().filter_map(|finding| {
        let range = document.text.range(finding.span?);
        let touches = range.start <= *wanted.end() && range.end >= *wanted.start();
        let fix = finding.fix.as_ref().filter(|_| touches)?;
        let mut changes = Changes::default();
        for edit in &fix.edits {
            changes.add(workspace, place, place.at, edit.span, edit.text.clone());
        }
        Some(CodeAction {
            title: capital(&fix.title),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::diagnostic(workspace, document, finding)]),
            edit: Some(changes.finish(client)),
            is_preferred: Some(true),
            ..CodeAction::default()
        })
    });
    fixes.collect()
}

fn fix_all(workspace: &Workspace, client: Client, place: Place<'_>) -> Option<CodeAction> {
    let mended = fixer::mend(&place.bundle.library, &[place.at], |_| true).into_iter().next()?;
    let mut changes = Changes::default();
    for (span, text) in changed_lines(place.document.text.as_str(), &mended.text) {
        changes.add(workspace, place, place.at, span, text);
    }
    Some(CodeAction {
        title: "Mend what is certain".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: Some(changes.finish(client)),
        ..CodeAction::default()
    })
}

/// The lines that make one text of another: which of the old go, and what comes.
fn changed_lines(old: &str, new: &str) -> Vec<(Span, String)> {
    let diff = TextDiff::from_lines(old, new);
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let ops = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal).map(|op| {
        let start = length(&diff.old_slices()[..op.old_range().start]);
        let end = start + length(&diff.old_slices()[op.old_range()]);
        (Span::new(start, end), diff.new_slices()[op.new_range()].concat())
    });
    ops.collect()
}

/// Edits of documents and files.
#[derive(Default)]
pub(super) struct Changes {
    /// By document, in the order in which they came: its address, its version if it is open, and what changes.
    documents: Vec<(Uri, Option<i32>, Vec<TextEdit>)>,
}

impl Changes {
    /// Puts `text` in the place of a span of the file at a place of the library.
    pub(super) fn add(&mut self, workspace: &Workspace, place: Place<'_>, at: usize, span: Span, text: String) {
        let Some(location) = workspace.location_of(place.index, at, span) else {
            return;
        };
        let edit = TextEdit::new(location.range, text);
        match self.documents.iter_mut().find(|(uri, ..)| *uri == location.uri) {
            Some((.., edits)) => edits.push(edit),
            None => {
                let version = workspace.open_at(place.index, at).map(|document| document.version);
                self.documents.push((location.uri, version, vec![edit]));
            }
        }
    }

    /// The edits as the editor takes them.
    #[expect(clippy::mutable_key_type, reason = "an address never changes")]
    pub(super) fn finish(self, client: Client) -> WorkspaceEdit {
        if !client.checks_versions {
            let changes: HashMap<_, _> = self.documents.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
            return WorkspaceEdit::new(changes);
        }
        let edits = self.documents.into_iter().map(|(uri, version, edits)| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        });
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits.collect())), ..WorkspaceEdit::default() }
    }
}

fn capital(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_make_the_new_text() {
        for (old, new) in [("a\nb\nc\n", "a\nx\ny\nc\n"), ("a\r\nb", "b"), ("", "a"), ("a\n", "a")] {
            let mut text = old.to_owned();
            for (span, words) in changed_lines(old, new).into_iter().rev() {
                text.replace_range(span.range(), &words);
            }
            assert_eq!(text, new);
        }
    }

    #[test]
    fn a_kind_covers_those_below_it() {
        for (asked, kind, covered) in [
            ("", FIX_ALL, true),
            ("source", FIX_ALL, true),
            ("source.fixAll", FIX_ALL, true),
            (FIX_ALL, FIX_ALL, true),
            ("source.fix", FIX_ALL, false),
            ("quickfix", FIX_ALL, false),
            ("source.fixAll.callscript.x", FIX_ALL, false),
        ] {
            assert_eq!(covers(asked, kind), covered, "{asked}");
        }
    }
}
