//! A script as a whole, and all that it declares except its nodes.
//!
//! Plain data. Must not know how scripts are read.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::node::{After, Edge, Lapses, Node};
use crate::base::map::OrderedMap;
use crate::base::source::{Name, Span};
use crate::base::value::{Choice, Declaration, Pattern, Type};
use crate::document::policy::Policy;
use crate::syntax::expression::{Expr, Surrounding};
use crate::syntax::template::Template;
use crate::syntax::yaml::Scalar;

/// One script as its author wrote it.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) id: Option<Name>,
    pub(crate) title: Option<Text>,
    pub(crate) summary: Option<Text>,
    pub(crate) language: Option<Name>,
    /// The channels, at least one. The first is the default.
    pub(crate) channels: Vec<Name>,
    pub(crate) start: Option<Name>,
    pub(crate) entries: Vec<Labelled>,
    pub(crate) variables: OrderedMap<String, Variable>,
    /// The labels and hints of variables, and the labels of their choices.
    pub(crate) labels: Vec<Text>,
    pub(crate) outcomes: OrderedMap<String, Outcome>,
    pub(crate) anytime: Vec<Labelled>,
    /// What questions and forms do when nothing comes, or nothing that is understood.
    pub(crate) lapses: Option<Box<Lapses>>,
    pub(crate) after: Option<After>,
    /// The script's own policies. A `callscript.toml` can add others.
    pub(crate) policies: Vec<Policy>,
    pub(crate) nodes: OrderedMap<String, Node>,
    /// The parts that could not be read. Any name of such a part counts as declared, so that it causes no further
    /// findings.
    pub(crate) unknown: Unknown,
    /// Something below the heading (`id`, `title`, …) has a finding of the reader, and may name anything that is declared.
    pub(crate) may_name_anything: bool,
    /// The version is not supported: `unsupported-version` is the only finding to report.
    pub(crate) unsupported: bool,
    /// The file cannot be parsed, is empty, or is not a map at its top level: there is nothing to check.
    pub(crate) unreadable: bool,
    /// The span of every comment, including its `#`, sorted by offset.
    pub(crate) comments: Vec<Span>,
    /// What `today`, `now` and `channel` are, once somebody asks.
    pub(crate) surroundings: OnceLock<Box<[Declaration; 3]>>,
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

    /// Whether `name` is declared as a variable, or the declarations could not be read.
    pub(crate) fn declares_variable(&self, name: &str) -> bool {
        self.unknown.variables || self.variables.contains_key(name)
    }

    /// Whether `name` is declared as an outcome, or the declarations could not be read.
    pub(crate) fn declares_outcome(&self, name: &str) -> bool {
        self.unknown.outcomes || self.outcomes.contains_key(name)
    }

    /// What an expression that reads `name` can get: the declaration of that variable, or one of `today`, `now` or
    /// `channel` unless a variable hides it. `None` if there is no such name, or its declaration could not be read.
    pub(crate) fn readable(&self, name: &str) -> Option<&Declaration> {
        match self.variables.get(name) {
            Some(variable) => variable.declaration.as_ref(),
            None if self.unknown.variables => None,
            None => Surrounding::named(name).map(|surrounding| self.surrounding(surrounding)),
        }
    }

    fn surrounding(&self, surrounding: Surrounding) -> &Declaration {
        let [today, now, channel] = &**self.surroundings.get_or_init(|| {
            let channels = self.channels.iter().map(|channel| channel.value.as_str().into());
            let choices = channels.map(|id: Arc<str>| Choice { label: Arc::clone(&id), id });
            let channel = Declaration { choices: choices.collect::<Vec<_>>().into(), ..Declaration::new(Type::Choice) };
            Box::new([Declaration::new(Type::Date), Declaration::new(Type::Time), channel])
        });
        match surrounding {
            Surrounding::Today => today,
            Surrounding::Now => now,
            Surrounding::Channel => channel,
        }
    }

    /// Whether `name` is a variable declared `sensitive`.
    pub(crate) fn is_sensitive(&self, name: &str) -> bool {
        let declaration = self.variables.get(name).and_then(|variable| variable.declaration.as_ref());
        declaration.is_some_and(|declaration| declaration.sensitive)
    }

    /// Frees what was compiled of patterns to check values in the script.
    pub(crate) fn free_patterns(&self) {
        self.patterns().for_each(|(_, pattern)| pattern.free());
    }

    /// The variables that have a pattern.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = (&Variable, &Pattern)> {
        let declared = self.variables.values().filter_map(|variable| Some((variable, variable.declaration.as_ref()?)));
        declared.filter_map(|(variable, declaration)| Some((variable, declaration.pattern.as_ref()?)))
    }

    /// Whether any node is faulty, or `nodes` as a whole could not be read.
    pub(crate) fn has_faulty_node(&self) -> bool {
        self.unknown.nodes || self.nodes.values().any(|node| node.faulty)
    }
}

