//! Where the expected time goes: the part that each step has in it, those of subscripts too.
//!
//! Must not know how walks are counted.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::arrivals::float;
use super::expected_visits::flow;
use super::map::Known;
use crate::script::{Exit, Node};

/// One step's part in the expected time of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The id of the script that it is in.
    pub script: String,
    /// The node's id.
    pub node: String,
    /// Its words must be read as written.
    pub verbatim: bool,
    /// The seconds that it takes each time, without what it runs.
    pub seconds: f64,
    /// How often a call is expected to come there.
    pub visits: f64,
    /// The seconds of a call that it is expected to take.
    pub expected: f64,
    /// Which part of the whole that is.
    pub share: f64,
}

/// Every step that takes time, the one that takes most first. The last of `known` is the script itself; `after` says how often
/// which script is run after the end.
pub(super) fn steps(known: &IndexMap<&str, Known<'_>>, after: Option<(&str, f64)>) -> Vec<Step> {
    let mut ends: HashMap<&str, Vec<f64>> = HashMap::new();
    for (id, runs) in known.last().map(|(id, _)| (*id, 1.0)).into_iter().chain(after) {
        let endings = known.get(id).map_or(&[][..], |known| &known.endings);
        let chances = endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.chance));
        ends.insert(id, chances.map(|chance| chance * runs).collect());
    }
    let mut steps = Vec::new();
    for (id, one) in known.iter().rev() {
        let flow = flow(one, &ends.remove(id).unwrap_or_default());
        for (node, rank) in one.script.nodes.iter().zip(&one.script.topological_order) {
            let place = rank.place as usize;
            if let Exit::Run(run) = &node.exit {
                let ends = ends.entry(run.script.id()).or_insert_with(|| vec![0.0; run.script.outcomes.len()]);
                for (way, along) in one.map.stops[place].ways.iter().zip(&flow.ways[place]) {
                    if let Some((outcome, _)) = &way.through {
                        ends[*outcome] += along;
                    }
                }
            }
            steps.extend(step(id, node, flow.visits[place]));
        }
    }
    let whole: f64 = steps.iter().map(|step| step.expected).sum();
    for step in &mut steps {
        step.share = step.expected / whole;
    }
    steps.sort_by(|one, other| other.expected.total_cmp(&one.expected));
    steps
}

fn step(script: &str, node: &Node, visits: f64) -> Option<Step> {
    let seconds = float(node.seconds);
    let expected = seconds * visits;
    let (script, id) = (script.to_owned(), node.id.clone());
    let step = Step { script, node: id, verbatim: node.verbatim, seconds, visits, expected, share: 0.0 };
    (expected > 0.0).then_some(step)
}
