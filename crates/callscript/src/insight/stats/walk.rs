//! Every walk of a script at once: from its start on, state by state, all walks that come to the same one taken together.
//!
//! Must not know what the figures are for.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BinaryHeap};

use super::arrivals::Arrivals;
use super::bound::states_at_least;
use super::states::{Layer, Next, State, Transitions};
use super::walk_graph::{MAX_STATES, WalkEdge, WalkGraph};

/// How much work that may be: ways on, and more for large numbers of paths.
const MAX_WORK: usize = 1 << 25;

/// How many words all numbers of paths may take at one time before they are no longer counted.
const MAX_WORDS: usize = 1 << 20;

/// The words that are reckoned with in about the time that one way takes.
const WORDS_A_WAY: usize = 256;

/// What all walks come to.
#[derive(Debug)]
pub(super) struct Totals {
    /// By outcome: the walks that end with it, if any do.
    pub(super) endings: Vec<Option<Arrivals>>,
    /// By place: how often a call is expected to come there.
    pub(super) visits: Vec<f64>,
    /// Retries were taken as used up from the start.
    pub(super) without_retries: bool,
}

/// Walks all walks, with so many outcomes; where there are too many states, those without retries alone.
pub(super) fn walk(graph: &WalkGraph, outcomes: usize) -> Totals {
    let retries = states_at_least(graph) <= f64::from(MAX_STATES);
    let mut walker = Walker::new(Transitions { graph, retries }, outcomes);
    if !walker.walk() {
        walker = Walker::new(Transitions { graph, retries: false }, outcomes);
        walker.walk();
    }
    walker.totals
}

/// Every state, each before those that it leads to, and how likely it is that a call comes there.
pub(super) fn reached_states(transitions: Transitions<'_>, outcomes: usize) -> Vec<(State, f64)> {
    let mut walker = Walker { counting: false, reached_states: Some(Vec::new()), ..Walker::new(transitions, outcomes) };
    walker.walk();
    walker.reached_states.unwrap_or_default()
}

struct Walker<'m> {
    transitions: Transitions<'m>,
    totals: Totals,
    /// What has come to states of the layers that are still to be walked.
    open: BTreeMap<State, Arrivals>,
    /// The layer that is walked now.
    layer: Layer,
    /// By place: what has come there in this layer.
    here: Vec<Option<Arrivals>>,
    /// The places where something has.
    places: BinaryHeap<Reverse<u32>>,
    /// What the numbers of paths take.
    words: usize,
    work: usize,
    /// Neither was too much so far.
    counting: bool,
    /// Where it was, if that is to be kept.
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

    /// Whether it came to the end.
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

    /// The next state of this layer, or the first of the next.
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

    /// Takes every way on.
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

/// Adds walks to those that came before, if any did, and says how many words more their number takes.
fn join(to: &mut Option<Arrivals>, arrivals: &Arrivals, share: f64) -> usize {
    match to {
        Some(before) => before.join(arrivals, share),
        None => to.insert(arrivals.scaled(share)).words(),
    }
}
