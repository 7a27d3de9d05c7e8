//! Topological orders of the nodes: a plain one of an acyclic graph, and one that keeps each strongly connected
//! component together.

use super::{Graph, Link, LinkKind};

/// The position of a node in a topological order that keeps each strongly connected component together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rank {
    /// The index of its component over edges and retries. Links between components lead to larger indices.
    pub(crate) component: u32,
    /// The index of the node in the order. Edges lead to larger indices, and the nodes of a component are consecutive.
    pub(crate) index: u32,
}

impl Graph {
    /// The nodes in topological order over edges; `None` if the graph is cyclic.
    pub(crate) fn topological_sort(&self) -> Option<Vec<usize>> {
        let components = self.components().iter().rev();
        let nodes = components.map(|component| component.first().filter(|_| !self.is_cyclic(component)).copied());
        nodes.collect()
    }

    /// The position of each node; the graph must be acyclic over edges.
    pub(crate) fn topological_order(&self) -> Vec<Rank> {
        let to_u32 = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut ranks = vec![Rank { component: 0, index: 0 }; self.len()];
        let retries = self.links.iter().any(|link| link.kind == LinkKind::Retry);
        let with_retries = retries.then(|| self.components_over(Link::target));
        let components = with_retries.as_ref().unwrap_or_else(|| self.components());
        for (at, component) in components.iter().rev().enumerate() {
            for &node in component {
                ranks[node].component = to_u32(at);
            }
        }
        let mut order: Vec<usize> = self.components().iter().rev().flatten().copied().collect();
        order.sort_by_key(|&node| ranks[node].component);
        for (at, &node) in order.iter().enumerate() {
            ranks[node].index = to_u32(at);
        }
        ranks
    }
}
