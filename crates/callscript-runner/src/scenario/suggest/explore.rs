//! Explores the states of a script: each prompt once for every combination of equivalence classes of values.
//!
//! States reached by passing something new are explored first, those in asides last, because asides can be called
//! everywhere.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::scenario::{Given, StepKind};
use callscript::script::Script;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;

use super::Suggested;
use super::graph::{Edge, Graph, Numbered, Taken, Vertex};
use super::samples::{Field, Inputs};
use super::steps::{Choice, steps};
use crate::error::StartError;
use crate::event::{EventKind, Started};
use crate::scenario::compose::plain;
use crate::scenario::resolve::values;
use crate::session::state::{Opening, State};
use crate::session::trace::Trace;

/// The time of every event. Paths do not depend on time.
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// The number of queues by priority: at once, later, last.
const QUEUES: usize = 3;
const SOON: usize = 0;
const LATER: usize = 1;
const LAST: usize = 2;

/// The states and steps of a script, up to [`Suggested::MAX_STEPS`] steps. Asides are called only where they pass
/// something `wanted`.
pub(super) fn explore(script: &Arc<Script>, samples: &Samples, wanted: &BTreeSet<Part>) -> Graph {
    let mut explorer = Explorer {
        script,
        inputs: Inputs::new(samples),
        wanted: wanted.clone(),
        left: Suggested::MAX_STEPS,
        graph: Graph::default(),
        states: Vec::new(),
        places: HashMap::new(),
        queues: Default::default(),
        asides: HashSet::new(),
    };
    explorer.start();
    while explorer.left > 0
        && let Some((vertex, queue)) = explorer.next()
    {
        // A vertex that `follow` expanded may still be queued.
        let Some(state) = explorer.states[vertex].take() else { continue };
        explorer.expand(vertex, &state);
        if queue == SOON {
            explorer.follow(vertex);
        }
    }
    explorer.graph
}

struct Explorer<'s> {
    script: &'s Arc<Script>,
    inputs: Inputs<'s>,
    /// The wanted parts that were not passed yet.
    wanted: BTreeSet<Part>,
    /// The remaining budget of steps.
    left: usize,
    graph: Graph,
    /// The state of each vertex that was not expanded yet.
    states: Vec<Option<State>>,
    /// The vertices by the keys of their states.
    places: HashMap<String, usize>,
    queues: [VecDeque<usize>; QUEUES],
    /// The asides that were called, each with the node and the equivalence classes of values.
    asides: HashSet<(usize, String)>,
}

impl Explorer<'_> {
    /// Starts calls with all combinations of inputs, and at every entry.
    fn start(&mut self) {
        let entries: Vec<Option<String>> =
            [None].into_iter().chain(self.script.entries().iter().map(|entry| Some(entry.id.clone()))).collect();
        for entry in entries {
            for input in self.inputs(entry.as_deref()) {
                let Ok(state) = self.started(entry.as_deref(), &input) else { continue };
                self.arrive(state, None, Taken::Start { entry: entry.clone(), input }, LATER);
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
        Ok(State::open(self.script, &opening, false, Some(Trace::default()), NOW))
    }

    /// The combinations of values that a start needs: inputs, and variables that conditions depend on.
    fn inputs(&self, entry: Option<&str>) -> Vec<Vec<Given>> {
        let script = self.script;
        let missing = match self.started(entry, &[]) {
            Err(StartError::Missing { missing, .. }) => missing,
            _ => Vec::new(),
        };
        let fields = script.variables().iter().filter_map(|variable| {
            let id = script.find_variable(&variable.name)?;
            let is_telling = variable.declaration.input && self.inputs.is_tested(id);
            let is_needed = is_telling || missing.contains(&variable.name);
            is_needed.then(|| Field::of(script, id))
        });
        let fields: Vec<_> = fields.collect();
        self.inputs.forms(&fields)
    }

    /// The next vertex to expand, with its priority.
    fn next(&mut self) -> Option<(usize, usize)> {
        let queues = if self.wanted.is_empty() { LAST } else { QUEUES };
        let mut queues = self.queues.iter_mut().take(queues).enumerate();
        queues.find_map(|(queue, waiting)| Some((waiting.pop_front()?, queue)))
    }

    /// Follows a path that passed something new to an end, so that it is complete even if the budget runs out.
    fn follow(&mut self, vertex: usize) {
        let out = self.graph.vertices[vertex].out.first();
        let on = out.map(|edge| self.graph.edges[*edge].to).filter(|on| self.states[*on].is_some());
        self.queues[SOON].extend(on);
    }

    /// Takes every step from a vertex.
    fn expand(&mut self, vertex: usize, state: &State) {
        for Choice { step, event } in steps(self.script, &self.inputs, state) {
            self.take(state, vertex, step, &event, LATER);
        }
        if state.begun().is_some() || !state.stack.base.interrupted.is_empty() {
            return;
        }
        let mut values = String::new();
        self.inputs.write(&state.stack.base, &mut values);
        for aside in state.asides() {
            let is_new_here = self.asides.insert((aside.index, state.stack.base.node().id.clone()));
            let is_new_so = self.asides.insert((aside.index, values.clone()));
            if is_new_here || is_new_so {
                let event = EventKind::Aside { aside: aside.shown.id };
                self.take(state, vertex, StepKind::Aside(plain(&aside.shown.label)), &event, LAST);
            }
        }
    }

    fn take(&mut self, from: &State, vertex: usize, step: StepKind, event: &EventKind, queue: usize) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let mut state = from.clone();
        state.trace = Some(Trace::default());
        if state.apply(event, NOW).is_ok() {
            self.arrive(state, Some(vertex), Taken::Step(step), queue);
        }
    }

    /// Adds an edge to the vertex of a state, and the vertex if it is new.
    fn arrive(&mut self, mut state: State, from: Option<usize>, taken: Taken, queue: usize) {
        let trace = state.trace.take().unwrap_or_default();
        let own = trace.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, self.script));
        let parts: BTreeSet<Part> = own.map(|passed| passed.part).collect();
        for part in &parts {
            self.wanted.remove(part);
        }
        let numbered: Vec<Numbered> = parts.into_iter().map(|part| self.graph.number(part)).collect();
        let is_new = numbered.iter().any(|part| part.is_new);
        let passed = numbered.into_iter().map(|part| part.number).collect();
        let mut key = String::new();
        self.inputs.write(&state.stack.base, &mut key);
        state.stack.write_place(&mut key);
        let to = match self.places.get(&key) {
            Some(to) => *to,
            None => self.add(key, state, if is_new { SOON } else { queue }),
        };
        let edge = self.graph.edges.len();
        self.graph.edges.push(Edge { from, to, taken, passed });
        match from.and_then(|from| self.graph.vertices.get_mut(from)) {
            Some(vertex) => vertex.out.push(edge),
            None => self.graph.starts.push(edge),
        }
    }

    fn add(&mut self, key: String, state: State, queue: usize) -> usize {
        let vertex = self.graph.vertices.len();
        let is_end = state.is_ended();
        let in_aside = !state.stack.base.interrupted.is_empty();
        let node = state.stack.base.node().id.clone();
        self.graph.vertices.push(Vertex { node, out: Vec::new(), is_end, in_aside });
        self.states.push((!is_end).then_some(state));
        self.places.insert(key, vertex);
        if !is_end {
            self.queues[queue].push_back(vertex);
        }
        vertex
    }
}
