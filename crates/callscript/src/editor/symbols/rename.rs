//! Renames a symbol everywhere.
//!
//! A rename that could not be done completely is refused. Must not write files.

mod new_name;
mod scalar;
mod with_lists;

use self::new_name::NewName;
use super::{Called, Kind, Occurrence, Symbol, Symbols, scenarios};
use crate::base::edit::Edit;
use crate::base::names;
use crate::base::source::{Source, Span};
use crate::syntax::expression;

/// Why a symbol cannot be renamed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RenameError {
    /// There is no symbol at that offset.
    #[error("nothing here can be renamed: only nodes, variables, outcomes, answers, asides, entries and scripts can")]
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

impl Symbols<'_> {
    /// The edits that rename the symbol at the byte `offset` of the file with index `at` to `name`: for each file that
    /// changes, its index and its edits.
    ///
    /// # Errors
    ///
    /// If there is no symbol to rename, or it cannot have that name.
    pub fn rename(&self, at: usize, offset: u32, name: &str) -> Result<Vec<(usize, Vec<Edit>)>, RenameError> {
        let occurrence = self.renamed_at(at, offset)?;
        let symbol = &occurrence.symbol;
        if self.called(&occurrence) == name {
            return Ok(Vec::new());
        }
        let new = NewName::new(self, &occurrence, name)?;
        let mut changes: Vec<(usize, Vec<Occurrence>)> = Vec::new();
        for (at, occurrence) in self.references(symbol) {
            match changes.last_mut() {
                Some((last, found)) if *last == at => found.push(occurrence),
                _ => changes.push((at, vec![occurrence])),
            }
        }
        self.refuse_unreadable(symbol, &changes)?;
        let edits = changes.into_iter().filter_map(|(at, found)| Some((at, self.edits(at, &found, &new)?)));
        Ok(edits.filter(|(_, edits)| !edits.is_empty()).collect())
    }

    /// The occurrence of the symbol that would be renamed at an offset of a file.
    ///
    /// # Errors
    ///
    /// If there is no symbol, or it is not declared.
    pub fn renamed_at(&self, at: usize, offset: u32) -> Result<Occurrence, RenameError> {
        let occurrence = self.at(at, offset).into_iter().next().ok_or(RenameError::Nothing)?;
        if self.definition(&occurrence.symbol).is_none() {
            return Err(RenameError::Undeclared { kind: occurrence.symbol.kind, name: occurrence.symbol.name });
        }
        Ok(occurrence)
    }

    /// What a symbol is called at an occurrence: its name or its label.
    pub fn called(&self, occurrence: &Occurrence) -> String {
        let symbol = &occurrence.symbol;
        let mut labelled = self.siblings(symbol).iter().filter(|labelled| labelled.label.id == symbol.name);
        match (occurrence.called, labelled.next()) {
            (Called::Label, Some(labelled)) => labelled.label.text.as_str().to_owned(),
            _ => symbol.name.clone(),
        }
    }

    /// The edits of one file.
    fn edits(&self, at: usize, found: &[Occurrence], new: &NewName<'_>) -> Option<Vec<Edit>> {
        let source = self.source(at)?;
        if let (Some(document), Some(name)) = (self.document(at), new.name()) {
            let own = found.first().is_some_and(|occurrence| occurrence.symbol.file == Some(at));
            let names = found.iter().filter(|occurrence| occurrence.called == Called::Name);
            let mut edits =
                with_lists::edits(source, document, &names.map(|name| name.span).collect::<Vec<_>>(), name, own);
            edits.extend(found.iter().filter_map(|label| new.label_edit(source, label)));
            edits.sort_by_key(|edit| edit.span);
            return Some(edits);
        }
        let all = if at == self.index_of_config() { self.occurrences(at) } else { Vec::new() };
        let edits = found.iter().filter_map(|occurrence| {
            let is_shared = |other: &Occurrence| other.span == occurrence.span && other.symbol != occurrence.symbol;
            match (occurrence.called, new.name()) {
                (Called::Label, _) => new.label_edit(source, occurrence),
                (Called::Name, Some(name)) if all.iter().any(is_shared) => Some(beside(source, occurrence, name)),
                (Called::Name, name) => Some(Edit { span: occurrence.span, text: name?.to_owned() }),
            }
        });
        Some(edits.collect())
    }

    /// Fails if a file that could not be read completely contains the name outside the `known` occurrences.
    fn refuse_unreadable(&self, symbol: &Symbol, known: &[(usize, Vec<Occurrence>)]) -> Result<(), RenameError> {
        let name = &symbol.name;
        for at in (0..=self.index_of_config()).filter(|&at| self.is_patchy(at, symbol)) {
            let Some(source) = self.source(at) else {
                continue;
            };
            let known = known.iter().filter(|(file, _)| *file == at).flat_map(|(_, known)| known);
            let known: Vec<Span> = known.map(|known| known.span).collect();
            let is_known = |place: usize| known.iter().any(|span| span.range().contains(&place));
            if names::places(source.text(), name).any(|place| !is_known(place)) {
                return Err(RenameError::Unreadable { file: source.name().to_owned(), name: name.clone() });
            }
        }
        Ok(())
    }

    /// Whether a file may name the symbol where it could not be read.
    fn is_patchy(&self, at: usize, symbol: &Symbol) -> bool {
        let files = self.library.files();
        let is_choice = matches!(symbol.kind, Kind::Answer | Kind::Aside | Kind::Entry);
        if let Some(file) = files.get(at) {
            // Nothing but its own label and `id` names a choice in a script, and these have been read.
            let is_own = symbol.kind == Kind::Node;
            return file.is_patchy() && !is_choice && (!is_own || symbol.file == Some(at));
        }
        if let Some(scenarios) = self.scenarios.get(at - files.len()) {
            let concerns = |script| scenarios::reach(self, script).iter().any(|&at| symbol.file == Some(at));
            let script = scenarios.file.script.as_ref().and_then(|script| self.place(&script.value));
            return !scenarios.file.findings.is_empty() && script.is_none_or(concerns);
        }
        let is_named = matches!(symbol.kind, Kind::Script | Kind::Node | Kind::Outcome);
        is_named && self.library.config().is_some_and(|config| !config.findings().is_empty())
    }
}

