//! Suggests a small set of scenarios that cover what no scenario covers yet: explores the paths of a script, and
//! chooses some.
//!
//! Subscripts are stubbed: they have scenarios of their own. Must not know files.

mod cover;
mod explore;
mod graph;
mod paths;
mod samples;
mod steps;

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::scenario::{Expect, Given, Scenario, StepKind};
use callscript::script::Script;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;

use self::cover::cover;
use self::explore::explore;
use self::graph::{Edge, EdgeKind, Graph};
use super::compose::{make_names_unique, needed_steps, unspanned, visited};
use super::perform::perform;
use super::performed::Performed;
use crate::prompt::{Ending, PromptKind};

/// The maximum length of a name with two details, in characters.
const LONG_NAME: usize = 60;

/// The maximum length of an outcome's label in a name; a longer one is replaced by the outcome's id.
const LONG_LABEL: usize = 24;

/// The maximum length of other labels in a name.
const LONG_WORDS: usize = 32;

/// The suggestions for a script.
#[derive(Debug)]
pub struct Suggested {
    /// The suggested scenarios; all of them pass.
    pub scenarios: Vec<Scenario>,
    /// The parts that were asked for, but to which no path was found.
    pub not_reached: BTreeSet<Part>,
}

impl Suggested {
    /// The maximum number of steps that the exploration tries.
    pub const MAX_STEPS: usize = 100_000;
}

/// Suggests scenarios that together cover the parts in `missing`, as far as [`Suggested::MAX_STEPS`] steps reach them.
/// `samples` must be those of the same script.
pub fn suggest(script: &Arc<Script>, samples: &Samples, missing: &BTreeSet<Part>) -> Suggested {
    let mut suggested = Suggested { scenarios: Vec::new(), not_reached: missing.clone() };
    if missing.is_empty() {
        return suggested;
    }
    let graph = explore(script, samples, missing);
    for path in cover(&graph, missing) {
        let (scenario, performed) = scenario(script, &graph, &path, &suggested.not_reached);
        let own = performed.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, script));
        let missing_before = suggested.not_reached.len();
        if performed.failure.is_none() {
            own.for_each(|passed| _ = suggested.not_reached.remove(&passed.part));
        }
        if suggested.not_reached.len() < missing_before {
            suggested.scenarios.push(scenario);
        }
    }
    make_names_unique(&mut suggested.scenarios, BTreeSet::new());
    suggested
}

/// The scenario that takes a path of the graph, and the result of performing it.
fn scenario(script: &Arc<Script>, graph: &Graph, path: &[usize], wanted: &BTreeSet<Part>) -> (Scenario, Performed) {
    let mut scenario = Scenario::default();
    let mut kinds = Vec::new();
    for edge in path.iter().filter_map(|edge| graph.edges.get(*edge)) {
        match &edge.kind {
            EdgeKind::Start { entry, input } => {
                scenario.entry = entry.as_deref().map(unspanned);
                scenario.input.clone_from(input);
            }
            EdgeKind::Step(kind) => kinds.push(kind.clone()),
        }
    }
    scenario.steps = needed_steps(kinds);
    let performed = perform(script, &scenario, Timestamp::UNIX_EPOCH);
    if let Some(session) = &performed.session
        && let PromptKind::Ended { outcome: Some(ending), .. } = &session.prompt().kind
    {
        let outcome = Some(unspanned(&ending.outcome));
        scenario.expect = Expect { outcome, visited: visited(session), ..Expect::default() };
        scenario.name = unspanned(&name(graph, path, wanted, ending));
    }
    (scenario, performed)
}

/// Names a scenario after its outcome and the first one or two steps that cover something new.
fn name(graph: &Graph, path: &[usize], wanted: &BTreeSet<Part>, ending: &Ending) -> String {
    let wanted = graph.part_set(wanted);
    let edges = path.iter().filter_map(|edge| graph.edges.get(*edge));
    let new: Vec<&Edge> = edges.filter(|edge| edge.passed.iter().any(|part| wanted.contains(*part))).collect();
    let mut words = new.iter().filter_map(|edge| chosen(graph, edge));
    let first = words.next().or_else(|| new.iter().rev().find_map(|edge| single_value(edge)));
    let is_short = ending.label.chars().count() <= LONG_LABEL;
    let end = if is_short { ending.label.as_str() } else { ending.outcome.as_str() };
    let Some(first) = first else {
        return end.to_owned();
    };
    let one = format!("{end} ({first})");
    match words.next().map(|second| format!("{end} ({first}, {second})")) {
        Some(two) if two.chars().count() <= LONG_NAME => two,
        _ => one,
    }
}

/// The choice made in a step, in a few words; `None` if there is none.
fn chosen(graph: &Graph, edge: &Edge) -> Option<String> {
    let words = match &edge.kind {
        EdgeKind::Step(StepKind::Answer(text) | StepKind::Aside(text)) => cut(&text.value),
        EdgeKind::Step(StepKind::Action { result, .. }) => cut(&result.value),
        EdgeKind::Step(StepKind::Subscript { outcome, .. }) => cut(&outcome.value),
        EdgeKind::Step(StepKind::CannotGive) => "cannot give".to_owned(),
        _ => return None,
    };
    // A single word such as `yes` says little without its question.
    let says_little = !words.contains(' ') || matches!(edge.kind, EdgeKind::Step(StepKind::CannotGive));
    let node = edge.from.and_then(|from| graph.vertices.get(from)).filter(|_| says_little);
    Some(node.map_or_else(|| words.clone(), |vertex| format!("{words} at {}", vertex.node)))
}

/// The value entered in a form with exactly one field.
fn single_value(edge: &Edge) -> Option<String> {
    match &edge.kind {
        EdgeKind::Step(StepKind::Enter(given)) => match &given[..] {
            [Given { name, value: Some(value) }] => Some(format!("{} {}", name.value, cut(&value.value))),
            _ => None,
        },
        _ => None,
    }
}

/// Shortens a long text.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONG_WORDS) {
        None => text.to_owned(),
        Some((end, _)) => {
            let begin = text.get(..end).unwrap_or_default();
            format!("{}…", begin.rsplit_once(' ').map_or(begin, |(words, _)| words))
        }
    }
}
