//! What a script declares: everything but its nodes.
//!
//! Plain data. Must not know how it is read.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;

use super::node::{After, Edge, Node};
use crate::base::source::{Name, Span};
use crate::base::value::Declaration;
use crate::document::policy::Policy;
use crate::syntax::expression::Expr;
use crate::syntax::template::Template;
use crate::syntax::yaml::Scalar;

/// One script as it was written.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) id: Option<Name>,
    pub(crate) title: Option<Text>,
    pub(crate) summary: Option<Text>,
    pub(crate) language: Option<Name>,
    /// At least one; the first is the default.
    pub(crate) channels: Vec<Name>,
    pub(crate) start: Option<Name>,
    pub(crate) entries: Vec<Labelled>,
    pub(crate) variables: IndexMap<String, Variable>,
    /// The labels of variables and of their choices.
    pub(crate) labels: Vec<Text>,
    pub(crate) outcomes: IndexMap<String, Outcome>,
    pub(crate) anytime: Vec<Labelled>,
    pub(crate) after: Option<After>,
    /// What is asked of its paths, beside what a `callscript.toml` asks.
    pub(crate) policies: Vec<Policy>,
    pub(crate) nodes: IndexMap<String, Node>,
    /// What is missing or faulty as a whole, and so counts as declaring whatever is named of it.
    pub(crate) unknown: Unknown,
    /// Nothing but `unsupported-version` is to be reported.
    pub(crate) unsupported: bool,
    /// There is nothing here that could be checked further.
    pub(crate) unreadable: bool,
    /// Every comment, `#` included, by offset.
    pub(crate) comments: Vec<Span>,
}

/// The parts of a document that could not be read.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Unknown {
    pub(crate) variables: bool,
    pub(crate) outcomes: bool,
    pub(crate) nodes: bool,
}

impl Document {
    /// The node at which a call starts.
    pub(crate) fn start_node(&self) -> Option<usize> {
        self.nodes.get_index_of(&self.start.as_ref()?.value)
    }

    /// Whether `name` may be a variable here.
    pub(crate) fn declares_variable(&self, name: &str) -> bool {
        self.unknown.variables || self.variables.contains_key(name)
    }

    /// Whether `name` may be an outcome here.
    pub(crate) fn declares_outcome(&self, name: &str) -> bool {
        self.unknown.outcomes || self.outcomes.contains_key(name)
    }

    /// Whether `name` is a variable that is marked as sensitive.
    pub(crate) fn is_sensitive(&self, name: &str) -> bool {
        let declaration = self.variables.get(name).and_then(|variable| variable.declaration.as_ref());
        declaration.is_some_and(|declaration| declaration.sensitive)
    }

    /// Whether a node has a finding of reading, or several exits, or the nodes as a whole could not be read.
    pub(crate) fn has_faulty_node(&self) -> bool {
        self.unknown.nodes || self.nodes.values().any(|node| node.faulty)
    }
}

/// Words that the author wrote, with what is in their `{{ }}`.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) scalar: Scalar<'static>,
    /// None if these are words alone, as most are; so it is boxed.
    pub(crate) template: Option<Box<Template>>,
}

impl Text {
    /// The words as they stand in the file, once quotes and the like are gone.
    pub(crate) fn as_str(&self) -> &str {
        &self.scalar.text
    }

    /// Where they stand.
    pub(crate) fn span(&self) -> Span {
        self.scalar.span
    }
}

/// An expression that the author wrote.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub(crate) scalar: Scalar<'static>,
    /// None if it does not parse, which is a finding of its own.
    pub(crate) expr: Option<Arc<Expr>>,
}

impl Expression {
    /// As it was written.
    pub(crate) fn as_str(&self) -> &str {
        &self.scalar.text
    }
}

/// A label: of an answer, an aside or an entry.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) text: Text,
    /// The explicit id, or the one that its text gives.
    pub(crate) id: String,
}

/// An edge behind a label.
#[derive(Debug)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    pub(crate) edge: Edge,
}

/// An edge behind an outcome or a result.
#[derive(Debug)]
pub(crate) struct Branch {
    pub(crate) name: Name,
    pub(crate) edge: Edge,
}

/// A variable's declaration.
#[derive(Debug)]
pub(crate) struct Variable {
    /// Of the name.
    pub(crate) span: Span,
    /// What goes if it is taken out; none if nothing may.
    pub(crate) entry: Option<Span>,
    /// What it may hold; none if a finding was made of it, so that it may hold anything.
    pub(crate) declaration: Option<Declaration>,
}

/// A named way for the call to end.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Of the id.
    pub(crate) span: Span,
    /// What goes if it is taken out; none if nothing may.
    pub(crate) entry: Option<Span>,
    pub(crate) label: Option<Text>,
    pub(crate) kind: OutcomeKind,
    pub(crate) disposition: Option<Name>,
    /// It could not be read whole.
    pub(crate) faulty: bool,
}

impl Outcome {
    /// The code that a dialler or CRM expects: the id, unless the author gave one.
    pub(crate) fn code<'o>(&'o self, id: &'o str) -> &'o str {
        self.disposition.as_ref().map_or(id, |disposition| &disposition.value)
    }
}

/// What an outcome means for the business.
///
/// ```
/// use callscript::OutcomeKind;
///
/// assert_eq!(OutcomeKind::FollowUp.as_str(), "follow_up");
/// assert_eq!(OutcomeKind::ALL.len(), 5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutcomeKind {
    /// The call reached its aim.
    Success,
    /// It did not.
    Failure,
    /// Somebody has to come back to it.
    FollowUp,
    /// It was passed on.
    Transfer,
    /// Neither good nor bad.
    #[default]
    Neutral,
}

impl OutcomeKind {
    /// Every kind, in the order of the format's description.
    pub const ALL: [Self; 5] = [Self::Success, Self::Failure, Self::FollowUp, Self::Transfer, Self::Neutral];

    /// Its name in a script.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::FollowUp => "follow_up",
            Self::Transfer => "transfer",
            Self::Neutral => "neutral",
        }
    }
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
