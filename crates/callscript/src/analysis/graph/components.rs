//! Strongly connected components: nodes that lead to one another.

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Graph, Link};

/// The components of a graph, each after those that it leads to; the nodes of each in document order.
#[derive(Debug)]
pub(crate) struct Components {
    /// One component after the other.
    nodes: Vec<usize>,
    /// Of each component: where it ends in `nodes`.
    ends: Vec<usize>,
}

impl Components {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Each of them.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &[usize]> {
        let start = |at: usize| at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends.iter().enumerate().map(move |(at, &end)| &self.nodes[start(at)..end])
    }

    /// Of each node: the place of its component.
    pub(crate) fn by_node(&self) -> Vec<usize> {
        let mut places = vec![0; self.nodes.len()];
        for (at, component) in self.iter().enumerate() {
            for &node in component {
                places[node] = at;
            }
        }
        places
    }
}

impl Graph {
    /// The components over edges.
    pub(crate) fn components(&self) -> &Components {
        self.components.get_or_init(|| self.components_over(Link::edge_target))
    }

    /// Whether the nodes of a component lead back to themselves over edges.
    pub(crate) fn is_cyclic(&self, component: &[usize]) -> bool {
        match component {
            &[node] => self.out(node).iter().any(|link| link.edge_target() == Some(node)),
            _ => true,
        }
    }

    /// The components over the links that `follow` gives a target for.
    pub(crate) fn components_over(&self, follow: impl Fn(&Link) -> Option<usize>) -> Components {
        let mut graph = DiGraph::<(), ()>::with_capacity(self.len(), self.links.len());
        for _ in 0..self.len() {
            graph.add_node(());
        }
        for node in 0..self.len() {
            for target in self.out(node).iter().filter_map(&follow) {
                graph.add_edge(NodeIndex::new(node), NodeIndex::new(target), ());
            }
        }
        // Where nothing leads back, as in most scripts, every node is a component, and their order is more quickly found.
        if let Ok(order) = toposort(&graph, None) {
            let nodes = order.into_iter().rev().map(NodeIndex::index).collect();
            return Components { nodes, ends: (1..=self.len()).collect() };
        }
        let (mut nodes, mut ends) = (Vec::with_capacity(self.len()), Vec::new());
        for mut component in kosaraju_scc(&graph) {
            component.sort_unstable();
            nodes.extend(component.into_iter().map(NodeIndex::index));
            ends.push(nodes.len());
        }
        Components { nodes, ends }
    }
}
