//! How often a call of the outermost script comes to each step of one that it runs, however the author says that its runs
//! end: steps that lead to an outcome are come to more often where that is more likely than it is by itself.
//!
//! Must not know what the figures are for.

use std::collections::HashMap;

use super::map::Known;
use super::states::{Moves, Next};
use super::walk::trail;

/// How often a call comes where in one script.
#[derive(Debug)]
pub(super) struct Flow {
    /// By place: to that step.
    pub(super) visits: Vec<f64>,
    /// By place and way: along it.
    pub(super) ways: Vec<Vec<f64>>,
}

/// Weighs every walk of a script; `ends` says by outcome how often a run of it is expected to end so.
pub(super) fn flow(known: &Known<'_>, ends: &[f64]) -> Flow {
    let by_itself = known.endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.chance));
    let weigh = |(ends, chance): (&f64, f64)| (chance >= f64::MIN_POSITIVE).then(|| ends / chance);
    let weights: Vec<Option<f64>> = ends.iter().zip(by_itself).map(weigh).collect();
    let heaviest = weights.iter().flatten().copied().fold(0.0, f64::max);
    let lightest = weights.iter().flatten().copied().fold(heaviest, f64::min);
    // Differences in the last digits come from rounding.
    if heaviest - lightest <= 1e-13 * heaviest {
        return even(known, heaviest);
    }
    let weights: Vec<f64> = weights.into_iter().map(Option::unwrap_or_default).collect();
    uneven(known, &weights)
}

/// Every walk has the same weight.
fn even(known: &Known<'_>, weight: f64) -> Flow {
    let visits: Vec<f64> = known.visits.iter().map(|visits| visits * weight).collect();
    let stops = known.map.stops.iter().zip(&visits);
    let ways = stops.map(|(stop, visits)| stop.ways.iter().map(|way| visits * way.share).collect());
    Flow { ways: ways.collect(), visits }
}

/// Every walk has the weight of its outcome: from the ends back, what those are worth to which a state leads.
fn uneven(known: &Known<'_>, weights: &[f64]) -> Flow {
    let map = &known.map;
    let moves = Moves { map, retries: !known.without_retries };
    let ways = map.stops.iter().map(|stop| vec![0.0; stop.ways.len()]).collect();
    let mut flow = Flow { visits: vec![0.0; map.stops.len()], ways };
    let trail = trail(moves, weights.len());
    let mut worths = HashMap::with_capacity(trail.len());
    for (state, chance) in trail.into_iter().rev() {
        let place = state.place as usize;
        let mut worth = 0.0;
        for ((way, share), along) in moves.ways(state.layer, moves.stop(state.place)).zip(&mut flow.ways[place]) {
            let part = share
                * match moves.next(state.layer, way) {
                    Next::State(next) => worths.get(&next).copied().unwrap_or_default(),
                    Next::End(outcome) => weights[outcome],
                    Next::Closed => 0.0,
                };
            *along += chance * part;
            worth += part;
        }
        flow.visits[place] += chance * worth;
        worths.insert(state, worth);
    }
    flow
}
