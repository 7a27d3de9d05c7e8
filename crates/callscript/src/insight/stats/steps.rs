//! Where the expected time goes: the contribution of each step, including the steps of subscripts.
//!
//! Must not know how walks are counted.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::arrivals::float;
use super::expected_visits::expected_visits;
use super::walk_graph::Summary;
use crate::script::{Exit, Node};

/// The contribution of one step to the expected time of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The id of the script that it is in.
    pub script: String,
    /// The node's id.
    pub node: String,
    /// Whether its words must be read exactly as written.
    pub verbatim: bool,
    /// The seconds per visit, not counting the subscript that it runs.
    pub seconds: f64,
    /// The expected number of visits per call.
    pub visits: f64,
    /// The expected seconds per call.
    pub expected: f64,
    /// The fraction of the whole expected time.
    pub share: f64,
}

/// The steps that take time, by decreasing time. The last of `summaries` is the script itself. `after` is the script
/// that runs after the end, with the probability that it runs.
pub(super) fn steps(summaries: &IndexMap<&str, Summary<'_>>, after: Option<(&str, f64)>) -> Vec<Step> {
    let mut ends: HashMap<&str, Vec<f64>> = HashMap::new();
    for (id, runs) in summaries.last().map(|(id, _)| (*id, 1.0)).into_iter().chain(after) {
        let endings = summaries.get(id).map_or(&[][..], |summaries| &summaries.endings);
        let probabilities = endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.probability));
        ends.insert(id, probabilities.map(|probability| probability * runs).collect());
    }
    let mut steps = Vec::new();
    for (id, summary) in summaries.iter().rev() {
        let expected_visits = expected_visits(summary, &ends.remove(id).unwrap_or_default());
        for (node, rank) in summary.script.nodes.iter().zip(&summary.script.topological_order) {
            let index = rank.index as usize;
            if let Exit::Run(run) = &node.exit {
                let ends = ends.entry(run.script.id()).or_insert_with(|| vec![0.0; run.script.outcomes.len()]);
                for (edge, taken) in summary.graph.vertices[index].edges.iter().zip(&expected_visits.edges[index]) {
                    if let Some((outcome, _)) = &edge.through {
                        ends[*outcome] += taken;
                    }
                }
            }
            steps.extend(step(id, node, expected_visits.visits[index]));
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
