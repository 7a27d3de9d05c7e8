//! Dominance: whether every path to a place passes a node with a certain tag, that is, whether these nodes together
//! dominate it.
//!
//! No dominator tree is built. The check removes the tagged nodes and searches the shortest path to the place: there is
//! one exactly if the tagged nodes do not dominate it, and the path is the counterexample. A subscript with an outcome
//! is passable if one of its own avoiding paths ends with that outcome.

use std::collections::HashMap;

use super::scripts::Scripts;
use crate::analysis::graph::{Link, LinkKind, ShortestPaths, Weights};
use crate::base::source::Name;

/// The shortest paths through one script from its start that avoid the tag.
pub(super) struct AvoidingPaths<'l> {
    pub(super) shortest: ShortestPaths,
    /// The nearest end with each outcome.
    pub(super) ends: HashMap<&'l str, End>,
}

/// An end of the script that an avoiding path reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// The number of nodes on the path.
    pub(super) steps: u32,
    /// The node at which it ends; `None` if an aside ends at once.
    pub(super) node: Option<usize>,
    /// The index of the link to the end; `None` if the node itself ends the script.
    pub(super) link: Option<usize>,
}

/// The search for avoiding paths in one script.
pub(super) struct Avoiding<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    pub(super) at: usize,
    pub(super) tag: &'a str,
    /// The avoiding paths of each subscript, if they were computed already.
    pub(super) known: &'a [Option<AvoidingPaths<'l>>],
    /// Nodes at which paths end for another reason.
    pub(super) stops: &'a dyn Fn(usize) -> bool,
}

impl<'l> Avoiding<'_, 'l> {
    /// The shortest paths that avoid the tag: from the start, and from the entries if `entries` is set.
    pub(super) fn shortest(&self, entries: bool) -> ShortestPaths {
        self.scripts.graph(self.at).shortest(self.scripts.start(self.at), entries, self)
    }

    /// The avoiding paths as a caller of the script needs them: from the start only, with the nearest end of each
    /// outcome.
    pub(super) fn paths(&self) -> AvoidingPaths<'l> {
        let shortest = self.shortest(false);
        let mut nearest: HashMap<&'l str, End> = HashMap::new();
        self.each_end(&shortest, &mut |outcome, end| {
            let passed = end.node.is_some_and(|node| self.is_tagged(node));
            let known = nearest.get(outcome.value.as_str());
            if !passed && known.is_none_or(|known| end.steps < known.steps) {
                nearest.insert(&outcome.value, end);
            }
        });
        AvoidingPaths { shortest, ends: nearest }
    }

    pub(super) fn is_tagged(&self, node: usize) -> bool {
        self.scripts.is_tagged(self.at, node, self.tag)
    }

    /// Calls `each` for every end of an avoiding path, nearest nodes first. A tagged node counts only if it ends the
    /// script itself.
    pub(super) fn each_end(&self, shortest: &ShortestPaths, each: &mut dyn FnMut(&'l Name, End)) {
        let graph = self.scripts.graph(self.at);
        for &node in &shortest.reached {
            let steps = shortest.steps(node);
            if let Some(outcome) = self.scripts.end(self.at, node) {
                each(outcome, End { steps, node: Some(node), link: None });
            }
            if self.goes_on(node) {
                for place in graph.link_indices(node) {
                    let link = &graph.links()[place];
                    if let Some((outcome, more)) = self.end(link).and_then(|outcome| Some((outcome, self.steps(link)?)))
                    {
                        let steps = steps.saturating_add(more - 1);
                        each(outcome, End { steps, node: Some(node), link: Some(place) });
                    }
                }
            }
        }
        if let Some((_, steps)) = shortest.asides {
            for place in graph.root_links(LinkKind::Aside) {
                if let Some(outcome) = self.end(&graph.links()[place]) {
                    each(outcome, End { steps, node: None, link: Some(place) });
                }
            }
        }
    }

    /// The outcome, if a link leads to the end.
    fn end(&self, link: &Link) -> Option<&'l Name> {
        self.scripts.link_end(self.at, link)
    }

    /// The index and the avoiding paths of a subscript.
    pub(super) fn callee(&self, id: &str) -> Option<(usize, &AvoidingPaths<'l>)> {
        let at = self.scripts.callee(id)?;
        Some((at, self.known[at].as_ref()?))
    }
}

impl Weights for Avoiding<'_, '_> {
    fn goes_on(&self, node: usize) -> bool {
        !self.is_tagged(node) && !(self.stops)(node)
    }

    fn opens_asides(&self, node: usize) -> Option<u32> {
        if self.scripts.prompts(self.at, node) {
            return Some(0);
        }
        let run = self.scripts.run(self.at, node)?;
        let (_, inside) = self.callee(&run.script.value)?.1.shortest.asides?;
        Some(inside)
    }

    fn steps(&self, link: &Link) -> Option<u32> {
        let Some((run, outcome)) = self.scripts.out_of_run(self.at, link) else {
            return Some(1);
        };
        let (_, paths) = self.callee(&run.script.value)?;
        Some(paths.ends.get(outcome)?.steps.saturating_add(1))
    }
}
