//! How a call reaches each node, and how long it stays there.
//!
//! Must not know how this is shown.

use std::collections::VecDeque;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::analysis::graph::{Graph, Link, LinkKind};
use crate::analysis::timing;
use crate::base::source::Span;
use crate::document::Document;
use crate::library::File;

/// A node as a step of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The node's id.
    pub id: String,
    /// The span of the id.
    pub span: Span,
    /// How a call reaches it.
    pub reach: Reach,
    /// The number of links to it: the start, entries, asides and edges. Retries are not counted.
    pub ways_in: usize,
    /// The expected duration in seconds.
    pub(crate) seconds: Decimal,
}

impl Step {
    /// The expected duration in whole seconds: 0 only if it takes no time at all.
    pub fn whole_seconds(&self) -> u128 {
        let whole = || self.seconds.round().max(Decimal::ONE).to_u128().unwrap_or_default();
        if self.seconds.is_zero() { 0 } else { whole() }
    }
}

/// How a call reaches a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The call starts there.
    Start,
    /// This many edges from the start, on a shortest path.
    Steps(usize),
    /// From an entry, but not from the start.
    Entry,
    /// Only from an aside.
    Aside,
    /// It cannot be reached.
    Never,
}

impl File {
    /// Every node, in the order of the document.
    pub fn steps(&self) -> Vec<Step> {
        steps(self.document(), self.graph())
    }
}

fn steps(document: &Document, graph: &Graph) -> Vec<Step> {
    let start = document.start_node();
    let distances = distances(graph, start);
    let from = |kind: LinkKind| {
        let roots = graph.links().iter().filter(move |link| link.from.is_none() && link.kind == kind);
        graph.reachable(roots.filter_map(Link::edge_target), Link::edge_target)
    };
    let (entered, interrupted) = (from(LinkKind::Entry), from(LinkKind::Aside));
    let mut ways_in = vec![0; graph.len()];
    for target in graph.links().iter().filter_map(Link::edge_target).chain(start) {
        ways_in[target] += 1;
    }
    let steps = document.nodes.iter().enumerate().map(|(at, (id, node))| Step {
        id: id.clone(),
        span: node.span,
        reach: match distances[at] {
            Some(0) => Reach::Start,
            Some(steps) => Reach::Steps(steps),
            None if entered[at] => Reach::Entry,
            None if interrupted[at] => Reach::Aside,
            None => Reach::Never,
        },
        ways_in: ways_in[at],
        seconds: timing::seconds(document, node),
    });
    steps.collect()
}

/// The least number of edges from `start` to each node, by breadth-first search.
fn distances(graph: &Graph, start: Option<usize>) -> Vec<Option<usize>> {
    let mut distances = vec![None; graph.len()];
    let mut open: VecDeque<(usize, usize)> = start.map(|start| (start, 0)).into_iter().collect();
    while let Some((node, steps)) = open.pop_front() {
        if distances[node].is_none() {
            distances[node] = Some(steps);
            open.extend(graph.out(node).iter().filter_map(Link::edge_target).map(|target| (target, steps + 1)));
        }
    }
    distances
}
