//! The states of a walk and the transitions between them.
//!
//! Must not know what is computed over them.

use super::shares::even;
use super::walk_graph::{BackEdge, To, Vertex, WalkEdge, WalkGraph};

/// A vertex, and how often each retry of its region was used. Counts of other regions no longer matter there. States
/// are ordered topologically: each is smaller than those that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct State {
    pub(super) layer: Layer,
    pub(super) place: u32,
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
    /// Whether retries can be used. If not, they count as used up from the start.
    pub(super) retries: bool,
}

impl<'m> Transitions<'m> {
    /// The state at the start of a call.
    pub(super) fn start(self) -> State {
        self.fresh(self.graph.start)
    }

    /// The vertex with this index.
    pub(super) fn vertex(self, place: u32) -> &'m Vertex {
        &self.graph.vertices[place as usize]
    }

    /// The edges of a vertex, without `cannot_give`, with their probabilities. That of a closed edge is divided among
    /// the others: in proportion, or evenly if they have a probability of zero.
    pub(super) fn ways(self, layer: Layer, vertex: &'m Vertex) -> impl Iterator<Item = (&'m WalkEdge, f64)> {
        let open = || vertex.ways.iter().filter(move |way| !matches!(self.next(layer, way), Next::Closed));
        let whole = if vertex.can_close { open().map(|way| way.share).sum() } else { 1.0 };
        let evenly = if whole > 0.0 { 0.0 } else { even(open().count()) };
        vertex.ways.iter().map(move |way| (way, if whole > 0.0 { way.share / whole } else { evenly }))
    }

    /// The result of taking an edge in a state of this layer.
    pub(super) fn next(self, layer: Layer, way: &WalkEdge) -> Next {
        match (self.back(layer, way), way.to) {
            (Some(back), _) => {
                let layer = Layer { used: layer.used + 1, counts: back.count(layer.counts), ..layer };
                Next::State(State { layer, place: back.place })
            }
            (None, Some(To::Place(place))) => {
                let fresh = self.fresh(place);
                let same = fresh.layer.region == layer.region;
                Next::State(if same { State { layer, place } } else { fresh })
            }
            (None, Some(To::End(outcome))) => Next::End(outcome),
            (None, None) => Next::Closed,
        }
    }

    /// The back edge, if it can still be taken.
    fn back(self, layer: Layer, way: &WalkEdge) -> Option<BackEdge> {
        way.back.filter(|back| self.retries && back.is_left(layer.counts))
    }

    /// The state at a vertex that is entered from another region, with counts of zero.
    fn fresh(self, place: u32) -> State {
        State { layer: Layer { region: self.vertex(place).region, ..Layer::default() }, place }
    }
}
