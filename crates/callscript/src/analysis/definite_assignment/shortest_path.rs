//! Shortest paths that leave a variable unset: the counterexamples for messages.

use std::collections::VecDeque;
use std::ops::Range;

use super::{Cfg, CfgEdge, To};
use crate::analysis::graph::{MAX_STEPS_SHOWN, PathInWords, PathWriter};

/// For one variable, the shortest path to each node that does not set it. Found by breadth-first search.
#[derive(Debug)]
pub(crate) struct UnsetPaths<'f> {
    cfg: &'f Cfg,
    variable: u32,
    /// For each node, how the path reaches it.
    via: Vec<Via>,
    /// The reached nodes, by increasing distance.
    entered: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Via {
    Never,
    Start,
    /// From this node, or from an aside if `None`, over this edge.
    Edge(Option<usize>, usize),
}

/// An end of the script.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    /// The last node on the path; `None` if an aside ends the script at once.
    node: Option<usize>,
    /// The index of the link from that node, or of the aside, to the end; `None` if the node itself is an end.
    link: Option<usize>,
}

impl<'f> UnsetPaths<'f> {
    /// Searches once through the graph.
    pub(crate) fn new(cfg: &'f Cfg, variable: u32) -> Self {
        let mut paths = Self { cfg, variable, via: vec![Via::Never; cfg.blocks.len()], entered: Vec::new() };
        let mut queue = VecDeque::new();
        if let Some(start) = cfg.start {
            paths.enter(start as usize, Via::Start, &mut queue);
        }
        for at in cfg.root_edges() {
            paths.follow(None, at, &mut queue);
        }
        while let Some(node) = queue.pop_front() {
            for at in cfg.edges_of(node) {
                paths.follow(Some(node), at, &mut queue);
            }
        }
        paths
    }

    fn enter(&mut self, node: usize, via: Via, queue: &mut VecDeque<usize>) {
        if self.via[node] == Via::Never {
            self.via[node] = via;
            self.entered.push(node);
            queue.push_back(node);
        }
    }

    fn follow(&mut self, from: Option<usize>, at: usize, queue: &mut VecDeque<usize>) {
        let edge = &self.cfg.edges[at];
        if let To::Node(target) = edge.to
            && self.stays_unset(from, edge)
        {
            self.enter(target as usize, Via::Edge(from, at), queue);
        }
    }

    fn stays_unset(&self, from: Option<usize>, edge: &CfgEdge) -> bool {
        let writes =
            |range| self.cfg.accesses(range).iter().any(|access| !access.reads && access.variable == self.variable);
        let block = from.filter(|_| !edge.cannot_give).map(|node| self.cfg.blocks[node].accesses);
        !block.is_some_and(writes) && !writes(edge.accesses)
    }

    /// The indices of the links of the path to `node`: at most the last `limit`.
    pub(crate) fn to(&self, node: usize, limit: usize) -> Vec<usize> {
        let mut links = Vec::new();
        let mut at = Some(node);
        while let Some(node) = at.filter(|_| links.len() < limit) {
            at = match self.via[node] {
                Via::Edge(from, link) => {
                    links.push(link);
                    from
                }
                Via::Never | Via::Start => None,
            };
        }
        links.reverse();
        links
    }

    /// The nearest end with a wanted outcome at which the variable is unset.
    pub(crate) fn end(&self, is_wanted: impl Fn(usize) -> bool) -> Option<End> {
        let ends = |edge: &CfgEdge| matches!(edge.to, To::End(outcome) if is_wanted(outcome as usize));
        let unset = |from: Option<usize>, at: usize| {
            let edge = &self.cfg.edges[at];
            ends(edge) && self.stays_unset(from, edge)
        };
        if let Some(at) = self.cfg.root_edges().find(|&at| unset(None, at)) {
            return Some(End { node: None, link: Some(at) });
        }
        self.entered.iter().find_map(|&node| {
            if let Some(at) = self.cfg.edges_of(node).find(|&at| unset(Some(node), at)) {
                return Some(End { node: Some(node), link: Some(at) });
            }
            let block = &self.cfg.blocks[node];
            let wanted = block.end.is_some_and(|outcome| is_wanted(outcome as usize));
            let stays =
                self.cfg.accesses(block.accesses).iter().all(|access| access.reads || access.variable != self.variable);
            (wanted && stays).then_some(End { node: Some(node), link: None })
        })
    }
}

impl PathWriter<'_> {
    /// Describes the path to a node on which the variable is unset.
    pub(crate) fn unset_to(self, paths: &UnsetPaths<'_>, node: usize) -> PathInWords {
        self.over(&paths.to(node, MAX_STEPS_SHOWN), Some(node), None)
    }

    /// Describes the path to the nearest end with a wanted outcome at which the variable is unset.
    pub(crate) fn unset_at_end(self, paths: &UnsetPaths<'_>, is_wanted: impl Fn(usize) -> bool) -> Option<PathInWords> {
        let End { node, link } = paths.end(is_wanted)?;
        let links = node.map(|node| paths.to(node, MAX_STEPS_SHOWN)).unwrap_or_default();
        Some(self.over(&links, node, link))
    }
}

impl Cfg {
    /// The indices of the edges out of a node.
    fn edges_of(&self, node: usize) -> Range<usize> {
        self.blocks[node].edges.range()
    }

    /// Whether `after` runs on an outcome.
    pub(crate) fn is_after_for(&self, outcome: usize) -> bool {
        self.after_for.get(outcome).copied().unwrap_or_default()
    }
}
