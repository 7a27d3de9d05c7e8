//! Choosing the way that passes the most of what is wanted.
//!
//! Ways lead from a start to an end. Where an aside comes back to the very prompt that it left, it is a way round, taken
//! on the way along.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use callscript::script::coverage::Part;

use super::graph::{Graph, Wanted};
use super::paths::{order, shortest, ways_round};

/// Few ways that together pass what is wanted, as far as the graph leads to it.
///
/// One after another the way that passes the most is taken. Of ways that are worth the same it depends on luck which one
/// leaves the others less to do, so several are tried.
pub(super) fn cover(graph: &Graph, wanted: &BTreeSet<Part>) -> Vec<Vec<usize>> {
    let wanted = graph.wanted(wanted);
    let mut chooser = Chooser::new(graph);
    let tries = [Ties::First, Ties::Last, Ties::Middle].map(|ties| {
        chooser.ties = ties;
        chooser.ways(&wanted)
    });
    tries.into_iter().min_by_key(Vec::len).unwrap_or_default()
}

/// Which of several edges over which equally good ways lead.
#[derive(Clone, Copy)]
enum Ties {
    First,
    Last,
    Middle,
}

/// Finds good ways through a graph.
struct Chooser<'g> {
    graph: &'g Graph,
    ties: Ties,
    /// Every vertex, each before those that edges lead on to, but for those that lead back.
    order: Vec<usize>,
    /// The place of each vertex in `order`.
    place: Vec<usize>,
    /// Of each part, the last place from which it is passed.
    last: Vec<usize>,
    /// Of each vertex, the edges of ways round that begin and end there.
    round: Vec<Vec<usize>>,
}

/// What a way from some vertex to an end is worth: what it passes, and as few steps as can be.
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

    /// Ways that pass what is wanted; none of them is needless.
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

    /// Leaves out ways that pass nothing that the others do not.
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

    /// The edges of the way that passes the most of what is wanted; none if no way passes any of it.
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
            // What has been passed is worth nothing further on.
            if is_ahead {
                scores = self.scores(&wanted);
            }
            next = self.best_of(self.onward(at), &scores, &wanted);
        }
        Some(way)
    }

    /// The edge over which the best way leads, of those that lead to an end.
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

    /// The edges from a vertex that do not lead back.
    fn onward(&self, vertex: usize) -> impl Iterator<Item = usize> {
        let out = self.graph.vertices[vertex].out.iter().copied();
        out.filter(move |edge| self.place[self.graph.edges[*edge].to] > self.place[vertex])
    }

    /// What the best way from each vertex is worth; none where no end was found.
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

    /// What the best way over an edge is worth.
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

    /// Whether something that an edge passes, and that is wanted, is passed again further on than a vertex.
    fn is_ahead(&self, edge: usize, vertex: usize, wanted: &Wanted) -> bool {
        let mut passed = self.graph.edges[edge].passed.iter();
        passed.any(|part| wanted.holds(*part) && self.last[*part] >= self.place[vertex])
    }

    /// Takes ways round as long as they pass something that is wanted.
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
