//! Explores the paths of a script: a search over prompts, in which states with the same truth value of every condition
//! count as one.
//!
//! Steps that passed a new part are followed first, then those that are near to a part that none has passed yet, and
//! asides last, since they are open everywhere. Subscripts are stubbed as they begin; they are walked only where an aside
//! came back into one.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use callscript::script::Script;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;

use super::found::Found;
use super::graph::{Edge, Graph, Interned, Vertex};
use super::nearest::Nearest;
use super::samples::{Samplers, hash};
use super::starts::Starts;
use super::steps::{Choice, NOW, Steps};
use crate::session::state::State;
use crate::session::trace::Trace;

/// The amount of work that a search may take: a step is one unit, and more if it passes many parts.
const WORK: usize = 100_000;

/// The further work for each part that is looked for.
const WORK_FOR_PART: usize = 10;

/// The least work after which a search ends that has found every part: it goes on to find better ways.
const WORK_FOR_BETTER: usize = 20_000;

/// The number of parts that a step passes for one unit of work.
const PARTS_FOR_WORK: usize = 16;

/// The most pairs of asides and nodes for which every aside is tried at every node.
const MANY_CALLS: usize = 10_000;

/// What was explored.
pub(super) struct Explored {
    pub(super) graph: Graph,
    /// The number of prompts that were found, but from which the search did not go on.
    pub(super) left: usize,
    /// The number of prompts at which not every combination of values was tried.
    pub(super) narrowed: usize,
}

/// Explores a script until no path is left, or a bounded amount of work is done. Asides are no longer explored once every
/// part of `wanted` was passed.
pub(super) fn explore(script: &Arc<Script>, samples: &Samples, wanted: &BTreeSet<Part>) -> Explored {
    let nodes = script.nodes().len();
    let mut explorer = Explorer {
        script,
        samplers: Samplers::new(script, samples),
        steps: Steps::default(),
        nearest: Nearest::new(script, wanted.clone()),
        work_left: WORK + WORK_FOR_PART * wanted.len(),
        left: 0,
        graph: Graph::new(),
        found: vec![None],
        by_key: HashMap::new(),
        first: VecDeque::new(),
        asides: VecDeque::new(),
        nested: VecDeque::new(),
        situations: HashSet::new(),
        at_nodes: (script.asides().len().saturating_mul(nodes) <= MANY_CALLS).then(HashSet::new),
    };
    let starts = Starts::of(script, &explorer.samplers, explorer.work_left / 2);
    explorer.steps.narrowed += starts.narrowed;
    explorer.left = starts.left;
    for (state, choice) in starts.all {
        explorer.add_edge(state, Graph::ROOT, None, Rc::new(choice), false);
    }
    let work = explorer.work_left;
    let mut spent_on_parts = 0;
    while explorer.work_left > 0 {
        let spent = work - explorer.work_left;
        if explorer.nearest.wanted.is_empty() && spent > WORK_FOR_BETTER.max(2 * spent_on_parts) {
            break;
        }
        let Some((vertex, is_first)) = explorer.next() else { break };
        // A vertex may be in two queues; it is expanded once.
        let Some(found) = explorer.found[vertex].take() else { continue };
        explorer.expand(vertex, &found);
        if is_first {
            explorer.follow(vertex);
        }
        if !explorer.nearest.wanted.is_empty() {
            spent_on_parts = work - explorer.work_left;
        }
    }
    explorer.explored()
}

struct Explorer<'s> {
    script: &'s Arc<Script>,
    samplers: Samplers<'s>,
    steps: Steps,
    /// The vertices to expand next, and the parts that no step has passed yet.
    nearest: Nearest,
    work_left: usize,
    /// The entries that were not tried.
    left: usize,
    graph: Graph,
    /// For each vertex, what is needed to expand it; `None` once it is expanded.
    found: Vec<Option<Found>>,
    /// Vertices by the key of their state.
    by_key: HashMap<u128, usize>,
    /// Vertices to which a step led that passed a new part: these are expanded before the nearest.
    first: VecDeque<usize>,
    /// Vertices to which asides led: these are expanded after the nearest.
    asides: VecDeque<usize>,
    /// Vertices within asides and subscripts, whose asides are tried last.
    nested: VecDeque<(usize, Found)>,
    /// The situations in which every open aside was tried.
    situations: HashSet<u128>,
    /// The asides that were tried at a node; `None` if they are too many to be tried at every node.
    at_nodes: Option<HashSet<(usize, usize)>>,
}

