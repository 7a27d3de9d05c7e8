//! Solves the data-flow equations of definite assignment: computes the assigned variables at each node by a worklist algorithm.

use std::collections::VecDeque;

use super::{Cfg, CfgEdge, IndexRange, To, WIDTH};

/// A solution for one chunk. Each bit set has a bit for each of 64 variables: set means definitely assigned.
#[derive(Debug)]
pub(crate) struct AssignedSets {
    chunk: usize,
    /// The IN set of each block: the variables assigned on every path to it. All bits are set if no path leads there.
    block_in: Vec<u64>,
    /// The GEN set of each block: the variables that it writes.
    block_gen: Vec<u64>,
    /// The GEN set of each edge: the variables that taking it writes.
    edge_gen: Vec<u64>,
}

/// A read that some path reaches without setting the variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnsetRead {
    /// The node; `None` for a read in an aside, an entry or `after`.
    pub(crate) node: Option<u32>,
    /// The index of the variable in [`Cfg::variables`].
    pub(crate) variable: u32,
    /// The index of the read in [`Cfg::accesses`].
    pub(crate) access: usize,
}

impl Cfg {
    /// Solves for calls from the start. Asides are roots too: on entry only what their edge writes is assigned.
    pub(crate) fn solve(&self, chunk: usize) -> AssignedSets {
        let mut sets = self.initial(chunk);
        let asides = self.root_edges().filter_map(|at| match self.edges[at].to {
            To::Node(node) => Some((node, sets.edge_gen[at])),
            _ => None,
        });
        let roots: Vec<(u32, u64)> = self.start.map(|start| (start, 0)).into_iter().chain(asides).collect();
        self.fixpoint(&mut sets, roots);
        sets
    }

    /// Solves for calls that begin at `node`, with nothing assigned.
    pub(crate) fn solve_from(&self, chunk: usize, node: u32) -> AssignedSets {
        let mut sets = self.initial(chunk);
        self.fixpoint(&mut sets, vec![(node, 0)]);
        sets
    }

    fn initial(&self, chunk: usize) -> AssignedSets {
        let written = |range: IndexRange| {
            let writes = self.accesses(range).iter().filter(|access| !access.reads);
            writes.fold(0, |set, access| set | bit(chunk, access.variable))
        };
        AssignedSets {
            chunk,
            block_in: vec![u64::MAX; self.blocks.len()],
            block_gen: self.blocks.iter().map(|block| written(block.accesses)).collect(),
            edge_gen: self.edges.iter().map(|edge| written(edge.accesses)).collect(),
        }
    }

    /// Runs the worklist. IN is the intersection of the predecessors' OUT sets. A node is queued when it is first
    /// reached, and again whenever its IN set shrinks.
    fn fixpoint(&self, sets: &mut AssignedSets, roots: Vec<(u32, u64)>) {
        let mut entered = vec![false; self.blocks.len()];
        let mut queued = vec![false; self.blocks.len()];
        let mut worklist = VecDeque::new();
        let mut enter =
            |node: u32, set: u64, block_in: &mut [u64], queued: &mut [bool], worklist: &mut VecDeque<usize>| {
                let node = node as usize;
                let narrowed = block_in[node] & set;
                if narrowed != block_in[node] || !entered[node] {
                    entered[node] = true;
                    block_in[node] = narrowed;
                    if !std::mem::replace(&mut queued[node], true) {
                        worklist.push_back(node);
                    }
                }
            };
        for (node, set) in roots {
            enter(node, set, &mut sets.block_in, &mut queued, &mut worklist);
        }
        while let Some(node) = worklist.pop_front() {
            queued[node] = false;
            let set_in = sets.block_in[node];
            for at in self.blocks[node].edges.range() {
                if let To::Node(target) = self.edges[at].to {
                    let set = sets.out_over(set_in, node, at, &self.edges[at]);
                    enter(target, set, &mut sets.block_in, &mut queued, &mut worklist);
                }
            }
        }
    }

