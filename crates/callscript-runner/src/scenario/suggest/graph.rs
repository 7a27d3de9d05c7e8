//! The explored states of a script as a graph: vertices are prompts, edges are steps.

use std::collections::{BTreeMap, BTreeSet};

use callscript::scenario::{Given, StepKind};
use callscript::script::coverage::Part;

/// A graph of prompts and steps.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
    /// The edges that start a call.
    pub(super) starts: Vec<usize>,
    /// Every part that some step passes, with its number.
    pub(super) parts: BTreeMap<Part, usize>,
}

/// A prompt in some state of the call.
#[derive(Debug, Default)]
pub(super) struct Vertex {
    /// The node of the script.
    pub(super) node: String,
    /// The edges that lead on.
    pub(super) out: Vec<usize>,
    /// Whether the call is over.
    pub(super) is_end: bool,
    /// Whether an aside is open.
    pub(super) in_aside: bool,
}

/// A step.
#[derive(Debug)]
pub(super) struct Edge {
    /// The vertex it leaves; `None` if it starts a call.
    pub(super) from: Option<usize>,
    pub(super) to: usize,
    pub(super) taken: Taken,
    /// The numbers of the parts that the step passes, without repetitions.
    pub(super) passed: Vec<usize>,
}

/// What a step does.
#[derive(Debug)]
pub(super) enum Taken {
    /// A call is started.
    Start { entry: Option<String>, input: Vec<Given> },
    /// An event happens.
    Step(StepKind),
}

/// A part with its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbered {
    pub(super) number: usize,
    /// Whether no earlier step passed it.
    pub(super) is_new: bool,
}

/// A set of parts, by their numbers.
#[derive(Debug, Clone)]
pub(super) struct Wanted(Vec<bool>);

impl Graph {
    /// The number of a part, a new one if it has none.
    pub(super) fn number(&mut self, part: Part) -> Numbered {
        let next = self.parts.len();
        let number = *self.parts.entry(part).or_insert(next);
        Numbered { number, is_new: number == next }
    }

    /// Those of the parts that some step passes.
    pub(super) fn wanted(&self, parts: &BTreeSet<Part>) -> Wanted {
        let mut flags = vec![false; self.parts.len()];
        for number in parts.iter().filter_map(|part| self.parts.get(part)) {
            flags[*number] = true;
        }
        Wanted(flags)
    }

    /// Whether an edge passes something wanted.
    pub(super) fn passes(&self, edge: usize, wanted: &Wanted) -> bool {
        self.edges[edge].passed.iter().any(|part| wanted.holds(*part))
    }

    /// The number of different wanted parts that these edges pass.
    pub(super) fn count(&self, edges: &[usize], wanted: &Wanted) -> usize {
        match edges {
            [] => 0,
            [edge] => self.edges[*edge].passed.iter().filter(|part| wanted.holds(**part)).count(),
            edges => {
                let parts = edges.iter().flat_map(|edge| self.edges[*edge].passed.iter());
                parts.filter(|part| wanted.holds(**part)).collect::<BTreeSet<_>>().len()
            }
        }
    }
}

impl Wanted {
    pub(super) fn holds(&self, part: usize) -> bool {
        self.0[part]
    }

    pub(super) fn remove(&mut self, part: usize) {
        self.0[part] = false;
    }
}
