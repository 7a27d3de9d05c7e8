//! The states of a walk, and how one leads to others.
//!
//! Must not know what is counted on the way.

use super::shares::even;
use super::walk_graph::{BackEdge, To, Vertex, WalkEdge, WalkGraph};

/// A step, and how often each retry of its stretch was used: the counts of other retries no longer matter there. In this order
/// every state comes before those that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct State {
    pub(super) layer: Layer,
    pub(super) place: u32,
}

/// States of one stretch with the same counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Layer {
    region: u32,
    /// All counts together.
    used: u32,
    counts: u128,
}

/// What a way leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next {
    /// Another state.
    State(State),
    /// An outcome.
    End(usize),
    /// Nothing: it is closed.
    Closed,
}

/// How one state leads to others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transitions<'m> {
    pub(super) graph: &'m WalkGraph,
    /// Without, they are taken as used up from the start.
    pub(super) retries: bool,
}

impl<'m> Transitions<'m> {
    /// Where a call starts.
    pub(super) fn start(self) -> State {
        self.fresh(self.graph.start)
    }

    /// The step at that place.
    pub(super) fn vertex(self, place: u32) -> &'m Vertex {
        &self.graph.vertices[place as usize]
    }

    /// Every way on but out of a form, with the part of the calls that takes it: that of a closed one goes to the others, in
    /// proportion, or evenly where nobody is expected to take any of them.
    pub(super) fn ways(self, layer: Layer, vertex: &'m Vertex) -> impl Iterator<Item = (&'m WalkEdge, f64)> {
        let open = || vertex.ways.iter().filter(move |way| !matches!(self.next(layer, way), Next::Closed));
        let whole = if vertex.can_close { open().map(|way| way.share).sum() } else { 1.0 };
        let evenly = if whole > 0.0 { 0.0 } else { even(open().count()) };
        vertex.ways.iter().map(move |way| (way, if whole > 0.0 { way.share / whole } else { evenly }))
    }

    /// What a way leads to, from a state of that layer.
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

    /// The way back, if it may still be taken.
    fn back(self, layer: Layer, way: &WalkEdge) -> Option<BackEdge> {
        way.back.filter(|back| self.retries && back.is_left(layer.counts))
    }

    /// A place that is come to from outside its stretch, where nothing was counted yet.
    fn fresh(self, place: u32) -> State {
        State { layer: Layer { region: self.vertex(place).region, ..Layer::default() }, place }
    }
}
