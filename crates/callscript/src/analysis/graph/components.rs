//! Strongly connected components (SCCs): maximal sets of nodes that can all reach one another. Computed by Kosaraju's
//! algorithm.

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Graph, Link};

/// The components in reverse topological order: each comes after the components that it leads to. The nodes of a
/// component are in document order.
#[derive(Debug)]
pub(crate) struct Components {
    /// The nodes of all components, one component after the other.
    nodes: Vec<usize>,
    /// For each component, the end of its range in `nodes`.
    ends: Vec<usize>,
}

impl Components {
    /// The number of components.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The nodes of one component, by its index.
    pub(crate) fn get(&self, index: usize) -> &[usize] {
        let start = index.checked_sub(1).map_or(0, |previous| self.ends[previous]);
        &self.nodes[start..self.ends[index]]
    }

    /// The nodes of each component.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &[usize]> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// For each node, the index of its component.
    pub(crate) fn by_node(&self) -> Vec<usize> {
        let mut indices = vec![0; self.nodes.len()];
        for (at, component) in self.iter().enumerate() {
            for &node in component {
                indices[node] = at;
            }
        }
        indices
    }
}

impl Graph {
    /// The components over edges, without retries.
    pub(crate) fn components(&self) -> &Components {
        self.components.get_or_init(|| self.components_over(Link::edge_target))
    }

    /// Whether a component has a cycle over edges.
    pub(crate) fn is_cyclic(&self, component: &[usize]) -> bool {
        match component {
            &[node] => self.out(node).iter().any(|link| link.edge_target() == Some(node)),
            _ => true,
        }
    }

    /// The components over links that `follow` gives a target for.
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
        // Most scripts are acyclic. Then every node is a component, and a topological sort is faster.
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
