//! The edges of a document, and the ways that they lead.
//!
//! Must not know what is looked for.

use std::iter::successors;

use super::{Branch, Edge, ExitKind, Expression, Labelled, Node, Way};
use crate::base::source::Name;

impl Node {
    /// Every edge out of it: that of `cannot_give`, and those of its exits.
    pub(crate) fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.cannot_give.as_deref().into_iter().chain(self.exits.iter().flat_map(|exit| exit.kind.edges()))
    }
}

impl ExitKind {
    /// Its edges, in the order in which they are written.
    pub(crate) fn edges(&self) -> impl Iterator<Item = &Edge> {
        let (labelled, arms, branches) = self.lists();
        let (labelled, branches) =
            (labelled.iter().map(|labelled| &labelled.edge), branches.iter().map(|branch| &branch.edge));
        labelled.chain(arms).chain(branches)
    }

    /// One of its edges, by its place among them.
    pub(crate) fn edge(&self, at: usize) -> Option<&Edge> {
        let (labelled, arms, branches) = self.lists();
        let labelled = labelled.get(at).map(|labelled| &labelled.edge);
        labelled.or_else(|| arms.get(at)).or_else(|| branches.get(at).map(|branch| &branch.edge))
    }

    /// What stands before one of its edges: a label, a `when`, an outcome or a result; of some arms nothing.
    pub(crate) fn label(&self, at: usize) -> Option<&str> {
        let (labelled, arms, branches) = self.lists();
        let label = labelled.get(at).map(|labelled| labelled.label.text.as_str());
        let when = || arms.get(at).and_then(|arm| arm.when.as_deref()).map(Expression::as_str);
        label.or_else(when).or_else(|| branches.get(at).map(|branch| branch.name.value.as_str()))
    }

    /// Its edges, as one kind of exit or another has them: two of these are empty.
    fn lists(&self) -> (&[Labelled], &[Edge], &[Branch]) {
        match self {
            Self::Answers(answers) => (answers, &[], &[]),
            Self::Decide(arms) => (&[], arms, &[]),
            Self::Run(run) => (&[], &[], &run.then),
            Self::Action(action) => (&[], &[], &action.then),
            Self::Goto(_) | Self::End(_) | Self::Resume | Self::Empty | Self::Unreadable => (&[], &[], &[]),
        }
    }
}

impl Edge {
    /// Its ways, each retry before its `else`.
    pub(crate) fn all_ways(&self) -> impl Iterator<Item = &Way> {
        self.ways.iter().flat_map(|way| successors(Some(way), |way| way.otherwise()))
    }
}

impl Way {
    /// The node or the outcome that it names.
    pub(crate) fn name(&self) -> Option<&Name> {
        match self {
            Self::Goto(name) | Self::End(name) => Some(name),
            Self::Retry(retry) => Some(&retry.target),
            Self::Resume(_) => None,
        }
    }

    /// The way on once a retry is used up.
    pub(crate) fn otherwise(&self) -> Option<&Self> {
        match self {
            Self::Retry(retry) => retry.otherwise.as_deref(),
            Self::Goto(_) | Self::End(_) | Self::Resume(_) => None,
        }
    }
}
