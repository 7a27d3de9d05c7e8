//! Definite assignment: which variables may be read before they are set.
//!
//! A forward must-analysis over the control-flow graph, as in chapter 16 of the Java Language Specification: a variable
//! is definitely assigned at a node if every path to the node sets it. Paths use edges and retries, so the graph may
//! have cycles, and the analysis runs a worklist to a fixpoint. The sets are bit sets of 64 variables, a chunk at a
//! time. Must not know findings.

mod build;
mod fixpoint;
mod shortest_path;
mod subscripts;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub(crate) use build::{build, build_with};
pub(crate) use fixpoint::{chunk, is_assigned};
pub(crate) use shortest_path::UnsetPaths;
pub(crate) use subscripts::Ends;

/// The number of variables in a chunk.
const WIDTH: usize = 64;

/// The control-flow graph of a script, reduced to reads and writes of variables. Blocks are the nodes of the document,
/// edges the links of the graph.
#[derive(Debug, Default)]
pub(crate) struct Cfg {
    /// The variables that are not set from the beginning, as indices into the document's variables. Elsewhere a
    /// variable is an index into this list.
    variables: Vec<u32>,
    accesses: Vec<Access>,
    /// One block for each node of the document, in its order.
    blocks: Vec<Block>,
    /// One edge for each link of the graph, in its order: those of entries and asides come first.
    edges: Vec<CfgEdge>,
    start: Option<u32>,
    outcomes: usize,
    /// The reads of `after`.
    after: IndexRange,
    /// For each outcome, whether `after` runs on it.
    after_for: Vec<bool>,
}

/// A read or write of one of [`Cfg::variables`].
#[derive(Debug, Clone, Copy)]
struct Access {
    variable: u32,
    reads: bool,
}

/// A range of [`Cfg::accesses`] or [`Cfg::edges`].
#[derive(Debug, Clone, Copy, Default)]
struct IndexRange {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// The node's reads and writes, in order, including the labels and conditions of its answers. The reads and writes
    /// of taking an edge belong to the edge.
    accesses: IndexRange,
    edges: IndexRange,
    /// The outcome, if the node itself ends the script.
    end: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
struct CfgEdge {
    to: To,
    /// The reads and writes of taking the edge, and for an aside or entry those of its label and `when`.
    accesses: IndexRange,
    /// Whether the edge leaves the node before the form is filled in and before `set`.
    cannot_give: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    Node(u32),
    End(u32),
    /// No node: a `resume` or a missing target. Also an entry, since the host must provide every variable read from
    /// there on.
    Nothing,
}

impl Cfg {
    /// The indices of the chunks.
    pub(crate) fn chunks(&self) -> Range<usize> {
        0..self.variables.len().div_ceil(WIDTH)
    }

    /// The index of a variable in the document.
    pub(crate) fn variable(&self, variable: u32) -> usize {
        self.variables.get(variable as usize).map_or(usize::MAX, |&at| at as usize)
    }

    /// The variable with this index in the document; `None` if it is set from the beginning.
    pub(crate) fn find(&self, index: usize) -> Option<u32> {
        let at = self.variables.binary_search_by(|&variable| (variable as usize).cmp(&index)).ok()?;
        u32::try_from(at).ok()
    }

    /// The edges of entries and asides, which leave no node.
    fn root_edges(&self) -> Range<usize> {
        0..self.blocks.first().map_or(self.edges.len(), |block| block.edges.start as usize)
    }

    fn accesses(&self, range: IndexRange) -> &[Access] {
        &self.accesses[range.range()]
    }
}

impl IndexRange {
    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
