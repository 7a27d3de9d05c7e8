//! A topological order of the nodes that keeps each strongly connected component together.

use super::{Graph, Link, LinkKind};

/// The position of a node in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rank {
    /// The index of its component over edges and retries. A component that leads to another has the smaller index.
    pub(crate) component: u32,
    /// The index of the node. Edges lead to larger indices, and the nodes of a component are consecutive.
    pub(crate) place: u32,
}

impl Graph {
    /// The position of each node; the graph must be acyclic over edges.
    pub(crate) fn topological_order(&self) -> Vec<Rank> {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut ranks = vec![Rank { component: 0, place: 0 }; self.len()];
        let retries = self.links.iter().any(|link| link.kind == LinkKind::Retry);
        let with_retries = retries.then(|| self.components_over(Link::target));
        let components = with_retries.as_ref().unwrap_or_else(|| self.components());
        for (at, component) in components.iter().rev().enumerate() {
            for &node in component {
                ranks[node].component = number(at);
            }
        }
        let mut order: Vec<usize> = self.components().iter().rev().flatten().copied().collect();
        order.sort_by_key(|&node| ranks[node].component);
        for (at, &node) in order.iter().enumerate() {
            ranks[node].place = number(at);
        }
        ranks
    }
}
