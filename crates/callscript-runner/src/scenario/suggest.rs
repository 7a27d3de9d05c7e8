//! Suggests a few scenarios that cover what no scenario covers yet: explores the script, and chooses some of the paths.
//!
//! Subscripts are stubbed, since they have scenarios of their own. Must not know files.

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
use self::graph::{Edge, Graph, Taken};
use super::compose::{composed_steps, name_apart, plain, visited};
use super::perform::perform;
use super::performed::Performed;
use crate::prompt::{Ending, PromptKind};

/// The maximum length of a name that mentions two things, in characters.
const LONG_NAME: usize = 60;

/// The maximum length of an outcome's label in a name, in characters. A longer one is replaced by the outcome's id.
const LONG_LABEL: usize = 24;

/// The maximum length of any other label in a name, in characters.
const LONG_WORDS: usize = 32;

/// The scenarios suggested for a script.
#[derive(Debug)]
pub struct Suggested {
    /// The scenarios. All of them pass.
    pub scenarios: Vec<Scenario>,
    /// The missing parts for which no path was found.
    pub not_reached: BTreeSet<Part>,
}

impl Suggested {
    /// The maximum number of steps of the exploration.
    pub const MAX_STEPS: usize = 100_000;
}

/// Suggests scenarios that together cover the `missing` parts, as far as these can be reached within
/// [`Suggested::MAX_STEPS`] steps. `samples` must be those of the script.
pub fn suggest(script: &Arc<Script>, samples: &Samples, missing: &BTreeSet<Part>) -> Suggested {
    let mut suggested = Suggested { scenarios: Vec::new(), not_reached: missing.clone() };
    if missing.is_empty() {
        return suggested;
    }
    let graph = explore(script, samples, missing);
    for way in cover(&graph, missing) {
        let (scenario, performed) = scenario(script, &graph, &way, &suggested.not_reached);
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

/// The scenario that follows a path, and the result of performing it.
fn scenario(script: &Arc<Script>, graph: &Graph, way: &[usize], wanted: &BTreeSet<Part>) -> (Scenario, Performed) {
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
    scenario.steps = composed_steps(kinds);
    let performed = perform(script, &scenario, Timestamp::UNIX_EPOCH);
    if let Some(session) = &performed.session
        && let PromptKind::Ended { outcome: Some(ending), .. } = &session.prompt().kind
    {
        let outcome = Some(plain(&ending.outcome));
        scenario.expect = Expect { outcome, visited: visited(session), ..Expect::default() };
        scenario.name = plain(&name(graph, way, wanted, ending));
    }
    (scenario, performed)
}

/// A name for a scenario: how the call ends, and the first one or two new things on the path, if they are short enough.
fn name(graph: &Graph, way: &[usize], wanted: &BTreeSet<Part>, ending: &Ending) -> String {
    let wanted = graph.wanted(wanted);
    let edges = way.iter().filter_map(|edge| graph.edges.get(*edge));
    let new: Vec<&Edge> = edges.filter(|edge| edge.passed.iter().any(|part| wanted.holds(*part))).collect();
    let mut words = new.iter().filter_map(|edge| chosen(graph, edge));
    let first = words.next().or_else(|| new.iter().rev().find_map(|edge| given(edge)));
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

/// What a step chooses, in a few words.
fn chosen(graph: &Graph, edge: &Edge) -> Option<String> {
    let words = match &edge.taken {
        Taken::Step(StepKind::Answer(text) | StepKind::Aside(text)) => cut(&text.value),
        Taken::Step(StepKind::Action { result, .. }) => cut(&result.value),
        Taken::Step(StepKind::Subscript { outcome, .. }) => cut(&outcome.value),
        Taken::Step(StepKind::CannotGive) => "cannot give".to_owned(),
        _ => return None,
    };
    // A short answer such as `yes` needs its question.
    let says_little = !words.contains(' ') || matches!(edge.taken, Taken::Step(StepKind::CannotGive));
    let node = edge.from.and_then(|from| graph.vertices.get(from)).filter(|_| says_little);
    Some(node.map_or_else(|| words.clone(), |vertex| format!("{words} at {}", vertex.node)))
}

/// The value of a form with a single field.
fn given(edge: &Edge) -> Option<String> {
    match &edge.taken {
        Taken::Step(StepKind::Enter(given)) => match &given[..] {
            [Given { name, value: Some(value) }] => Some(format!("{} {}", name.value, cut(&value.value))),
            _ => None,
        },
        _ => None,
    }
}

/// The beginning of a long text.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONG_WORDS) {
        None => text.to_owned(),
        Some((end, _)) => {
            let begin = text.get(..end).unwrap_or_default();
            format!("{}…", begin.rsplit_once(' ').map_or(begin, |(words, _)| words))
        }
    }
}
