//! Explores the paths of a script: a search over prompts, in which states with the same truth value of every condition
//! count as one.
//!
//! Steps that passed a new part are followed first, and asides last, since they are open everywhere.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::scenario::{Given, StepKind};
use callscript::script::Script;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;

use super::Suggested;
use super::graph::{Edge, EdgeKind, Graph, Interned, Vertex};
use super::samples::{SampledField, Sampler};
use super::steps::{Choice, steps};
use crate::error::StartError;
use crate::event::{EventKind, Started};
use crate::scenario::compose::unspanned;
use crate::scenario::resolve::values;
use crate::session::state::{Opening, State};
use crate::session::trace::Trace;

/// The time of every event: paths do not depend on time.
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// The queues of vertices to expand, in order of priority.
const QUEUES: usize = 3;
const FIRST: usize = 0;
const NORMAL: usize = 1;
const LAST: usize = 2;

/// Explores a script, for at most [`Suggested::MAX_STEPS`] steps. Asides are no longer explored once every part of
/// `wanted` was passed.
pub(super) fn explore(script: &Arc<Script>, samples: &Samples, wanted: &BTreeSet<Part>) -> Graph {
    let mut explorer = Explorer {
        script,
        sampler: Sampler::new(samples),
        wanted: wanted.clone(),
        steps_left: Suggested::MAX_STEPS,
        graph: Graph::default(),
        states: Vec::new(),
        by_key: HashMap::new(),
        queues: Default::default(),
        asides: HashSet::new(),
    };
    explorer.start();
    while explorer.steps_left > 0
        && let Some((vertex, queue)) = explorer.next()
    {
        // A vertex may be in two queues; it is expanded once.
        let Some(state) = explorer.states[vertex].take() else { continue };
        explorer.expand(vertex, &state);
        if queue == FIRST {
            explorer.follow(vertex);
        }
    }
    explorer.graph
}

struct Explorer<'s> {
    script: &'s Arc<Script>,
    sampler: Sampler<'s>,
    /// The wanted parts that were not passed yet.
    wanted: BTreeSet<Part>,
    /// The number of steps that may still be tried.
    steps_left: usize,
    graph: Graph,
    /// For each vertex, its state; `None` once it is expanded.
    states: Vec<Option<State>>,
    /// Vertices by the key of their state.
    by_key: HashMap<String, usize>,
    queues: [VecDeque<usize>; QUEUES],
    /// The calls of asides that were tried: the index of each aside, together with the node or with the key of the
    /// variables' values.
    asides: HashSet<(usize, String)>,
}