impl Explorer<'_> {
    /// The vertex to expand next, and whether a step led there that passed a new part.
    fn next(&mut self) -> Option<(usize, bool)> {
        loop {
            if let Some(vertex) = self.first.pop_front() {
                return Some((vertex, true));
            }
            if let Some(vertex) = self.nearest.pop() {
                return Some((vertex, false));
            }
            if self.nearest.wanted.is_empty() {
                return None;
            }
            if let Some(vertex) = self.asides.pop_front() {
                return Some((vertex, false));
            }
            let (vertex, found) = self.nested.pop_front()?;
            self.try_asides(vertex, &found);
        }
    }

    /// Queues the first successor of a vertex at once, so that a path that passed a new part is followed to an end even
    /// if the search ends early.
    fn follow(&mut self, vertex: usize) {
        let out = self.graph.vertices[vertex].out.first();
        let successor = out.map(|edge| self.graph.edges[*edge].to).filter(|to| self.found[*to].is_some());
        self.first.extend(successor);
    }

    /// Tries every step from a vertex.
    fn expand(&mut self, vertex: usize, found: &Found) {
        let state = &found.state;
        for choice in self.steps.of(&mut self.samplers, state).iter() {
            self.try_choice(vertex, found, choice, !state.stack.base.interrupted.is_empty());
        }
        if found.is_plain() {
            self.try_asides(vertex, found);
        } else if !self.script.asides().is_empty() && !self.situations.contains(&found.situation()) {
            self.nested.push_back((vertex, Found { state: state.clone(), values: found.values }));
        }
    }

    /// Tries the asides that are open at a vertex. In the same situation they lead to the same parts wherever they are
    /// called; trying them at every node finds fewer and shorter calls.
    fn try_asides(&mut self, vertex: usize, found: &Found) {
        let state = &found.state;
        let is_new = self.situations.insert(found.situation());
        let is_plain = found.is_plain();
        if !is_new && (self.at_nodes.is_none() || !is_plain) {
            return;
        }
        let node = state.stack.base.at.node.index();
        for aside in state.own_asides() {
            let at_node = is_plain && self.at_nodes.as_mut().is_some_and(|tried| tried.insert((aside, node)));
            if is_new || at_node {
                self.try_choice(vertex, found, &Rc::new(Choice::Aside(aside)), true);
            }
        }
    }

    fn try_choice(&mut self, from: usize, found: &Found, choice: &Rc<Choice>, is_aside: bool) {
        if self.work_left == 0 {
            self.graph.vertices[from].is_cut = true;
            return;
        }
        let mut state = found.state.clone();
        state.trace = Some(Trace::default());
        let is_possible = match &**choice {
            Choice::Aside(aside) => {
                state.apply_aside(*aside, 0, NOW);
                true
            }
            choice => choice.apply(&mut state),
        };
        if is_possible {
            self.add_edge(state, from, Some(found), Rc::clone(choice), is_aside);
        } else {
            self.work_left -= 1;
        }
    }

    /// Adds the edge from a vertex to that of `state`, which was made of `before`.
    fn add_edge(&mut self, mut state: State, from: usize, before: Option<&Found>, choice: Rc<Choice>, is_aside: bool) {
        let trace = state.trace.take().unwrap_or_default();
        self.work_left = self.work_left.saturating_sub(1 + trace.passed.len() / PARTS_FOR_WORK);
        let own = trace.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, self.script));
        let parts: BTreeSet<Part> = own.map(|passed| passed.part).collect();
        for part in &parts {
            self.nearest.wanted.remove(part);
        }
        let interned: Vec<Interned> = parts.into_iter().map(|part| self.graph.intern(part)).collect();
        let is_new = interned.iter().any(|part| part.is_new);
        let passed = interned.into_iter().map(|part| part.index).collect();
        let base = &state.stack.base;
        let values = match before {
            Some(before) => self.samplers.own().key_after(before.values, &before.state.stack.base.env, base),
            None => self.samplers.own().key(base),
        };
        let key = self.key(&state, values);
        let edge = self.graph.edges.len();
        let to = match self.by_key.get(&key) {
            Some(to) => *to,
            None => self.add_vertex(key, Found { state, values }, edge, is_new, is_aside),
        };
        self.graph.edges.push(Edge { from, to, choice, passed });
        self.graph.vertices[from].out.push(edge);
    }

    /// The key of a state: with the same key, the same can happen.
    fn key(&mut self, state: &State, values: u128) -> u128 {
        let others = state.stack.subscripts().into_iter().map(|call| self.samplers.of(&call.script).key(call));
        let others: Vec<u128> = others.collect();
        let mut place = String::new();
        state.stack.write_key(&mut place);
        hash(&(values, others, state.new_subscript().is_some(), place))
    }

    fn add_vertex(&mut self, key: u128, found: Found, over: usize, is_new: bool, is_aside: bool) -> usize {
        let vertex = self.graph.vertices.len();
        let is_end = found.state.is_ended();
        let base = &found.state.stack.base;
        let node = base.at.node;
        self.graph.vertices.push(Vertex {
            out: Vec::new(),
            found_over: Some(over),
            is_end,
            in_aside: !base.interrupted.is_empty(),
            is_cut: false,
        });
        self.found.push((!is_end).then_some(found));
        self.by_key.insert(key, vertex);
        match (is_end, is_new, is_aside) {
            (true, ..) => {}
            (_, true, _) => self.first.push_back(vertex),
            (_, _, true) => self.asides.push_back(vertex),
            _ => self.nearest.push(vertex, node),
        }
        vertex
    }

    fn explored(self) -> Explored {
        let Self { graph, found, nested, situations, steps, nearest, left, .. } = self;
        let open = nested.iter().filter(|(_, found)| !situations.contains(&found.situation())).count();
        let cut = graph.vertices.iter().filter(|vertex| vertex.is_cut).count();
        let left = if nearest.wanted.is_empty() { 0 } else { left + found.iter().flatten().count() + open + cut };
        Explored { graph, left, narrowed: steps.narrowed }
    }
}
