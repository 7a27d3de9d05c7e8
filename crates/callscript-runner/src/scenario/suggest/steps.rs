//! The steps that a state allows, each with the values that may make a difference.

use callscript::Lapse;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::scenario::{Given, StepKind};
use callscript::script::{Action, Answer, Node, Script};

use super::samples::{Combinations, SampledField, Samplers};
use crate::Moment;
use crate::event::EventKind;
use crate::scenario::compose::unspanned;
use crate::scenario::resolve::values;
use crate::session::call::{Call, NewSubscript};
use crate::session::pending::Pending;
use crate::session::state::State;

/// The time of every event, and of the suggested scenarios of scripts that read the clock.
pub(super) const NOW: Moment = Moment::constant(Timestamp::constant(1_796_119_200, 0));

/// What is done at a prompt.
#[derive(Debug)]
pub(super) enum Choice {
    /// The call starts.
    Start { entry: Option<String>, input: Vec<Given> },
    /// An answer, by its index, with the values that are given together with it.
    Answer(usize, Vec<Given>),
    /// An aside of the outermost script, by its index.
    Aside(usize),
    /// Another step of a scenario, and its event.
    Step(StepKind, EventKind),
}

impl Choice {
    /// Does it in a state. Returns whether it is possible there.
    pub(super) fn apply(&self, state: &mut State) -> bool {
        match self {
            Self::Start { .. } => false,
            Self::Answer(answer, given) => state.apply_answer(*answer, &values(given), 0, NOW),
            Self::Aside(aside) => {
                let is_open = state.is_own_aside_open(*aside);
                if is_open {
                    state.apply_aside(*aside, 0, NOW);
                }
                is_open
            }
            Self::Step(_, event) => state.apply(event, 0, NOW).is_ok(),
        }
    }
}

/// Steps, shared by the states that allow them.
pub(super) type Choices = Rc<[Rc<Choice>]>;

/// Finds the steps that states allow. What depends on the prompt alone is made once.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// By script, node, and what is waited for.
    made: HashMap<(String, usize, &'static str), Choices>,
    answers: Vec<Rc<Choice>>,
    /// The number of prompts for which not every combination of values is tried.
    pub(super) narrowed: usize,
}

impl Steps {
    /// The steps that a state allows, except asides.
    pub(super) fn of(&mut self, samplers: &mut Samplers<'_>, state: &State) -> Choices {
        let call = state.stack.top();
        let pending = Pending::of(call, &call.script);
        let subscript = state.new_subscript();
        if let (Pending::Answer(answers), None) = (&pending, &subscript) {
            if answers.iter().any(|answer| !answer.collect.is_empty()) {
                return self.collecting(samplers, call, answers);
            }
            while self.answers.len() < answers.len() {
                self.answers.push(Rc::new(Choice::Answer(self.answers.len(), Vec::new())));
            }
            let open = call.open_answers(answers).filter_map(|at| self.answers.get(at)).cloned();
            return open.chain(lapses(call.node()).map(Rc::new)).collect();
        }
        let (place, what) = match &subscript {
            Some(subscript) => (subscript.caller, "a subscript"),
            None => (call, pending.as_str()),
        };
        let key = (place.script.id().to_owned(), place.at.node.index(), what);
        if let Some(made) = self.made.get(&key) {
            return Rc::clone(made);
        }
        let mut maker = Maker { samplers, is_narrowed: false };
        let choices = match &subscript {
            Some(subscript) => maker.stubs(subscript),
            None => maker.choices(&call.script, &pending),
        };
        self.narrowed += usize::from(maker.is_narrowed);
        let choices: Rc<[Rc<Choice>]> = choices.into_iter().map(Rc::new).collect();
        self.made.insert(key, Rc::clone(&choices));
        choices
    }
}

impl Steps {
    /// The open answers of a question of which some collect.
    fn collecting(&mut self, samplers: &mut Samplers<'_>, call: &Call, answers: &[Answer]) -> Choices {
        let mut maker = Maker { samplers, is_narrowed: false };
        let mut choices = Vec::new();
        for at in call.open_answers(answers) {
            let collect = answers.get(at).map_or(&[][..], |answer| &answer.collect);
            let fields: Vec<_> = collect.iter().map(|id| SampledField::of(&call.script, *id)).collect();
            let given = maker.combinations(&call.script, &fields);
            choices.extend(given.into_iter().map(|given| Rc::new(Choice::Answer(at, given))));
        }
        choices.extend(lapses(call.node()).map(Rc::new));
        let key = (call.script.id().to_owned(), call.at.node.index(), "an answer");
        if maker.is_narrowed && self.made.insert(key, Rc::from([])).is_none() {
            self.narrowed += 1;
        }
        choices.into()
    }
}