impl Explorer<'_> {
    /// Starts calls at the script's start and at each entry, with every combination of inputs.
    fn start(&mut self) {
        let entries: Vec<Option<String>> =
            [None].into_iter().chain(self.script.entries().iter().map(|entry| Some(entry.id.clone()))).collect();
        for entry in entries {
            for input in self.inputs(entry.as_deref()) {
                let Ok(state) = self.started(entry.as_deref(), &input) else { continue };
                self.add_edge(state, None, EdgeKind::Start { entry: entry.clone(), input }, NORMAL);
            }
        }
    }

    fn started(&self, entry: Option<&str>, input: &[Given]) -> Result<State, StartError> {
        let started = Started {
            script: self.script.id().to_owned(),
            inputs: values(input),
            channel: self.script.channels().first().cloned().unwrap_or_default(),
            entry: entry.map(str::to_owned),
        };
        let opening = Opening::read(self.script, &started)?;
        Ok(State::open(self.script, &opening, &opening.channel, false, Some(Trace::default()), NOW))
    }

    /// Combinations of values for the inputs that a start requires, and those that conditions test.
    fn inputs(&self, entry: Option<&str>) -> Vec<Vec<Given>> {
        let script = self.script;
        let missing = match self.started(entry, &[]) {
            Err(StartError::Missing { missing, .. }) => missing,
            _ => Vec::new(),
        };
        let fields = script.variables().iter().filter_map(|variable| {
            let id = script.find_variable(&variable.name)?;
            let is_tested_input = variable.declaration.input && self.sampler.is_tested(id);
            let is_needed = is_tested_input || missing.contains(&variable.name);
            is_needed.then(|| SampledField::of(script, id))
        });
        let fields: Vec<_> = fields.collect();
        self.sampler.combinations(&fields)
    }

    /// The vertex to expand next, and the index of the queue that it was in.
    fn next(&mut self) -> Option<(usize, usize)> {
        let queues = if self.wanted.is_empty() { LAST } else { QUEUES };
        let mut queues = self.queues.iter_mut().take(queues).enumerate();
        queues.find_map(|(index, queue)| Some((queue.pop_front()?, index)))
    }

    /// Queues the first successor of a vertex at once, so that a path that passed a new part is followed to an end even
    /// if the steps run out.
    fn follow(&mut self, vertex: usize) {
        let out = self.graph.vertices[vertex].out.first();
        let successor = out.map(|edge| self.graph.edges[*edge].to).filter(|to| self.states[*to].is_some());
        self.queues[FIRST].extend(successor);
    }

    /// Tries every step from a vertex.
    fn expand(&mut self, vertex: usize, state: &State) {
        for Choice { step, event } in steps(self.script, &self.sampler, state) {
            self.try_step(state, vertex, step, &event, NORMAL);
        }
        if state.new_subscript().is_some() || !state.stack.base.interrupted.is_empty() {
            return;
        }
        let mut values = String::new();
        self.sampler.write_key(&state.stack.base, &mut values);
        for aside in state.asides() {
            let is_new_at_node = self.asides.insert((aside.index, state.stack.base.node().id.clone()));
            let is_new_with_values = self.asides.insert((aside.index, values.clone()));
            if is_new_at_node || is_new_with_values {
                let event = EventKind::Aside { aside: aside.shown.id };
                self.try_step(state, vertex, StepKind::Aside(unspanned(&aside.shown.label)), &event, LAST);
            }
        }
    }

    fn try_step(&mut self, from: &State, vertex: usize, step: StepKind, event: &EventKind, queue: usize) {
        if self.steps_left == 0 {
            return;
        }
        self.steps_left -= 1;
        let mut state = from.clone();
        state.trace = Some(Trace::default());
        if state.apply(event, 0, NOW).is_ok() {
            self.add_edge(state, Some(vertex), EdgeKind::Step(step), queue);
        }
    }

    /// Adds the edge from `from` (`None`: a start of the call) to the vertex of `state`. A new vertex joins `queue`, or the
    /// first queue if a part was passed for the first time.
    fn add_edge(&mut self, mut state: State, from: Option<usize>, taken: EdgeKind, queue: usize) {
        let trace = state.trace.take().unwrap_or_default();
        let own = trace.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, self.script));
        let parts: BTreeSet<Part> = own.map(|passed| passed.part).collect();
        for part in &parts {
            self.wanted.remove(part);
        }
        let interned: Vec<Interned> = parts.into_iter().map(|part| self.graph.intern(part)).collect();
        let is_new = interned.iter().any(|part| part.is_new);
        let passed = interned.into_iter().map(|part| part.index).collect();
        let mut key = String::new();
        self.sampler.write_key(&state.stack.base, &mut key);
        state.stack.write_key(&mut key);
        let to = match self.by_key.get(&key) {
            Some(to) => *to,
            None => self.add_vertex(key, state, if is_new { FIRST } else { queue }),
        };
        let edge = self.graph.edges.len();
        self.graph.edges.push(Edge { from, to, kind: taken, passed });
        match from.and_then(|from| self.graph.vertices.get_mut(from)) {
            Some(vertex) => vertex.out.push(edge),
            None => self.graph.starts.push(edge),
        }
    }

    fn add_vertex(&mut self, key: String, state: State, queue: usize) -> usize {
        let vertex = self.graph.vertices.len();
        let is_end = state.is_ended();
        let in_aside = !state.stack.base.interrupted.is_empty();
        let node = state.stack.base.node().id.clone();
        self.graph.vertices.push(Vertex { node, out: Vec::new(), is_end, in_aside });
        self.states.push((!is_end).then_some(state));
        self.by_key.insert(key, vertex);
        if !is_end {
            self.queues[queue].push_back(vertex);
        }
        vertex
    }
}
