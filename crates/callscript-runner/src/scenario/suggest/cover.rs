//! Set cover: chooses few paths that together pass everything wanted. Greedy: the next path is the one that passes the
//! most.
//!
//! A path leads from a start to an end. An aside that returns to the prompt where it was called is a detour, taken on
//! the way.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use callscript::script::coverage::Part;

use super::graph::{Graph, Wanted};
use super::paths::{order, shortest, ways_round};

/// A few paths that together pass what is wanted, as far as the graph allows.
///
/// The path that passes the most is chosen, then the best for the rest, and so on. Which of several equally good paths
/// is better for the rest cannot be known, so several tie breaks are tried.
pub(super) fn cover(graph: &Graph, wanted: &BTreeSet<Part>) -> Vec<Vec<usize>> {
    let wanted = graph.wanted(wanted);
    let mut chooser = Chooser::new(graph);
    let tries = [Ties::First, Ties::Last, Ties::Middle].map(|ties| {
        chooser.ties = ties;
        chooser.ways(&wanted)
    });
    tries.into_iter().min_by_key(Vec::len).unwrap_or_default()
}

/// How ties between equally good edges are broken.
#[derive(Clone, Copy)]
enum Ties {
    First,
    Last,
    Middle,
}

/// Finds the best paths of a graph.
struct Chooser<'g> {
    graph: &'g Graph,
    ties: Ties,
    /// The vertices in topological order, back edges ignored.
    order: Vec<usize>,
    /// For each vertex, its index in `order`.
    place: Vec<usize>,
    /// For each part, the largest index in `order` of a vertex from which it can be passed.
    last: Vec<usize>,
    /// For each vertex, the edges of detours that begin and end there.
    round: Vec<Vec<usize>>,
}

/// The score of a path to an end: more wanted parts first, then fewer steps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    passes: usize,
    fewer: Reverse<usize>,
}

impl<'g> Chooser<'g> {
    fn new(graph: &'g Graph) -> Self {
        let order = order(graph);
        let mut place = vec![0; graph.vertices.len()];
        for (at, vertex) in order.iter().enumerate() {
            place[*vertex] = at;
        }
        let mut last = vec![0; graph.parts.len()];
        for edge in &graph.edges {
            for part in &edge.passed {
                last[*part] = last[*part].max(edge.from.map_or(0, |from| place[from]));
            }
        }
        let round = (0..graph.vertices.len()).map(|vertex| ways_round(graph, vertex)).collect();
        Self { graph, ties: Ties::First, order, place, last, round }
    }

    /// Paths that pass what is wanted, none of them redundant.
    fn ways(&self, wanted: &Wanted) -> Vec<Vec<usize>> {
        let mut left = wanted.clone();
        let mut ways: Vec<Vec<usize>> = Vec::new();
        while let Some(way) = self.best(&left) {
            for edge in &way {
                self.pass(*edge, &mut left);
            }
            ways.push(way);
        }
        self.drop_needless(&mut ways, wanted);
        ways
    }

    /// Removes paths that pass nothing that the others do not.
    fn drop_needless(&self, ways: &mut Vec<Vec<usize>>, wanted: &Wanted) {
        let passed = |way: &[usize]| -> BTreeSet<usize> {
            let parts = way.iter().flat_map(|edge| self.graph.edges[*edge].passed.iter().copied());
            parts.filter(|part| wanted.holds(*part)).collect()
        };
        let mut times = vec![0_usize; self.graph.parts.len()];
        ways.iter().flat_map(|way| passed(way)).for_each(|part| times[part] += 1);
        ways.retain(|way| {
            let parts = passed(way);
            let is_needless = parts.iter().all(|part| times[*part] > 1);
            if is_needless {
                for part in &parts {
                    times[*part] -= 1;
                }
            }
            !is_needless
        });
    }

    /// The edges of the path that passes the most wanted parts; `None` if no path passes any.
    fn best(&self, wanted: &Wanted) -> Option<Vec<usize>> {
        let mut wanted = wanted.clone();
        let mut scores = self.scores(&wanted);
        let start = self.best_of(self.graph.starts.iter().copied(), &scores, &wanted)?;
        if self.through(start, &scores, &wanted)?.passes == 0 {
            return None;
        }
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(edge) = next {
            let taken = way.len();
            way.push(edge);
            let at = self.graph.edges[edge].to;
            self.go_round(at, &wanted, &mut way);
            let passed = way.get(taken..).unwrap_or_default();
            let is_ahead = passed.iter().any(|edge| self.is_ahead(*edge, at, &wanted));
            for edge in passed {
                self.pass(*edge, &mut wanted);
            }
            // Parts that were passed no longer count on the rest of the path.
            if is_ahead {
                scores = self.scores(&wanted);
            }
            next = self.best_of(self.onward(at), &scores, &wanted);
        }
        Some(way)
    }

