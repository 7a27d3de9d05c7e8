//! Walks a path of the graph from its start, and writes down the steps as a scenario has them.
//!
//! States with the same key were taken for one in the graph; what holds of a path is found out here.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use callscript::internal::{Env, Text, label_id};
use callscript::scenario::{Answer, Expect, Given, Scenario, StepKind};
use callscript::script::coverage::Part;
use callscript::script::{Exit, Script};
use callscript::source::Name;

use super::graph::Graph;
use super::starts::started;
use super::steps::{Choice, NOW};
use crate::prompt::Ending;
use crate::scenario::compose::{needed_steps, unspanned};
use crate::session::state::State;
use crate::session::trace::Trace;

/// A path that was walked to the end of the call.
#[derive(Debug)]
pub(super) struct Walked {
    entry: Option<String>,
    input: Vec<Given>,
    pub(super) steps: Vec<WalkedStep>,
    /// The parts of the script that it passes.
    pub(super) passed: BTreeSet<Part>,
    /// The nodes that it visits.
    visited: Vec<Name>,
    pub(super) ending: Ending,
    /// When it takes place, if that can make a difference.
    now: Option<String>,
}

/// A step of the path, or its start.
#[derive(Debug)]
pub(super) struct WalkedStep {
    /// The step of the scenario; `None` if it is the start.
    pub(super) kind: Option<StepKind>,
    /// The node of the script at which it was taken.
    pub(super) node: String,
    /// The parts that it passed.
    pub(super) passed: Vec<Part>,
}

impl Walked {
    /// Walks a path; `None` if a step is not possible, or the call is not over after it.
    pub(super) fn of(script: &Arc<Script>, graph: &Graph, path: &[usize], texts: &mut Texts) -> Option<Self> {
        let mut choices = path.iter().map(|edge| &graph.edges[*edge].choice);
        let Choice::Start { entry, input } = &**choices.next()? else { return None };
        let mut state = started(script, entry.as_deref(), input).ok()?;
        let (mut steps, mut passed, mut visited) = (Vec::new(), BTreeSet::new(), Vec::new());
        let mut take_down = |state: &mut State, kind: Option<StepKind>, node: String| {
            let trace = state.trace.replace(Trace::default()).unwrap_or_default();
            let own = trace.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, script));
            let own: Vec<Part> = own.map(|passed| passed.part).collect();
            passed.extend(own.iter().copied());
            let nodes = trace.visits.into_iter().filter(|visit| visit.script == script.id());
            visited.extend(nodes.map(|visit| unspanned(&visit.node)));
            steps.push(WalkedStep { kind, node, passed: own });
        };
        take_down(&mut state, None, String::new());
        for choice in choices {
            let kind = kind_of(choice, &state, texts)?;
            let node = state.stack.base.node().id.clone();
            if !choice.apply(&mut state) {
                return None;
            }
            take_down(&mut state, Some(kind), node);
        }
        visited.dedup();
        let ending = state.outcome().filter(|_| state.is_ended()).map(|outcome| state.ending(outcome))?;
        Some(Self {
            entry: entry.clone(),
            input: input.clone(),
            steps,
            passed,
            visited,
            ending,
            now: script.reads_clock().then(|| NOW.to_minute()),
        })
    }

    /// The scenario.
    pub(super) fn scenario(&self, name: &str) -> Scenario {
        let kinds = self.steps.iter().filter_map(|step| step.kind.clone()).collect();
        Scenario {
            name: unspanned(name),
            entry: self.entry.as_deref().map(unspanned),
            now: self.now.as_deref().map(unspanned),
            input: self.input.clone(),
            steps: needed_steps(kinds),
            expect: Expect {
                outcome: Some(unspanned(&self.ending.outcome)),
                visited: self.visited.clone(),
                ..Expect::default()
            },
            ..Scenario::default()
        }
    }
}

/// The step of a scenario by which a choice is made in a state.
fn kind_of(choice: &Choice, state: &State, texts: &mut Texts) -> Option<StepKind> {
    let call = state.stack.top();
    Some(match choice {
        Choice::Start { .. } => return None,
        Choice::Answer(at, enter) => {
            let Exit::Answers(answers) = &call.node().exit else { return None };
            let place = (call.script.id().to_owned(), Some(call.at.node.index()));
            let shown = answers.iter().map(|answer| (answer.id.as_str(), &answer.label));
            let text = texts.text(place, shown, *at, &call.env)?;
            StepKind::Answer(Answer { text: unspanned(&text), enter: enter.clone() })
        }
        Choice::Aside(at) => {
            let base = &state.stack.base;
            let asides = base.script.asides();
            let shown = asides.iter().map(|aside| (aside.id.as_str(), &aside.label));
            let text = texts.text((base.script.id().to_owned(), None), shown, *at, &base.env)?;
            StepKind::Aside(unspanned(&text))
        }
        Choice::Step(kind, _) => kind.clone(),
    })
}

/// The texts that mean answers or asides: a label, unless it could mean another one.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Of those whose labels are the same in every call, by script and node; the asides of a script have none.
    fixed: HashMap<(String, Option<usize>), Meanings>,
}

/// What texts mean at one prompt.
#[derive(Debug)]
struct Meanings {
    by_id: HashMap<String, usize>,
    /// By label, as far as it counts.
    by_label: HashMap<String, usize>,
}

impl Texts {
    /// The text that means the choice `at` among those that are shown, with their ids and labels.
    fn text<'t>(
        &mut self,
        place: (String, Option<usize>),
        mut shown: impl Iterator<Item = (&'t str, &'t Text)> + Clone,
        at: usize,
        env: &Env,
    ) -> Option<String> {
        let (id, label) = shown.clone().nth(at)?;
        let label = label.render(env, false);
        if let Some(fixed) = self.fixed.get(&place) {
            return Some(fixed.text(at, id, label));
        }
        let meanings = Meanings::of(shown.clone(), env);
        let text = meanings.text(at, id, label);
        if shown.all(|(_, label)| label.as_plain().is_some()) {
            self.fixed.insert(place, meanings);
        }
        Some(text)
    }
}

impl Meanings {
    fn of<'t>(shown: impl Iterator<Item = (&'t str, &'t Text)>, env: &Env) -> Self {
        let mut meanings = Self { by_id: HashMap::new(), by_label: HashMap::new() };
        for (at, (id, label)) in shown.enumerate() {
            meanings.by_id.entry(id.to_owned()).or_insert(at);
            meanings.by_label.entry(label_id(&label.render(env, false))).or_insert(at);
        }
        meanings
    }

    /// The label of a choice if it means this choice, or else its id.
    fn text(&self, at: usize, id: &str, label: String) -> String {
        let meant = self.by_id.get(&label).or_else(|| self.by_label.get(&label_id(&label)));
        if !label.is_empty() && meant == Some(&at) { label } else { id.to_owned() }
    }
}
