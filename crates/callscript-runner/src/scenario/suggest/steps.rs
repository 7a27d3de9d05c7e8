//! The steps that a state allows, each with the values that may make a difference.

use callscript::scenario::{Given, StepKind};
use callscript::script::{Action, Node, Script};

use super::samples::{SampledField, Sampler};
use crate::event::EventKind;
use crate::scenario::compose::unspanned;
use crate::scenario::resolve::values;
use crate::session::call::NewSubscript;
use crate::session::pending::Pending;
use crate::session::state::State;

/// A step of a scenario, and its event.
pub(super) struct Choice {
    pub(super) step: StepKind,
    pub(super) event: EventKind,
}

/// The steps that a state allows, except asides.
pub(super) fn steps(script: &Script, sampler: &Sampler<'_>, state: &State) -> Vec<Choice> {
    if let Some(subscript) = state.new_subscript() {
        return stubs(script, sampler, &subscript);
    }
    let call = state.stack.top();
    match Pending::of(call, script) {
        Pending::Form(node) => forms(script, sampler, node),
        Pending::Answer(answers) => {
            let open = answers.iter().filter(|answer| call.is_open(answer));
            let choices = open.map(|answer| {
                let label = answer.label.render(&call.env, false);
                let text = if label.is_empty() { &answer.id } else { &label };
                let event = EventKind::Answered { answer: answer.id.clone() };
                Choice { step: StepKind::Answer(unspanned(text)), event }
            });
            choices.collect()
        }
        Pending::Result(action) => results(script, sampler, action),
        Pending::Proceed => vec![Choice { step: StepKind::Proceed, event: EventKind::Proceeded }],
        Pending::Nothing => Vec::new(),
    }
}

fn forms(script: &Script, sampler: &Sampler<'_>, node: &Node) -> Vec<Choice> {
    let fields = node.collect.iter().map(|id| SampledField::of(script, *id));
    let fields: Vec<_> = fields.collect();
    let forms = sampler.combinations(&fields).into_iter();
    let filled = forms.map(|given| {
        let event = EventKind::Entered { values: values(&given) };
        Choice { step: StepKind::Enter(given), event }
    });
    let cannot = node.cannot_give.as_ref().map(|_| Choice { step: StepKind::CannotGive, event: EventKind::CannotGive });
    filled.chain(cannot).collect()
}

fn results(script: &Script, sampler: &Sampler<'_>, action: &Action) -> Vec<Choice> {
    let mut choices = Vec::new();
    for result in &action.then {
        let fields =
            result.take.iter().map(|take| SampledField { name: &take.key, ..SampledField::of(script, take.target) });
        for returns in sampler.combinations(&fields.collect::<Vec<_>>()) {
            let event = EventKind::Completed { token: None, result: result.name.clone(), returned: values(&returns) };
            choices.push(Choice { step: StepKind::Action { result: unspanned(&result.name), returns }, event });
        }
    }
    choices
}

/// Stubs for the subscript that has just begun: each outcome with combinations of the values that its caller takes
/// over.
fn stubs(script: &Script, sampler: &Sampler<'_>, subscript: &NewSubscript<'_>) -> Vec<Choice> {
    let choice = |outcome: &str, sets: Vec<Given>| {
        let event = EventKind::Stubbed { outcome: outcome.to_owned(), sets: values(&sets) };
        Choice { step: StepKind::Subscript { outcome: unspanned(outcome), sets }, event }
    };
    let outcomes = subscript.outcomes();
    let Some(run) = subscript.run() else {
        // The subscript of `after` cannot change which parts are passed, so one outcome is enough.
        return outcomes.first().map(|outcome| choice(outcome, Vec::new())).into_iter().collect();
    };
    let mut choices = Vec::new();
    for (outcome, branch) in outcomes.iter().zip(&run.then) {
        let takes = branch.take.iter().map(|take| (subscript.script().variable(take.from), take.assignment.target));
        let takes =
            takes.filter(|(_, target)| sampler.is_tested(*target) || !script.variable(*target).declaration.optional);
        let fields = takes.map(|(from, target)| SampledField {
            name: &from.name,
            variable: target,
            declaration: &from.declaration,
        });
        let fields: Vec<_> = fields.collect();
        choices.extend(sampler.combinations(&fields).into_iter().map(|sets| choice(outcome, sets)));
    }
    choices
}