/// Text that an author wrote for people, with its template parsed.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) scalar: Scalar<'static>,
    /// `None` if the text has no `{{ }}` or `{% %}`. Boxed because most texts have none.
    pub(crate) template: Option<Box<Template>>,
}

impl Text {
    /// The text without its YAML quotes and escapes; `{{ }}` is left as written.
    pub(crate) fn as_str(&self) -> &str {
        &self.scalar.text
    }

    /// Where it is in the file.
    pub(crate) fn span(&self) -> Span {
        self.scalar.span
    }
}

/// An expression that an author wrote.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub(crate) scalar: Scalar<'static>,
    /// `None` if it does not parse, which the reader reports.
    pub(crate) expr: Option<Arc<Expr>>,
}

impl Expression {
    /// The expression as it was written.
    pub(crate) fn as_str(&self) -> &str {
        &self.scalar.text
    }
}

/// The label of an answer, an aside or an entry.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) text: Text,
    /// The explicit id, or the one derived from the text.
    pub(crate) id: String,
}

/// An edge with its label.
#[derive(Debug)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    pub(crate) edge: Edge,
}

/// An edge of `then`, with the outcome or result that it is for.
#[derive(Debug)]
pub(crate) struct Branch {
    pub(crate) name: Name,
    pub(crate) edge: Edge,
}

/// A declared variable.
#[derive(Debug)]
pub(crate) struct Variable {
    /// The span of the name.
    pub(crate) span: Span,
    /// The span to delete to remove the declaration; `None` if it must stay because it is the only one.
    pub(crate) entry: Option<Span>,
    /// `None` if the declaration has a finding: the type is then unknown.
    pub(crate) declaration: Option<Declaration>,
}

/// A declared outcome: a named end of the call.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The span of the id.
    pub(crate) span: Span,
    /// The span to delete to remove the declaration; `None` if it must stay because it is the only one.
    pub(crate) entry: Option<Span>,
    pub(crate) label: Option<Text>,
    pub(crate) kind: OutcomeKind,
    pub(crate) disposition: Option<Name>,
    /// The declaration has a finding.
    pub(crate) faulty: bool,
}

impl Outcome {
    /// The code that a dialler or CRM expects, if the script gives one.
    pub(crate) fn code(&self) -> Option<&str> {
        self.disposition.as_ref().map(|disposition| disposition.value.as_str())
    }
}

/// The kind of an outcome: what it means for the business.
///
/// ```
/// use callscript::OutcomeKind;
///
/// assert_eq!(OutcomeKind::FollowUp.as_str(), "follow_up");
/// assert_eq!(OutcomeKind::ALL.len(), 5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutcomeKind {
    /// The call achieved its goal.
    Success,
    /// The call did not achieve its goal.
    Failure,
    /// Someone has to follow up on the call.
    FollowUp,
    /// Someone else goes on with the call.
    Transfer,
    /// Neither success nor failure.
    #[default]
    Neutral,
}

impl OutcomeKind {
    /// Every kind, in the order of the format's description.
    pub const ALL: [Self; 5] = [Self::Success, Self::Failure, Self::FollowUp, Self::Transfer, Self::Neutral];

    /// The kind as it is written in a script.
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
