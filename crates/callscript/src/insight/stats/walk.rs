//! Aggregates all walks of a script: a sweep over its states in topological order, in which walks that meet in a state
//! are merged.
//!
//! Must not know what the figures are used for.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BinaryHeap};

use super::arrivals::Arrivals;
use super::bound::states_at_least;
use super::states::{Layer, Next, State, Transitions};
use super::walk_graph::{MAX_STATES, WalkEdge, WalkGraph};

/// The budget of work: edges taken, with a surcharge for large counts of paths.
const MAX_WORK: usize = 1 << 25;

/// The maximum memory of all counts of paths at a time, in words of 64 bits. With more, paths are no longer counted.
const MAX_WORDS: usize = 1 << 20;

/// The size of a count whose arithmetic costs as much as taking an edge, in words.
const WORDS_A_WAY: usize = 256;

/// The result of a sweep.
#[derive(Debug)]
pub(super) struct Totals {
    /// For each outcome, the walks that end with it, if there are any.
    pub(super) endings: Vec<Option<Arrivals>>,
    /// For each vertex, the expected number of visits.
    pub(super) visits: Vec<f64>,
    /// Whether retries counted as used up from the start.
    pub(super) without_retries: bool,
}

/// Aggregates all walks. If there are too many states, only walks without retries. `outcomes` is the number of
/// outcomes.
pub(super) fn walk(graph: &WalkGraph, outcomes: usize) -> Totals {
    let retries = states_at_least(graph) <= f64::from(MAX_STATES);
    let mut walker = Walker::new(Transitions { graph, retries }, outcomes);
    if !walker.walk() {
        walker = Walker::new(Transitions { graph, retries: false }, outcomes);
        walker.walk();
    }
    walker.totals
}

/// The reachable states in topological order, each with the expected number of visits.
pub(super) fn reached_states(transitions: Transitions<'_>, outcomes: usize) -> Vec<(State, f64)> {
    let mut walker = Walker { counting: false, reached_states: Some(Vec::new()), ..Walker::new(transitions, outcomes) };
    walker.walk();
    walker.reached_states.unwrap_or_default()
}

struct Walker<'m> {
    transitions: Transitions<'m>,
    totals: Totals,
    /// Arrivals at states of later layers.
    open: BTreeMap<State, Arrivals>,
    /// The current layer.
    layer: Layer,
    /// For each vertex, the arrivals at its state in the current layer.
    here: Vec<Option<Arrivals>>,
    /// The vertices with arrivals in the current layer.
    places: BinaryHeap<Reverse<u32>>,
    /// The memory of all counts of paths, in words.
    words: usize,
    work: usize,
    /// Whether paths are still counted.
    counting: bool,
    /// The visited states, if they are wanted.
    reached_states: Option<Vec<(State, f64)>>,
}

impl<'m> Walker<'m> {
    fn new(transitions: Transitions<'m>, outcomes: usize) -> Self {
        let vertices = transitions.graph.vertices.len();
        let (endings, visits) = (vec![None; outcomes], vec![0.0; vertices]);
        Self {
            transitions,
            totals: Totals { endings, visits, without_retries: !transitions.retries },
            open: BTreeMap::new(),
            layer: Layer::default(),
            here: (0..vertices).map(|_| None).collect(),
            places: BinaryHeap::new(),
            words: 0,
            work: 0,
            counting: true,
            reached_states: None,
        }
    }

    /// Runs the sweep. Returns false if it was given up as too much work.
    fn walk(&mut self) -> bool {
        self.arrive(self.transitions.start(), &Arrivals::start(), 1.0);
        let mut states = 0;
        while let Some((place, arrivals)) = self.next() {
            states += 1;
            let too_much = states > MAX_STATES || self.work > MAX_WORK || !self.transitions.vertex(place).counts_fit;
            if self.transitions.retries && too_much {
                return false;
            }
            self.step(place, arrivals);
        }
        true
    }

    /// The next state of the current layer, or the first of the next layer.
    fn next(&mut self) -> Option<(u32, Arrivals)> {
        if self.places.is_empty() {
            self.layer = self.open.first_key_value()?.0.layer;
            while let Some(entry) = self.open.first_entry().filter(|entry| entry.key().layer == self.layer) {
                let (state, arrivals) = entry.remove_entry();
                self.places.push(Reverse(state.place));
                self.here[state.place as usize] = Some(arrivals);
            }
        }
        let Reverse(place) = self.places.pop()?;
        Some((place, self.here[place as usize].take()?))
    }

    /// Takes every edge of a vertex.
    fn step(&mut self, place: u32, mut arrivals: Arrivals) {
        let (layer, vertex) = (self.layer, self.transitions.vertex(place));
        self.words -= arrivals.words();
        if !self.counting {
            arrivals.paths = None;
        }
        self.totals.visits[place as usize] += arrivals.chance;
        if let Some(reached_states) = &mut self.reached_states {
            reached_states.push((State { layer, place }, arrivals.chance));
        }
        arrivals.add_time(vertex.seconds, vertex.time);
        if let Some(way) = &vertex.cannot_give {
            self.go(way, &arrivals, 0.0);
        }
        for (way, share) in self.transitions.ways(layer, vertex) {
            self.go(way, &arrivals, share);
        }
    }

    fn go(&mut self, way: &WalkEdge, arrivals: &Arrivals, share: f64) {
        let passed = way.through.as_ref().map(|(_, part)| {
            self.work += arrivals.words() * part.words() / WORDS_A_WAY;
            arrivals.followed_by(part)
        });
        let arrivals = passed.as_ref().unwrap_or(arrivals);
        self.work += 1 + arrivals.words() / WORDS_A_WAY;
        match self.transitions.next(self.layer, way) {
            Next::State(state) => self.arrive(state, arrivals, share),
            Next::End(outcome) => {
                let more = join(&mut self.totals.endings[outcome], arrivals, share);
                self.hold(more);
            }
            Next::Closed => {}
        }
    }

    fn arrive(&mut self, state: State, arrivals: &Arrivals, share: f64) {
        let here = &mut self.here[state.place as usize];
        let more = if state.layer == self.layer {
            if here.is_none() {
                self.places.push(Reverse(state.place));
            }
            join(here, arrivals, share)
        } else {
            match self.open.entry(state) {
                Entry::Occupied(mut entry) => entry.get_mut().join(arrivals, share),
                Entry::Vacant(entry) => entry.insert(arrivals.scaled(share)).words(),
            }
        };
        self.hold(more);
    }

    fn hold(&mut self, words: usize) {
        self.words += words;
        self.counting &= self.words <= MAX_WORDS && self.work <= MAX_WORK;
    }
}

/// Adds `share` of `arrivals`. Returns by how many words the count of paths has grown.
fn join(to: &mut Option<Arrivals>, arrivals: &Arrivals, share: f64) -> usize {
    match to {
        Some(before) => before.join(arrivals, share),
        None => to.insert(arrivals.scaled(share)).words(),
    }
}
