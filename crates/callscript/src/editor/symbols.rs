//! The symbols of a library: every definition and every mention, as plain data for editors.
//!
//! Knows documents and their library. Must not know protocols, or how an editor counts lines and columns.

mod about;
mod collect;
mod outline;
mod rename;
mod steps;

#[cfg(test)]
mod tests;

use crate::base::source::Span;
use crate::library::Library;

pub use about::{About, NodeAbout, OutcomeAbout, ScriptAbout, VariableAbout, Way};
pub use outline::{Heading, HeadingKind};
pub use rename::RenameError;
pub use steps::{Reach, Step};

/// The kinds of symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The id of a script.
    Script,
    /// The id of a node.
    Node,
    /// A variable of a script.
    Variable,
    /// The id of an outcome.
    Outcome,
}

/// A symbol. Two mentions with equal symbols refer to the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// The kind of symbol.
    pub kind: Kind,
    /// The index in the library of the file that declares it, or should. `None` for a script that does not exist.
    pub file: Option<usize>,
    /// The name.
    pub name: String,
}

/// A definition or mention of a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The symbol.
    pub symbol: Symbol,
    /// The span of the name, without quotes.
    pub span: Span,
    /// Whether this is the definition.
    pub is_definition: bool,
}

impl Kind {
    /// What messages call this kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Node => "node",
            Self::Variable => "variable",
            Self::Outcome => "outcome",
        }
    }
}

impl Library {
    /// Every definition and mention in the file with index `at`, in the order of the file.
    pub fn occurrences(&self, at: usize) -> Vec<Occurrence> {
        collect::occurrences(self, at)
    }

    /// What is named at the byte `offset` of a file. Usually one thing; an item of a `with` list names a variable of
    /// this script and one of the subscript, in this order.
    pub fn symbols_at(&self, at: usize, offset: u32) -> Vec<Occurrence> {
        let mut found = self.occurrences(at);
        found.retain(|occurrence| occurrence.span.start <= offset && offset <= occurrence.span.end);
        found
    }

    /// Where a symbol is defined: the index of the file, and the span.
    pub fn definition(&self, symbol: &Symbol) -> Option<(usize, Span)> {
        let at = symbol.file?;
        let occurrences = self.occurrences(at).into_iter();
        let mut declared = occurrences.filter(|occurrence| occurrence.is_definition && occurrence.symbol == *symbol);
        declared.next().map(|occurrence| (at, occurrence.span))
    }

    /// Every occurrence of a symbol, including its definition, with the index of its file; in order.
    pub fn references(&self, symbol: &Symbol) -> Vec<(usize, Occurrence)> {
        let files = (0..self.files().len()).filter(|&at| symbol.kind != Kind::Node || symbol.file == Some(at));
        let all = files.flat_map(|at| self.occurrences(at).into_iter().map(move |occurrence| (at, occurrence)));
        all.filter(|(_, occurrence)| occurrence.symbol == *symbol).collect()
    }
}
