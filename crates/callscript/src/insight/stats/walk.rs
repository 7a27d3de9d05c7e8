//! Aggregates all walks of a script by dynamic programming: visits its states in topological order, and merges the
//! walks that meet in a state.
//!
//! Must not know what the figures are used for.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BinaryHeap};

use super::arrivals::Arrivals;
use super::bound::states_at_least;
use super::states::{Layer, Next, State, Transitions};
use super::walk_graph::{MAX_STATES, WalkEdge, WalkGraph};

/// The budget of work: one unit for each edge taken, and a surcharge for large walk counts.
const MAX_WORK: usize = 1 << 25;

/// The maximum memory of all walk counts together, in words of 64 bits. With more, walks are no longer counted.
const MAX_WORDS: usize = 1 << 20;

/// How many words of walk-count arithmetic cost one unit of work.
const WORDS_PER_WORK: usize = 256;

/// The result of aggregating all walks.
#[derive(Debug)]
pub(super) struct Totals {
    /// For each outcome, the aggregate of the walks that end with it; `None` if no walk does.
    pub(super) endings: Vec<Option<Arrivals>>,
    /// For each vertex, the expected number of visits.
    pub(super) visits: Vec<f64>,
    /// Whether retries were ignored.
    pub(super) without_retries: bool,
}

/// Aggregates all walks; if there are too many states, only the walks without retries. `outcomes` is the number of
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
    later: BTreeMap<State, Arrivals>,
    /// The current layer.
    layer: Layer,
    /// For each vertex, the arrivals at its state in the current layer.
    arrivals_here: Vec<Option<Arrivals>>,
    /// The vertices with arrivals in the current layer.
    queue: BinaryHeap<Reverse<u32>>,
    /// The memory of all walk counts, in words.
    words: usize,
    work: usize,
    /// Whether to count walks; turned off for good once counts exceed [`MAX_WORDS`] or the work [`MAX_WORK`].
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
            later: BTreeMap::new(),
            layer: Layer::default(),
            arrivals_here: (0..vertices).map(|_| None).collect(),
            queue: BinaryHeap::new(),
            words: 0,
            work: 0,
            counting: true,
            reached_states: None,
        }
    }

    /// Visits all states. Returns false if it gave up because that is too much work.
    fn walk(&mut self) -> bool {
        self.arrive(self.transitions.start(), &Arrivals::start(), 1.0);
        let mut states = 0;
        while let Some((index, arrivals)) = self.next() {
            states += 1;
            let too_much = states > MAX_STATES || self.work > MAX_WORK || !self.transitions.vertex(index).counts_fit;
            if self.transitions.retries && too_much {
                return false;
            }
            self.step(index, arrivals);
        }
        true
    }

    /// The next state of the current layer, or the first of the next layer.
    fn next(&mut self) -> Option<(u32, Arrivals)> {
        if self.queue.is_empty() {
            self.layer = self.later.first_key_value()?.0.layer;
            while let Some(entry) = self.later.first_entry().filter(|entry| entry.key().layer == self.layer) {
                let (state, arrivals) = entry.remove_entry();
                self.queue.push(Reverse(state.vertex));
                self.arrivals_here[state.vertex as usize] = Some(arrivals);
            }
        }
        let Reverse(index) = self.queue.pop()?;
        Some((index, self.arrivals_here[index as usize].take()?))
    }

    /// Takes every edge of a vertex.
    fn step(&mut self, index: u32, mut arrivals: Arrivals) {
        let (layer, vertex) = (self.layer, self.transitions.vertex(index));
        self.words -= arrivals.words();
        if !self.counting {
            arrivals.count = None;
        }
        self.totals.visits[index as usize] += arrivals.probability;
        if let Some(reached_states) = &mut self.reached_states {
            reached_states.push((State { layer, vertex: index }, arrivals.probability));
        }
        arrivals.add_time(vertex.seconds, vertex.time);
        if let Some(edge) = &vertex.cannot_give {
            self.go(edge, &arrivals, 0.0);
        }
        if !vertex.lapses.is_empty() {
            let longest = arrivals.longest_alone();
            vertex.lapses.iter().for_each(|edge| self.go(edge, &longest, 0.0));
        }
        for (edge, probability) in self.transitions.edges(layer, vertex) {
            self.go(edge, &arrivals, probability);
        }
    }

    fn go(&mut self, edge: &WalkEdge, arrivals: &Arrivals, probability: f64) {
        let extended = edge.through.as_ref().map(|(_, part)| {
            self.work += arrivals.words() * part.words() / WORDS_PER_WORK;
            arrivals.followed_by(part)
        });
        let arrivals = extended.as_ref().unwrap_or(arrivals);
        self.work += 1 + arrivals.words() / WORDS_PER_WORK;
        match self.transitions.next(self.layer, edge) {
            Next::State(state) => self.arrive(state, arrivals, probability),
            Next::End(outcome) => {
                let added_words = join(&mut self.totals.endings[outcome], arrivals, probability);
                self.account_memory(added_words);
            }
            Next::Closed => {}
        }
    }

    fn arrive(&mut self, state: State, arrivals: &Arrivals, probability: f64) {
        let present = &mut self.arrivals_here[state.vertex as usize];
        let added_words = if state.layer == self.layer {
            if present.is_none() {
                self.queue.push(Reverse(state.vertex));
            }
            join(present, arrivals, probability)
        } else {
            match self.later.entry(state) {
                Entry::Occupied(mut entry) => entry.get_mut().join(arrivals, probability),
                Entry::Vacant(entry) => entry.insert(arrivals.scaled(probability)).words(),
            }
        };
        self.account_memory(added_words);
    }

    /// Adds to the memory of walk counts; turns counting off if that or the work is too much.
    fn account_memory(&mut self, words: usize) {
        self.words += words;
        self.counting &= self.words <= MAX_WORDS && self.work <= MAX_WORK;
    }
}

/// Adds `arrivals` to `to`, with their probability multiplied by `factor`. Returns by how many words the walk count of
/// `to` has grown.
fn join(to: &mut Option<Arrivals>, arrivals: &Arrivals, factor: f64) -> usize {
    match to {
        Some(present) => present.join(arrivals, factor),
        None => to.insert(arrivals.scaled(factor)).words(),
    }
}
