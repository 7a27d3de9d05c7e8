//! A `with` that is a list names a variable of both scripts in each item. After a rename these differ, so the list must
//! become a map.

use std::collections::HashSet;

use crate::base::edit::Edit;
use crate::base::source::{Source, Span};
use crate::document::{Assignment, Document, Operand};
use crate::editor::symbols::collect;

/// The edits that write `name` at these spans of a script, in no order. `own` tells whether the script itself declares the
/// symbol.
pub(super) fn edits(source: &Source, document: &Document, spans: &[Span], name: &str, own: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let is_renamed = |span: &Span| spans.binary_search(span).is_ok();
    let mut in_lists: HashSet<Span> = HashSet::new();
    for items in with_lists(document) {
        let items: Vec<_> =
            items.iter().map(|item| (item, collect::name_span(source, item.target.span, &item.target.value))).collect();
        if !items.iter().any(|(_, span)| is_renamed(span)) {
            continue;
        }
        for (at, (item, span)) in items.iter().enumerate() {
            let old = &item.target.value;
            let text = match (is_renamed(span), own) {
                (false, _) => format!("{old}: {old}"),
                (true, true) => format!("{old}: {name}"),
                (true, false) => format!("{name}: {old}"),
            };
            edits.extend(opening(source, item.target.span, at == 0));
            edits.push(Edit { span: item.target.span, text });
            edits.extend(closing(source, item.target.span).filter(|_| at + 1 == items.len()));
            in_lists.insert(*span);
        }
    }
    let others = spans.iter().filter(|span| !in_lists.contains(span));
    edits.extend(others.map(|&span| Edit { span, text: name.to_owned() }));
    edits
}

/// Every `with` that is a list. Its items name a variable of both scripts; after a rename these differ, so the list
/// must become a map.
fn with_lists(document: &Document) -> Vec<&[Assignment]> {
    let nodes = document.exits().map(|(_, exit)| exit.kind.with());
    let after = document.after.iter().map(|after| after.with.as_slice());
    let is_list = |with: &&[Assignment]| {
        with.first().is_some_and(|first| match &first.value {
            Operand::Expression(value) => value.scalar.span == first.target.span,
            Operand::Text(_) | Operand::Empty(_) => false,
        })
    };
    nodes.chain(after).filter(is_list).collect()
}

/// The edit that turns the start of a list item into that of a map entry: it replaces the `[` before the first item, or
/// the item's dash.
fn opening(source: &Source, item: Span, first: bool) -> Option<Edit> {
    let before = source.text().get(..item.range().start)?.trim_end();
    let at = before.len().checked_sub(1)?;
    match before.as_bytes().get(at)? {
        b'-' => Some(Edit { span: Span::new(at, at + 1), text: " ".to_owned() }),
        b'[' if first => Some(Edit { span: Span::new(at, at + 1), text: "{".to_owned() }),
        _ => None,
    }
}

/// The edit that turns the `]` after the last item into `}`.
fn closing(source: &Source, item: Span) -> Option<Edit> {
    let rest = source.text().get(item.range().end..)?;
    let after = rest.trim_start_matches(|character: char| character.is_whitespace() || character == ',');
    let at = item.range().end + (rest.len() - after.len());
    after.starts_with(']').then(|| Edit { span: Span::new(at, at + 1), text: "}".to_owned() })
}
