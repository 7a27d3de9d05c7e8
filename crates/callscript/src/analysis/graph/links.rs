//! The links of a document: every way from one place to another, in the order in which the author wrote them.

use std::ops::Range;

use crate::base::names::{Names, Near};
use crate::base::source::{Name, Span};
use crate::document::{Document, Edge, ExitKind, Expression, Labelled, Node, Way};

/// One way on.
#[derive(Debug)]
pub(crate) struct Link<'d> {
    /// The node that it leaves; none for an entry or an aside.
    pub(crate) from: Option<usize>,
    pub(crate) to: To<'d>,
    pub(crate) kind: LinkKind,
    /// The label, the `when`, the outcome or result, or nothing.
    pub(crate) label: &'d str,
    /// Where its target is named.
    pub(crate) span: Span,
    /// The edge that it comes from, unless it is a plain `goto`.
    pub(crate) edge: Option<&'d Edge>,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy)]
pub(crate) enum To<'d> {
    /// A node.
    Node(usize),
    /// A node that is not there; perhaps another was meant.
    Unknown { name: &'d Name, meant: Option<Meant> },
    /// An outcome.
    End(&'d Name),
    /// The prompt that the aside interrupted.
    Resume,
    /// No way on is written, or none that could be read.
    Nowhere,
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

impl Link<'_> {
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

    /// How a person would call it: the answer `Yes`, the way straight on, …
    pub(crate) fn described(&self) -> String {
        let label = self.label;
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
}

/// Collects the links, and tells which belong to which node.
pub(super) fn collect(document: &Document) -> (Vec<Link<'_>>, Vec<Range<usize>>) {
    let mut collector = Collector {
        document,
        links: Vec::with_capacity(document.nodes.len() * 3),
        from: None,
        edge: None,
        names: None,
    };
    collector.labelled(&document.entries, LinkKind::Entry);
    collector.labelled(&document.anytime, LinkKind::Aside);
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
    links: Vec<Link<'d>>,
    from: Option<usize>,
    edge: Option<&'d Edge>,
    /// The ids of the nodes, once one is looked for in vain.
    names: Option<Names<'d>>,
}

impl<'d> Collector<'d> {
    fn node(&mut self, node: &'d Node) {
        if let Some(edge) = &node.cannot_give {
            self.edge(edge, LinkKind::CannotGive, "");
        }
        for exit in &node.exits {
            match &exit.kind {
                ExitKind::Answers(answers) => self.labelled(answers, LinkKind::Answer),
                ExitKind::Goto(target) => self.goto(target, LinkKind::Goto, ""),
                ExitKind::Decide(arms) => {
                    for arm in arms {
                        self.edge(arm, LinkKind::Decide, arm.when.as_deref().map_or("", Expression::as_str));
                    }
                }
                ExitKind::Run(run) => {
                    for branch in &run.then {
                        self.edge(&branch.edge, LinkKind::Then, &branch.name.value);
                    }
                }
                ExitKind::Action(action) => {
                    for branch in &action.then {
                        self.edge(&branch.edge, LinkKind::Then, &branch.name.value);
                    }
                }
                ExitKind::End(_) | ExitKind::Resume | ExitKind::Empty | ExitKind::Unreadable => {}
            }
        }
    }

    fn labelled(&mut self, labelled: &'d [Labelled], kind: LinkKind) {
        for Labelled { label, edge } in labelled {
            self.edge(edge, kind, label.text.as_str());
        }
    }

    fn edge(&mut self, edge: &'d Edge, kind: LinkKind, label: &'d str) {
        self.edge = Some(edge);
        for way in &edge.ways {
            self.way(way, kind, label);
        }
        if edge.ways.is_empty() {
            self.push(To::Nowhere, kind, label, edge.span);
        }
        self.edge = None;
    }

    fn way(&mut self, way: &'d Way, kind: LinkKind, label: &'d str) {
        match way {
            Way::Goto(target) => self.goto(target, kind, label),
            Way::End(outcome) => self.push(To::End(outcome), kind, label, outcome.span),
            Way::Resume(span) => self.push(To::Resume, kind, label, *span),
            Way::Retry(retry) => {
                self.goto(&retry.target, LinkKind::Retry, label);
                if let Some(otherwise) = &retry.otherwise {
                    self.way(otherwise, LinkKind::Else, label);
                }
            }
        }
    }

    fn goto(&mut self, target: &'d Name, kind: LinkKind, label: &'d str) {
        let to = match self.document.nodes.get_index_of(&target.value) {
            Some(node) => To::Node(node),
            None => To::Unknown { name: target, meant: self.meant(&target.value) },
        };
        self.push(to, kind, label, target.span);
    }

    fn push(&mut self, to: To<'d>, kind: LinkKind, label: &'d str, span: Span) {
        self.links.push(Link { from: self.from, to, kind, label, span, edge: self.edge });
    }

    /// The node that an unknown name most likely means.
    fn meant(&mut self, name: &str) -> Option<Meant> {
        let nodes = &self.document.nodes;
        let names = self.names.get_or_insert_with(|| Names::new(nodes.keys().map(String::as_str)));
        let Near { name, alone } = names.nearest(name)?;
        Some(Meant { node: nodes.get_index_of(name)?, alone })
    }
}
