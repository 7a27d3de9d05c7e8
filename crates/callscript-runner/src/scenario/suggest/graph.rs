//! The ways of a script, as far as they were explored: prompts, and steps from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use callscript::scenario::{Given, StepKind};
use callscript::script::coverage::Part;

/// Prompts, and steps from one to the next.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
    /// The edges that begin a call.
    pub(super) starts: Vec<usize>,
    /// Everything that some step passes, with its number.
    pub(super) parts: BTreeMap<Part, usize>,
}

/// A prompt in some state of the call.
#[derive(Debug, Default)]
pub(super) struct Vertex {
    /// The node of the script.
    pub(super) node: String,
    /// The edges that lead on.
    pub(super) out: Vec<usize>,
    /// The call is over.
    pub(super) is_end: bool,
    /// An aside is open.
    pub(super) in_aside: bool,
}

/// A step.
#[derive(Debug)]
pub(super) struct Edge {
    /// None if it begins a call.
    pub(super) from: Option<usize>,
    pub(super) to: usize,
    pub(super) kind: EdgeKind,
    /// The numbers of the parts that the step passes, each once.
    pub(super) passed: Vec<usize>,
}

/// What a step is.
#[derive(Debug)]
pub(super) enum EdgeKind {
    /// The call begins.
    Start { entry: Option<String>, input: Vec<Given> },
    /// Something happens.
    Step(StepKind),
}

/// A part by its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbered {
    pub(super) number: usize,
    /// No step passed it before.
    pub(super) is_new: bool,
}

/// Parts by their numbers: those that are to be passed.
#[derive(Debug, Clone)]
pub(super) struct PartSet(Vec<bool>);

impl Graph {
    /// Gives a part its number, the same each time.
    pub(super) fn number(&mut self, part: Part) -> Numbered {
        let next = self.parts.len();
        let number = *self.parts.entry(part).or_insert(next);
        Numbered { number, is_new: number == next }
    }

    /// Those of some parts that some step passes.
    pub(super) fn part_set(&self, parts: &BTreeSet<Part>) -> PartSet {
        let mut flags = vec![false; self.parts.len()];
        for number in parts.iter().filter_map(|part| self.parts.get(part)) {
            flags[*number] = true;
        }
        PartSet(flags)
    }

    /// Whether one of these edges passes something that is wanted.
    pub(super) fn passes(&self, edge: usize, wanted: &PartSet) -> bool {
        self.edges[edge].passed.iter().any(|part| wanted.contains(*part))
    }

    /// How many different wanted parts these edges pass.
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
