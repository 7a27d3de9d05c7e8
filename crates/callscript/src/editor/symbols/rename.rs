//! Renames a symbol everywhere.
//!
//! A rename that could not be done completely is refused. Must not write files.

use std::collections::HashSet;

use super::{Kind, Symbol, collect};
use crate::base::edit::Edit;
use crate::base::names;
use crate::base::source::{Source, Span};
use crate::document::{Assignment, Document, Operand};
use crate::library::{File, Library};
use crate::syntax::expression;

/// Why a symbol cannot be renamed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RenameError {
    /// There is no symbol at that offset.
    #[error("nothing here can be renamed: only nodes, variables, outcomes and scripts can")]
    Nothing,
    /// The symbol is used, but not declared.
    #[error("there is no {} `{name}`, so it cannot be renamed", kind.as_str())]
    Undeclared {
        /// The kind of symbol.
        kind: Kind,
        /// The name.
        name: String,
    },
    /// The new name is not valid for this kind of symbol.
    #[error("`{name}` is not a valid name for {}: {}", article(*kind), shape(*kind, name))]
    Shape {
        /// The kind of symbol.
        kind: Kind,
        /// The new name.
        name: String,
    },
    /// The new name is already in use.
    #[error("there is already {} `{name}`", article(*kind))]
    Taken {
        /// The kind of symbol.
        kind: Kind,
        /// The new name.
        name: String,
    },
    /// A file that mentions the symbol could not be read completely.
    #[error("`{file}` mentions `{name}`, but cannot be read completely: fix it first")]
    Unreadable {
        /// The name of the file.
        file: String,
        /// The old name.
        name: String,
    },
}

impl Library {
    /// The edits that rename the symbol at the byte `offset` of the file with index `at` to `name`: for each file that
    /// changes, its index and its edits.
    ///
    /// # Errors
    ///
    /// If there is no symbol to rename, or it cannot have that name.
    pub fn rename(&self, at: usize, offset: u32, name: &str) -> Result<Vec<(usize, Vec<Edit>)>, RenameError> {
        let symbol = self.renamed_at(at, offset)?.0;
        let Symbol { kind, file, name: old } = &symbol;
        if old == name {
            return Ok(Vec::new());
        }
        if !has_shape(*kind, name) {
            return Err(RenameError::Shape { kind: *kind, name: name.to_owned() });
        }
        if is_taken(self, *kind, *file, name) {
            return Err(RenameError::Taken { kind: *kind, name: name.to_owned() });
        }
        let mut changes: Vec<(usize, Vec<Span>)> = Vec::new();
        for (at, occurrence) in self.references(&symbol) {
            match changes.last_mut() {
                Some((last, spans)) if *last == at => spans.push(occurrence.span),
                _ => changes.push((at, vec![occurrence.span])),
            }
        }
        self.refuse_unreadable(&symbol, &changes)?;
        let files = self.files();
        let edits = changes.into_iter().map(|(at, spans)| (at, edits(&files[at], &spans, name, *file == Some(at))));
        Ok(edits.collect())
    }

    /// The symbol that would be renamed at an offset of a file, and the span of its name there.
    ///
    /// # Errors
    ///
    /// If there is no symbol, or it is not declared.
    pub fn renamed_at(&self, at: usize, offset: u32) -> Result<(Symbol, Span), RenameError> {
        let occurrence = self.symbols_at(at, offset).into_iter().next().ok_or(RenameError::Nothing)?;
        let symbol = occurrence.symbol;
        if self.definition(&symbol).is_none() {
            return Err(RenameError::Undeclared { kind: symbol.kind, name: symbol.name });
        }
        Ok((symbol, occurrence.span))
    }

    /// Fails if a file that could not be read completely contains the name outside the `known` occurrences.
    fn refuse_unreadable(&self, symbol: &Symbol, known: &[(usize, Vec<Span>)]) -> Result<(), RenameError> {
        let name = &symbol.name;
        for (at, file) in self.files().iter().enumerate() {
            let concerned = symbol.kind != Kind::Node || symbol.file == Some(at);
            if !concerned || !file.is_patchy() {
                continue;
            }
            let known = known.binary_search_by_key(&at, |(at, _)| *at).map_or(&[][..], |found| &known[found].1);
            let is_known = |place| known.binary_search_by_key(&place, |span| span.range().start).is_ok();
            if names::places(file.source().text(), name).any(|place| !is_known(place)) {
                let file = file.source().name().to_owned();
                return Err(RenameError::Unreadable { file, name: name.clone() });
            }
        }
        Ok(())
    }
}

/// The edits that write `name` at these spans of a file, in order. `own` tells whether the file itself declares the
/// symbol.
fn edits(file: &File, spans: &[Span], name: &str, own: bool) -> Vec<Edit> {
    let source = file.source();
    let mut edits = Vec::new();
    let is_renamed = |span: &Span| spans.binary_search(span).is_ok();
    let mut in_lists: HashSet<Span> = HashSet::new();
    for items in with_lists(file.document()) {
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
    edits.sort_by_key(|edit| edit.span);
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
            Operand::Text(_) => false,
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

fn has_shape(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Script | Kind::Node => names::is_kebab(name),
        Kind::Variable => names::is_variable(name) && !expression::WORDS.contains(&name),
        Kind::Outcome => names::is_outcome(name),
    }
}

fn is_taken(library: &Library, kind: Kind, file: Option<usize>, name: &str) -> bool {
    let document = file.and_then(|at| library.files().get(at)).map(|file| file.document());
    match kind {
        Kind::Script => library.files().iter().any(|file| file.id() == Some(name)),
        Kind::Node => document.is_some_and(|document| document.nodes.contains_key(name)),
        Kind::Variable => document.is_some_and(|document| document.variables.contains_key(name)),
        Kind::Outcome => document.is_some_and(|document| document.outcomes.contains_key(name)),
    }
}

fn article(kind: Kind) -> String {
    let article = if kind == Kind::Outcome { "an" } else { "a" };
    format!("{article} {}", kind.as_str())
}

/// The form of a valid name, for messages.
fn shape(kind: Kind, name: &str) -> &'static str {
    match kind {
        Kind::Script | Kind::Node => "it consists of lowercase letters `a-z` and digits, with single `-` between them",
        Kind::Variable if expression::WORDS.contains(&name) => "it is a reserved word of conditions",
        Kind::Variable => "it begins with a lowercase letter; lowercase letters, digits and `_` may follow",
        Kind::Outcome => "it begins with a lowercase letter; lowercase letters, digits, `_` and `-` may follow",
    }
}
