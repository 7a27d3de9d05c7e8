//! Where everything leads: the links of a document, and what follows from them.
//!
//! petgraph is known here alone. Reachability, components and cycles live here and nowhere else. Must not know rules.

mod components;
mod count_paths;
mod links;
mod longest_path;
mod path_in_words;
mod shortest_path;
mod topological;

use std::collections::{HashMap, VecDeque};
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

/// The links of one document. It borrows nothing: nodes and edges are known by their places in the document.
#[derive(Debug)]
pub(crate) struct Graph {
    links: Vec<Link>,
    /// Of each node: its part of `links`.
    out: Vec<Range<usize>>,
    /// Over edges, once somebody asked.
    components: OnceLock<Components>,
}

/// Draws up the graph of a document.
pub(crate) fn build(document: &Document) -> Graph {
    let (links, out) = links::collect(document);
    Graph { links, out, components: OnceLock::new() }
}

impl Graph {
    /// Every link: entries and asides first, then node by node, as the author wrote them.
    pub(crate) fn links(&self) -> &[Link] {
        &self.links
    }

    /// The links out of a node.
    pub(crate) fn out(&self, node: usize) -> &[Link] {
        self.out.get(node).map_or(&[], |range| &self.links[range.clone()])
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// The nodes that can be reached from `roots` over the links that `follow` gives a target for.
    pub(crate) fn reachable(
        &self,
        roots: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        self.mark_reachable(&mut reached, roots, follow);
        reached
    }

    /// The same, but for those that are `seen` already and what lies behind them: marks and gives what is new, in order.
    pub(crate) fn mark_reachable(
        &self,
        seen: &mut [bool],
        roots: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<usize> {
        let mut new = Vec::new();
        let mut open: Vec<usize> = roots.into_iter().collect();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                new.push(node);
                open.extend(self.out(node).iter().filter_map(&follow));
            }
        }
        new.sort_unstable();
        new
    }

    /// The nodes that lead to one of `goals`, or are one, over the links that `follow` gives a target for.
    pub(crate) fn reaching(
        &self,
        goals: impl IntoIterator<Item = usize>,
        follow: impl Fn(&Link) -> Option<usize>,
    ) -> Vec<bool> {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        let mut leading = vec![false; self.len()];
        let mut open: Vec<usize> = goals.into_iter().collect();
        if open.is_empty() {
            return leading;
        }
        for node in 0..self.len() {
            for target in self.out(node).iter().filter_map(&follow) {
                before[target].push(node);
            }
        }
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut leading[node], true) {
                open.extend(&before[node]);
            }
        }
        leading
    }

    /// Of each pair of nodes, whether the first leads to the second over edges, or is it.
    ///
    /// 64 starts are followed at once, through the components from the roots down.
    pub(crate) fn reaches(&self, pairs: &[(usize, usize)]) -> Vec<bool> {
        let mut starts: Vec<usize> = pairs.iter().map(|&(start, _)| start).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut by_start: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, &(start, _)) in pairs.iter().enumerate() {
            by_start.entry(start).or_default().push(at);
        }
        let mut leads = vec![false; pairs.len()];
        for starts in starts.chunks(64) {
            let from = self.reached_from(starts);
            for (bit, start) in starts.iter().enumerate() {
                for &at in by_start.get(start).into_iter().flatten() {
                    leads[at] = from[pairs[at].1] & (1 << bit) != 0;
                }
            }
        }
        leads
    }

    /// Of each node, as bits: which of at most 64 starts lead to it.
    fn reached_from(&self, starts: &[usize]) -> Vec<u64> {
        let mut from = vec![0; self.len()];
        for (bit, &start) in starts.iter().enumerate() {
            from[start] |= 1 << bit;
        }
        for component in self.components().iter().rev() {
            let all = component.iter().fold(0, |all, &node| all | from[node]);
            if all == 0 {
                continue;
            }
            for &node in component {
                from[node] = all;
                for target in self.out(node).iter().filter_map(Link::edge_target) {
                    from[target] |= all;
                }
            }
        }
        from
    }

    /// Every component that leads back to itself, by its first node, with one shortest cycle in it, as links: of several
    /// the one through the first node of the document that lies on one.
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

/// Breadth-first searches for ways from a node back to it, within its component.
struct CycleSearch<'g> {
    graph: &'g Graph,
    /// Of each node: its component.
    component: Vec<usize>,
    /// Of each node: the last search that saw it.
    seen: Vec<usize>,
    /// Of each node: the link that led to it.
    via: Vec<Option<&'g Link>>,
    work: usize,
}

impl<'g> CycleSearch<'g> {
    /// Links that may be looked at before the shortest cycles so far have to do: some tenths of a second.
    const WORK: usize = 20_000_000;

    fn new(graph: &'g Graph) -> Self {
        let component = graph.components().by_node();
        Self { graph, component, seen: vec![0; graph.len()], via: vec![None; graph.len()], work: 0 }
    }

    /// A shortest cycle of a component; none if nothing leads back.
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

    /// The shortest way from `start` back to it with fewer than `limit` links.
    fn cycle(&mut self, start: usize, limit: usize) -> Option<Vec<&'g Link>> {
        let graph = self.graph;
        let mut open = VecDeque::from([(start, 1)]);
        while let Some((node, length)) = open.pop_front() {
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
                    open.push_back((target, length + 1));
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
