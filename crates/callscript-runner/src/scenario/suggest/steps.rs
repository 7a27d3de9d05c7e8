//! The steps that are possible in a state, with the values that may make a difference.

use callscript::scenario::{Given, StepKind};
use callscript::script::{Action, Node, Script};

use super::samples::{Field, Inputs};
use crate::event::EventKind;
use crate::scenario::compose::plain;
use crate::scenario::resolve::values;
use crate::session::call::Begun;
use crate::session::pending::Pending;
use crate::session::state::State;

/// A step and its event.
pub(super) struct Choice {
    pub(super) step: StepKind,
    pub(super) event: EventKind,
}

/// The steps from a state, without asides.
pub(super) fn steps(script: &Script, inputs: &Inputs<'_>, state: &State) -> Vec<Choice> {
    if let Some(begun) = state.begun() {
        return stubs(script, inputs, &begun);
    }
    let call = state.stack.top();
    match Pending::of(call, script) {
        Pending::Form(node) => forms(script, inputs, node),
        Pending::Answer(answers) => {
            let open = answers.iter().filter(|answer| call.is_open(answer));
            let choices = open.map(|answer| {
                let label = answer.label.render(&call.env, false);
                let text = if label.is_empty() { &answer.id } else { &label };
                let event = EventKind::Answered { answer: answer.id.clone() };
                Choice { step: StepKind::Answer(plain(text)), event }
            });
            choices.collect()
        }
        Pending::Result(action) => results(script, inputs, action),
        Pending::Step => vec![Choice { step: StepKind::Proceed, event: EventKind::Proceeded }],
        Pending::Nothing => Vec::new(),
    }
}

fn forms(script: &Script, inputs: &Inputs<'_>, node: &Node) -> Vec<Choice> {
    let fields = node.collect.iter().map(|id| Field::of(script, *id));
    let fields: Vec<_> = fields.collect();
    let forms = inputs.forms(&fields).into_iter();
    let filled = forms.map(|given| {
        let event = EventKind::Entered { values: values(&given) };
        Choice { step: StepKind::Enter(given), event }
    });
    let cannot = node.cannot_give.as_ref().map(|_| Choice { step: StepKind::CannotGive, event: EventKind::CannotGive });
    filled.chain(cannot).collect()
}

fn results(script: &Script, inputs: &Inputs<'_>, action: &Action) -> Vec<Choice> {
    let mut choices = Vec::new();
    for result in &action.then {
        let fields = result.take.iter().map(|take| Field { name: &take.key, ..Field::of(script, take.target) });
        for returns in inputs.forms(&fields.collect::<Vec<_>>()) {
            let event = EventKind::Completed { result: result.name.clone(), returned: values(&returns) };
            choices.push(Choice { step: StepKind::Action { result: plain(&result.name), returns }, event });
        }
    }
    choices
}

/// The possible stubs of the subscript that has just begun.
fn stubs(script: &Script, inputs: &Inputs<'_>, begun: &Begun<'_>) -> Vec<Choice> {
    let choice = |outcome: &str, sets: Vec<Given>| {
        let event = EventKind::LeftOut { outcome: outcome.to_owned(), sets: values(&sets) };
        Choice { step: StepKind::Subscript { outcome: plain(outcome), sets }, event }
    };
    let outcomes = begun.outcomes();
    let Some(run) = begun.run() else {
        // Nothing can be passed after an `after`, so one outcome is enough.
        return outcomes.first().map(|outcome| choice(outcome, Vec::new())).into_iter().collect();
    };
    let mut choices = Vec::new();
    for (outcome, branch) in outcomes.iter().zip(&run.then) {
        let takes = branch.take.iter().map(|take| (begun.script().variable(take.from), take.assignment.target));
        let takes =
            takes.filter(|(_, target)| inputs.is_tested(*target) || !script.variable(*target).declaration.optional);
        let fields =
            takes.map(|(from, target)| Field { name: &from.name, variable: target, declaration: &from.declaration });
        let fields: Vec<_> = fields.collect();
        choices.extend(inputs.forms(&fields).into_iter().map(|sets| choice(outcome, sets)));
    }
    choices
}
