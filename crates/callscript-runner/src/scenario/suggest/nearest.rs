//! The vertices to expand next: first those whose node is nearest to a part that no step has passed yet.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};
use std::sync::Arc;

use callscript::script::coverage::Part;
use callscript::script::{Exit, NodeId, Script, Target, Way};

/// Vertices by their distance from what is still wanted.
pub(super) struct Nearest {
    /// The parts that no step has passed yet.
    pub(super) wanted: BTreeSet<Part>,
    /// For each node, the nodes with an edge to it.
    before: Vec<Vec<usize>>,
    /// The number of steps from each node to a wanted part.
    distances: Vec<usize>,
    /// How many parts were wanted when the distances were computed.
    measured: usize,
    /// The vertices with their nodes, the nearest first, and of those equally near the first found.
    queue: BinaryHeap<Reverse<(usize, usize, usize)>>,
    /// How many vertices were taken since the distances were computed.
    taken: usize,
}

impl Nearest {
    pub(super) fn new(script: &Arc<Script>, wanted: BTreeSet<Part>) -> Self {
        let before = predecessors(script);
        let (distances, measured) = (vec![0; before.len()], usize::MAX);
        Self { wanted, before, distances, measured, queue: BinaryHeap::new(), taken: 0 }
    }

    pub(super) fn push(&mut self, vertex: usize, node: NodeId) {
        self.queue.push(Reverse((self.distances[node.index()], vertex, node.index())));
    }

    pub(super) fn pop(&mut self) -> Option<usize> {
        self.taken += 1;
        // To measure again costs as much as what was done since.
        if self.measured != self.wanted.len() && self.taken > (self.before.len() + self.queue.len()) / 4 {
            self.measure();
        }
        self.queue.pop().map(|Reverse((_, vertex, _))| vertex)
    }

    /// Computes the distances again.
    fn measure(&mut self) {
        self.taken = 0;
        self.measured = self.wanted.len();
        self.distances = vec![usize::MAX; self.before.len()];
        let nodes: BTreeSet<usize> = self.wanted.iter().filter_map(|part| node_of(*part)).collect();
        for node in &nodes {
            self.distances[*node] = 0;
        }
        let mut waiting: VecDeque<usize> = nodes.into_iter().collect();
        while let Some(node) = waiting.pop_front() {
            let next = self.distances[node] + 1;
            for &before in &self.before[node] {
                if self.distances[before] == usize::MAX {
                    self.distances[before] = next;
                    waiting.push_back(before);
                }
            }
        }
        let queue = std::mem::take(&mut self.queue).into_iter();
        self.queue = queue.map(|Reverse((_, vertex, node))| Reverse((self.distances[node], vertex, node))).collect();
    }
}

fn node_of(part: Part) -> Option<usize> {
    match part {
        Part::Node(node) | Part::Answer(node, _) | Part::Arm(node, _) | Part::Result(node, _) => Some(node.index()),
        Part::Aside(_) | Part::Outcome(_) => None,
    }
}

/// For each node, the nodes with an edge to it.
fn predecessors(script: &Script) -> Vec<Vec<usize>> {
    let mut before = vec![Vec::new(); script.nodes().len()];
    for (from, node) in script.nodes().iter().enumerate() {
        let mut add = |target: Target| {
            if let Target::Node(node) = target {
                before[node.index()].push(from);
            }
        };
        if let Exit::Goto(node) = node.exit {
            add(Target::Node(node));
        }
        for edge in node.edges() {
            match edge.way {
                Way::To(target) => add(target),
                Way::Retry { target, otherwise, .. } => {
                    add(Target::Node(target));
                    add(otherwise);
                }
            }
        }
    }
    before
}
