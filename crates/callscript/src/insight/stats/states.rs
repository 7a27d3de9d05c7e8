//! The states of a walk and the transitions between them.
//!
//! Must not know what is computed over them.

use super::shares::even;
use super::walk_graph::{BackEdge, To, Vertex, WalkEdge, WalkGraph};

/// A vertex, and how often each retry of its region was used; the retries of other regions make no difference there.
/// States are ordered topologically: a state is smaller than its successors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct State {
    pub(super) layer: Layer,
    pub(super) vertex: u32,
}

/// The states of a region with the same counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Layer {
    region: u32,
    /// The sum of all counts.
    used: u32,
    counts: u128,
}

/// The result of taking an edge.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next {
    /// Another state.
    State(State),
    /// An outcome.
    End(usize),
    /// Nothing: the edge is closed.
    Closed,
}

/// The transitions between states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transitions<'m> {
    pub(super) graph: &'m WalkGraph,
    /// Whether retries can be used. If not, they are ignored: they count as used up from the start.
    pub(super) retries: bool,
}

impl<'m> Transitions<'m> {
    /// The state at the script's start, with no retry used.
    pub(super) fn start(self) -> State {
        self.fresh(self.graph.start)
    }

    /// The vertex with this index.
    pub(super) fn vertex(self, index: u32) -> &'m Vertex {
        &self.graph.vertices[index as usize]
    }

    /// The edges of a vertex, without `cannot_give`, with their probabilities. The probability of a closed edge is
    /// divided among the open edges: in proportion to theirs, or evenly if theirs are all zero.
    pub(super) fn edges(self, layer: Layer, vertex: &'m Vertex) -> impl Iterator<Item = (&'m WalkEdge, f64)> {
        let open = || vertex.edges.iter().filter(move |edge| !matches!(self.next(layer, edge), Next::Closed));
        let whole = if vertex.can_close { open().map(|edge| edge.probability).sum() } else { 1.0 };
        let evenly = if whole > 0.0 { 0.0 } else { even(open().count()) };
        vertex.edges.iter().map(move |edge| (edge, if whole > 0.0 { edge.probability / whole } else { evenly }))
    }

    /// The result of taking an edge in a state of this layer.
    pub(super) fn next(self, layer: Layer, edge: &WalkEdge) -> Next {
        match (self.back(layer, edge), edge.to) {
            (Some(back), _) => {
                let layer = Layer { used: layer.used + 1, counts: back.count(layer.counts), ..layer };
                Next::State(State { layer, vertex: back.vertex })
            }
            (None, Some(To::Vertex(vertex))) => {
                let fresh = self.fresh(vertex);
                let same = fresh.layer.region == layer.region;
                Next::State(if same { State { layer, vertex } } else { fresh })
            }
            (None, Some(To::End(outcome))) => Next::End(outcome),
            (None, None) => Next::Closed,
        }
    }

    /// The back edge, if it can still be taken.
    fn back(self, layer: Layer, edge: &WalkEdge) -> Option<BackEdge> {
        edge.back.filter(|back| self.retries && back.is_left(layer.counts))
    }

    /// The state at a vertex that is entered from another region, with counts of zero.
    fn fresh(self, vertex: u32) -> State {
        State { layer: Layer { region: self.vertex(vertex).region, ..Layer::default() }, vertex }
    }
}
