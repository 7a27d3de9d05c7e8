//! Chooses a small set of paths through the graph that cover the wanted parts: a greedy set cover.
//!
//! Paths lead from a start to an end. An aside that returns to the prompt at which it was called is a detour, inserted
//! into a path.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use callscript::script::coverage::Part;

use super::graph::{Graph, PartSet};
use super::paths::{detours, reverse_postorder, shortest_path};

/// A small set of paths, as lists of edges, that together pass every wanted part of the graph.
///
/// Greedy: repeatedly takes the path that passes the most parts not yet covered. The choice among equally good paths
/// affects how many are needed in the end, so three tie-breaking rules are tried and the smallest set is taken.
pub(super) fn cover(graph: &Graph, wanted: &BTreeSet<Part>) -> Vec<Vec<usize>> {
    let wanted = graph.part_set(wanted);
    let mut chooser = Chooser::new(graph);
    let tries = [TieBreak::First, TieBreak::Last, TieBreak::Middle].map(|ties| {
        chooser.tie_break = ties;
        chooser.choose_paths(&wanted)
    });
    tries.into_iter().min_by_key(Vec::len).unwrap_or_default()
}

/// Which of several edges to take when equally good paths begin with them.
#[derive(Clone, Copy)]
enum TieBreak {
    First,
    Last,
    Middle,
}

struct Chooser<'g> {
    graph: &'g Graph,
    tie_break: TieBreak,
    /// The vertices in topological order, ignoring back edges.
    order: Vec<usize>,
    /// For each vertex, its index in `order`.
    position: Vec<usize>,
    /// For each part, the position of the last vertex from which an edge passes it.
    last_position: Vec<usize>,
    /// For each vertex, the edges of the detours that begin and end there.
    detours: Vec<Vec<usize>>,
}

/// The score of a path. A path with more wanted parts is better, and of paths with equally many the one with fewer
/// steps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// The number of wanted parts that the path passes.
    parts: usize,
    steps: Reverse<usize>,
}

impl<'g> Chooser<'g> {
    fn new(graph: &'g Graph) -> Self {
        let order = reverse_postorder(graph);
        let mut position = vec![0; graph.vertices.len()];
        for (at, vertex) in order.iter().enumerate() {
            position[*vertex] = at;
        }
        let mut last_position = vec![0; graph.parts.len()];
        for edge in &graph.edges {
            for part in &edge.passed {
                last_position[*part] = last_position[*part].max(edge.from.map_or(0, |from| position[from]));
            }
        }
        let detours = (0..graph.vertices.len()).map(|vertex| detours(graph, vertex)).collect();
        Self { graph, tie_break: TieBreak::First, order, position, last_position, detours }
    }

    /// Paths that cover the wanted parts, without redundant ones.
    fn choose_paths(&self, wanted: &PartSet) -> Vec<Vec<usize>> {
        let mut uncovered = wanted.clone();
        let mut paths: Vec<Vec<usize>> = Vec::new();
        while let Some(path) = self.best_path(&uncovered) {
            for edge in &path {
                self.remove_passed(*edge, &mut uncovered);
            }
            paths.push(path);
        }
        self.drop_redundant(&mut paths, wanted);
        paths
    }

