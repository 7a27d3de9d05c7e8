//! Graph algorithms: reverse post-order, shortest path, and detours.

use std::collections::{HashMap, HashSet, VecDeque};

use super::graph::Graph;

/// The vertices in reverse post-order of a depth-first search: a topological order, except for back edges.
pub(super) fn reverse_postorder(graph: &Graph) -> Vec<usize> {
    let mut order = Vec::with_capacity(graph.vertices.len());
    let mut entered = vec![false; graph.vertices.len()];
    for start in &graph.starts {
        let mut stack: Vec<(usize, usize)> = Vec::new();
        let root = graph.edges[*start].to;
        if !std::mem::replace(&mut entered[root], true) {
            stack.push((root, 0));
        }
        while let Some((vertex, next)) = stack.last_mut() {
            match graph.vertices[*vertex].out.get(*next) {
                None => {
                    order.push(*vertex);
                    stack.pop();
                }
                Some(&edge) => {
                    *next += 1;
                    let to = graph.edges[edge].to;
                    if !std::mem::replace(&mut entered[to], true) {
                        stack.push((to, 0));
                    }
                }
            }
        }
    }
    order.reverse();
    order
}

/// The edges on the paths from a vertex through asides back to the vertex.
pub(super) fn detours(graph: &Graph, vertex: usize) -> Vec<usize> {
    if graph.vertices[vertex].in_aside {
        return Vec::new();
    }
    let mut edges: Vec<usize> = Vec::new();
    let mut seen = HashSet::from([vertex]);
    let mut stack = vec![vertex];
    while let Some(at) = stack.pop() {
        for &edge in &graph.vertices[at].out {
            let to = graph.edges[edge].to;
            if to != vertex && !graph.vertices[to].in_aside {
                continue;
            }
            edges.push(edge);
            if seen.insert(to) {
                stack.push(to);
            }
        }
    }
    let back = ancestors(graph, &edges, vertex);
    // Only edges from which the vertex can be reached again are part of a detour.
    edges.retain(|edge| back.contains(&graph.edges[*edge].to));
    edges
}

/// The vertices from which `vertex` can be reached along these edges, including itself.
fn ancestors(graph: &Graph, over: &[usize], vertex: usize) -> HashSet<usize> {
    let mut predecessors: HashMap<usize, Vec<usize>> = HashMap::new();
    for edge in over.iter().map(|edge| &graph.edges[*edge]) {
        predecessors.entry(edge.to).or_default().extend(edge.from);
    }
    let mut found = HashSet::from([vertex]);
    let mut stack = vec![vertex];
    while let Some(at) = stack.pop() {
        for from in predecessors.remove(&at).unwrap_or_default() {
            if found.insert(from) {
                stack.push(from);
            }
        }
    }
    found
}

/// The shortest path from a vertex along the edges in `over` that ends with an edge for which `is_wanted` is true.
pub(super) fn shortest_path(
    graph: &Graph,
    from: usize,
    over: &HashSet<usize>,
    is_wanted: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    let mut entries: Vec<(usize, Option<usize>)> = Vec::new();
    let mut seen = HashSet::from([from]);
    let mut queue: VecDeque<(usize, Option<usize>)> = VecDeque::from([(from, None)]);
    while let Some((vertex, previous)) = queue.pop_front() {
        for &edge in graph.vertices[vertex].out.iter().filter(|edge| over.contains(edge)) {
            entries.push((edge, previous));
            let at = entries.len() - 1;
            if is_wanted(edge) {
                return Some(path_to(&entries, at));
            }
            let to = graph.edges[edge].to;
            if seen.insert(to) {
                queue.push_back((to, Some(at)));
            }
        }
    }
    None
}

/// The path that ends with entry `last` of the breadth-first search. Each entry is an edge and the index of the entry
/// for the edge before it.
fn path_to(entries: &[(usize, Option<usize>)], last: usize) -> Vec<usize> {
    let mut path = Vec::new();
    let mut at = Some(last);
    while let Some((edge, previous)) = at.and_then(|at| entries.get(at)) {
        path.push(*edge);
        at = *previous;
    }
    path.reverse();
    path
}
