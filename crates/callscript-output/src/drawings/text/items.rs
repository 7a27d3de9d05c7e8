//! The items of the tree that are still to be drawn.

use callscript::internal::LinkKind;
use callscript::internal::drawing::{Drawing, Edge, Target};

/// An item to draw, with the lines to its left.
pub(super) enum Item<'d> {
    Node(usize, Indent),
    Branch(&'d Edge<'d>, Indent, bool),
    Chain(&'d Edge<'d>, Indent),
}

/// The lines to the left of an item, and their depth.
#[derive(Debug, Clone, Default)]
pub(super) struct Indent {
    pub(super) bars: String,
    pub(super) depth: usize,
}

impl Indent {
    /// The indent of the items below a branch.
    pub(super) fn below(&self, last: bool) -> Self {
        let bar = if last { "   " } else { "│  " };
        Self { bars: format!("{}{bar}", self.bars), depth: self.depth + 1 }
    }
}

/// An item for each of these edges; the last one is drawn as the last branch if nothing follows.
pub(super) fn branches<'d>(edges: Vec<&'d Edge<'d>>, indent: &Indent, ends: bool) -> Vec<Item<'d>> {
    let count = edges.len();
    let items = edges.into_iter().enumerate();
    items.map(|(at, edge)| Item::Branch(edge, indent.clone(), ends && at + 1 == count)).collect()
}

/// Every node; those without a predecessor come first.
pub(super) fn tops_first(drawing: &Drawing<'_>) -> Vec<usize> {
    let mut entered = vec![false; drawing.nodes.len()];
    for edge in drawing.edges.iter().filter(|edge| edge.from.is_some() && edge.kind != LinkKind::Retry) {
        if let Target::Node(to) = edge.to
            && edge.from != Some(to)
        {
            entered[to] = true;
        }
    }
    let tops = (0..entered.len()).filter(|&node| !entered[node]);
    tops.chain(0..entered.len()).collect()
}
