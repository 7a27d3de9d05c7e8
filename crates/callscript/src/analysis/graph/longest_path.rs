//! Longest paths in an acyclic graph, by dynamic programming in topological order.
//!
//! Must not know what lengths mean.

use rust_decimal::Decimal;

use super::shortest_path::{Route, Via, route};
use super::{Graph, Link, LinkKind};

/// The longest path to every reachable node.
#[derive(Debug)]
pub(crate) struct LongestPaths {
    /// For each node, the length of the longest path to it, the node included; `None` if it is unreachable.
    length: Vec<Option<Decimal>>,
    via: Vec<Via>,
}

impl Graph {
    /// The longest paths over edges from `start`, from the asides, and from the entries if `entries` is set. `order`
    /// is a topological order. `node` gives the length of a node, `link` what a link adds, or `None` if no path uses
    /// the link.
    pub(crate) fn longest(
        &self,
        order: &[usize],
        (start, entries): (Option<usize>, bool),
        node: impl Fn(usize) -> Decimal,
        link: impl Fn(&Link) -> Option<Decimal>,
    ) -> LongestPaths {
        let mut longest = LongestPaths { length: vec![None; self.len()], via: vec![Via::Never; self.len()] };
        if let Some(start) = start {
            longest.enter(start, node(start), Via::Start);
        }
        let asides = self.root_links(LinkKind::Aside);
        let entries = self.root_links(LinkKind::Entry).filter(|_| entries);
        for at in entries.chain(asides) {
            if let Some(target) = self.links[at].edge_target() {
                longest.enter(target, node(target), Via::Link(at));
            }
        }
        for &from in order {
            let Some(length) = longest.length[from] else {
                continue;
            };
            for at in self.link_indices(from) {
                let edge = &self.links[at];
                if let Some((target, more)) = edge.edge_target().and_then(|target| Some((target, link(edge)?))) {
                    let length = length.saturating_add(more).saturating_add(node(target));
                    longest.enter(target, length, Via::Link(at));
                }
            }
        }
        longest
    }
}

impl LongestPaths {
    /// The length of the longest path to a node, the node included; `None` if it is unreachable.
    pub(crate) fn length(&self, node: usize) -> Option<Decimal> {
        self.length[node]
    }

    /// The longest path to a node.
    pub(crate) fn to(&self, graph: &Graph, node: usize) -> Route {
        route(graph, &self.via, node, None)
    }

    fn enter(&mut self, node: usize, length: Decimal, via: Via) {
        if self.length[node].is_none_or(|longest| length > longest) {
            self.length[node] = Some(length);
            self.via[node] = via;
        }
    }
}
