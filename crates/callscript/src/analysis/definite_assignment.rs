//! What is set where: the variables that a call may read before anything was written to them.
//!
//! A variable is set at a node if it is on every path that leads there, over edges and retries. Knows which variables
//! are read and written in which order, and nothing else; must not know findings. Variables are looked at 64 at a time.

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

/// How many variables are looked at together.
const WIDTH: usize = 64;

/// Who reads and writes what, step by step.
#[derive(Debug, Default)]
pub(crate) struct Cfg {
    /// The variables that are not set from the beginning, by their place in the document.
    variables: Vec<u32>,
    accesses: Vec<Access>,
    /// As the nodes of the document.
    blocks: Vec<Block>,
    /// As the links of the graph: those of entries and asides first.
    edges: Vec<CfgEdge>,
    start: Option<u32>,
    outcomes: usize,
    /// What `after` reads.
    after: IndexRange,
    /// By outcome, whether `after` is for it.
    after_for: Vec<bool>,
}

/// One variable of `Flow::variables` is read or written.
#[derive(Debug, Clone, Copy)]
struct Access {
    variable: u32,
    reads: bool,
}

/// A part of `Flow::events` or `Flow::arcs`.
#[derive(Debug, Clone, Copy, Default)]
struct IndexRange {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// In order, up to where it goes on; those of its edges are not among them.
    accesses: IndexRange,
    edges: IndexRange,
    /// The outcome that the node itself ends with.
    end: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
struct CfgEdge {
    to: To,
    /// As it is taken; of an aside or entry its label and `when` are among them.
    accesses: IndexRange,
    /// It leaves before the form is filled in.
    cannot_give: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    Node(u32),
    End(u32),
    /// A `resume` or nowhere; or an entry, which is no root.
    Nothing,
}

impl Cfg {
    /// The variables by parts of 64.
    pub(crate) fn chunks(&self) -> Range<usize> {
        0..self.variables.len().div_ceil(WIDTH)
    }

    /// The place in the document of a variable of this flow.
    pub(crate) fn variable(&self, variable: u32) -> usize {
        self.variables.get(variable as usize).map_or(usize::MAX, |&at| at as usize)
    }

    /// Which of `variables` has that place in the document; none if it is always set.
    pub(crate) fn find(&self, place: usize) -> Option<u32> {
        let at = self.variables.binary_search_by(|&variable| (variable as usize).cmp(&place)).ok()?;
        u32::try_from(at).ok()
    }

    /// The arcs of entries and asides.
    fn outside(&self) -> Range<usize> {
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
