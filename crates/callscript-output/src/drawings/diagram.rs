//! Boxes and arrows: the common part of the Mermaid and Graphviz drawings.

use std::collections::BTreeMap;

use callscript::internal::LinkKind;
use callscript::internal::drawing::{Drawing, Edge, Node, NodeKind, Target};
use callscript::internal::inert::line;

use super::labels::{caption, kind, name};

/// The maximum width of a node's text, in columns.
const WORDS: usize = 80;

/// The maximum width of a line of a label, in columns.
const LABEL: usize = 400;

/// The maximum number of lines of a label.
const LINES: usize = 20;

/// A script as boxes and arrows.
#[derive(Debug, Default)]
pub(super) struct Diagram {
    pub(super) figures: Vec<Figure>,
    pub(super) arrows: Vec<Arrow>,
}

/// A box.
#[derive(Debug)]
pub(super) struct Figure {
    /// Its identifier: ASCII letters, digits and `_`; not a keyword of either language.
    pub(super) name: String,
    pub(super) shape: Shape,
    /// Its text; no line contains a line break or a control character.
    pub(super) lines: Vec<String>,
    /// The text that the agent says, on one line; may be empty.
    pub(super) words: String,
    pub(super) faulty: bool,
}

/// An arrow.
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) lines: Vec<String>,
    pub(super) dashed: bool,
}

/// The shape of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A node.
    Node(NodeKind),
    /// A root: the start, an entry or an aside.
    Root,
    /// An outcome, or the return from an aside.
    Final,
    /// A target that does not exist.
    Missing,
}

impl Diagram {
    pub(super) fn new(drawing: &Drawing<'_>) -> Self {
        let figures = drawing.nodes.iter().enumerate().map(|(at, node)| figure(at, node));
        let mut diagram = Self { figures: figures.collect(), arrows: Vec::new() };
        diagram.start(drawing);
        let mut others = BTreeMap::new();
        for edge in &drawing.edges {
            diagram.edge(drawing, edge, &mut others);
        }
        diagram
    }

    fn start(&mut self, drawing: &Drawing<'_>) {
        let Some(start) = drawing.start else {
            return;
        };
        let place = drawing.index_of(start);
        if place.is_none() && drawing.focus.is_some() {
            return;
        }
        self.figures.push(Figure::new("s_start", Shape::Root, "start"));
        let to = place.and_then(|at| Some(node_name(at, drawing.nodes.get(at)?)));
        let to = to.unwrap_or_else(|| "s_missing".to_owned());
        if place.is_none() {
            self.figures.push(Figure::new(&to, Shape::Missing, start));
        }
        self.arrows.push(Arrow { from: "s_start".to_owned(), to, lines: Vec::new(), dashed: false });
    }

    /// Draws an edge, and the boxes at its ends that are not nodes; `others` has those drawn so far.
    fn edge<'f>(&mut self, drawing: &Drawing<'f>, edge: &Edge<'f>, others: &mut BTreeMap<(u8, &'f str), String>) {
        let box_name = |at: usize| drawing.nodes.get(at).map(|node| node_name(at, node));
        let (rank, shape, label) = match edge.to {
            Target::Outside(_) => return,
            Target::Node(_) => (0, Shape::Final, ""),
            Target::End(outcome) => (1, Shape::Final, outcome),
            Target::Resume => (2, Shape::Final, "resume"),
            Target::Unknown(target) => (3, Shape::Missing, target),
            Target::Nowhere => (4, Shape::Missing, "nowhere"),
        };
        let to = match edge.to {
            Target::Node(at) => box_name(at),
            _ => Some(self.other((rank, label), shape, others)),
        };
        let from = match edge.from {
            Some(at) => box_name(at),
            None if edge.kind == LinkKind::Entry => Some(self.other((5, "entry"), Shape::Root, others)),
            None if edge.kind != LinkKind::Aside => Some(self.other((7, "no answer"), Shape::Root, others)),
            None => Some(self.other((6, "any time"), Shape::Root, others)),
        };
        let (Some(from), Some(to)) = (from, to) else {
            return;
        };
        let mut lines = lines(&caption(edge));
        if let Some(times) = edge.at_most {
            lines.push(format!("at most {times}×"));
        }
        let dashed =
            matches!(edge.kind, LinkKind::Retry | LinkKind::Aside | LinkKind::Silence | LinkKind::NotUnderstood);
        self.arrows.push(Arrow { from, to, lines, dashed });
    }

    fn other<'f>(&mut self, key: (u8, &'f str), shape: Shape, others: &mut BTreeMap<(u8, &'f str), String>) -> String {
        let next = format!("o{}", others.len());
        let name = others.entry(key).or_insert_with(|| {
            self.figures.push(Figure::new(&next, shape, key.1));
            next
        });
        name.clone()
    }
}

impl Figure {
    fn new(name: &str, shape: Shape, label: &str) -> Self {
        let faulty = shape == Shape::Missing;
        Self { name: name.to_owned(), shape, lines: lines(label), words: String::new(), faulty }
    }
}

fn figure(at: usize, node: &Node<'_>) -> Figure {
    let mut lines = vec![name(node.id, WORDS)];
    if !node.faults.is_empty() {
        lines.push(format!("✗ {}", node.faults.join(", ")));
    }
    if matches!(node.kind, NodeKind::Run | NodeKind::Action | NodeKind::End | NodeKind::None | NodeKind::Several) {
        lines.push(name(&kind(node), WORDS));
    }
    if node.verbatim {
        lines.push("verbatim".to_owned());
    }
    Figure {
        name: node_name(at, node),
        shape: Shape::Node(node.kind),
        lines,
        words: line(node.text, WORDS),
        faulty: !node.faults.is_empty(),
    }
}

/// The identifier of a node's box: its id, or its index if the id is not suitable.
fn node_name(at: usize, node: &Node<'_>) -> String {
    if node.has_valid_id() { format!("n_{}", node.id.replace('-', "_")) } else { format!("x{at}") }
}

/// Wraps a label into lines.
fn lines(label: &str) -> Vec<String> {
    let lines = label.lines().take(LINES).map(|part| line(part, LABEL));
    lines.filter(|line| !line.is_empty()).collect()
}
