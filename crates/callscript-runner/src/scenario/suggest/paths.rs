//! Graph algorithms: reverse post-order, and the ways to an end.

use std::collections::VecDeque;

use super::graph::Graph;

/// The vertices in reverse post-order of a depth-first search: a topological order, except for back edges.
pub(super) fn reverse_postorder(graph: &Graph) -> Vec<usize> {
    let mut order = Vec::with_capacity(graph.vertices.len());
    let mut entered = vec![false; graph.vertices.len()];
    let mut stack: Vec<(usize, usize)> = vec![(Graph::ROOT, 0)];
    entered[Graph::ROOT] = true;
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
    order.reverse();
    order
}

/// For each vertex, the first edge of a shortest path to an end; `None` if there is none, or it is an end.
pub(super) fn ways_to_an_end(graph: &Graph) -> Vec<Option<usize>> {
    let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); graph.vertices.len()];
    for (index, edge) in graph.edges.iter().enumerate() {
        incoming[edge.to].push(index);
    }
    let ends = (0..graph.vertices.len()).filter(|vertex| graph.vertices[*vertex].is_end);
    let mut queue: VecDeque<usize> = ends.collect();
    let mut ways = vec![None; graph.vertices.len()];
    while let Some(vertex) = queue.pop_front() {
        for &edge in &incoming[vertex] {
            let from = graph.edges[edge].from;
            if ways[from].is_none() && !graph.vertices[from].is_end {
                ways[from] = Some(edge);
                queue.push_back(from);
            }
        }
    }
    ways
}
