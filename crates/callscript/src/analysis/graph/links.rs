//! The links of the graph, in the author's order.

mod collect;

use crate::base::lapse::Lapse;
use crate::base::source::{Name, Span};
use crate::document::{AskAgain, Document, Edge, ExitKind, Labelled, Node};

pub(super) use collect::collect;

/// A link of the graph: one way from a node, an entry or an aside to a target.
#[derive(Debug)]
pub(crate) struct Link {
    /// The node that it leaves; `None` for an entry or an aside.
    pub(crate) from: Option<usize>,
    pub(crate) to: To,
    pub(crate) kind: LinkKind,
    /// The span of its target's name.
    pub(crate) span: Span,
    origin: Origin,
    /// The index of its way in `Edge::all_ways` of the edge that the link comes from; 0 for a plain `goto`.
    way: usize,
}

/// The target of a link.
#[derive(Debug, Clone, Copy)]
pub(crate) enum To {
    /// A node.
    Node(usize),
    /// A node that does not exist, and the one that was probably meant.
    Unknown(Option<Meant>),
    /// The end of the script, with an outcome.
    End,
    /// Back to the prompt that the aside interrupted.
    Resume,
    /// Nothing: the author wrote no way, or it could not be read.
    Nowhere,
}

/// Which edge of the document a link comes from, by indices into the document's lists and into those of the node that
/// the link leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Entry(u32),
    Aside(u32),
    CannotGive,
    /// `silence` or `not_understood`; whether it is the script's own.
    Lapse(Lapse, bool),
    /// The index of an exit of the node, and of an edge in it. A plain `goto` has no edge.
    Exit(u32, u32),
}

/// The node that an unknown name probably means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meant {
    pub(crate) node: usize,
    /// Whether no other name is similar.
    pub(crate) alone: bool,
}

/// The kind of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// An answer of a question.
    Answer,
    /// The only way on from a message.
    Goto,
    /// An arm of a `decide`.
    Decide,
    /// A subscript's outcome or an action's result.
    Then,
    /// The way out of a form, for a customer who cannot give a value.
    CannotGive,
    /// Back to an earlier node, a limited number of times.
    Retry,
    /// On, once the retries are used up.
    Else,
    /// On, once nothing came often enough.
    Silence,
    /// On, once nothing came often enough that was understood.
    NotUnderstood,
    /// Into an aside.
    Aside,
    /// Into the script at a node other than its start.
    Entry,
}

impl LinkKind {
    /// Its name in drawings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Goto => "goto",
            Self::Decide => "decide",
            Self::Then => "then",
            Self::CannotGive => "cannot-give",
            Self::Retry => "retry",
            Self::Else => "else",
            Self::Silence => "silence",
            Self::NotUnderstood => "not-understood",
            Self::Aside => "aside",
            Self::Entry => "entry",
        }
    }
}

impl Link {
    /// The target node, unless the link is a retry or leads to no node.
    pub(crate) fn edge_target(&self) -> Option<usize> {
        self.target().filter(|_| self.kind != LinkKind::Retry)
    }

    /// The target node, if the link leads to a node.
    pub(crate) fn target(&self) -> Option<usize> {
        match self.to {
            To::Node(node) => Some(node),
            _ => None,
        }
    }

    /// Whether it comes from a `cannot_give` edge, even if its kind is retry or else.
    pub(crate) fn is_cannot_give(&self) -> bool {
        self.origin == Origin::CannotGive
    }

    /// The lapse at which it is taken, and whether the script says so rather than the node.
    pub(crate) fn lapse(&self) -> Option<(Lapse, bool)> {
        match self.origin {
            Origin::Lapse(lapse, is_shared) => Some((lapse, is_shared)),
            _ => None,
        }
    }

    /// Whether it is of the script's own `silence` or `not_understood`, which has such a link at each node where it holds.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.origin, Origin::Lapse(_, true))
    }

    /// What is asked again before it is taken.
    pub(crate) fn again_in<'d>(&self, document: &'d Document) -> Option<&'d AskAgain> {
        let (lapse, is_shared) = self.lapse()?;
        let lapses = if is_shared { document.lapses.as_deref() } else { self.node_in(document)?.lapses.as_deref() };
        lapses?.again(lapse)
    }

    /// Whether both links come from the same edge, as a retry and its `else` do.
    pub(crate) fn is_of_edge(&self, other: &Self) -> bool {
        (self.from, self.origin) == (other.from, other.origin)
    }

    /// Its edge in the document; `None` for a plain `goto`.
    pub(crate) fn edge_in<'d>(&self, document: &'d Document) -> Option<&'d Edge> {
        match self.origin {
            Origin::Entry(at) => document.entries.get(at as usize).map(|entry| &entry.edge),
            Origin::Aside(at) => document.anytime.get(at as usize).map(|aside| &aside.edge),
            Origin::CannotGive => self.node_in(document)?.cannot_give.as_deref(),
            Origin::Lapse(..) => self.again_in(document).map(|again| &again.edge),
            Origin::Exit(exit, at) => self.exit_in(document, exit)?.edge(at as usize),
        }
    }

    /// The label of its edge: that of an answer, the text of a `when`, or the name of an outcome or result. Empty if it
    /// has none.
    pub(crate) fn label_in<'d>(&self, document: &'d Document) -> &'d str {
        let labelled = |labelled: &'d [Labelled], at: u32| labelled.get(at as usize).map(|one| one.label.text.as_str());
        let label = match self.origin {
            Origin::Entry(at) => labelled(&document.entries, at),
            Origin::Aside(at) => labelled(&document.anytime, at),
            Origin::CannotGive | Origin::Lapse(..) => None,
            Origin::Exit(exit, at) => self.exit_in(document, exit).and_then(|exit| exit.label(at as usize)),
        };
        label.unwrap_or_default()
    }

    /// The name of its target as written: a node's or an outcome's.
    pub(crate) fn name_in<'d>(&self, document: &'d Document) -> Option<&'d Name> {
        match self.origin {
            Origin::Exit(exit, _) if self.kind == LinkKind::Goto => match self.exit_in(document, exit)? {
                ExitKind::Goto(target) => Some(target),
                _ => None,
            },
            _ => self.edge_in(document)?.all_ways().nth(self.way)?.name(),
        }
    }

    /// The outcome, if the link leads to the end of the script.
    pub(crate) fn end_in<'d>(&self, document: &'d Document) -> Option<&'d Name> {
        matches!(self.to, To::End).then(|| self.name_in(document)).flatten()
    }

    /// What messages call the link: the answer `Yes`, going on, …
    pub(crate) fn described(&self, document: &Document) -> String {
        let label = self.label_in(document);
        match self.kind {
            LinkKind::Answer => format!("the answer `{label}`"),
            LinkKind::Goto => "going on".to_owned(),
            LinkKind::Decide if label.is_empty() => "the last arm".to_owned(),
            LinkKind::Decide => format!("`when: {label}`"),
            LinkKind::Then => format!("the result `{label}`"),
            LinkKind::CannotGive => "`cannot_give`".to_owned(),
            LinkKind::Retry | LinkKind::Else if label.is_empty() => format!("`{}`", self.kind.as_str()),
            LinkKind::Retry => format!("the retry `{label}`"),
            LinkKind::Else => format!("the `else` of `{label}`"),
            LinkKind::Silence => "`silence`".to_owned(),
            LinkKind::NotUnderstood => "`not_understood`".to_owned(),
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
