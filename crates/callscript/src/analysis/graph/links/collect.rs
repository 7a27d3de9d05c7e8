//! Collects the links of a document.

use crate::base::lapse::Lapse;
use std::ops::Range;

use super::{Link, LinkKind, Meant, Origin, To};
use crate::base::names::{Names, Near};
use crate::base::source::{Name, Span};
use crate::document::{Document, Edge, ExitKind, Node, Way};

/// Collects the links, and for each node the range of those that leave it.
///
/// The script's own `silence` and `not_understood` hold at each question and form, but those that one of the two leads to.
pub(in crate::analysis::graph) fn collect(document: &Document) -> (Vec<Link>, Vec<Range<usize>>) {
    let (links, out) = collect_with(document, &[]);
    let Some(lapses) = document.lapses.as_deref() else { return (links, out) };
    let ways = lapses.all().flat_map(|(_, again)| again.edge.all_ways());
    let mut stack: Vec<usize> = ways.filter_map(|way| document.nodes.get_index_of(&way.name()?.value)).collect();
    let mut holds: Vec<bool> = document.nodes.values().map(Node::asks).collect();
    let mut reached = vec![false; out.len()];
    while let Some(node) = stack.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            holds[node] = false;
            stack.extend(links[out[node].clone()].iter().filter_map(Link::edge_target));
        }
    }
    collect_with(document, &holds)
}

/// The links; `holds` says of each node whether the script's own `silence` and `not_understood` hold there.
fn collect_with(document: &Document, holds: &[bool]) -> (Vec<Link>, Vec<Range<usize>>) {
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
        if holds.get(at).copied().unwrap_or_default() {
            collector.shared_lapses(node);
        }
        out.push(start..collector.links.len());
    }
    (collector.links, out)
}

struct Collector<'d> {
    document: &'d Document,
    links: Vec<Link>,
    from: Option<usize>,
    /// An index of the nodes' ids for similar names, built when the first unknown name is met.
    names: Option<Names<'d>>,
}

impl Collector<'_> {
    fn node(&mut self, node: &Node) {
        if let Some(edge) = &node.cannot_give {
            self.edge(edge, LinkKind::CannotGive, Origin::CannotGive);
        }
        for (lapse, again) in node.lapses.iter().flat_map(|lapses| lapses.all()) {
            self.edge(&again.edge, kind(lapse), Origin::Lapse(lapse, false));
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

    /// What the script says of silence, where the node says nothing of it.
    fn shared_lapses(&mut self, node: &Node) {
        let document = self.document;
        for (lapse, again) in document.lapses.iter().flat_map(|lapses| lapses.all()) {
            if node.lapses.as_ref().is_none_or(|own| own.on(lapse).is_none()) {
                self.edge(&again.edge, kind(lapse), Origin::Lapse(lapse, true));
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

    /// Adds a link for a way, and another for its `else`. `at` counts the ways of the edge.
    fn way(&mut self, way: &Way, kind: LinkKind, origin: Origin, at: &mut usize) {
        let index = *at;
        *at += 1;
        match way {
            Way::Goto(target) => self.goto(target, kind, origin, index),
            Way::End(outcome) => self.push(To::End, kind, outcome.span, origin, index),
            Way::Resume(span) => self.push(To::Resume, kind, *span, origin, index),
            Way::Retry(retry) => {
                self.goto(&retry.target, LinkKind::Retry, origin, index);
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

    /// The node that an unknown name probably means.
    fn meant(&mut self, name: &str) -> Option<Meant> {
        let nodes = &self.document.nodes;
        let names = self.names.get_or_insert_with(|| Names::new(nodes.keys().map(String::as_str)));
        let Near { name, alone } = names.nearest(name)?;
        Some(Meant { node: nodes.get_index_of(name)?, alone })
    }
}

fn kind(lapse: Lapse) -> LinkKind {
    match lapse {
        Lapse::Silence => LinkKind::Silence,
        Lapse::NotUnderstood => LinkKind::NotUnderstood,
    }
}
