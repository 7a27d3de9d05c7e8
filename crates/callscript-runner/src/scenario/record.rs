//! Makes a scenario from a finished call: the effective steps, and the outcome and path as expectations.
//!
//! Values that were entered are copied, except sensitive ones: these are replaced by sample values with which the call
//! takes the same path.

use std::sync::Arc;

use callscript::internal::MASK;
use callscript::scenario::{Answer, Expect, Given, Scenario, Step, StepKind};
use callscript::script::{Exit, Script};
use callscript::source::{Name, Span};
use callscript::value::Declaration;

use super::compose::{needed_steps, unspanned, visited};
use super::perform::perform;
use super::resolve::resolve;
use crate::Values;
use crate::event::{Event, EventKind, Revision, Started};
use crate::prompt::PromptKind;
use crate::session::Session;
use crate::session::state::State;

/// How many sample values are tried for sensitive ones.
const STAND_INS: usize = 8;

/// Why a call cannot be recorded as a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The call is not over.
    #[error("the call is not finished")]
    Unfinished,
    /// The path depends on a sensitive value, and no sample value was found that leads to the same path.
    #[error("the call depends on a sensitive value, and no other value was found that takes it the same way")]
    Sensitive,
    /// The scenario made from the call does not pass, or takes another path.
    #[error("the call cannot be written as a scenario")]
    NotReproducible,
}

/// A scenario that was made from a call.
#[derive(Debug)]
pub struct RecordedScenario {
    /// The scenario.
    pub scenario: Scenario,
    /// Whether sensitive values were replaced by sample values.
    pub replaced: bool,
}

/// Makes a scenario from a call that is over.
///
/// # Errors
///
/// If the call is not over, or no scenario takes the same path.
pub fn record(session: &Session, name: &str) -> Result<RecordedScenario, RecordError> {
    if !session.is_over() {
        return Err(RecordError::Unfinished);
    }
    let mut recorder = Recorder { session, stand_in: 0, replaced: false };
    loop {
        let scenario = recorder.scenario(name);
        if reproduces(session, &scenario) {
            return Ok(RecordedScenario { scenario, replaced: recorder.replaced });
        }
        if !recorder.replaced {
            return Err(RecordError::NotReproducible);
        }
        recorder.stand_in += 1;
        if recorder.stand_in == STAND_INS {
            return Err(RecordError::Sensitive);
        }
    }
}

/// Whether a scenario passes and takes the same path as the call.
fn reproduces(session: &Session, scenario: &Scenario) -> bool {
    let performed = perform(session.script(), scenario, session.started_at());
    let visits = |session: &Session| {
        let path = session.result().path.into_iter();
        path.map(|visit| (visit.script, visit.node, visit.answer, visit.aside)).collect::<Vec<_>>()
    };
    performed.failure.is_none() && performed.session.is_some_and(|again| visits(&again) == visits(session))
}

struct Recorder<'s> {
    session: &'s Session,
    /// The index of the sample value to use for sensitive ones.
    stand_in: usize,
    /// Whether a sensitive value was replaced.
    replaced: bool,
}