    /// Removes paths whose wanted parts are all passed by others.
    fn drop_redundant(&self, paths: &mut Vec<Vec<usize>>, wanted: &PartSet) {
        let parts_of = |path: &[usize]| -> BTreeSet<usize> {
            let parts = path.iter().flat_map(|edge| self.graph.edges[*edge].passed.iter().copied());
            parts.filter(|part| wanted.contains(*part)).collect()
        };
        let mut times = vec![0_usize; self.graph.parts.len()];
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

    /// The path that passes the most wanted parts, as a list of edges; `None` if no path passes any.
    fn best_path(&self, wanted: &PartSet) -> Option<Vec<usize>> {
        let mut wanted = wanted.clone();
        let mut scores = self.scores(&wanted);
        let start = self.best_edge(self.graph.starts.iter().copied(), &scores, &wanted)?;
        if self.score_over(start, &scores, &wanted)?.parts == 0 {
            return None;
        }
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(edge) = next {
            let taken = path.len();
            path.push(edge);
            let at = self.graph.edges[edge].to;
            self.take_detours(at, &wanted, &mut path);
            let new_edges = path.get(taken..).unwrap_or_default();
            let recurs = new_edges.iter().any(|edge| self.is_passed_later(*edge, at, &wanted));
            for edge in new_edges {
                self.remove_passed(*edge, &mut wanted);
            }
            // Rescore only if a part just passed could count again.
            if recurs {
                scores = self.scores(&wanted);
            }
            next = self.best_edge(self.onward(at), &scores, &wanted);
        }
        Some(path)
    }

    /// The first edge of the best path, among edges from which an end can be reached.
    fn best_edge(
        &self,
        edges: impl Iterator<Item = usize>,
        scores: &[Option<Score>],
        wanted: &PartSet,
    ) -> Option<usize> {
        let candidates: Vec<(Score, usize)> =
            edges.filter_map(|edge| Some((self.score_over(edge, scores, wanted)?, edge))).collect();
        let best = candidates.iter().map(|(score, _)| *score).max()?;
        let tied: Vec<usize> = candidates.iter().filter(|(score, _)| *score == best).map(|(_, edge)| *edge).collect();
        let at = match self.tie_break {
            TieBreak::First => 0,
            TieBreak::Last => tied.len() - 1,
            TieBreak::Middle => tied.len() / 2,
        };
        tied.get(at).copied()
    }

    /// The edges from a vertex, without back edges.
    fn onward(&self, vertex: usize) -> impl Iterator<Item = usize> {
        let out = self.graph.vertices[vertex].out.iter().copied();
        out.filter(move |edge| self.position[self.graph.edges[*edge].to] > self.position[vertex])
    }

    /// The score of the best path from each vertex to an end; `None` if no end was found.
    fn scores(&self, wanted: &PartSet) -> Vec<Option<Score>> {
        let mut scores: Vec<Option<Score>> = vec![None; self.graph.vertices.len()];
        for &vertex in self.order.iter().rev() {
            let is_end = self.graph.vertices[vertex].is_end;
            let end = is_end.then_some(Score { parts: 0, steps: Reverse(0) });
            let best = self.onward(vertex).filter_map(|edge| self.score_over(edge, &scores, wanted)).max().or(end);
            let on_detours = self.graph.count_parts(&self.detours[vertex], wanted);
            scores[vertex] = best.map(|best| Score { parts: best.parts + on_detours, ..best });
        }
        scores
    }

    /// The score of the best path that begins with an edge.
    fn score_over(&self, edge: usize, scores: &[Option<Score>], wanted: &PartSet) -> Option<Score> {
        let rest = scores[self.graph.edges[edge].to]?;
        let parts = rest.parts + self.graph.count_parts(&[edge], wanted);
        Some(Score { parts, steps: Reverse(rest.steps.0 + 1) })
    }

    fn remove_passed(&self, edge: usize, wanted: &mut PartSet) {
        for part in &self.graph.edges[edge].passed {
            wanted.remove(*part);
        }
    }

    /// Whether a wanted part that an edge passes is also passed at or after `vertex`.
    fn is_passed_later(&self, edge: usize, vertex: usize, wanted: &PartSet) -> bool {
        let mut passed = self.graph.edges[edge].passed.iter();
        passed.any(|part| wanted.contains(*part) && self.last_position[*part] >= self.position[vertex])
    }

    /// Appends detours at `vertex` to `path` as long as they pass a wanted part.
    fn take_detours(&self, vertex: usize, wanted: &PartSet, path: &mut Vec<usize>) {
        if self.detours[vertex].is_empty() {
            return;
        }
        let mut wanted = wanted.clone();
        path.last().into_iter().for_each(|edge| self.remove_passed(*edge, &mut wanted));
        let detours: HashSet<usize> = self.detours[vertex].iter().copied().collect();
        while self.detours[vertex].iter().any(|edge| self.graph.passes(*edge, &wanted)) {
            let outbound = shortest_path(self.graph, vertex, &detours, |edge| self.graph.passes(edge, &wanted));
            let last = outbound.as_ref().and_then(|path| path.last()).map(|edge| self.graph.edges[*edge].to);
            let inbound = match last {
                Some(last) if last == vertex => Some(Vec::new()),
                Some(last) => shortest_path(self.graph, last, &detours, |edge| self.graph.edges[edge].to == vertex),
                None => None,
            };
            let Some((outbound, inbound)) = outbound.zip(inbound) else { return };
            for edge in outbound.into_iter().chain(inbound) {
                self.remove_passed(edge, &mut wanted);
                path.push(edge);
            }
        }
    }
}
