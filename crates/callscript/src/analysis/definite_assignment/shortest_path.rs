//! One shortest path on which a variable is not set.

use std::collections::VecDeque;
use std::ops::Range;

use super::{Arc, Flow, To};
use crate::analysis::graph::{MAX_STEPS_SHOWN, PathInWords, PathWriter};

/// The shortest paths on which one variable stays unset, to every node.
#[derive(Debug)]
pub(crate) struct Paths<'f> {
    flow: &'f Flow,
    variable: u32,
    /// Of each node: how it was entered.
    via: Vec<Via>,
    /// In the order in which they were entered.
    entered: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Via {
    Never,
    Start,
    /// From that node (none for an aside) over that arc.
    Arc(Option<usize>, usize),
}

/// An end of the call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    /// The node that it is of; none for an aside.
    node: Option<usize>,
    /// The link to it; none if the node itself ends.
    link: Option<usize>,
}

impl<'f> Paths<'f> {
    /// Looks for them: once through the graph.
    pub(crate) fn new(flow: &'f Flow, variable: u32) -> Self {
        let mut paths = Self { flow, variable, via: vec![Via::Never; flow.steps.len()], entered: Vec::new() };
        let mut open = VecDeque::new();
        if let Some(start) = flow.start {
            paths.enter(start as usize, Via::Start, &mut open);
        }
        for at in flow.outside() {
            paths.follow(None, at, &mut open);
        }
        while let Some(node) = open.pop_front() {
            for at in flow.arcs_of(node) {
                paths.follow(Some(node), at, &mut open);
            }
        }
        paths
    }

    fn enter(&mut self, node: usize, via: Via, open: &mut VecDeque<usize>) {
        if self.via[node] == Via::Never {
            self.via[node] = via;
            self.entered.push(node);
            open.push_back(node);
        }
    }

    fn follow(&mut self, from: Option<usize>, at: usize, open: &mut VecDeque<usize>) {
        let arc = &self.flow.arcs[at];
        if let To::Node(target) = arc.to
            && self.stays_unset(from, arc)
        {
            self.enter(target as usize, Via::Arc(from, at), open);
        }
    }

    fn stays_unset(&self, from: Option<usize>, arc: &Arc) -> bool {
        let writes = |part| self.flow.events(part).iter().any(|event| !event.reads && event.variable == self.variable);
        let step = from.filter(|_| !arc.cannot_give).map(|node| self.flow.steps[node].events);
        !step.is_some_and(writes) && !writes(arc.events)
    }

    /// The links (by their places in the graph) that lead to `node`: at most the last `limit`.
    pub(crate) fn to(&self, node: usize, limit: usize) -> Vec<usize> {
        let mut links = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at.filter(|_| links.len() < limit) {
            at = match self.via[node] {
                Via::Arc(from, link) => {
                    links.push(link);
                    from
                }
                Via::Never | Via::Start => None,
            };
        }
        links.reverse();
        links
    }

    /// The nearest end with an outcome that is meant where it is not set.
    pub(crate) fn end(&self, is_meant: impl Fn(usize) -> bool) -> Option<End> {
        let ends = |arc: &Arc| matches!(arc.to, To::End(outcome) if is_meant(outcome as usize));
        let unset = |from: Option<usize>, at: usize| {
            let arc = &self.flow.arcs[at];
            ends(arc) && self.stays_unset(from, arc)
        };
        if let Some(at) = self.flow.outside().find(|&at| unset(None, at)) {
            return Some(End { node: None, link: Some(at) });
        }
        self.entered.iter().find_map(|&node| {
            if let Some(at) = self.flow.arcs_of(node).find(|&at| unset(Some(node), at)) {
                return Some(End { node: Some(node), link: Some(at) });
            }
            let step = &self.flow.steps[node];
            let meant = step.end.is_some_and(|outcome| is_meant(outcome as usize));
            let stays =
                self.flow.events(step.events).iter().all(|event| event.reads || event.variable != self.variable);
            (meant && stays).then_some(End { node: Some(node), link: None })
        })
    }
}

impl PathWriter<'_> {
    /// The way to a node on which a variable stays unset.
    pub(crate) fn unset_to(self, paths: &Paths<'_>, node: usize) -> PathInWords {
        self.over(&paths.to(node, MAX_STEPS_SHOWN), Some(node), None)
    }

    /// The way to the nearest end with a certain outcome where it is not set.
    pub(crate) fn unset_at_end(self, paths: &Paths<'_>, is_meant: impl Fn(usize) -> bool) -> Option<PathInWords> {
        let End { node, link } = paths.end(is_meant)?;
        let links = node.map(|node| paths.to(node, MAX_STEPS_SHOWN)).unwrap_or_default();
        Some(self.over(&links, node, link))
    }
}

impl Flow {
    /// The places of the arcs out of a node.
    fn arcs_of(&self, node: usize) -> Range<usize> {
        self.steps[node].arcs.range()
    }

    /// Whether `after` is for an outcome.
    pub(crate) fn is_after_for(&self, outcome: usize) -> bool {
        self.after_for.get(outcome).copied().unwrap_or_default()
    }
}
