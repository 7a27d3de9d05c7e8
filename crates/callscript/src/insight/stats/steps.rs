//! Where the expected time goes: the contribution of each step, including the steps of subscripts.
//!
//! Must not know how walks are counted.

use std::collections::HashMap;

use super::arrivals::float;
use super::expected_visits::{ExpectedVisits, expected_visits};
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

/// Steps that are not listed, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OtherSteps {
    /// Their number.
    pub count: usize,
    /// Their expected seconds per call.
    pub expected: f64,
    /// Their fraction of the whole expected time.
    pub share: f64,
}

/// The steps that take time, by decreasing time. The last of `summaries` is the script itself. `after` is the script
/// that runs after the end, with the probability that it runs.
pub(super) fn steps(summaries: &[&Summary<'_>], after: Option<(&str, f64)>) -> Vec<Step> {
    let mut ends: HashMap<&str, Vec<f64>> = HashMap::new();
    let root = summaries.last().map(|summary| (summary.script.id(), 1.0));
    for (id, runs) in root.into_iter().chain(after) {
        let summary = summaries.iter().find(|summary| summary.script.id() == id);
        ends.insert(id, summary.map(|summary| endings(summary, runs)).unwrap_or_default());
    }
    let mut steps = Vec::new();
    for summary in summaries.iter().rev() {
        let script = summary.script;
        let expected_visits = expected_visits(summary, &ends.remove(script.id()).unwrap_or_default());
        for (id, passed) in calls(summary, &expected_visits) {
            add(ends.entry(id).or_default(), &passed, 1.0);
        }
        for (node, rank) in script.nodes.iter().zip(&script.topological_order) {
            steps.extend(step(script.id(), node, expected_visits.visits[rank.index as usize]));
        }
    }
    let whole: f64 = steps.iter().map(|step| step.expected).sum();
    for step in &mut steps {
        step.share = step.expected / whole;
    }
    steps.sort_by(|one, other| other.expected.total_cmp(&one.expected));
    steps
}

/// How often a script ends with each outcome if it is called by itself, `runs` times.
pub(super) fn endings(summary: &Summary<'_>, runs: f64) -> Vec<f64> {
    let probabilities = summary.endings.iter().map(|ending| ending.as_ref().map_or(0.0, |ending| ending.probability));
    probabilities.map(|probability| probability * runs).collect()
}

/// For each node that runs a subscript, the subscript's id, and how often it ends with each of its outcomes there.
pub(super) fn calls<'s>(summary: &Summary<'s>, expected_visits: &ExpectedVisits) -> Vec<(&'s str, Vec<f64>)> {
    let script = summary.script;
    let calls = script.nodes.iter().zip(&script.topological_order).filter_map(|(node, rank)| {
        let index = rank.index as usize;
        let Exit::Run(run) = &node.exit else {
            return None;
        };
        let mut ends = vec![0.0; run.script.outcomes.len()];
        for (edge, taken) in summary.graph.vertices[index].edges.iter().zip(&expected_visits.edges[index]) {
            if let Some((outcome, _)) = &edge.through {
                ends[*outcome] += taken;
            }
        }
        Some((run.script.id(), ends))
    });
    calls.collect()
}

/// Adds `factor` times the numbers of `more` to `ends`.
pub(super) fn add(ends: &mut Vec<f64>, more: &[f64], factor: f64) {
    ends.resize(ends.len().max(more.len()), 0.0);
    ends.iter_mut().zip(more).for_each(|(ends, more)| *ends += more * factor);
}

/// The step of a node; `None` if it takes no time.
pub(super) fn step(script: &str, node: &Node, visits: f64) -> Option<Step> {
    let seconds = float(node.seconds);
    let expected = seconds * visits;
    (expected > 0.0).then(|| {
        let (script, id) = (script.to_owned(), node.id.clone());
        Step { script, node: id, verbatim: node.verbatim, seconds, visits, expected, share: 0.0 }
    })
}
