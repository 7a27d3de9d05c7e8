//! The ways through a script that pass no node with a certain tag.
//!
//! A subscript lets such a way through with an outcome if one of its own leads there.

use std::collections::HashMap;

use super::scripts::Scripts;
use crate::analysis::graph::{Link, LinkKind, ShortestPaths, Weights};
use crate::base::source::Name;

/// The shortest ways through one script, from its start, that pass no node with the tag.
pub(super) struct AvoidingPaths<'l> {
    pub(super) shortest: ShortestPaths,
    /// By outcome, the nearest end.
    pub(super) ends: HashMap<&'l str, End>,
}

/// Where a way ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// How many nodes are passed.
    pub(super) steps: u32,
    /// None: an aside ends at once.
    pub(super) node: Option<usize>,
    /// None: it is the node itself that ends.
    pub(super) link: Option<usize>,
}

/// One script, on the look-out for such ways.
pub(super) struct Avoiding<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    pub(super) at: usize,
    pub(super) tag: &'a str,
    /// Of each script, if it is known yet: its ways.
    pub(super) known: &'a [Option<AvoidingPaths<'l>>],
    /// Nodes at which ways end for another reason.
    pub(super) stops: &'a dyn Fn(usize) -> bool,
}

impl<'l> Avoiding<'_, 'l> {
    /// The ways from the start, and from the entries if they count.
    pub(super) fn shortest(&self, entries: bool) -> ShortestPaths {
        self.scripts.graph(self.at).shortest(self.scripts.start(self.at), entries, self)
    }

    /// The same, for those who run the script.
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

    /// Shows `each` every end that ways come to, the nearest nodes first: of a node with the tag only its own.
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

    /// The outcome that a link ends with.
    fn end(&self, link: &Link) -> Option<&'l Name> {
        self.scripts.link_end(self.at, link)
    }

    /// The ways through the subscript that a node runs.
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
