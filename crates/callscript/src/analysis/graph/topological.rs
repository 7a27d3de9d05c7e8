//! An order of the nodes in which edges lead forward, and in which those stand together that lead back to one another.

use super::{Graph, Link, LinkKind};

/// Where a node stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rank {
    /// Its component: nodes that lead to one another, over edges and retries, share one. One that leads to another has the
    /// lower number.
    pub(crate) component: u32,
    /// Its place: edges lead to higher ones, and the nodes of a component stand together.
    pub(crate) place: u32,
}

impl Graph {
    /// Where each node of an acyclic graph stands.
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