/// Writes a name beside the old one, which means something else as well, in a `callscript.toml`.
fn beside(source: &Source, occurrence: &Occurrence, name: &str) -> Edit {
    let span = scalar::with_quotes(source, occurrence.span);
    let text = source.text();
    let old = text.get(span.range()).unwrap_or_default();
    let both = format!("{old}, \"{name}\"");
    let is_listed = text.get(..span.range().start).is_some_and(|before| before.trim_end().ends_with(['[', ',']));
    Edit { span, text: if is_listed { both } else { format!("[{both}]") } }
}

fn article(kind: Kind) -> String {
    let article = if kind.as_str().starts_with(['a', 'e', 'o']) { "an" } else { "a" };
    format!("{article} {}", kind.as_str())
}

/// The form of a valid name, for messages.
fn shape(kind: Kind, name: &str) -> &'static str {
    match kind {
        Kind::Script | Kind::Node => "it consists of lowercase letters `a-z` and digits, with single `-` between them",
        Kind::Variable if expression::WORDS.contains(&name) => "it is a reserved word of conditions",
        Kind::Variable => "it begins with a lowercase letter; lowercase letters, digits and `_` may follow",
        Kind::Answer | Kind::Aside | Kind::Entry => {
            "it has a letter or a digit, is on one line, and has `{{ }}` only if there is an `id`"
        }
        Kind::Outcome => "it begins with a lowercase letter; lowercase letters, digits, `_` and `-` may follow",
    }
}
