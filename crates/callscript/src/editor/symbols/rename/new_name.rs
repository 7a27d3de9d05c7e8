//! The new name of a symbol, checked; for answers, asides and entries a label or an id.

use super::{RenameError, scalar};
use crate::base::edit::Edit;
use crate::base::names;
use crate::base::source::Source;
use crate::document::{Labelled, label_id};
use crate::editor::symbols::{Called, Kind, Occurrence, Symbol, Symbols};
use crate::syntax::expression;

/// What is written in place of a symbol's name, its id and its label. What stays is `None`.
pub(super) struct NewName<'n> {
    name: Option<String>,
    label: Option<&'n str>,
    /// The id that stays, where there is one.
    id: Option<String>,
}

impl<'n> NewName<'n> {
    /// What `new` means at an occurrence.
    ///
    /// # Errors
    ///
    /// If it is no such name, or is taken.
    pub(super) fn new(symbols: &Symbols<'_>, occurrence: &Occurrence, new: &'n str) -> Result<Self, RenameError> {
        let symbol = &occurrence.symbol;
        let siblings = symbols.siblings(symbol);
        let own = siblings.iter().find(|labelled| labelled.label.id == symbol.name);
        let shape = || RenameError::Shape { kind: symbol.kind, name: new.to_owned() };
        let Some(own) = own else {
            if !has_shape(symbol.kind, new) {
                return Err(shape());
            }
            let taken = is_taken(symbols, symbol, new);
            return refuse_taken(symbol, new, taken).map(|()| Self {
                name: Some(new.to_owned()),
                label: None,
                id: None,
            });
        };
        let has_id = own.edge.id.is_some();
        let is_label = occurrence.called == Called::Label || !has_id;
        let id = label_id(new);
        let is_template = new.contains("{{") || new.contains("{%");
        let is_fit = if is_label {
            !new.trim().is_empty() && !new.chars().any(char::is_control) && (has_id || !id.is_empty() && !is_template)
        } else {
            names::is_outcome(new) || id == new && !id.is_empty()
        };
        if !is_fit {
            return Err(shape());
        }
        let mut others = siblings.iter().filter(|other| !std::ptr::eq(*other, own));
        let is_same = |other: &Labelled| {
            if is_label {
                label_id(other.label.text.as_str()) == id || (!has_id && other.label.id == id)
            } else {
                other.label.id == new
            }
        };
        refuse_taken(symbol, new, others.any(is_same))?;
        Ok(match (is_label, has_id) {
            (true, true) => Self { name: None, label: Some(new), id: Some(symbol.name.clone()) },
            (true, false) => Self { name: Some(id), label: Some(new), id: None },
            (false, _) => Self { name: Some(new.to_owned()), label: None, id: None },
        })
    }

    /// The new name or id, if that changes.
    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The edit of a label, if that changes. A template has other words in each call: a scenario names its id.
    pub(super) fn label_edit(&self, source: &Source, occurrence: &Occurrence) -> Option<Edit> {
        let label = self.label.filter(|_| occurrence.called == Called::Label)?;
        let id = self.id.as_deref().filter(|_| !occurrence.is_definition && label.contains(['{', '}']));
        Some(Edit { span: occurrence.span, text: scalar::written(source, occurrence.span, id.unwrap_or(label)) })
    }
}

fn refuse_taken(symbol: &Symbol, name: &str, taken: bool) -> Result<(), RenameError> {
    if taken { Err(RenameError::Taken { kind: symbol.kind, name: name.to_owned() }) } else { Ok(()) }
}

fn has_shape(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Script | Kind::Node => names::is_kebab(name),
        Kind::Variable => names::is_variable(name) && !expression::WORDS.contains(&name),
        Kind::Outcome => names::is_outcome(name),
        Kind::Answer | Kind::Aside | Kind::Entry => false,
    }
}

fn is_taken(symbols: &Symbols<'_>, symbol: &Symbol, name: &str) -> bool {
    let document = symbol.file.and_then(|at| symbols.document(at));
    document.is_some_and(|document| match symbol.kind {
        Kind::Script => symbols.place(name).is_some(),
        Kind::Node => document.nodes.contains_key(name),
        Kind::Variable => document.variables.contains_key(name),
        Kind::Outcome => document.outcomes.contains_key(name),
        Kind::Answer | Kind::Aside | Kind::Entry => false,
    })
}
