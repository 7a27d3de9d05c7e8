//! Completion.

use callscript::internal::completion::{Suggestion, SuggestionKind, Suggestions};
use callscript::internal::inert::escape;
use callscript_project::workspace::{Document, Workspace};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionTextEdit, Documentation,
    MarkupContent, MarkupKind, Range, TextEdit,
};

use super::positions;

/// The most suggestions to send. The editor asks again when more has been typed.
const MAX_ITEMS: usize = 1000;

/// The suggestions for a cursor position.
pub(super) fn complete(workspace: &Workspace, params: &CompletionParams) -> CompletionList {
    let at = &params.text_document_position;
    let Some(document) = workspace.document(at.text_document.uri.as_str()) else {
        return CompletionList::default();
    };
    let offset = positions::offset(&document.text, at.position);
    let suggestions = match positions::place(workspace, &at.text_document.uri, at.position) {
        Some(place) => place.names.suggest(place.at, document.text.as_str(), offset),
        None => first_line(document, offset),
    };
    let typed = document.text.as_str().get(suggestions.start..offset).unwrap_or_default();
    let mut items = suggestions.items;
    let is_incomplete = items.len() > MAX_ITEMS;
    if is_incomplete {
        items.retain(|item| item.label.contains(typed));
        items.truncate(MAX_ITEMS);
    }
    let range = Range::new(positions::position(&document.text, suggestions.start), at.position);
    let items = items.into_iter().enumerate().map(|(rank, suggestion)| item(suggestion, rank, range));
    CompletionList { is_incomplete, items: items.collect() }
}

fn item(suggestion: Suggestion, rank: usize, range: Range) -> CompletionItem {
    let meaning = suggestion.meaning.map(|value| MarkupContent { kind: MarkupKind::Markdown, value });
    CompletionItem {
        kind: Some(match suggestion.kind {
            SuggestionKind::Key => CompletionItemKind::PROPERTY,
            SuggestionKind::Node => CompletionItemKind::REFERENCE,
            SuggestionKind::Variable => CompletionItemKind::VARIABLE,
            SuggestionKind::Outcome => CompletionItemKind::EVENT,
            SuggestionKind::Script => CompletionItemKind::FILE,
            SuggestionKind::Action => CompletionItemKind::FUNCTION,
            SuggestionKind::Value => CompletionItemKind::VALUE,
            SuggestionKind::Word => CompletionItemKind::KEYWORD,
        }),
        detail: Some(suggestion.detail).filter(|detail| !detail.is_empty()),
        documentation: meaning.map(Documentation::MarkupContent),
        sort_text: Some(format!("{rank:04}")),
        filter_text: Some(suggestion.label.clone()),
        label: escape(&suggestion.label).into_owned(),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, suggestion.insert))),
        ..CompletionItem::default()
    }
}

/// The suggestion for an empty file: the line that makes it a script.
fn first_line(document: &Document, offset: usize) -> Suggestions {
    let text = document.text.as_str();
    let says_nothing =
        text.lines().all(|line| line.is_empty() || line.starts_with('#') || "callscript:".starts_with(line));
    let start = text.get(..offset).unwrap_or_default().rfind(['\n', '\r']).map_or(0, |end| end + 1);
    if !says_nothing {
        return Suggestions::default();
    }
    let first = Suggestion {
        label: "callscript".to_owned(),
        insert: "callscript: 1".to_owned(),
        kind: SuggestionKind::Key,
        detail: "makes this file a call script".to_owned(),
        meaning: None,
    };
    Suggestions { start, items: vec![first] }
}
