//! The best path from each vertex to an end, kept up to date while parts are covered: only what changes is computed
//! again.
//!
//! Scores only ever fall, so the best edge of a vertex is found in a heap whose stale entries are corrected when they
//! come to the top.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::detours::Detours;
use super::graph::{Graph, PartSet};

/// The score of a path. A path with more wanted parts is better, and of paths with equally many the one with fewer
/// steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// The number of wanted parts that the path passes.
    parts: usize,
    steps: Reverse<usize>,
}

/// Which of several edges to take when equally good paths begin with them.
#[derive(Debug, Clone, Copy)]
pub(super) enum TieBreak {
    First,
    Last,
    Scattered,
}

/// What does not change while parts are covered.
#[derive(Debug)]
pub(super) struct Layout<'g> {
    pub(super) graph: &'g Graph,
    /// The vertices in topological order, ignoring back edges.
    order: Vec<usize>,
    /// For each vertex, its index in `order`.
    position: Vec<usize>,
    /// For each vertex, the vertices from which an edge leads to it, without back edges.
    before: Vec<Vec<usize>>,
    /// For each part, the edges that pass it.
    pub(super) edges_of: Vec<Vec<usize>>,
    /// For each part, the vertices with a detour that passes it.
    detours_of: Vec<Vec<usize>>,
    /// For each vertex, the detours that begin and end there.
    pub(super) detours: Vec<Detours>,
}

/// The scores of all vertices.
pub(super) struct Scores<'l> {
    layout: &'l Layout<'l>,
    tie_break: TieBreak,
    pub(super) wanted: PartSet,
    /// For each edge, the number of wanted parts that it passes.
    on_edge: Vec<usize>,
    /// For each vertex, the number of wanted parts on its detours.
    on_detours: Vec<usize>,
    /// For each vertex, the score of the best path to an end; `None` if no end was found.
    of_vertices: Vec<Option<Score>>,
    /// For each vertex, its edges without back edges, the best on top.
    best: Vec<BinaryHeap<(Score, usize, usize)>>,
    /// The vertices whose score may have changed, by position, the last first.
    changed: BinaryHeap<(usize, usize)>,
    is_changed: Vec<bool>,
}

impl<'g> Layout<'g> {
    pub(super) fn of(graph: &'g Graph, order: Vec<usize>) -> Self {
        let count = graph.vertices.len();
        let mut position = vec![0; count];
        order.iter().enumerate().for_each(|(at, vertex)| position[*vertex] = at);
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut edges_of = vec![Vec::new(); graph.parts.len()];
        for (index, edge) in graph.edges.iter().enumerate() {
            edge.passed.iter().for_each(|part| edges_of[*part].push(index));
            if position[edge.to] > position[edge.from] && before[edge.to].last() != Some(&edge.from) {
                before[edge.to].push(edge.from);
            }
        }
        let detours: Vec<Detours> = (0..count).map(|vertex| Detours::of(graph, vertex)).collect();
        let mut detours_of = vec![Vec::new(); graph.parts.len()];
        for (vertex, detours) in detours.iter().enumerate() {
            detours.parts.iter().for_each(|part| detours_of[*part].push(vertex));
        }
        Self { graph, order, position, before, edges_of, detours_of, detours }
    }

    /// The edges from a vertex, without back edges.
    fn onward(&self, vertex: usize) -> impl Iterator<Item = usize> {
        let out = self.graph.vertices[vertex].out.iter().copied();
        out.filter(move |edge| self.position[self.graph.edges[*edge].to] > self.position[vertex])
    }
}

impl<'l> Scores<'l> {
    pub(super) fn new(layout: &'l Layout<'l>, wanted: PartSet, tie_break: TieBreak) -> Self {
        let graph = layout.graph;
        let count = |parts: &[usize]| parts.iter().filter(|part| wanted.contains(**part)).count();
        let mut scores = Self {
            layout,
            tie_break,
            on_edge: graph.edges.iter().map(|edge| count(&edge.passed)).collect(),
            on_detours: layout.detours.iter().map(|detours| count(&detours.parts)).collect(),
            wanted,
            of_vertices: vec![None; graph.vertices.len()],
            best: Vec::new(),
            changed: BinaryHeap::new(),
            is_changed: vec![false; graph.vertices.len()],
        };
        scores.best.resize_with(graph.vertices.len(), BinaryHeap::new);
        for &vertex in layout.order.iter().rev() {
            let edges = layout.onward(vertex).filter_map(|edge| scores.entry(edge));
            scores.best[vertex] = edges.collect();
            scores.of_vertices[vertex] = scores.score_of(vertex);
        }
        scores
    }

