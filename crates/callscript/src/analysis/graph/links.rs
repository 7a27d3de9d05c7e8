//! The links of a document: every way from one place to another, in the order in which the author wrote them.

mod collect;

use crate::base::source::{Name, Span};
use crate::document::{Document, Edge, ExitKind, Labelled, Node};

pub(super) use collect::collect;

/// One way on.
#[derive(Debug)]
pub(crate) struct Link {
    /// The node that it leaves; none for an entry or an aside.
    pub(crate) from: Option<usize>,
    pub(crate) to: To,
    pub(crate) kind: LinkKind,
    /// Where its target is named.
    pub(crate) span: Span,
    origin: Origin,
    /// Its place among the ways of its edge.
    way: usize,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy)]
pub(crate) enum To {
    /// A node.
    Node(usize),
    /// A node that is not there; perhaps another was meant.
    Unknown(Option<Meant>),
    /// An outcome.
    End,
    /// The prompt that the aside interrupted.
    Resume,
    /// No way on is written, or none that could be read.
    Nowhere,
}

/// Where a document has the edge of a link: by places in its lists, and in those of the node that the link leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Entry(u32),
    Aside(u32),
    CannotGive,
    /// An exit of the node, and an edge of that; a plain `goto` has none.
    Exit(u32, u32),
}

/// The node that an unknown name most likely means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meant {
    pub(crate) node: usize,
    /// No other name is near, too.
    pub(crate) alone: bool,
}

/// What kind of link it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// An answer of a question.
    Answer,
    /// Straight on from a message.
    Goto,
    /// An arm of a `decide`.
    Decide,
    /// An outcome of a subscript, or a result of an action.
    Then,
    /// Out of a form that the customer cannot fill in.
    CannotGive,
    /// Back, so many times.
    Retry,
    /// On, once the retry is used up.
    Else,
    /// Into an aside.
    Aside,
    /// Into the script, but not at its start.
    Entry,
}

impl LinkKind {
    /// Its name in what is drawn.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Goto => "goto",
            Self::Decide => "decide",
            Self::Then => "then",
            Self::CannotGive => "cannot-give",
            Self::Retry => "retry",
            Self::Else => "else",
            Self::Aside => "aside",
            Self::Entry => "entry",
        }
    }
}

impl Link {
    /// The node that it leads to as an edge of the graph, which a `retry` is not.
    pub(crate) fn edge_target(&self) -> Option<usize> {
        self.target().filter(|_| self.kind != LinkKind::Retry)
    }

    /// The node that it leads to, as an edge or a retry.
    pub(crate) fn target(&self) -> Option<usize> {
        match self.to {
            To::Node(node) => Some(node),
            _ => None,
        }
    }

    /// Whether it leaves a form that the customer cannot fill in, be it as a retry.
    pub(crate) fn is_cannot_give(&self) -> bool {
        self.origin == Origin::CannotGive
    }

    /// Whether both come from one edge, as a retry and its `else` do.
    pub(crate) fn is_of_edge(&self, other: &Self) -> bool {
        (self.from, self.origin) == (other.from, other.origin)
    }

    /// The edge that it comes from in the document, unless it is a plain `goto`.
    pub(crate) fn edge_in<'d>(&self, document: &'d Document) -> Option<&'d Edge> {
        match self.origin {
            Origin::Entry(at) => document.entries.get(at as usize).map(|entry| &entry.edge),
            Origin::Aside(at) => document.anytime.get(at as usize).map(|aside| &aside.edge),
            Origin::CannotGive => self.node_in(document)?.cannot_give.as_deref(),
            Origin::Exit(exit, at) => self.exit_in(document, exit)?.edge(at as usize),
        }
    }

    /// The label, the `when`, the outcome or result, or nothing.
    pub(crate) fn label_in<'d>(&self, document: &'d Document) -> &'d str {
        let labelled = |labelled: &'d [Labelled], at: u32| labelled.get(at as usize).map(|one| one.label.text.as_str());
        let label = match self.origin {
            Origin::Entry(at) => labelled(&document.entries, at),
            Origin::Aside(at) => labelled(&document.anytime, at),
            Origin::CannotGive => None,
            Origin::Exit(exit, at) => self.exit_in(document, exit).and_then(|exit| exit.label(at as usize)),
        };
        label.unwrap_or_default()
    }

    /// The name by which its target is written: of a node or of an outcome.
    pub(crate) fn name_in<'d>(&self, document: &'d Document) -> Option<&'d Name> {
        match self.origin {
            Origin::Exit(exit, _) if self.kind == LinkKind::Goto => match self.exit_in(document, exit)? {
                ExitKind::Goto(target) => Some(target),
                _ => None,
            },
            _ => self.edge_in(document)?.all_ways().nth(self.way)?.name(),
        }
    }

    /// The outcome that it ends with.
    pub(crate) fn end_in<'d>(&self, document: &'d Document) -> Option<&'d Name> {
        matches!(self.to, To::End).then(|| self.name_in(document)).flatten()
    }

    /// How a person would call it: the answer `Yes`, the way straight on, …
    pub(crate) fn described(&self, document: &Document) -> String {
        let label = self.label_in(document);
        match self.kind {
            LinkKind::Answer => format!("the answer `{label}`"),
            LinkKind::Goto => "weights on".to_owned(),
            LinkKind::Decide if label.is_empty() => "the last arm".to_owned(),
            LinkKind::Decide => format!("`when: {label}`"),
            LinkKind::Then => format!("the result `{label}`"),
            LinkKind::CannotGive => "`cannot_give`".to_owned(),
            LinkKind::Retry | LinkKind::Else if label.is_empty() => format!("`{}`", self.kind.as_str()),
            LinkKind::Retry => format!("the retry `{label}`"),
            LinkKind::Else => format!("the `else` of `{label}`"),
            LinkKind::Aside => format!("the aside `{label}`"),
            LinkKind::Entry => format!("the entry `{label}`"),
        }
    }

    fn node_in<'d>(&self, document: &'d Document) -> Option<&'d Node> {
        document.nodes.get_index(self.from?).map(|(_, node)| node)
    }

    fn exit_in<'d>(&self, document: &'d Document, exit: u32) -> Option<&'d ExitKind> {
        self.node_in(document)?.exits.get(exit as usize).map(|exit| &exit.kind)
    }
}
