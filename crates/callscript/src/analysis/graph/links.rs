//! The links of a document: every way from one place to another, in the order in which the author wrote them.

use std::ops::Range;

use crate::base::names::{Names, Near};
use crate::base::source::{Name, Span};
use crate::document::{Document, Edge, ExitKind, Labelled, Node, Way};

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
    pub(crate) fn edge(&self) -> Option<usize> {
        self.any().filter(|_| self.kind != LinkKind::Retry)
    }

    /// The node that it leads to, as an edge or a retry.
    pub(crate) fn any(&self) -> Option<usize> {
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
            LinkKind::Goto => "going on".to_owned(),
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

/// Collects the links, and tells which belong to which node.
pub(super) fn collect(document: &Document) -> (Vec<Link>, Vec<Range<usize>>) {
    let links = Vec::with_capacity(document.nodes.len() * 3);
    let mut collector = Collector { document, links, from: None, names: None };
    for (at, entry) in (0..).zip(&document.entries) {
        collector.edge(&entry.edge, LinkKind::Entry, Origin::Entry(at));
    }
    for (at, aside) in (0..).zip(&document.anytime) {
        collector.edge(&aside.edge, LinkKind::Aside, Origin::Aside(at));
    }
    let mut out = Vec::with_capacity(document.nodes.len());
    for (at, node) in document.nodes.values().enumerate() {
        let start = collector.links.len();
        collector.from = Some(at);
        collector.node(node);
        out.push(start..collector.links.len());
    }
    (collector.links, out)
}

struct Collector<'d> {
    document: &'d Document,
    links: Vec<Link>,
    from: Option<usize>,
    /// The ids of the nodes, once one is looked for in vain.
    names: Option<Names<'d>>,
}

impl Collector<'_> {
    fn node(&mut self, node: &Node) {
        if let Some(edge) = &node.cannot_give {
            self.edge(edge, LinkKind::CannotGive, Origin::CannotGive);
        }
        for (exit, kind) in (0..).zip(node.exits.iter().map(|exit| &exit.kind)) {
            let of_edges = match kind {
                ExitKind::Answers(_) => LinkKind::Answer,
                ExitKind::Decide(_) => LinkKind::Decide,
                _ => LinkKind::Then,
            };
            if let ExitKind::Goto(target) = kind {
                self.goto(target, LinkKind::Goto, Origin::Exit(exit, 0), 0);
            }
            for (at, edge) in (0..).zip(kind.edges()) {
                self.edge(edge, of_edges, Origin::Exit(exit, at));
            }
        }
    }

    fn edge(&mut self, edge: &Edge, kind: LinkKind, origin: Origin) {
        let mut at = 0;
        for way in &edge.ways {
            self.way(way, kind, origin, &mut at);
        }
        if edge.ways.is_empty() {
            self.push(To::Nowhere, kind, edge.span, origin, 0);
        }
    }

    /// Adds a way, the one at this place among those of its edge.
    fn way(&mut self, way: &Way, kind: LinkKind, origin: Origin, at: &mut usize) {
        let place = *at;
        *at += 1;
        match way {
            Way::Goto(target) => self.goto(target, kind, origin, place),
            Way::End(outcome) => self.push(To::End, kind, outcome.span, origin, place),
            Way::Resume(span) => self.push(To::Resume, kind, *span, origin, place),
            Way::Retry(retry) => {
                self.goto(&retry.target, LinkKind::Retry, origin, place);
                if let Some(otherwise) = &retry.otherwise {
                    self.way(otherwise, LinkKind::Else, origin, at);
                }
            }
        }
    }

    fn goto(&mut self, target: &Name, kind: LinkKind, origin: Origin, way: usize) {
        let to = match self.document.nodes.get_index_of(&target.value) {
            Some(node) => To::Node(node),
            None => To::Unknown(self.meant(&target.value)),
        };
        self.push(to, kind, target.span, origin, way);
    }

    fn push(&mut self, to: To, kind: LinkKind, span: Span, origin: Origin, way: usize) {
        self.links.push(Link { from: self.from, to, kind, span, origin, way });
    }

    /// The node that an unknown name most likely means.
    fn meant(&mut self, name: &str) -> Option<Meant> {
        let nodes = &self.document.nodes;
        let names = self.names.get_or_insert_with(|| Names::new(nodes.keys().map(String::as_str)));
        let Near { name, alone } = names.nearest(name)?;
        Some(Meant { node: nodes.get_index_of(name)?, alone })
    }
}