    /// The score of the best path over an edge from a vertex. The scores of the vertices after it must be up to date.
    fn best_score(&mut self, vertex: usize) -> Option<Score> {
        while let Some((score, _, edge)) = self.best[vertex].peek().copied() {
            let entry = self.entry(edge);
            if entry.is_some_and(|(now, ..)| now == score) {
                return Some(score);
            }
            self.best[vertex].pop();
            self.best[vertex].extend(entry);
        }
        None
    }

    /// Removes the parts that an edge passes from those that are wanted.
    pub(super) fn cover(&mut self, edge: usize) {
        for part in &self.layout.graph.edges[edge].passed {
            if self.wanted.remove(*part) {
                self.count_off(*part);
            }
        }
    }

    /// Takes the detours from a vertex that pass wanted parts, and appends their edges to `path`.
    pub(super) fn take_detours(&mut self, vertex: usize, path: &mut Vec<usize>) {
        if self.on_detours[vertex] == 0 {
            return;
        }
        let Layout { graph, detours, .. } = self.layout;
        let mut removed = Vec::new();
        detours[vertex].walk(graph, vertex, &mut self.wanted, |edge, wanted| {
            removed.extend(graph.edges[edge].passed.iter().copied().filter(|part| wanted.remove(*part)));
            path.push(edge);
        });
        for part in removed {
            self.count_off(part);
        }
    }

    /// The edge to take from a vertex. Only scores that the choice depends on are brought up to date: an outdated score is
    /// too high, so an edge that is best with its new score is best of all.
    pub(super) fn edge_to_take(&mut self, vertex: usize) -> Option<usize> {
        while let Some((score, _, edge)) = self.best[vertex].peek().copied() {
            if self.best[vertex].len() == 1 {
                return Some(edge);
            }
            self.update_from(self.layout.graph.edges[edge].to);
            let entry = self.entry(edge);
            if entry.is_some_and(|(now, ..)| now == score) {
                return Some(edge);
            }
            self.best[vertex].pop();
            self.best[vertex].extend(entry);
        }
        None
    }

    /// Brings the scores of the vertices from this one on up to date.
    fn update_from(&mut self, vertex: usize) {
        let first = self.layout.position[vertex];
        while let Some((_, vertex)) = self.changed.peek().copied().filter(|(position, _)| *position >= first) {
            self.changed.pop();
            self.is_changed[vertex] = false;
            let now = self.score_of(vertex);
            if std::mem::replace(&mut self.of_vertices[vertex], now) != now {
                let layout = self.layout;
                layout.before[vertex].iter().for_each(|before| self.mark(*before));
            }
        }
    }

    fn count_off(&mut self, part: usize) {
        let layout = self.layout;
        for &edge in &layout.edges_of[part] {
            self.on_edge[edge] -= 1;
            self.mark(layout.graph.edges[edge].from);
        }
        for &vertex in &layout.detours_of[part] {
            self.on_detours[vertex] -= 1;
            self.mark(vertex);
        }
    }

    fn mark(&mut self, vertex: usize) {
        if !std::mem::replace(&mut self.is_changed[vertex], true) {
            self.changed.push((self.layout.position[vertex], vertex));
        }
    }

    /// The score of the best path from a vertex to an end.
    fn score_of(&mut self, vertex: usize) -> Option<Score> {
        let is_end = self.layout.graph.vertices[vertex].is_end;
        let end = is_end.then_some(Score { parts: 0, steps: Reverse(0) });
        let best = self.best_score(vertex).or(end)?;
        Some(Score { parts: best.parts + self.on_detours[vertex], ..best })
    }

    /// An edge with the score of the best path that begins with it.
    fn entry(&self, edge: usize) -> Option<(Score, usize, usize)> {
        let rest = self.of_vertices[self.layout.graph.edges[edge].to]?;
        let score = Score { parts: rest.parts + self.on_edge[edge], steps: Reverse(rest.steps.0 + 1) };
        let rank = match self.tie_break {
            TieBreak::First => usize::MAX - edge,
            TieBreak::Last => edge,
            TieBreak::Scattered => edge.wrapping_mul(0x9E37_79B1),
        };
        Some((score, rank, edge))
    }
}
