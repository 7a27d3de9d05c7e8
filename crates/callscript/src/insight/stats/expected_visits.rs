//! How often a call visits each step of a script that it runs, given how often runs end with each outcome.
//!
//! The caller may give other probabilities of outcomes than the script has by itself. Then steps that lead to a more
//! likely outcome are visited more often. Must not know what the figures are used for.

use std::collections::HashMap;

use super::states::{Next, Transitions};
use super::walk::reached_states;
use super::walk_graph::Summary;

/// Expected numbers of visits in one script.
#[derive(Debug)]
pub(super) struct ExpectedVisits {
    /// For each vertex, how often a call visits it.
    pub(super) visits: Vec<f64>,
    /// For each vertex and each of its edges, how often a call takes it.
    pub(super) ways: Vec<Vec<f64>>,
}

/// Computes expected visits; `ends` has for each outcome how often a run is expected to end with it.
pub(super) fn expected_visits(summary: &Summary<'_>, ends: &[f64]) -> ExpectedVisits {
    let by_itself = summary.endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.chance));
    let weigh = |(ends, chance): (&f64, f64)| (chance >= f64::MIN_POSITIVE).then(|| ends / chance);
    let weights: Vec<Option<f64>> = ends.iter().zip(by_itself).map(weigh).collect();
    let heaviest = weights.iter().flatten().copied().fold(0.0, f64::max);
    let lightest = weights.iter().flatten().copied().fold(heaviest, f64::min);
    // Smaller differences are rounding errors.
    if heaviest - lightest <= 1e-13 * heaviest {
        return uniform(summary, heaviest);
    }
    let weights: Vec<f64> = weights.into_iter().map(Option::unwrap_or_default).collect();
    weighted(summary, &weights)
}

/// All walks have the same weight: scales the visits of the script by itself.
fn uniform(summary: &Summary<'_>, weight: f64) -> ExpectedVisits {
    let visits: Vec<f64> = summary.visits.iter().map(|visits| visits * weight).collect();
    let vertices = summary.graph.vertices.iter().zip(&visits);
    let ways = vertices.map(|(vertex, visits)| vertex.ways.iter().map(|way| visits * way.share).collect());
    ExpectedVisits { ways: ways.collect(), visits }
}

/// Each walk has the weight of its outcome. The value of a state is the expected weight of the outcome from there; it
/// is computed backwards from the ends.
fn weighted(summary: &Summary<'_>, weights: &[f64]) -> ExpectedVisits {
    let graph = &summary.graph;
    let transitions = Transitions { graph, retries: !summary.without_retries };
    let ways = graph.vertices.iter().map(|vertex| vec![0.0; vertex.ways.len()]).collect();
    let mut expected = ExpectedVisits { visits: vec![0.0; graph.vertices.len()], ways };
    let reached_states = reached_states(transitions, weights.len());
    let mut values = HashMap::with_capacity(reached_states.len());
    for (state, chance) in reached_states.into_iter().rev() {
        let place = state.place as usize;
        let mut value = 0.0;
        for ((way, share), along) in
            transitions.ways(state.layer, transitions.vertex(state.place)).zip(&mut expected.ways[place])
        {
            let part = share
                * match transitions.next(state.layer, way) {
                    Next::State(next) => values.get(&next).copied().unwrap_or_default(),
                    Next::End(outcome) => weights[outcome],
                    Next::Closed => 0.0,
                };
            *along += chance * part;
            value += part;
        }
        expected.visits[place] += chance * value;
        values.insert(state, value);
    }
    expected
}
