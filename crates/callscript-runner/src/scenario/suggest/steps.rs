//! The steps that a state of a call allows, each with the values that may make a difference.

use callscript::scenario::{Given, StepKind};
use callscript::script::{Exit, Script, Taken, VariableId};
use callscript::value::Declaration;

use super::plain;
use super::values::Known;
use crate::call::Stage;
use crate::event::EventKind;
use crate::scenario::values;
use crate::state::State;

/// A step, and the event that it is.
pub(super) type Choice = (StepKind, EventKind);

/// The steps that lead on from a state, asides aside.
pub(super) fn steps(script: &Script, known: &Known<'_>, state: &State) -> Vec<Choice> {
    if state.begun().is_some() {
        return left_out(known, state);
    }
    let call = state.stack.top();
    let node = call.node();
    match (&call.at.stage, &node.exit) {
        (Stage::Form, _) => forms(script, known, state),
        (Stage::Question, Exit::Answers(answers)) => {
            let open = answers.iter().filter(|answer| call.is_open(&answer.edge).unwrap_or_default());
            let options = open.map(|answer| {
                let label = call.render(&answer.label, false).unwrap_or_default();
                let text = if label.is_empty() { answer.id.clone() } else { label };
                (StepKind::Answer(plain(&text)), EventKind::Answered { answer: answer.id.clone() })
            });
            options.collect()
        }
        (Stage::Action(_), Exit::Action(_)) => results(script, known, state),
        _ => Vec::new(),
    }
}

fn forms(script: &Script, known: &Known<'_>, state: &State) -> Vec<Choice> {
    let node = state.stack.top().node();
    let variables = node.collect.iter().map(|id| (*id, script.variable(*id)));
    let fields: Vec<_> = variables.map(|(id, variable)| (variable.name.as_str(), id, &variable.declaration)).collect();
    let forms = known.forms(&fields).into_iter();
    let filled = forms.map(|given| {
        let event = EventKind::Entered { values: values(&given) };
        (StepKind::Enter(given), event)
    });
    let cannot = node.cannot_give.as_ref().map(|_| (StepKind::CannotGive, EventKind::CannotGive));
    filled.chain(cannot).collect()
}

fn results(script: &Script, known: &Known<'_>, state: &State) -> Vec<Choice> {
    let Exit::Action(action) = &state.stack.top().node().exit else {
        return Vec::new();
    };
    let mut options = Vec::new();
    for result in &action.then {
        let fields = result.edge.take.iter().filter_map(|take| match &take.from {
            Taken::Key(key) => Some((key.as_str(), take.target, &script.variable(take.target).declaration)),
            Taken::Variable(_) => None,
        });
        for returns in known.forms(&fields.collect::<Vec<_>>()) {
            let event = EventKind::Completed { result: result.name.clone(), returned: values(&returns) };
            options.push((StepKind::Action { result: plain(&result.name), returns }, event));
        }
    }
    options
}

/// Ways to leave out the subscript that has just begun.
fn left_out(known: &Known<'_>, state: &State) -> Vec<Choice> {
    let Some(begun) = state.begun() else { return Vec::new() };
    let option = |outcome: &str, sets: Vec<Given>| {
        let event = EventKind::LeftOut { outcome: outcome.to_owned(), sets: values(&sets) };
        (StepKind::Subscript { outcome: plain(outcome), sets }, event)
    };
    let Some(run) = begun.run() else {
        // Whatever comes after the outcome changes nothing that could be passed.
        return begun.outcomes().first().map(|outcome| option(outcome, Vec::new())).into_iter().collect();
    };
    let mut options = Vec::new();
    for outcome in begun.outcomes() {
        let id = begun.script.find_outcome(&outcome);
        let edge = id.and_then(|id| run.then.get(id.index())?.as_ref());
        let takes = edge.map(|edge| &edge.take[..]).unwrap_or_default();
        let fields = takes.iter().filter_map(|take| match take.from {
            Taken::Variable(from) => Some((begun.script.variable(from), take.target)),
            Taken::Key(_) => None,
        });
        let fields: Vec<(&str, VariableId, &Declaration)> =
            fields.map(|(from, target)| (from.name.as_str(), target, &from.declaration)).collect();
        options.extend(known.forms(&fields).into_iter().map(|sets| option(&outcome, sets)));
    }
    options
}
