//! The explored graph of a script: vertices are prompts, edges are steps.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use callscript::script::coverage::Part;

use super::steps::Choice;

/// A directed graph of prompts and steps.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
    /// The parts that some step passes, each with its index.
    pub(super) parts: BTreeMap<Part, usize>,
}

/// A prompt in some state of the call.
#[derive(Debug, Default)]
pub(super) struct Vertex {
    /// Its outgoing edges.
    pub(super) out: Vec<usize>,
    /// The edge over which it was found first; `None` before the call.
    pub(super) found_over: Option<usize>,
    /// Whether the call is over.
    pub(super) is_end: bool,
    /// Whether an aside is open.
    pub(super) in_aside: bool,
    /// Whether not every step from here was tried.
    pub(super) is_cut: bool,
}

/// A step, or the start of a call.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) choice: Rc<Choice>,
    /// The indices of the parts that the step passes, each once.
    pub(super) passed: Vec<usize>,
}

/// The index of a part in [`Graph::parts`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Interned {
    pub(super) index: usize,
    /// Whether no earlier step passed the part.
    pub(super) is_new: bool,
}

/// A set of parts, as flags by index.
#[derive(Debug, Clone)]
pub(super) struct PartSet {
    flags: Vec<bool>,
    count: usize,
}

impl Graph {
    /// The vertex before the call: its edges are the starts.
    pub(super) const ROOT: usize = 0;

    /// A graph of the root alone.
    pub(super) fn new() -> Self {
        Self { vertices: vec![Vertex::default()], edges: Vec::new(), parts: BTreeMap::new() }
    }

    /// The index of a part; a new part gets the next index.
    pub(super) fn intern(&mut self, part: Part) -> Interned {
        let next = self.parts.len();
        let index = *self.parts.entry(part).or_insert(next);
        Interned { index, is_new: index == next }
    }

    /// These parts as a set; parts that no step passes are left out.
    pub(super) fn part_set(&self, parts: &BTreeSet<Part>) -> PartSet {
        let mut flags = vec![false; self.parts.len()];
        for index in parts.iter().filter_map(|part| self.parts.get(part)) {
            flags[*index] = true;
        }
        PartSet { count: flags.iter().filter(|is_wanted| **is_wanted).count(), flags }
    }

    /// Whether an edge passes a wanted part.
    pub(super) fn passes(&self, edge: usize, wanted: &PartSet) -> bool {
        self.edges[edge].passed.iter().any(|part| wanted.contains(*part))
    }

    /// The edges from the root over which a vertex was found first.
    pub(super) fn path_to(&self, vertex: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut at = vertex;
        while let Some(edge) = self.vertices[at].found_over {
            path.push(edge);
            at = self.edges[edge].from;
        }
        path.reverse();
        path
    }
}

impl PartSet {
    /// The number of parts.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn contains(&self, part: usize) -> bool {
        self.flags[part]
    }

    /// Removes a part; returns whether it was there.
    pub(super) fn remove(&mut self, part: usize) -> bool {
        let was_there = std::mem::replace(&mut self.flags[part], false);
        self.count -= usize::from(was_there);
        was_there
    }

    /// The least part from `part` on.
    pub(super) fn first_from(&self, part: usize) -> Option<usize> {
        let found = self.flags.get(part..)?.iter().position(|is_wanted| *is_wanted);
        found.map(|at| part + at)
    }
}
