//! How often a call visits each step of a script that it runs, given how often the script ends with each outcome.
//!
//! The given probabilities of outcomes may differ from those that the script has by itself. Then steps that lead to a
//! more likely outcome are visited more often. Must not know what the figures are used for.

use std::collections::HashMap;

use super::states::{Next, Transitions};
use super::walk::reached_states;
use super::walk_graph::Summary;

/// Expected numbers of visits in one script.
#[derive(Debug)]
pub(super) struct ExpectedVisits {
    /// For each vertex, how often a call visits it.
    pub(super) visits: Vec<f64>,
    /// For each vertex and each of its edges, how often a call takes the edge.
    pub(super) edges: Vec<Vec<f64>>,
}

/// Computes expected visits; `ends` has the expected number of times that the script ends with each outcome.
pub(super) fn expected_visits(summary: &Summary<'_>, ends: &[f64]) -> ExpectedVisits {
    let weights = weights(summary, ends);
    match uniform(&weights) {
        Some(weight) => scaled(summary, weight),
        None => weighted(summary, &weights.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()),
    }
}

/// How often the script is called, if all walks have the same weight.
pub(super) fn uniform_weight(summary: &Summary<'_>, ends: &[f64]) -> Option<f64> {
    uniform(&weights(summary, ends))
}

/// For each outcome, how often the script ends with it for each time that it does by itself; `None` if it never does.
fn weights(summary: &Summary<'_>, ends: &[f64]) -> Vec<Option<f64>> {
    let by_itself = summary.endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.probability));
    let weigh = |(ends, probability): (&f64, f64)| (probability >= f64::MIN_POSITIVE).then(|| ends / probability);
    ends.iter().zip(by_itself).map(weigh).collect()
}

/// The weight of all outcomes, if it is the same.
fn uniform(weights: &[Option<f64>]) -> Option<f64> {
    let heaviest = weights.iter().flatten().copied().fold(0.0, f64::max);
    let lightest = weights.iter().flatten().copied().fold(heaviest, f64::min);
    // Smaller differences are rounding errors.
    (heaviest - lightest <= 1e-13 * heaviest).then_some(heaviest)
}

/// Expected visits if all walks have the same weight: scales the visits of the script by itself.
fn scaled(summary: &Summary<'_>, weight: f64) -> ExpectedVisits {
    let visits: Vec<f64> = summary.visits.iter().map(|visits| visits * weight).collect();
    let vertices = summary.graph.vertices.iter().zip(&visits);
    let edges = vertices.map(|(vertex, visits)| vertex.edges.iter().map(|edge| visits * edge.probability).collect());
    ExpectedVisits { edges: edges.collect(), visits }
}

/// Expected visits if each walk has the weight of its outcome. The value of a state is the expected weight of the
/// outcomes that follow it; values are computed backwards from the ends.
fn weighted(summary: &Summary<'_>, weights: &[f64]) -> ExpectedVisits {
    let graph = &summary.graph;
    let transitions = Transitions { graph, retries: !summary.without_retries };
    let edges = graph.vertices.iter().map(|vertex| vec![0.0; vertex.edges.len()]).collect();
    let mut expected = ExpectedVisits { visits: vec![0.0; graph.vertices.len()], edges };
    let reached_states = reached_states(transitions, weights.len());
    let mut values = HashMap::with_capacity(reached_states.len());
    for (state, visits) in reached_states.into_iter().rev() {
        let index = state.vertex as usize;
        let mut value = 0.0;
        for ((edge, probability), taken) in
            transitions.edges(state.layer, transitions.vertex(state.vertex)).zip(&mut expected.edges[index])
        {
            let part = probability
                * match transitions.next(state.layer, edge) {
                    Next::State(next) => values.get(&next).copied().unwrap_or_default(),
                    Next::End(outcome) => weights[outcome],
                    Next::Closed => 0.0,
                };
            *taken += visits * part;
            value += part;
        }
        expected.visits[index] += visits * value;
        values.insert(state, value);
    }
    expected
}
