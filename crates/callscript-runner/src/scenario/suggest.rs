//! Suggests a small set of scenarios that cover what no scenario covers yet: explores the paths of a script, and
//! chooses some.
//!
//! Subscripts are stubbed: they have scenarios of their own. Must not know files.

mod cover;
mod detours;
mod explore;
mod found;
mod graph;
mod nearest;
mod paths;
mod samples;
mod scores;
mod starts;
mod steps;
mod walked;

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::scenario::{Answer, Given, Scenario, StepKind};
use callscript::script::Script;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;

use self::cover::cover;
use self::explore::{Explored, explore};
use self::walked::{Texts, Walked, WalkedStep};
use super::compose::make_names_unique;

/// The least number of steps that all suggested scenarios may have together.
const STEPS: usize = 100_000;

/// The further steps for each part that is looked for.
const STEPS_FOR_PART: usize = 5;

/// The maximum length of a name with two details, in characters.
const LONG_NAME: usize = 60;

/// The maximum length of an outcome's label in a name; a longer one is replaced by the outcome's id.
const LONG_LABEL: usize = 24;

/// The maximum length of other labels in a name.
const LONG_WORDS: usize = 32;

/// The suggestions for a script.
#[derive(Debug)]
#[non_exhaustive]
pub struct Suggested {
    /// The suggested scenarios; all of them pass.
    pub scenarios: Vec<Scenario>,
    /// The parts that were asked for, but that no suggested scenario passes.
    pub not_reached: BTreeSet<Part>,
    /// Those of them that a call can pass: the scenarios would be too long.
    pub too_long: BTreeSet<Part>,
    /// The number of prompts that were found, but from which the search did not go on because it had done enough. If it
    /// is 0, every path was looked at.
    pub unexplored: usize,
    /// The number of prompts at which not every combination of values was tried, because there are too many.
    pub narrowed: usize,
}

/// Suggests scenarios that together cover the parts in `missing`, as far as a search of bounded length reaches them.
/// `samples` must be those of the same script.
pub fn suggest(script: &Arc<Script>, samples: &Samples, missing: &BTreeSet<Part>) -> Suggested {
    let mut suggested = Suggested {
        scenarios: Vec::new(),
        not_reached: missing.clone(),
        too_long: BTreeSet::new(),
        unexplored: 0,
        narrowed: 0,
    };
    if missing.is_empty() {
        return suggested;
    }
    let Explored { graph, left, narrowed } = explore(script, samples, missing);
    let mut texts = Texts::default();
    let max_steps = STEPS + STEPS_FOR_PART * missing.len();
    for path in cover(&graph, missing, max_steps) {
        let Some(walked) = Walked::of(script, &graph, &path, &mut texts) else { continue };
        if walked.passed.iter().any(|part| suggested.not_reached.contains(part)) {
            suggested.scenarios.push(scenario(&walked, &suggested.not_reached));
            walked.passed.iter().for_each(|part| _ = suggested.not_reached.remove(part));
        }
    }
    make_names_unique(&mut suggested.scenarios, BTreeSet::new());
    let is_known = |part: &&Part| graph.parts.contains_key(part);
    suggested.too_long = suggested.not_reached.iter().filter(is_known).copied().collect();
    (suggested.unexplored, suggested.narrowed) = (left, narrowed);
    suggested
}

/// The scenario of a path. It is named after its outcome and the first one or two steps that cover something new.
fn scenario(walked: &Walked, wanted: &BTreeSet<Part>) -> Scenario {
    let new = || walked.steps.iter().filter(|step| step.passed.iter().any(|part| wanted.contains(part)));
    let mut words = new().filter_map(chosen);
    let first = words.next().or_else(|| new().rev().find_map(single_value));
    let ending = &walked.ending;
    let is_short = ending.label.chars().count() <= LONG_LABEL;
    let end = if is_short { ending.label.as_str() } else { ending.outcome.as_str() };
    let name = match (first, words.next()) {
        (None, _) => end.to_owned(),
        (Some(first), second) => {
            let two = second.map(|second| format!("{end} ({first}, {second})"));
            two.filter(|two| two.chars().count() <= LONG_NAME).unwrap_or_else(|| format!("{end} ({first})"))
        }
    };
    walked.scenario(&name)
}

/// The choice made in a step, in a few words; `None` if there is none.
fn chosen(step: &WalkedStep) -> Option<String> {
    let words = match step.kind.as_ref()? {
        StepKind::Answer(Answer { text, .. }) | StepKind::Aside(text) => cut(&text.value),
        StepKind::Action { result, .. } => cut(&result.value),
        StepKind::Subscript { outcome, .. } => cut(&outcome.value),
        StepKind::CannotGive => "cannot give".to_owned(),
        _ => return None,
    };
    // A single word such as `yes` says little without its question.
    let says_little = !words.contains(' ') || matches!(step.kind, Some(StepKind::CannotGive));
    Some(if says_little { format!("{words} at {}", step.node) } else { words })
}

/// The value entered in a form with exactly one field.
fn single_value(step: &WalkedStep) -> Option<String> {
    match step.kind.as_ref()? {
        StepKind::Enter(given) => match &given[..] {
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
