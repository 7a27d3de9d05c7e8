//! Few scenarios that cover what no scenario covers yet: the ways of a script are explored, and some of them chosen.
//!
//! Subscripts are left out: they have scenarios of their own. Must not know files.

mod choose;
mod explore;
mod graph;
mod paths;
mod steps;
mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::coverage::Part;
use callscript::samples::Samples;
use callscript::scenario::{Expect, Scenario, StepKind};
use callscript::script::Script;
use callscript::source::{Name, Span, Spanned};
use jiff::Timestamp;

use self::choose::choose;
use self::explore::explore;
use self::graph::{Graph, Taken};
use super::record::told_steps;
use super::{name_apart, perform};
use crate::prompt::PromptKind;

/// The most steps that are tried in the search for ways.
const MAX_STEPS: usize = 100_000;

/// What is suggested for a script.
#[derive(Debug)]
pub struct Suggested {
    /// Scenarios that pass.
    pub scenarios: Vec<Scenario>,
    /// What was asked for, and no way was found to.
    pub not_reached: BTreeSet<Part>,
}

/// Scenarios that together cover what is `missing`, as far as it can be reached in a search of 100,000 steps; `samples` are of
/// the same script.
pub fn suggest(script: &Arc<Script>, samples: &Samples, missing: &BTreeSet<Part>) -> Suggested {
    let mut suggested = Suggested { scenarios: Vec::new(), not_reached: missing.clone() };
    if missing.is_empty() {
        return suggested;
    }
    let graph = explore(script, samples, missing, MAX_STEPS);
    for way in choose(&graph, missing) {
        let scenario = scenario(script, &graph, &way, &suggested.not_reached);
        let performed = perform(script, &scenario, Timestamp::UNIX_EPOCH);
        let own = performed.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, script));
        let before = suggested.not_reached.len();
        if performed.failure.is_none() {
            own.for_each(|passed| _ = suggested.not_reached.remove(&passed.part));
        }
        if suggested.not_reached.len() < before {
            suggested.scenarios.push(scenario);
        }
    }
    name_apart(&mut suggested.scenarios, BTreeSet::new());
    suggested
}

/// The scenario that goes a way.
fn scenario(script: &Arc<Script>, graph: &Graph, way: &[usize], wanted: &BTreeSet<Part>) -> Scenario {
    let mut scenario = Scenario::default();
    let mut kinds = Vec::new();
    for edge in way.iter().filter_map(|edge| graph.edges.get(*edge)) {
        match &edge.taken {
            Taken::Start { entry, input } => {
                scenario.entry = entry.as_deref().map(plain);
                scenario.input.clone_from(input);
            }
            Taken::Step(kind) => kinds.push(kind.clone()),
        }
    }
    scenario.steps = told_steps(kinds);
    let performed = perform(script, &scenario, Timestamp::UNIX_EPOCH);
    if let Some(session) = &performed.session
        && let PromptKind::Ended { outcome: Some(ending), .. } = &session.prompt().kind
    {
        scenario.expect = Expect { outcome: Some(plain(&ending.outcome)), ..Expect::default() };
        scenario.name = plain(&name(graph, way, wanted, &ending.label));
    }
    scenario
}

/// How it ends, and the first things on the way that are new.
fn name(graph: &Graph, way: &[usize], wanted: &BTreeSet<Part>, ending: &str) -> String {
    const TOLD: usize = 3;
    let edges = way.iter().filter_map(|edge| graph.edges.get(*edge));
    let wanted = graph.wanted(wanted);
    let new = edges.filter(|edge| edge.passed.iter().any(|part| wanted.holds(*part)));
    let words = new.filter_map(|edge| {
        let words = match &edge.taken {
            Taken::Step(StepKind::Answer(text) | StepKind::Aside(text)) => text.value.as_str(),
            Taken::Step(StepKind::Action { result, .. }) => &result.value,
            Taken::Step(StepKind::Subscript { outcome, .. }) => &outcome.value,
            Taken::Step(StepKind::CannotGive) => "cannot give",
            _ => return None,
        };
        // A word like `yes` says little without its question.
        let node = edge.from.and_then(|from| graph.vertices.get(from)).filter(|_| !words.contains(' '));
        Some(node.map_or_else(|| words.to_owned(), |vertex| format!("{} {words}", vertex.node)))
    });
    let words: Vec<String> = words.take(TOLD + 1).collect();
    match words.len() {
        0 => ending.to_owned(),
        count if count > TOLD => format!("{ending}, by way of {}, …", words[..TOLD].join(", ")),
        _ => format!("{ending}, by way of {}", words.join(", ")),
    }
}

fn plain(text: &str) -> Name {
    Spanned::new(text.to_owned(), Span::default())
}
