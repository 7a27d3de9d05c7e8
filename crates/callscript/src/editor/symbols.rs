//! Who is called what, and where: every definition and every mention of a library's names, as plain data for editors.
//!
//! Knows documents and the library that they are in. Must not know protocols, nor how an editor counts its places.

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

/// What kind of thing has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A script, by its id.
    Script,
    /// A node of a script.
    Node,
    /// A variable of a script.
    Variable,
    /// An outcome of a script.
    Outcome,
}

/// A name and what it belongs to: two mentions of one symbol mean the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// What has the name.
    pub kind: Kind,
    /// The place in the library of the file that declares it, or should; of a script none if there is none of that id.
    pub file: Option<usize>,
    /// The name.
    pub name: String,
}

/// A place that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// What it names.
    pub symbol: Symbol,
    /// The name alone, without quotes.
    pub span: Span,
    /// This is where it is declared.
    pub is_definition: bool,
}

impl Kind {
    /// What people call it.
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
    /// Every place in the file at that place of the library that names something, in the order of the file.
    pub fn occurrences(&self, at: usize) -> Vec<Occurrence> {
        collect::occurrences(self, at)
    }

    /// What is named at an offset of a file: usually one thing, and in a list of `with` a variable on either side, this
    /// script's first.
    pub fn symbols_at(&self, at: usize, offset: u32) -> Vec<Occurrence> {
        let mut found = self.occurrences(at);
        found.retain(|occurrence| occurrence.span.start <= offset && offset <= occurrence.span.end);
        found
    }

    /// Where something is declared: a place in the library, and one in that file.
    pub fn definition(&self, symbol: &Symbol) -> Option<(usize, Span)> {
        let at = symbol.file?;
        let occurrences = self.occurrences(at).into_iter();
        let mut declared = occurrences.filter(|occurrence| occurrence.is_definition && occurrence.symbol == *symbol);
        declared.next().map(|occurrence| (at, occurrence.span))
    }

    /// Every place that names something, its definition among them: file by file, in the order of each.
    pub fn references(&self, symbol: &Symbol) -> Vec<(usize, Occurrence)> {
        let files = (0..self.files().len()).filter(|&at| symbol.kind != Kind::Node || symbol.file == Some(at));
        let all = files.flat_map(|at| self.occurrences(at).into_iter().map(move |occurrence| (at, occurrence)));
        all.filter(|(_, occurrence)| occurrence.symbol == *symbol).collect()
    }
}