impl Recorder<'_> {
    fn scenario(&mut self, name: &str) -> Scenario {
        let session = self.session;
        let script = session.script();
        let Started { inputs, channel, entry, .. } = session.started();
        let result = session.result();
        let expect = Expect {
            outcome: result.call.ending.map(|ending| unspanned(&ending.outcome)),
            visited: visited(session),
            not_visited: Vec::new(),
            variables: Vec::new(),
        };
        Scenario {
            name: unspanned(name),
            span: Span::default(),
            entry: entry.as_deref().map(unspanned),
            channel: (script.channels().first() != Some(&channel)).then(|| unspanned(&channel)),
            now: session.events.first().filter(|_| script.reads_clock()).map(|first| unspanned(&first.at.to_minute())),
            input: self.given(&inputs, |name| variable(script, name)),
            steps: self.steps(),
            expect,
        }
    }

    fn steps(&mut self) -> Vec<Step> {
        let session = self.session;
        let mut steps: Vec<StepKind> = Vec::new();
        let mut next_event = 0;
        // Only effective steps are recorded, so what was undone does not happen in the scenario.
        session.replay_observed(&session.effective, true, None, |state, place, event| {
            steps.extend(notes(session.events.get(next_event..place).unwrap_or_default()));
            next_event = next_event.max(place + 1);
            steps.extend(self.step(state, event));
        });
        steps.extend(notes(session.events.get(next_event..).unwrap_or_default()));
        needed_steps(steps)
    }

    fn step(&mut self, state: &State, event: &Event) -> Option<StepKind> {
        let call = state.stack.top();
        let script = &call.script;
        let of_script = |name: &str| variable(script, name);
        Some(match &event.kind {
            EventKind::Answered { answer, values }
            | EventKind::Revised { to: Revision::Answer { answer, values }, .. } => {
                StepKind::Answer(Answer { text: answer_text(state, answer), enter: self.given(values, of_script) })
            }
            EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
                StepKind::Enter(self.given(values, of_script))
            }
            EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => StepKind::CannotGive,
            EventKind::Silent { .. } => StepKind::Silence,
            EventKind::NotUnderstood { input } => StepKind::NotUnderstood(input.as_deref().map(unspanned)),
            EventKind::Proceeded => StepKind::Proceed,
            EventKind::Completed { result, returned, .. } => {
                let declared = |key: &str| returned_as(script, &call.node().exit, result, key);
                StepKind::Action { result: unspanned(result), returns: self.given(returned, declared) }
            }
            EventKind::Stubbed { outcome, sets } => {
                let subscript = state.new_subscript().map(|subscript| Arc::clone(subscript.script()));
                let declared = |name: &str| subscript.as_ref().and_then(|script| variable(script, name));
                StepKind::Subscript { outcome: unspanned(outcome), sets: self.given(sets, declared) }
            }
            EventKind::Aside { aside } => StepKind::Aside(aside_text(state, aside)),
            EventKind::Jumped { node, reason, values } => StepKind::Jump {
                to: unspanned(node),
                reason: (!reason.is_empty()).then(|| unspanned(reason)),
                enter: self.given(values, of_script),
            },
            EventKind::HungUp { reason } => StepKind::HangUp(reason.as_deref().map(unspanned)),
            EventKind::Started(_)
            | EventKind::Back
            | EventKind::Noted { .. }
            | EventKind::Late { .. }
            | EventKind::HandedOver { .. }
            | EventKind::Paused
            | EventKind::TakenUp => return None,
        })
    }

    /// Values as they were handed in, with sample values for sensitive ones.
    fn given<'d>(&mut self, values: &Values, declaration: impl Fn(&str) -> Option<&'d Declaration>) -> Vec<Given> {
        let one = |(name, text): (&str, &str)| {
            let sensitive = declaration(name).filter(|declaration| declaration.sensitive);
            let value = match sensitive {
                None => Some(unspanned(text)),
                Some(declaration) => {
                    self.replaced = true;
                    declaration.samples(&[]).get(self.stand_in).map(|value| unspanned(&value.to_plain()))
                }
            };
            Given { name: unspanned(name), value }
        };
        values.iter().map(one).collect()
    }
}

fn notes(events: &[Event]) -> impl Iterator<Item = StepKind> {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Noted { text, .. } => Some(StepKind::Note(unspanned(text))),
        _ => None,
    })
}

/// The label of an answer if it identifies the answer, otherwise its id.
fn answer_text(state: &State, id: &str) -> Name {
    let PromptKind::Ask { answers } = state.prompt().kind else {
        return unspanned(id);
    };
    label_or_id(id, answers.iter().map(|answer| (answer.id.as_str(), answer.label.as_str())))
}

fn aside_text(state: &State, id: &str) -> Name {
    let asides = state.asides();
    label_or_id(id, asides.iter().map(|aside| (aside.shown.id.as_str(), aside.shown.label.as_str())))
}

fn label_or_id<'p>(id: &str, choices: impl Iterator<Item = (&'p str, &'p str)> + Clone) -> Name {
    let label = choices.clone().find(|(known, _)| *known == id).map(|(_, label)| label);
    let label = label.filter(|label| !label.contains(MASK) && resolve(label, choices) == id);
    unspanned(label.unwrap_or(id))
}

fn variable<'s>(script: &'s Script, name: &str) -> Option<&'s Declaration> {
    script.find_variable(name).map(|id| &script.variable(id).declaration)
}

/// The declaration of the variable that takes over this key of an action's result.
fn returned_as<'s>(script: &'s Script, exit: &Exit, result: &str, key: &str) -> Option<&'s Declaration> {
    let Exit::Action(action) = exit else { return None };
    let result = action.then.iter().find(|known| known.name == result)?;
    let take = result.take.iter().find(|take| take.key == key)?;
    Some(&script.variable(take.target).declaration)
}