    /// The first edge of the best path, of those that lead to an end.
    fn best_of(&self, edges: impl Iterator<Item = usize>, scores: &[Option<Score>], wanted: &Wanted) -> Option<usize> {
        let valued: Vec<(Score, usize)> =
            edges.filter_map(|edge| Some((self.through(edge, scores, wanted)?, edge))).collect();
        let best = valued.iter().map(|(score, _)| *score).max()?;
        let equals: Vec<usize> = valued.iter().filter(|(score, _)| *score == best).map(|(_, edge)| *edge).collect();
        let at = match self.ties {
            Ties::First => 0,
            Ties::Last => equals.len() - 1,
            Ties::Middle => equals.len() / 2,
        };
        equals.get(at).copied()
    }

    /// The edges out of a vertex that are not back edges.
    fn onward(&self, vertex: usize) -> impl Iterator<Item = usize> {
        let out = self.graph.vertices[vertex].out.iter().copied();
        out.filter(move |edge| self.place[self.graph.edges[*edge].to] > self.place[vertex])
    }

    /// For each vertex, the score of the best path from there; `None` if no end was found. Dynamic programming in
    /// reverse topological order.
    fn scores(&self, wanted: &Wanted) -> Vec<Option<Score>> {
        let mut scores: Vec<Option<Score>> = vec![None; self.graph.vertices.len()];
        for &vertex in self.order.iter().rev() {
            let is_end = self.graph.vertices[vertex].is_end;
            let end = is_end.then_some(Score { passes: 0, fewer: Reverse(0) });
            let best = self.onward(vertex).filter_map(|edge| self.through(edge, &scores, wanted)).max().or(end);
            let more = self.graph.count(&self.round[vertex], wanted);
            scores[vertex] = best.map(|best| Score { passes: best.passes + more, ..best });
        }
        scores
    }

    /// The score of the best path over an edge.
    fn through(&self, edge: usize, scores: &[Option<Score>], wanted: &Wanted) -> Option<Score> {
        let on = scores[self.graph.edges[edge].to]?;
        let passes = on.passes + self.graph.count(&[edge], wanted);
        Some(Score { passes, fewer: Reverse(on.fewer.0 + 1) })
    }

    fn pass(&self, edge: usize, wanted: &mut Wanted) {
        for part in &self.graph.edges[edge].passed {
            wanted.remove(*part);
        }
    }

    /// Whether a wanted part that an edge passes can be passed again from `vertex` on.
    fn is_ahead(&self, edge: usize, vertex: usize, wanted: &Wanted) -> bool {
        let mut passed = self.graph.edges[edge].passed.iter();
        passed.any(|part| wanted.holds(*part) && self.last[*part] >= self.place[vertex])
    }

    /// Takes detours as long as they pass something wanted.
    fn go_round(&self, vertex: usize, wanted: &Wanted, way: &mut Vec<usize>) {
        if self.round[vertex].is_empty() {
            return;
        }
        let mut wanted = wanted.clone();
        way.last().into_iter().for_each(|edge| self.pass(*edge, &mut wanted));
        let round: HashSet<usize> = self.round[vertex].iter().copied().collect();
        while self.round[vertex].iter().any(|edge| self.graph.passes(*edge, &wanted)) {
            let there = shortest(self.graph, vertex, &round, |edge| self.graph.passes(edge, &wanted));
            let last = there.as_ref().and_then(|there| there.last()).map(|edge| self.graph.edges[*edge].to);
            let back = match last {
                Some(last) if last == vertex => Some(Vec::new()),
                Some(last) => shortest(self.graph, last, &round, |edge| self.graph.edges[edge].to == vertex),
                None => None,
            };
            let Some((there, back)) = there.zip(back) else { return };
            for edge in there.into_iter().chain(back) {
                self.pass(edge, &mut wanted);
                way.push(edge);
            }
        }
    }
}
