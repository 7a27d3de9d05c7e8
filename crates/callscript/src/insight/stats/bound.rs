//! A lower bound of the number of states, to recognise scripts with too many of them without enumerating the states.
//!
//! Must not know walks.

use super::walk_graph::{BackEdge, To, Vertex, WalkEdge, WalkGraph};

/// A lower bound of the number of states, computed in time linear in the number of edges.
///
/// A retry closes a cycle. At a vertex of the cycle that is reachable without retries, every number of uses of the
/// retry is possible, in any combination with the other retries whose cycles contain the vertex. So the number of
/// states at the vertex is at least the product of (`at_most` + 1) over these retries.
pub(super) fn states_at_least(graph: &WalkGraph) -> f64 {
    let reached = reached(graph);
    let mut states = 0.0;
    let mut first = 0;
    for vertices in graph.vertices.chunk_by(|one, other| one.region == other.region) {
        let reached = &reached[first as usize..][..vertices.len()];
        if reached.contains(&true) {
            if !vertices[0].counts_fit {
                return f64::INFINITY;
            }
            states += Region { vertices, first }.states(reached);
        }
        first += u32::try_from(vertices.len()).unwrap_or(u32::MAX);
    }
    states
}

/// For each vertex, whether it is reachable without retries.
fn reached(graph: &WalkGraph) -> Vec<bool> {
    let mut reached = vec![false; graph.vertices.len()];
    reached[graph.start as usize] = true;
    for index in 0..graph.vertices.len() {
        if reached[index] {
            successors(&graph.vertices[index]).for_each(|next| reached[next as usize] = true);
        }
    }
    reached
}

/// The successors of a vertex over edges that are not retries.
fn successors(vertex: &Vertex) -> impl Iterator<Item = u32> {
    edges(vertex).filter(|edge| edge.back.is_none()).filter_map(|edge| match edge.to {
        Some(To::Vertex(vertex)) => Some(vertex),
        _ => None,
    })
}

fn edges(vertex: &Vertex) -> impl Iterator<Item = &WalkEdge> {
    vertex.edges.iter().chain(&vertex.cannot_give).chain(&vertex.lapses)
}

/// The vertices of a region; `first` is the index of its first vertex.
struct Region<'m> {
    vertices: &'m [Vertex],
    first: u32,
}

impl Region<'_> {
    /// A lower bound of the number of states at the reached vertices.
    fn states(&self, reached: &[bool]) -> f64 {
        let retries: Vec<(usize, BackEdge)> = self.back_edges().collect();
        // For each vertex, bit sets of retries; the bit of a retry is the first bit of its counter. `behind`: retries
        // whose target leads to the vertex. `ahead`: retries whose source the vertex leads to.
        let (mut behind, mut ahead) = (vec![0_u128; self.vertices.len()], vec![0_u128; self.vertices.len()]);
        for (at, back) in &retries {
            ahead[*at] |= 1 << back.shift;
            behind[(back.vertex - self.first) as usize] |= 1 << back.shift;
        }
        let inner = |at: usize| successors(&self.vertices[at]).filter_map(|vertex| self.index(vertex));
        for at in 0..self.vertices.len() {
            inner(at).for_each(|next| behind[next] |= behind[at]);
        }
        for at in (0..self.vertices.len()).rev() {
            ahead[at] = inner(at).fold(ahead[at], |all, next| all | ahead[next]);
        }
        let counts = |at: usize| {
            let free = retries.iter().filter(|(_, back)| (behind[at] & ahead[at]) >> back.shift & 1 == 1);
            free.map(|(_, back)| f64::from(back.at_most) + 1.0).product::<f64>()
        };
        (0..self.vertices.len()).filter(|at| reached[*at]).map(counts).sum()
    }

    fn back_edges(&self) -> impl Iterator<Item = (usize, BackEdge)> {
        self.vertices
            .iter()
            .enumerate()
            .flat_map(|(at, vertex)| edges(vertex).filter_map(move |edge| Some((at, edge.back?))))
    }

    /// The index of a vertex within the region; `None` if it is in another region.
    fn index(&self, vertex: u32) -> Option<usize> {
        let at = vertex.checked_sub(self.first)? as usize;
        (at < self.vertices.len()).then_some(at)
    }
}
