//! Records a scenario from a session: it repeats the effective steps.
//!
//! Sensitive values are replaced by sample values with which the call goes the same way.

use std::sync::Arc;

use callscript::internal::MASK;
use callscript::scenario::{Expect, Given, Scenario, Step, StepKind};
use callscript::script::{Exit, Script};
use callscript::source::{Name, Span};
use callscript::value::Declaration;

use super::compose::{composed_steps, plain, visited};
use super::perform::perform;
use super::resolve::meant;
use crate::Values;
use crate::event::{Event, EventKind, Revision, Started};
use crate::prompt::PromptKind;
use crate::session::Session;
use crate::session::state::State;

/// The maximum number of sample values to try.
const STAND_INS: usize = 8;

/// Why no scenario could be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The call is not over.
    #[error("the call is not finished")]
    Unfinished,
    /// The call depends on the sensitive values: with others it goes another way.
    #[error("the call depends on a sensitive value, and no other value was found that takes it the same way")]
    Sensitive,
    /// The scenario would fail.
    #[error("the call cannot be written as a scenario")]
    Untellable,
}

/// A recorded scenario.
#[derive(Debug)]
pub struct RecordedScenario {
    /// The scenario.
    pub scenario: Scenario,
    /// Whether sensitive values were replaced.
    pub replaced: bool,
}

/// Records a scenario from a session that is over.
///
/// # Errors
///
/// If the session is not over, or if the scenario would not go the same way.
pub fn record(session: &Session, name: &str) -> Result<RecordedScenario, RecordError> {
    if !session.is_over() {
        return Err(RecordError::Unfinished);
    }
    let mut recorder = Recorder { session, stand_in: 0, replaced: false };
    loop {
        let scenario = recorder.scenario(name);
        if goes_alike(session, &scenario) {
            return Ok(RecordedScenario { scenario, replaced: recorder.replaced });
        }
        if !recorder.replaced {
            return Err(RecordError::Untellable);
        }
        recorder.stand_in += 1;
        if recorder.stand_in == STAND_INS {
            return Err(RecordError::Sensitive);
        }
    }
}

/// Whether a scenario passes and visits the same nodes as the session.
fn goes_alike(session: &Session, scenario: &Scenario) -> bool {
    let performed = perform(session.script(), scenario, session.started_at());
    let visits = |session: &Session| {
        let path = session.result().path.into_iter();
        path.map(|visit| (visit.script, visit.node, visit.answer, visit.aside)).collect::<Vec<_>>()
    };
    performed.failure.is_none() && performed.session.is_some_and(|again| visits(&again) == visits(session))
}

struct Recorder<'s> {
    session: &'s Session,
    /// The index of the sample value that replaces sensitive values.
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
            outcome: result.ending.map(|ending| plain(&ending.outcome)),
            visited: visited(session),
            not_visited: Vec::new(),
            variables: Vec::new(),
        };
        Scenario {
            name: plain(name),
            span: Span::default(),
            entry: entry.as_deref().map(plain),
            channel: (script.channels().first() != Some(&channel)).then(|| plain(&channel)),
            input: self.given(&inputs, |name| variable(script, name)),
            steps: self.steps(),
            expect,
        }
    }

    fn steps(&mut self) -> Vec<Step> {
        let session = self.session;
        let mut steps: Vec<StepKind> = Vec::new();
        let mut recorded = 0;
        // Only effective events become steps. What was undone is not repeated.
        session.replay_events(&session.effective, true, None, |state, place, event| {
            steps.extend(notes(session.events.get(recorded..place).unwrap_or_default()));
            recorded = recorded.max(place + 1);
            steps.extend(self.step(state, event));
        });
        steps.extend(notes(session.events.get(recorded..).unwrap_or_default()));
        composed_steps(steps)
    }

    fn step(&mut self, state: &State, event: &Event) -> Option<StepKind> {
        let call = state.stack.top();
        let script = &call.script;
        let of_script = |name: &str| variable(script, name);
        Some(match &event.kind {
            EventKind::Answered { answer } | EventKind::Revised { to: Revision::Answer(answer), .. } => {
                StepKind::Answer(answer_name(state, answer))
            }
            EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
                StepKind::Enter(self.given(values, of_script))
            }
            EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => StepKind::CannotGive,
            EventKind::Proceeded => StepKind::Proceed,
            EventKind::Completed { result, returned } => {
                let declared = |key: &str| returned_as(script, &call.node().exit, result, key);
                StepKind::Action { result: plain(result), returns: self.given(returned, declared) }
            }
            EventKind::LeftOut { outcome, sets } => {
                let begun = state.begun().map(|begun| Arc::clone(begun.script()));
                let declared = |name: &str| begun.as_ref().and_then(|script| variable(script, name));
                StepKind::Subscript { outcome: plain(outcome), sets: self.given(sets, declared) }
            }
            EventKind::Aside { aside } => StepKind::Aside(aside_name(state, aside)),
            EventKind::Jumped { node, reason, values } => StepKind::Jump {
                to: plain(node),
                reason: (!reason.is_empty()).then(|| plain(reason)),
                enter: self.given(values, of_script),
            },
            EventKind::HungUp { reason } => StepKind::HangUp(reason.as_deref().map(plain)),
            EventKind::Started(_) | EventKind::Back | EventKind::Noted { .. } => return None,
        })
    }

    /// Values as they were handed in, with sensitive ones replaced.
    fn given<'d>(&mut self, values: &Values, declaration: impl Fn(&str) -> Option<&'d Declaration>) -> Vec<Given> {
        let one = |(name, text): (&str, &str)| {
            let sensitive = declaration(name).filter(|declaration| declaration.sensitive);
            let value = match sensitive {
                None => Some(plain(text)),
                Some(declaration) => {
                    self.replaced = true;
                    declaration.samples(&[]).get(self.stand_in).map(|value| plain(&value.to_plain()))
                }
            };
            Given { name: plain(name), value }
        };
        values.iter().map(one).collect()
    }
}

fn notes(events: &[Event]) -> impl Iterator<Item = StepKind> {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Noted { text, .. } => Some(StepKind::Note(plain(text))),
        _ => None,
    })
}

/// An answer's label, or its id if the label is ambiguous.
fn answer_name(state: &State, id: &str) -> Name {
    let PromptKind::Ask { answers } = state.prompt().kind else {
        return plain(id);
    };
    readable_name(id, answers.iter().map(|answer| (answer.id.as_str(), answer.label.as_str())))
}

fn aside_name(state: &State, id: &str) -> Name {
    let asides = state.asides();
    readable_name(id, asides.iter().map(|aside| (aside.shown.id.as_str(), aside.shown.label.as_str())))
}

fn readable_name<'p>(id: &str, choices: impl Iterator<Item = (&'p str, &'p str)> + Clone) -> Name {
    let label = choices.clone().find(|(known, _)| *known == id).map(|(_, label)| label);
    let label = label.filter(|label| !label.contains(MASK) && meant(label, choices) == id);
    plain(label.unwrap_or(id))
}

fn variable<'s>(script: &'s Script, name: &str) -> Option<&'s Declaration> {
    script.find_variable(name).map(|id| &script.variable(id).declaration)
}

/// The variable that receives a key of an action's result.
fn returned_as<'s>(script: &'s Script, exit: &Exit, result: &str, key: &str) -> Option<&'s Declaration> {
    let Exit::Action(action) = exit else { return None };
    let result = action.then.iter().find(|known| known.name == result)?;
    let take = result.take.iter().find(|take| take.key == key)?;
    Some(&script.variable(take.target).declaration)
}
