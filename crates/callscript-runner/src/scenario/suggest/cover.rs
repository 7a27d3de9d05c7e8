//! Chooses a small set of paths through the graph that cover the wanted parts: a greedy set cover.
//!
//! Paths lead from a start to an end. An aside that returns to the prompt at which it was called is a detour, inserted
//! into a path.

use std::collections::BTreeSet;

use callscript::script::coverage::Part;

use super::graph::{Graph, PartSet};
use super::paths::{reverse_postorder, ways_to_an_end};
use super::scores::{Layout, Scores, TieBreak};

/// The largest graph, in edges, for which more than one choice among equally good paths is tried.
const MANY_EDGES: usize = 20_000;

/// A small set of paths, as lists of edges, that together pass every wanted part of the graph from which an end can be
/// reached; no more than have `max_steps` steps together.
///
/// Greedy: repeatedly takes the path that passes the most parts not yet covered. The choice among equally good paths
/// affects how many are needed in the end, so three tie-breaking rules are tried and the smallest set is taken.
pub(super) fn cover(graph: &Graph, wanted: &BTreeSet<Part>, max_steps: usize) -> Vec<Vec<usize>> {
    let wanted = graph.part_set(wanted);
    let layout = Layout::of(graph, reverse_postorder(graph));
    let ends = ways_to_an_end(graph);
    let rules = [TieBreak::First, TieBreak::Last, TieBreak::Scattered];
    let count = if graph.edges.len() > MANY_EDGES { 1 } else { rules.len() };
    let tries = rules.into_iter().take(count).map(|tie_break| {
        let scores = Scores::new(&layout, wanted.clone(), tie_break);
        let mut chooser = Chooser {
            layout: &layout,
            ends: &ends,
            scores,
            steps_left: max_steps,
            only_back_edges: false,
            next_part: 0,
        };
        let mut paths = chooser.choose_paths();
        drop_redundant(graph, &mut paths, &wanted);
        paths
    });
    tries.min_by_key(Vec::len).unwrap_or_default()
}

struct Chooser<'l> {
    layout: &'l Layout<'l>,
    /// For each vertex, the first edge of a shortest path to an end.
    ends: &'l [Option<usize>],
    scores: Scores<'l>,
    /// The number of steps that further paths may have.
    steps_left: usize,
    /// Whether no path without back edges passes a wanted part.
    only_back_edges: bool,
    /// The parts before this one are passed, or no end was found after them.
    next_part: usize,
}

impl Chooser<'_> {
    fn choose_paths(&mut self) -> Vec<Vec<usize>> {
        let mut paths: Vec<Vec<usize>> = Vec::new();
        while let Some(path) = self.best_path().or_else(|| self.path_over_back_edges()) {
            let Some(left) = self.steps_left.checked_sub(path.len()) else { break };
            self.steps_left = left;
            paths.push(path);
        }
        paths
    }

    /// The path that passes the most wanted parts, as a list of edges; `None` if no path without back edges passes any.
    fn best_path(&mut self) -> Option<Vec<usize>> {
        if self.only_back_edges {
            return None;
        }
        self.scores.edge_to_take(Graph::ROOT)?;
        let (mut path, before) = (Vec::new(), self.scores.wanted.len());
        self.go_on(Graph::ROOT, &mut path);
        // The best path from the root passes none, and no later one will.
        self.only_back_edges = self.scores.wanted.len() == before;
        (!self.only_back_edges).then_some(path)
    }

    /// The path by which a vertex was found from which an edge passes a wanted part, and from there to an end.
    fn path_over_back_edges(&mut self) -> Option<Vec<usize>> {
        let graph = self.layout.graph;
        while let Some(part) = self.scores.wanted.first_from(self.next_part) {
            let leads_on = |edge: &&usize| {
                let to = graph.edges[**edge].to;
                self.ends[to].is_some() || graph.vertices[to].is_end
            };
            let Some(&edge) = self.layout.edges_of[part].iter().find(leads_on) else {
                self.next_part = part + 1;
                continue;
            };
            let mut path = Vec::new();
            for edge in graph.path_to(graph.edges[edge].from).into_iter().chain([edge]) {
                self.take(edge, &mut path);
            }
            self.go_on(graph.edges[edge].to, &mut path);
            return Some(path);
        }
        None
    }

    /// Goes on from a vertex to an end, over edges that pass wanted parts where there are some.
    fn go_on(&mut self, from: usize, path: &mut Vec<usize>) {
        let mut at = from;
        loop {
            let best = self.scores.edge_to_take(at);
            let Some(edge) = best.or_else(|| self.ends[at].filter(|_| !self.layout.graph.vertices[at].is_end)) else {
                return;
            };
            self.take(edge, path);
            at = self.layout.graph.edges[edge].to;
        }
    }

    fn take(&mut self, edge: usize, path: &mut Vec<usize>) {
        path.push(edge);
        self.scores.cover(edge);
        self.scores.take_detours(self.layout.graph.edges[edge].to, path);
    }
}

/// Removes paths whose wanted parts are all passed by others.
fn drop_redundant(graph: &Graph, paths: &mut Vec<Vec<usize>>, wanted: &PartSet) {
    let parts_of = |path: &[usize]| -> BTreeSet<usize> {
        let parts = path.iter().flat_map(|edge| graph.edges[*edge].passed.iter().copied());
        parts.filter(|part| wanted.contains(*part)).collect()
    };
    let mut times = vec![0_usize; graph.parts.len()];
    paths.iter().flat_map(|path| parts_of(path)).for_each(|part| times[part] += 1);
    paths.retain(|path| {
        let parts = parts_of(path);
        let is_needless = parts.iter().all(|part| times[*part] > 1);
        if is_needless {
            for part in &parts {
                times[*part] -= 1;
            }
        }
        !is_needless
    });
}
