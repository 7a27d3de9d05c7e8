//! The control-flow graph of a script: its links, and the graph algorithms over them.
//!
//! No other module uses petgraph, or computes reachability, components or cycles. Must not know rules.

mod components;
mod count_paths;
mod links;
mod longest_path;
mod path_in_words;
mod reaches;
mod shortest_path;
mod topological;

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::OnceLock;

use crate::document::Document;

use components::Components;
pub use links::LinkKind;
pub(crate) use links::{Link, Meant, To};
pub(crate) use longest_path::LongestPaths;
pub(crate) use path_in_words::{MAX_STEPS_SHOWN, PathInWords, PathWriter, Step};
pub(crate) use shortest_path::{Route, ShortestPaths, Weights};
pub(crate) use topological::Rank;

/// The graph of one document. It borrows nothing: nodes and edges are indices into the document.
#[derive(Debug)]
pub(crate) struct Graph {
    links: Vec<Link>,
    /// For each node, the range of its outgoing links in `links`.
    out: Vec<Range<usize>>,
    /// The strongly connected components over edges, computed on first use.
    components: OnceLock<Components>,
}

/// Builds the graph of a document.
pub(crate) fn build(document: &Document) -> Graph {
    let (links, out) = links::collect(document);
    Graph { links, out, components: OnceLock::new() }
}

impl Graph {
    /// Every link, in the author's order: those of entries and asides first, then those of each node.
    pub(crate) fn links(&self) -> &[Link] {
        &self.links
    }

    /// The links out of a node.
    pub(crate) fn out(&self, node: usize) -> &[Link] {
        self.out.get(node).map_or(&[], |range| &self.links[range.clone()])
    }

    /// The number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// For each node, whether it can be reached from `roots`. `follow` gives the target of a link, `None` to ignore it.
    pub(crate) fn reachable(
        &self,
        roots: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        self.walk(&mut reached, roots, follow);
        reached
    }

    /// Marks in `seen` all nodes that can be reached from `roots` without passing a node that is marked already.
    /// Returns the newly marked nodes, in document order.
    pub(crate) fn mark_reachable(
        &self,
        seen: &mut [bool],
        roots: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<usize> {
        let mut new = self.walk(seen, roots, follow);
        new.sort_unstable();
        new
    }

    /// Like `mark_reachable`, but returns the newly marked nodes in the order of the search.
    fn walk(
        &self,
        seen: &mut [bool],
        roots: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<usize> {
        let mut new = Vec::new();
        let mut stack: Vec<usize> = roots.into_iter().collect();
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                new.push(node);
                stack.extend(self.out(node).iter().filter_map(&follow));
            }
        }
        new
    }

    /// For each node, whether one of `goals` can be reached from it. `follow` is as in `reachable`.
    pub(crate) fn reaching(
        &self,
        goals: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<bool> {
        let mut predecessors: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        let mut leading = vec![false; self.len()];
        let mut stack: Vec<usize> = goals.into_iter().collect();
        if stack.is_empty() {
            return leading;
        }
        for node in 0..self.len() {
            for target in self.out(node).iter().filter_map(&follow) {
                predecessors[target].push(node);
            }
        }
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut leading[node], true) {
                stack.extend(&predecessors[node]);
            }
        }
        leading
    }

    /// Every cyclic component, with a shortest cycle in it as a list of links. Of several shortest cycles, takes the
    /// one through the earliest node. The components are in the order of their first nodes.
    pub(crate) fn cycles(&self) -> Vec<(Vec<usize>, Vec<&Link>)> {
        let mut components: Vec<&[usize]> =
            self.components().iter().filter(|component| self.is_cyclic(component)).collect();
        if components.is_empty() {
            return Vec::new();
        }
        components.sort_unstable();
        let mut search = CycleSearch::new(self);
        let cycles = components.into_iter().filter_map(|component| {
            let cycle = search.shortest(component)?;
            Some((component.to_vec(), cycle))
        });
        cycles.collect()
    }
}

/// Finds shortest cycles: a breadth-first search from a node back to itself, within its component.
struct CycleSearch<'g> {
    graph: &'g Graph,
    /// For each node, the index of its component.
    component: Vec<usize>,
    /// For each node, the last search that visited it, given as the search's start node plus one; 0 if none did.
    seen: Vec<usize>,
    /// For each node, the link by which its last search reached it.
    via: Vec<Option<&'g Link>>,
    work: usize,
}

impl<'g> CycleSearch<'g> {
    /// The budget of links to follow: some tenths of a second. Once it is exceeded, the first cycle that is found in a
    /// component is taken.
    const WORK: usize = 20_000_000;

    fn new(graph: &'g Graph) -> Self {
        let component = graph.components().by_node();
        Self { graph, component, seen: vec![0; graph.len()], via: vec![None; graph.len()], work: 0 }
    }

    /// A shortest cycle of a component; `None` if it has no cycle.
    fn shortest(&mut self, component: &[usize]) -> Option<Vec<&'g Link>> {
        let mut best: Option<Vec<&Link>> = None;
        for &start in component {
            let limit = best.as_ref().map_or(usize::MAX, Vec::len);
            if limit == 1 || (best.is_some() && self.work > Self::WORK) {
                break;
            }
            best = self.cycle(start, limit).or(best);
        }
        best
    }

    /// A shortest cycle through `start`, if it has fewer than `limit` links.
    fn cycle(&mut self, start: usize, limit: usize) -> Option<Vec<&'g Link>> {
        let graph = self.graph;
        let mut queue = VecDeque::from([(start, 1)]);
        while let Some((node, length)) = queue.pop_front() {
            if length >= limit {
                return None;
            }
            for link in graph.out(node) {
                self.work += 1;
                let Some(target) = link.edge_target() else {
                    continue;
                };
                if target == start {
                    return Some(self.way(start, link));
                }
                if self.component[target] == self.component[start] && self.seen[target] != start + 1 {
                    self.seen[target] = start + 1;
                    self.via[target] = Some(link);
                    queue.push_back((target, length + 1));
                }
            }
        }
        None
    }

    fn way(&self, start: usize, last: &'g Link) -> Vec<&'g Link> {
        let mut way = vec![last];
        let mut at = last.from;
        while let Some(node) = at.filter(|&node| node != start) {
            let Some(link) = self.via[node] else {
                break;
            };
            way.push(link);
            at = link.from;
        }
        way.reverse();
        way
    }
}
