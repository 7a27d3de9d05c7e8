//! Detours: the ways from a prompt through asides back to the same prompt in the same state.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::graph::{Graph, PartSet};

/// The detours from one vertex.
#[derive(Debug, Default)]
pub(super) struct Detours {
    /// The edges into them.
    entries: Vec<usize>,
    /// For each vertex on them, an edge that leads back on a shortest way.
    back: HashMap<usize, usize>,
    /// The parts that they pass.
    pub(super) parts: Vec<usize>,
}

impl Detours {
    /// The detours from a vertex.
    pub(super) fn of(graph: &Graph, vertex: usize) -> Self {
        let Some(reached) = reached(graph, vertex) else { return Self::default() };
        let back = ways_back(graph, vertex, &reached);
        let leads_back = |edge: &usize| {
            let to = graph.edges[*edge].to;
            to == vertex || back.contains_key(&to)
        };
        let is_entry = |edge: &usize| leads_back(edge) && (graph.edges[*edge].to == vertex || in_aside(graph, *edge));
        let entries: Vec<usize> = graph.vertices[vertex].out.iter().copied().filter(is_entry).collect();
        let edges = back.keys().flat_map(|on| graph.vertices[*on].out.iter()).filter(|edge| leads_back(edge));
        let parts: BTreeSet<usize> =
            edges.chain(&entries).flat_map(|edge| graph.edges[*edge].passed.iter()).copied().collect();
        Self { entries, back, parts: parts.into_iter().collect() }
    }

    /// Takes detours as long as one passes a wanted part: `take` gets each edge, and removes what it passes.
    pub(super) fn walk(
        &self,
        graph: &Graph,
        vertex: usize,
        wanted: &mut PartSet,
        mut take: impl FnMut(usize, &mut PartSet),
    ) {
        for &entry in &self.entries {
            while let Some(path) = self.nearest(graph, vertex, entry, wanted) {
                let mut at = vertex;
                for edge in path {
                    take(edge, wanted);
                    at = graph.edges[edge].to;
                }
                while let Some(edge) = self.back.get(&at).copied().filter(|_| at != vertex) {
                    take(edge, wanted);
                    at = graph.edges[edge].to;
                }
            }
        }
    }

    /// The shortest path that begins with `entry` and ends with an edge that passes a wanted part.
    fn nearest(&self, graph: &Graph, vertex: usize, entry: usize, wanted: &PartSet) -> Option<Vec<usize>> {
        let mut over: HashMap<usize, usize> = HashMap::new();
        let mut queue = VecDeque::from([entry]);
        while let Some(edge) = queue.pop_front() {
            if graph.passes(edge, wanted) {
                let mut path = vec![edge];
                let mut at = edge;
                while at != entry {
                    at = over[&graph.edges[at].from];
                    path.push(at);
                }
                path.reverse();
                return Some(path);
            }
            let to = graph.edges[edge].to;
            if to == vertex || over.contains_key(&to) {
                continue;
            }
            over.insert(to, edge);
            let out = graph.vertices[to].out.iter().copied();
            let is_on = |next: &usize| {
                let to = graph.edges[*next].to;
                to == vertex || self.back.contains_key(&to)
            };
            // An edge that passes something wanted is looked for first: there may be many of them.
            match out.clone().find(|next| is_on(next) && graph.passes(*next, wanted)) {
                Some(next) => queue.push_front(next),
                None => queue.extend(out.filter(|next| is_on(next) && !over.contains_key(&graph.edges[*next].to))),
            }
        }
        None
    }
}

/// The vertices that asides lead to from a vertex, without leaving them; `None` if no aside was called there.
fn reached(graph: &Graph, vertex: usize) -> Option<HashSet<usize>> {
    if graph.vertices[vertex].in_aside || vertex == Graph::ROOT {
        return None;
    }
    let mut reached = HashSet::new();
    let mut stack = vec![vertex];
    while let Some(at) = stack.pop() {
        for &edge in graph.vertices[at].out.iter().filter(|edge| in_aside(graph, **edge)) {
            let to = graph.edges[edge].to;
            if reached.insert(to) {
                stack.push(to);
            }
        }
    }
    let returns_at_once = graph.vertices[vertex].out.iter().any(|edge| graph.edges[*edge].to == vertex);
    (!reached.is_empty() || returns_at_once).then_some(reached)
}

/// For each of these vertices from which `vertex` can be reached, an edge on a shortest way.
fn ways_back(graph: &Graph, vertex: usize, reached: &HashSet<usize>) -> HashMap<usize, usize> {
    let mut incoming: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut sorted: Vec<usize> = reached.iter().copied().collect();
    sorted.sort_unstable();
    for edge in sorted.iter().flat_map(|at| graph.vertices[*at].out.iter().copied()) {
        incoming.entry(graph.edges[edge].to).or_default().push(edge);
    }
    let mut back = HashMap::new();
    let mut queue = VecDeque::from([vertex]);
    while let Some(at) = queue.pop_front() {
        for &edge in incoming.get(&at).into_iter().flatten() {
            let from = graph.edges[edge].from;
            if from != vertex && !back.contains_key(&from) {
                back.insert(from, edge);
                queue.push_back(from);
            }
        }
    }
    back
}

fn in_aside(graph: &Graph, edge: usize) -> bool {
    graph.vertices[graph.edges[edge].to].in_aside
}
