//! The shortest ways into a script, past nodes at which ways end.
//!
//! Must not know what is looked for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Graph, Link, LinkKind};

/// What a search is told of a script.
pub(crate) trait Weights {
    /// Whether a way that has come to a node goes on from there.
    fn goes_on(&self, node: usize) -> bool;
    /// How many more nodes are passed there before asides can be called; none if they cannot.
    fn opens_asides(&self, node: usize) -> Option<u32>;
    /// How many nodes a link passes, its target among them; none if no way leads over it.
    fn steps(&self, link: &Link) -> Option<u32>;
}

/// A shortest way to every node that one leads to.
#[derive(Debug)]
pub(crate) struct ShortestPaths {
    /// Of each node: how many nodes are passed, itself among them.
    steps: Vec<u32>,
    via: Vec<Via>,
    /// The nodes that ways lead to, the nearest first.
    pub(crate) reached: Vec<usize>,
    /// The nearest node at which asides can be called, and how many nodes are passed until then.
    pub(crate) asides: Option<(usize, u32)>,
}

/// What a way comes to next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Node(usize),
    /// The asides, called at that node.
    Asides(usize),
}

/// How a node is come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    Never,
    /// It is where the call starts.
    Start,
    /// Over the link at this place.
    Link(usize),
}

/// One way: where it begins (none: at an entry), and the places of its links.
#[derive(Debug, Default)]
pub(crate) struct Route {
    pub(crate) begin: Option<usize>,
    pub(crate) links: Vec<usize>,
}

impl Graph {
    /// The shortest ways from `start`, and from the entries if they count, over edges, retries and into asides.
    pub(crate) fn shortest(&self, start: Option<usize>, entries: bool, weights: &impl Weights) -> ShortestPaths {
        let nothing = ShortestPaths {
            steps: vec![u32::MAX; self.len()],
            via: vec![Via::Never; self.len()],
            reached: Vec::new(),
            asides: None,
        };
        let mut search = Dijkstra { graph: self, found: nothing, open: BinaryHeap::new() };
        if let Some(start) = start {
            search.enter(start, 1, Via::Start);
        }
        if entries {
            search.outside(LinkKind::Entry, 1);
        }
        search.run(weights);
        search.found
    }

    /// The places of the links of a kind that leave no node: entries or asides.
    pub(crate) fn root_links(&self, kind: LinkKind) -> impl Iterator<Item = usize> {
        let outside = self.links.iter().take_while(|link| link.from.is_none()).enumerate();
        outside.filter(move |(_, link)| link.kind == kind).map(|(at, _)| at)
    }

    /// The places of the links out of a node.
    pub(crate) fn link_indices(&self, node: usize) -> std::ops::Range<usize> {
        self.out.get(node).cloned().unwrap_or_default()
    }
}

impl ShortestPaths {
    /// How many nodes are passed on the way to a node, itself among them.
    pub(crate) fn steps(&self, node: usize) -> u32 {
        self.steps[node]
    }

    /// The way to a node.
    pub(crate) fn to(&self, graph: &Graph, node: usize) -> Route {
        route(graph, &self.via, node, self.asides.map(|(node, _)| node))
    }
}

struct Dijkstra<'g> {
    graph: &'g Graph,
    found: ShortestPaths,
    open: BinaryHeap<Reverse<(u32, Next)>>,
}

impl Dijkstra<'_> {
    fn run(&mut self, weights: &impl Weights) {
        while let Some(Reverse((steps, next))) = self.open.pop() {
            match next {
                Next::Node(node) if steps == self.found.steps[node] => self.node(node, steps, weights),
                Next::Asides(node) if self.found.asides.is_none() => {
                    self.found.asides = Some((node, steps));
                    self.outside(LinkKind::Aside, steps.saturating_add(1));
                }
                Next::Node(_) | Next::Asides(_) => {}
            }
        }
    }

    fn node(&mut self, node: usize, steps: u32, weights: &impl Weights) {
        self.found.reached.push(node);
        if !weights.goes_on(node) {
            return;
        }
        if let Some(more) = weights.opens_asides(node) {
            self.open.push(Reverse((steps.saturating_add(more), Next::Asides(node))));
        }
        let graph = self.graph;
        for at in graph.link_indices(node) {
            let link = &graph.links[at];
            if let Some((target, more)) = link.target().and_then(|target| Some((target, weights.steps(link)?))) {
                self.enter(target, steps.saturating_add(more), Via::Link(at));
            }
        }
    }

    fn outside(&mut self, kind: LinkKind, steps: u32) {
        for at in self.graph.root_links(kind) {
            if let Some(target) = self.graph.links[at].target() {
                self.enter(target, steps, Via::Link(at));
            }
        }
    }

    fn enter(&mut self, node: usize, steps: u32, via: Via) {
        if steps < self.found.steps[node] {
            self.found.steps[node] = steps;
            self.found.via[node] = via;
            self.open.push(Reverse((steps, Next::Node(node))));
        }
    }
}

/// The way to a node, back over what led to each; asides are called at `asides`.
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