    /// Every read, in nodes and on their edges, of a variable that is not definitely assigned there.
    pub(crate) fn unset_reads(&self, sets: &AssignedSets) -> Vec<UnsetRead> {
        let mut found = Vec::new();
        for (node, block) in (0u32..).zip(&self.blocks) {
            let set_in = sets.block_in[node as usize];
            // Unreached, or nothing unset.
            if set_in == u64::MAX {
                continue;
            }
            let set_out = self.scan(sets.chunk, Some(node), block.accesses, set_in, &mut found);
            for edge in &self.edges[block.edges.range()] {
                let set = if edge.cannot_give { set_in } else { set_out };
                self.scan(sets.chunk, Some(node), edge.accesses, set, &mut found);
            }
        }
        found
    }

    /// The reads by asides and entries themselves, with nothing assigned.
    pub(crate) fn unset_in_roots(&self, chunk: usize) -> Vec<UnsetRead> {
        let mut found = Vec::new();
        for at in self.root_edges() {
            self.scan(chunk, None, self.edges[at].accesses, 0, &mut found);
        }
        found
    }

    /// The reads in `after` of variables that some end on which it runs leaves unassigned. `ends` has the assigned set
    /// of each outcome.
    pub(crate) fn unset_after(&self, chunk: usize, ends: &[u64]) -> Vec<UnsetRead> {
        let mut found = Vec::new();
        let ends = ends.iter().zip(&self.after_for).filter(|(_, runs)| **runs);
        let set = ends.fold(u64::MAX, |set, (end, _)| set & end);
        self.scan(chunk, None, self.after, set, &mut found);
        found
    }

    /// For each outcome, the variables assigned at every end with that outcome; all bits if there is no such end.
    /// Asides that end at once are not included.
    pub(crate) fn ends(&self, sets: &AssignedSets) -> Vec<u64> {
        let mut ends = vec![u64::MAX; self.outcomes];
        let mut end = |outcome: u32, set: u64| {
            if let Some(end) = ends.get_mut(outcome as usize) {
                *end &= set;
            }
        };
        for (node, block) in self.blocks.iter().enumerate() {
            let set_in = sets.block_in[node];
            if let Some(outcome) = block.end {
                end(outcome, set_in | sets.block_gen[node]);
            }
            for at in block.edges.range() {
                if let To::End(outcome) = self.edges[at].to {
                    end(outcome, sets.out_over(set_in, node, at, &self.edges[at]));
                }
            }
        }
        ends
    }

    /// Like `ends`, but including the asides that end at once.
    pub(crate) fn all_ends(&self, sets: &AssignedSets) -> Vec<u64> {
        let mut ends = self.ends(sets);
        for at in self.root_edges() {
            if let To::End(outcome) = self.edges[at].to
                && let Some(end) = ends.get_mut(outcome as usize)
            {
                *end &= sets.edge_gen[at];
            }
        }
        ends
    }

    /// Processes accesses in order: collects the unset reads, and returns the assigned set after the last access.
    fn scan(
        &self,
        chunk: usize,
        node: Option<u32>,
        range: IndexRange,
        mut set: u64,
        found: &mut Vec<UnsetRead>,
    ) -> u64 {
        for (at, access) in range.range().zip(self.accesses(range)) {
            let bit = bit(chunk, access.variable);
            if !access.reads {
                set |= bit;
            } else if bit & !set != 0 {
                found.push(UnsetRead { node, variable: access.variable, access: at });
            }
        }
        set
    }
}

impl AssignedSets {
    /// The OUT set over an edge, given the IN set of its node.
    fn out_over(&self, set_in: u64, node: usize, at: usize, edge: &CfgEdge) -> u64 {
        let block = if edge.cannot_give { 0 } else { self.block_gen[node] };
        set_in | block | self.edge_gen[at]
    }
}

/// Whether `set`, the bit set of the variable's chunk, contains the variable.
pub(crate) fn is_assigned(set: u64, variable: u32) -> bool {
    bit(chunk(variable), variable) & !set == 0
}

/// The chunk of a variable.
pub(crate) fn chunk(variable: u32) -> usize {
    variable as usize / WIDTH
}

/// The bit of a variable in a bit set of `chunk`; 0 if the variable is in another chunk.
fn bit(chunk: usize, variable: u32) -> u64 {
    let variable = variable as usize;
    if variable / WIDTH == chunk { 1 << (variable % WIDTH) } else { 0 }
}
