//! The symbols of a library: every definition and every mention, in scripts, scenarios and the configuration, as plain
//! data for editors.
//!
//! Knows documents and their library. Must not know protocols, how an editor counts lines and columns, or how a scenario
//! is performed.

mod about;
mod collect;
mod outline;
mod policies;
mod rename;
mod scenarios;
mod steps;

#[cfg(test)]
mod tests;

use crate::base::source::{Source, Span};
use crate::document::{Document, Labelled};
use crate::library::Library;

pub use about::{About, NodeAbout, OutcomeAbout, ScriptAbout, VariableAbout, Way};
pub use outline::{Heading, HeadingKind};
pub use rename::RenameError;
pub use scenarios::{Performed, Taken};
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
    /// An answer to a question.
    Answer,
    /// An aside.
    Aside,
    /// An entry.
    Entry,
}

/// A symbol. Two mentions with equal symbols refer to the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol {
    /// The kind of symbol.
    pub kind: Kind,
    /// The index in the library of the file that declares it, or should. `None` for a script that does not exist.
    pub file: Option<usize>,
    /// The id of its question, for an answer.
    pub node: Option<String>,
    /// The name; the id of an answer, an aside or an entry.
    pub name: String,
}

/// A definition or mention of a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The symbol.
    pub symbol: Symbol,
    /// The span of the name, without quotes; of a label, with its quotes.
    pub span: Span,
    /// Whether this is the definition.
    pub is_definition: bool,
    /// How the symbol is called here.
    pub called: Called,
}

/// How a symbol is called. Answers, asides and entries have a label and an id; others have only a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// By its name or id.
    Name,
    /// By its label.
    Label,
}

/// A library with the scenario files beside it: all files that name its symbols.
///
/// Each file has an index: first the scripts, as in the library, then the scenario files, at last the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Symbols<'l> {
    library: &'l Library,
    scenarios: &'l [Performed],
}

impl Kind {
    /// What messages call this kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Node => "node",
            Self::Variable => "variable",
            Self::Outcome => "outcome",
            Self::Answer => "answer",
            Self::Aside => "aside",
            Self::Entry => "entry",
        }
    }
}

impl Library {
    /// Every definition and mention in the script with index `at`, in the order of the file.
    pub fn occurrences(&self, at: usize) -> Vec<Occurrence> {
        self.symbols(&[]).occurrences(at)
    }

    /// The symbols of this library, with the `scenarios` that name some of them.
    pub fn symbols<'l>(&'l self, scenarios: &'l [Performed]) -> Symbols<'l> {
        Symbols { library: self, scenarios }
    }
}

impl<'l> Symbols<'l> {
    /// The index of the scenario file with the index `number` among the scenario files.
    pub fn index_of_scenarios(&self, number: usize) -> usize {
        self.library.files().len() + number
    }

    /// The index of the configuration, whether there is one or not.
    pub fn index_of_config(&self) -> usize {
        self.index_of_scenarios(self.scenarios.len())
    }

    /// Every definition and mention in the file with index `at`, in the order of the file.
    pub fn occurrences(&self, at: usize) -> Vec<Occurrence> {
        collect::occurrences(self, at)
    }

    /// What is named at the byte `offset` of a file. Usually one thing; an item of a `with` list names a variable of
    /// this script and one of the subscript, in this order, and a policy names what several scripts have.
    pub fn at(&self, at: usize, offset: u32) -> Vec<Occurrence> {
        let mut found = self.occurrences(at);
        found.retain(|occurrence| occurrence.span.start <= offset && offset <= occurrence.span.end);
        // A variable in a label, rather than the label.
        let length = |occurrence: &Occurrence| occurrence.span.range().len();
        let shortest = found.iter().map(length).min();
        found.retain(|occurrence| Some(length(occurrence)) == shortest);
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
        let is_own = !matches!(symbol.kind, Kind::Script | Kind::Variable | Kind::Outcome);
        let scripts = self.library.files().len();
        let files = (0..=self.index_of_config()).filter(|&at| at >= scripts || !is_own || symbol.file == Some(at));
        let all = files.flat_map(|at| self.occurrences(at).into_iter().map(move |occurrence| (at, occurrence)));
        all.filter(|(_, occurrence)| occurrence.symbol == *symbol).collect()
    }

    /// The text of the file with index `at`.
    pub fn source(&self, at: usize) -> Option<&'l Source> {
        let files = self.library.files();
        let scenario = || self.scenarios.get(at - files.len()).map(|performed| performed.file.source());
        let config = || self.library.config().filter(|_| at == self.index_of_config()).map(|config| config.source());
        files.get(at).map(|file| file.source()).or_else(scenario).or_else(config)
    }

    fn document(&self, at: usize) -> Option<&'l Document> {
        self.library.files().get(at).map(|file| file.document())
    }

    /// The index of the script with this id.
    fn place(&self, id: &str) -> Option<usize> {
        self.library.files().iter().position(|file| file.id() == Some(id))
    }

    /// The answers, asides or entries among which a symbol is.
    fn siblings(&self, symbol: &Symbol) -> &'l [Labelled] {
        let Some(document) = symbol.file.and_then(|at| self.document(at)) else {
            return &[];
        };
        match (symbol.kind, &symbol.node) {
            (Kind::Answer, Some(node)) => document.answers(node),
            (Kind::Aside, _) => &document.anytime,
            (Kind::Entry, _) => &document.entries,
            _ => &[],
        }
    }
}

impl Document {
    /// The answers to the question with this id.
    fn answers(&self, node: &str) -> &[Labelled] {
        let mut exits = self.nodes.get(node).into_iter().flat_map(|node| &node.exits);
        exits.find_map(|exit| exit.kind.as_answers()).unwrap_or_default()
    }
}
