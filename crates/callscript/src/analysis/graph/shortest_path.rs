//! Shortest paths from the start of a script: Dijkstra's algorithm. The caller can make nodes dead ends. Asides are
//! entered from the nearest node at which one can be called.
//!
//! Must not know what is searched for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Graph, Link, LinkKind};

/// The weights of a search, and where its paths end.
pub(crate) trait Weights {
    /// Whether paths continue beyond a node.
    fn goes_on(&self, node: usize) -> bool;
    /// How many more nodes a path visits at `node` until asides can be called there; `None` if they cannot.
    fn opens_asides(&self, node: usize) -> Option<u32>;
    /// How many nodes a link adds to a path, its target included; `None` if no path uses the link.
    fn weight(&self, link: &Link) -> Option<u32>;
}

/// The shortest path to every reachable node.
#[derive(Debug)]
pub(crate) struct ShortestPaths {
    /// For each node, the number of nodes on the path to it, the node included.
    distance: Vec<u32>,
    via: Vec<Via>,
    /// The reachable nodes, by increasing distance.
    pub(crate) reached: Vec<usize>,
    /// The nearest node at which asides can be called, and the number of nodes on the path until then.
    pub(crate) asides: Option<(usize, u32)>,
}

/// An entry of the priority queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Node(usize),
    /// The asides, called at this node.
    Asides(usize),
}

/// How the path reaches a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    Never,
    /// The node is the start.
    Start,
    /// Over the link with this index.
    Link(usize),
}

/// A path: its first node, or `None` if it begins at an entry or an aside; and the indices of its links.
#[derive(Debug, Default)]
pub(crate) struct Route {
    pub(crate) begin: Option<usize>,
    pub(crate) links: Vec<usize>,
}

impl Graph {
    /// The shortest paths over edges, retries and asides: from `start`, and from the entries if `entries` is set.
    pub(crate) fn shortest(&self, start: Option<usize>, entries: bool, weights: &impl Weights) -> ShortestPaths {
        let nothing = ShortestPaths {
            distance: vec![u32::MAX; self.len()],
            via: vec![Via::Never; self.len()],
            reached: Vec::new(),
            asides: None,
        };
        let mut search = Dijkstra { graph: self, found: nothing, queue: BinaryHeap::new() };
        if let Some(start) = start {
            search.enter(start, 1, Via::Start);
        }
        if entries {
            search.enter_roots(LinkKind::Entry, 1);
        }
        search.run(weights);
        search.found
    }

    /// The indices of the links that leave no node: those of entries, or those of asides.
    pub(crate) fn root_links(&self, kind: LinkKind) -> impl Iterator<Item = usize> {
        let root_links = self.links.iter().take_while(|link| link.from.is_none()).enumerate();
        root_links.filter(move |(_, link)| link.kind == kind).map(|(at, _)| at)
    }

    /// The indices of the links out of a node.
    pub(crate) fn link_indices(&self, node: usize) -> std::ops::Range<usize> {
        self.out.get(node).cloned().unwrap_or_default()
    }
}

impl ShortestPaths {
    /// The number of nodes on the path to a node, the node included.
    pub(crate) fn distance(&self, node: usize) -> u32 {
        self.distance[node]
    }

    /// The shortest path to a node.
    pub(crate) fn to(&self, graph: &Graph, node: usize) -> Route {
        route(graph, &self.via, node, self.asides.map(|(node, _)| node))
    }
}

struct Dijkstra<'g> {
    graph: &'g Graph,
    found: ShortestPaths,
    queue: BinaryHeap<Reverse<(u32, Next)>>,
}

impl Dijkstra<'_> {
    fn run(&mut self, weights: &impl Weights) {
        while let Some(Reverse((distance, next))) = self.queue.pop() {
            match next {
                Next::Node(node) if distance == self.found.distance[node] => self.node(node, distance, weights),
                Next::Asides(node) if self.found.asides.is_none() => {
                    self.found.asides = Some((node, distance));
                    self.enter_roots(LinkKind::Aside, distance.saturating_add(1));
                }
                Next::Node(_) | Next::Asides(_) => {}
            }
        }
    }

    fn node(&mut self, node: usize, distance: u32, weights: &impl Weights) {
        self.found.reached.push(node);
        if !weights.goes_on(node) {
            return;
        }
        if let Some(more) = weights.opens_asides(node) {
            self.queue.push(Reverse((distance.saturating_add(more), Next::Asides(node))));
        }
        let graph = self.graph;
        for at in graph.link_indices(node) {
            let link = &graph.links[at];
            if let Some((target, more)) = link.target().and_then(|target| Some((target, weights.weight(link)?))) {
                self.enter(target, distance.saturating_add(more), Via::Link(at));
            }
        }
    }

    fn enter_roots(&mut self, kind: LinkKind, distance: u32) {
        for at in self.graph.root_links(kind) {
            if let Some(target) = self.graph.links[at].target() {
                self.enter(target, distance, Via::Link(at));
            }
        }
    }

    fn enter(&mut self, node: usize, distance: u32, via: Via) {
        if distance < self.found.distance[node] {
            self.found.distance[node] = distance;
            self.found.via[node] = via;
            self.queue.push(Reverse((distance, Next::Node(node))));
        }
    }
}

/// Follows the predecessors back from `node`. A path into an aside continues from the node `asides`, where it was
/// called.
pub(super) fn route(graph: &Graph, via: &[Via], node: usize, asides: Option<usize>) -> Route {
    let mut route = Route::default();
    let mut at = Some(node);
    while let Some(node) = at {
        at = match via[node] {
            Via::Link(link) => {
                route.links.push(link);
                let link = &graph.links[link];
                if link.kind == LinkKind::Aside { asides } else { link.from }
            }
            Via::Start => {
                route.begin = Some(node);
                None
            }
            Via::Never => None,
        };
    }
    route.links.reverse();
    route
}
