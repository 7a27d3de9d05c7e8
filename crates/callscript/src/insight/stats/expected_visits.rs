//! How often a call of the outermost script comes to each step of one that it runs, however the author says that its runs
//! end: steps that lead to an outcome are come to more often where that is more likely than it is by itself.
//!
//! Must not know what the figures are for.

use std::collections::HashMap;

use super::states::{Next, Transitions};
use super::walk::reached_states;
use super::walk_graph::Summary;

/// How often a call comes where in one script.
#[derive(Debug)]
pub(super) struct ExpectedVisits {
    /// By place: to that step.
    pub(super) visits: Vec<f64>,
    /// By place and way: along it.
    pub(super) ways: Vec<Vec<f64>>,
}

/// Weighs every walk of a script; `ends` says by outcome how often a run of it is expected to end so.
pub(super) fn expected_visits(summary: &Summary<'_>, ends: &[f64]) -> ExpectedVisits {
    let by_itself = summary.endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.chance));
    let weigh = |(ends, chance): (&f64, f64)| (chance >= f64::MIN_POSITIVE).then(|| ends / chance);
    let weights: Vec<Option<f64>> = ends.iter().zip(by_itself).map(weigh).collect();
    let heaviest = weights.iter().flatten().copied().fold(0.0, f64::max);
    let lightest = weights.iter().flatten().copied().fold(heaviest, f64::min);
    // Differences in the last digits come from rounding.
    if heaviest - lightest <= 1e-13 * heaviest {
        return uniform(summary, heaviest);
    }
    let weights: Vec<f64> = weights.into_iter().map(Option::unwrap_or_default).collect();
    weighted(summary, &weights)
}

/// Every walk has the same weight.
fn uniform(summary: &Summary<'_>, weight: f64) -> ExpectedVisits {
    let visits: Vec<f64> = summary.visits.iter().map(|visits| visits * weight).collect();
    let vertices = summary.graph.vertices.iter().zip(&visits);
    let ways = vertices.map(|(vertex, visits)| vertex.ways.iter().map(|way| visits * way.share).collect());
    ExpectedVisits { ways: ways.collect(), visits }
}

/// Every walk has the weight of its outcome: from the ends back, what those are worth to which a state leads.
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
