//! The explored graph of a script: vertices are prompts, edges are steps.

use std::collections::{BTreeMap, BTreeSet};

use callscript::scenario::{Given, StepKind};
use callscript::script::coverage::Part;

/// A directed graph of prompts and steps.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
    /// The edges that begin a call.
    pub(super) starts: Vec<usize>,
    /// The parts that some step passes, each with its index.
    pub(super) parts: BTreeMap<Part, usize>,
}

/// A prompt in some state of the call.
#[derive(Debug, Default)]
pub(super) struct Vertex {
    /// The node of the script.
    pub(super) node: String,
    /// Its outgoing edges.
    pub(super) out: Vec<usize>,
    /// Whether the call is over.
    pub(super) is_end: bool,
    /// Whether an aside is open.
    pub(super) in_aside: bool,
}

/// A step.
#[derive(Debug)]
pub(super) struct Edge {
    /// `None` if the edge is the start of a call.
    pub(super) from: Option<usize>,
    pub(super) to: usize,
    pub(super) kind: EdgeKind,
    /// The indices of the parts that the step passes, each once.
    pub(super) passed: Vec<usize>,
}

/// What an edge stands for.
#[derive(Debug)]
pub(super) enum EdgeKind {
    /// A start of a call.
    Start { entry: Option<String>, input: Vec<Given> },
    /// A step.
    Step(StepKind),
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
pub(super) struct PartSet(Vec<bool>);

impl Graph {
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
        PartSet(flags)
    }

    /// Whether an edge passes a wanted part.
    pub(super) fn passes(&self, edge: usize, wanted: &PartSet) -> bool {
        self.edges[edge].passed.iter().any(|part| wanted.contains(*part))
    }

    /// The number of different wanted parts that these edges pass.
    pub(super) fn count_parts(&self, edges: &[usize], wanted: &PartSet) -> usize {
        match edges {
            [] => 0,
            [edge] => self.edges[*edge].passed.iter().filter(|part| wanted.contains(**part)).count(),
            edges => {
                let parts = edges.iter().flat_map(|edge| self.edges[*edge].passed.iter());
                parts.filter(|part| wanted.contains(**part)).collect::<BTreeSet<_>>().len()
            }
        }
    }
}

impl PartSet {
    pub(super) fn contains(&self, part: usize) -> bool {
        self.0[part]
    }

    pub(super) fn remove(&mut self, part: usize) {
        self.0[part] = false;
    }
}
