//! Dominance: whether every path to a place passes a node with a certain tag, that is, whether these nodes together
//! dominate it.
//!
//! No dominator tree is built. The search treats tagged nodes as dead ends and searches for a shortest path to the
//! place: there is such a path if and only if the tagged nodes do not dominate the place, and the path is the
//! counterexample. A link out of a subscript by an outcome can be used if one of the subscript's own avoiding paths
//! ends with that outcome. `passing` makes the findings.

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
    pub(super) nodes: u32,
    /// The last node on the path; `None` if an aside ends the script at once.
    pub(super) node: Option<usize>,
    /// The index of the link from that node, or of the aside, to the end; `None` if the node itself is an end.
    pub(super) link: Option<usize>,
}

/// The search for avoiding paths in one script.
pub(super) struct AvoidingSearch<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    /// The index of the script.
    pub(super) script: usize,
    pub(super) tag: &'a str,
    /// For each script, its avoiding paths if they were computed already.
    pub(super) subscript_paths: &'a [Option<AvoidingPaths<'l>>],
    /// Further dead ends: nodes at which a finding is reported.
    pub(super) stops: &'a dyn Fn(usize) -> bool,
}

impl<'l> AvoidingSearch<'_, 'l> {
    /// The shortest paths that avoid the tag: from the start, and from the entries if `entries` is set.
    pub(super) fn shortest(&self, entries: bool) -> ShortestPaths {
        self.scripts.graph(self.script).shortest(self.scripts.start(self.script), entries, self)
    }

    /// The avoiding paths as a caller of the script needs them: from the start only, with the nearest end of each
    /// outcome.
    pub(super) fn paths(&self) -> AvoidingPaths<'l> {
        let shortest = self.shortest(false);
        let mut nearest: HashMap<&'l str, End> = HashMap::new();
        self.each_end(&shortest, &mut |outcome, end| {
            let passed = end.node.is_some_and(|node| self.is_tagged(node));
            let found = nearest.get(outcome.value.as_str());
            if !passed && found.is_none_or(|found| end.nodes < found.nodes) {
                nearest.insert(&outcome.value, end);
            }
        });
        AvoidingPaths { shortest, ends: nearest }
    }

    pub(super) fn is_tagged(&self, node: usize) -> bool {
        self.scripts.is_tagged(self.script, node, self.tag)
    }

    /// Calls `each` for every end of an avoiding path, nearest nodes first. Includes ends at a tagged node that is
    /// itself an end; `paths` filters those out.
    pub(super) fn each_end(&self, shortest: &ShortestPaths, each: &mut dyn FnMut(&'l Name, End)) {
        let graph = self.scripts.graph(self.script);
        for &node in &shortest.reached {
            let nodes = shortest.distance(node);
            if let Some(outcome) = self.scripts.end(self.script, node) {
                each(outcome, End { nodes, node: Some(node), link: None });
            }
            if self.goes_on(node) {
                for index in graph.link_indices(node) {
                    let link = &graph.links()[index];
                    if let Some((outcome, more)) =
                        self.end(link).and_then(|outcome| Some((outcome, self.weight(link)?)))
                    {
                        let nodes = nodes.saturating_add(more - 1);
                        each(outcome, End { nodes, node: Some(node), link: Some(index) });
                    }
                }
            }
        }
        if let Some((_, nodes)) = shortest.asides {
            for index in graph.root_links(LinkKind::Aside) {
                if let Some(outcome) = self.end(&graph.links()[index]) {
                    each(outcome, End { nodes, node: None, link: Some(index) });
                }
            }
        }
    }

    /// The outcome, if a link leads to the end.
    fn end(&self, link: &Link) -> Option<&'l Name> {
        self.scripts.link_end(self.script, link)
    }

    /// The index and the avoiding paths of a subscript.
    pub(super) fn callee(&self, id: &str) -> Option<(usize, &AvoidingPaths<'l>)> {
        let callee = self.scripts.callee(id)?;
        Some((callee, self.subscript_paths[callee].as_ref()?))
    }
}

impl Weights for AvoidingSearch<'_, '_> {
    fn goes_on(&self, node: usize) -> bool {
        !self.is_tagged(node) && !(self.stops)(node)
    }

    fn opens_asides(&self, node: usize) -> Option<u32> {
        if self.scripts.prompts(self.script, node) {
            return Some(0);
        }
        let run = self.scripts.run(self.script, node)?;
        let (_, nodes) = self.callee(&run.script.value)?.1.shortest.asides?;
        Some(nodes)
    }

    fn weight(&self, link: &Link) -> Option<u32> {
        let Some((run, outcome)) = self.scripts.out_of_run(self.script, link) else {
            return Some(1);
        };
        let (_, paths) = self.callee(&run.script.value)?;
        Some(paths.ends.get(outcome)?.nodes.saturating_add(1))
    }
}