/// That nothing comes, or nothing that is understood, where the script says what follows.
fn lapses(node: &Node) -> impl Iterator<Item = Choice> {
    let silence = Choice::Step(StepKind::Silence, EventKind::Silent { input: None });
    let not_understood = Choice::Step(StepKind::NotUnderstood(None), EventKind::NotUnderstood { input: None });
    let both = [(Lapse::Silence, silence), (Lapse::NotUnderstood, not_understood)];
    both.into_iter().filter(|(lapse, _)| node.on(*lapse).is_some()).map(|(_, choice)| choice)
}

struct Maker<'m, 's> {
    samplers: &'m mut Samplers<'s>,
    is_narrowed: bool,
}

impl Maker<'_, '_> {
    fn choices(&mut self, script: &Arc<Script>, pending: &Pending<'_>) -> Vec<Choice> {
        match pending {
            Pending::Form(node) => self.forms(script, node),
            Pending::Result(action) => self.results(script, action),
            Pending::Proceed => vec![Choice::Step(StepKind::Proceed, EventKind::Proceeded)],
            Pending::Answer(_) | Pending::Nothing => Vec::new(),
        }
    }

    fn forms(&mut self, script: &Arc<Script>, node: &Node) -> Vec<Choice> {
        let fields: Vec<_> = node.collect.iter().map(|id| SampledField::of(script, *id)).collect();
        let filled = self.combinations(script, &fields).into_iter().map(|given| {
            let event = EventKind::Entered { values: values(&given) };
            Choice::Step(StepKind::Enter(given), event)
        });
        let cannot = node.cannot_give.as_ref().map(|_| Choice::Step(StepKind::CannotGive, EventKind::CannotGive));
        filled.chain(cannot).chain(lapses(node)).collect()
    }

    fn results(&mut self, script: &Arc<Script>, action: &Action) -> Vec<Choice> {
        let mut choices = Vec::new();
        for result in &action.then {
            let fields = result
                .take
                .iter()
                .map(|take| SampledField { name: &take.key, ..SampledField::of(script, take.target) });
            for returns in self.combinations(script, &fields.collect::<Vec<_>>()) {
                let event =
                    EventKind::Completed { token: None, result: result.name.clone(), returned: values(&returns) };
                choices.push(Choice::Step(StepKind::Action { result: unspanned(&result.name), returns }, event));
            }
        }
        choices
    }

    /// Stubs for the subscript that has just begun: each outcome with combinations of the values that its caller takes
    /// over.
    fn stubs(&mut self, subscript: &NewSubscript<'_>) -> Vec<Choice> {
        let choice = |outcome: &str, sets: Vec<Given>| {
            let event = EventKind::Stubbed { outcome: outcome.to_owned(), sets: values(&sets) };
            Choice::Step(StepKind::Subscript { outcome: unspanned(outcome), sets }, event)
        };
        let outcomes = subscript.outcomes();
        let Some(run) = subscript.run() else {
            // The subscript of `after` cannot change which parts are passed, so one outcome is enough.
            return outcomes.first().map(|outcome| choice(outcome, Vec::new())).into_iter().collect();
        };
        let script = &subscript.caller.script;
        let sampler = self.samplers.of(script);
        let mut choices = Vec::new();
        for (outcome, branch) in outcomes.iter().zip(&run.then) {
            let takes = branch.take.iter().map(|take| (subscript.script().variable(take.from), take.assignment.target));
            let takes = takes
                .filter(|(_, target)| sampler.is_tested(*target) || !script.variable(*target).declaration.optional);
            let fields = takes.map(|(from, target)| SampledField {
                name: &from.name,
                variable: target,
                declaration: &from.declaration,
            });
            let fields: Vec<_> = fields.collect();
            choices.extend(self.combinations(script, &fields).into_iter().map(|sets| choice(outcome, sets)));
        }
        choices
    }

    fn combinations(&mut self, script: &Arc<Script>, fields: &[SampledField<'_>]) -> Vec<Vec<Given>> {
        let Combinations { given, are_all } = self.samplers.of(script).combinations(fields);
        self.is_narrowed |= !are_all;
        given
    }
}
