//! Performs one scenario, step by step.

mod departure;
mod expect;
mod taken;

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::scenario::{Answer, Replacement, Scenario, Step, StepKind};
use callscript::script::Script;

use self::departure::Departure;
use super::complaint::{Complaint, LocatedComplaint, how_it_ended};
use super::performed::{Failure, Open, Performed, Subscript, Taken};
use super::resolve::{resolve_answer, resolve_aside, values};
use crate::error::StepError;
use crate::event::{EventKind, Revision};
use crate::prompt::PromptKind;
use crate::session::pending::Pending;
use crate::session::trace::{Passed, Trace};
use crate::session::{Session, Start};
use crate::{Moment, Values};

/// Performs a scenario that starts at `now`, unless it says itself when; the steps are one second apart.
///
/// Messages need no step: the call continues after one as soon as the next step does not fit there. The names in the
/// scenario must be those of the script: see
pub fn perform(script: &Arc<Script>, scenario: &Scenario, now: Timestamp) -> Performed {
    let start = scenario.starts_at().map_or_else(|| now.into(), Moment::from);
    Performer { script, scenario, start, passed: Vec::new(), taken: Vec::new() }.run()
}

/// A scenario that is being performed.
struct Performer<'s> {
    script: &'s Arc<Script>,
    scenario: &'s Scenario,
    start: Moment,
    passed: Vec<Passed>,
    taken: Vec<Taken>,
}

impl Performer<'_> {
    fn run(mut self) -> Performed {
        let scenario = self.scenario;
        let start = Start {
            inputs: inputs(self.script, &values(&scenario.input)),
            channel: scenario.channel.as_ref().map(|channel| channel.value.clone()),
            entry: scenario.entry.as_ref().map(|entry| entry.value.clone()),
        };
        let mut session = match Session::start(self.script, start, self.start) {
            Ok(session) => session,
            Err(error) => {
                let span = scenario.input.first().map_or(scenario.name.span, |input| input.name.span);
                let failure = Failure { step: None, span, complaint: error.into(), also: Vec::new(), open: None };
                return Performed { session: None, passed: self.passed, taken: self.taken, failure: Some(failure) };
            }
        };
        let mut wrong: Vec<LocatedComplaint> = self.steps(&mut session).into_iter().collect();
        if wrong.is_empty() {
            wrong = expect::compare(&session, scenario);
        }
        if !wrong.is_empty() {
            match departure::find(&session, scenario, |at| self.step_at(at)) {
                Some(Departure::Certain(departed)) => wrong.insert(0, departed),
                Some(Departure::Likely(departed)) => wrong.push(departed),
                None => {}
            }
        }
        self.record_passed(&session);
        let mut wrong = wrong.into_iter();
        let failure = wrong.next().map(|LocatedComplaint { step, span, complaint }| Failure {
            step,
            span,
            complaint,
            also: wrong.collect(),
            open: Some(open(&session)),
        });
        Performed { session: Some(session), passed: self.passed, taken: self.taken, failure }
    }

    /// Takes every step, and continues after the messages that follow. What is wrong if a step is refused or the call
    /// is not over then.
    fn steps(&mut self, session: &mut Session) -> Option<LocatedComplaint> {
        let steps = &self.scenario.steps;
        for (at, step) in steps.iter().enumerate() {
            if let Err(complaint) = self.take_step(session, at, step) {
                return Some(LocatedComplaint { step: Some(at), span: step.span, complaint });
            }
        }
        let now = self.time(steps.len());
        while matches!(session.prompt().kind, PromptKind::Message) {
            if let Err(error) = session.proceed(now) {
                let span = self.scenario.name.span;
                return Some(LocatedComplaint { step: None, span, complaint: error.into() });
            }
        }
        if session.is_over() {
            return None;
        }
        let call = session.state.stack.top();
        let node = match (&call.node().id, &call.script) {
            (node, script) if script.id() == self.script.id() => node.clone(),
            (node, script) => format!("{}/{node}", script.id()),
        };
        let span = steps.last().map_or(self.scenario.name.span, |last| last.span);
        let complaint = Complaint::UsedUp { node, waits_for: Pending::of(call, &call.script).as_str() };
        Some(LocatedComplaint { step: steps.len().checked_sub(1), span, complaint })
    }

    /// Takes a step. If it does not fit a message, continues after the message first.
    fn take_step(&mut self, session: &mut Session, at: usize, step: &Step) -> Result<(), Complaint> {
        if matches!(step.kind, StepKind::Back | StepKind::Revise { .. }) {
            self.record_passed(session);
        }
        loop {
            let taken = taken::before(session, &step.kind);
            let refused = match hand_in(session, &step.kind, self.time(at + 1)) {
                Ok(choice) => {
                    self.taken.push(Taken { choice, ..taken });
                    return Ok(());
                }
                Err(refused) => refused,
            };
            let is_for_later = matches!(
                refused,
                Complaint::Refused(
                    StepError::WrongStep { .. } | StepError::NoSuchAside { .. } | StepError::NoSubscript { .. }
                )
            );
            match (&refused, &session.prompt().kind) {
                (_, PromptKind::Message) if is_for_later => session.proceed(self.time(at))?,
                (Complaint::Refused(StepError::Ended | StepError::HungUp), _) => return Err(left_over(session)),
                _ => return Err(refused),
            }
        }
    }

    /// The time of a step, counted from 1. The start is step 0.
    fn time(&self, step: usize) -> Moment {
        self.start.plus_seconds(step)
    }

    /// The index of the step that was taken at this time.
    fn step_at(&self, at: Timestamp) -> Option<usize> {
        usize::try_from(at.duration_since(self.start.timestamp()).as_secs()).ok()?.checked_sub(1)
    }

    fn record_passed(&mut self, session: &Session) {
        let state = session.replay_observed(&session.effective, false, Some(Trace::default()), |_, _, _| ());
        self.passed.extend(state.trace.unwrap_or_default().passed);
    }
}

/// What is open in a call, with sensitive values masked.
fn open(session: &Session) -> Open {
    let state = session.replay_observed(&session.effective, true, None, |_, _, _| ());
    let subscript = state
        .new_subscript()
        .map(|subscript| Subscript { script: subscript.script().id().to_owned(), outcomes: subscript.outcomes() });
    Open { prompt: state.prompt(), subscript }
}

/// Takes a step. Returns the id of the answer or aside that it means.
fn hand_in(session: &mut Session, step: &StepKind, now: Moment) -> Result<Option<String>, Complaint> {
    match step {
        StepKind::Answer(Answer { text, enter }) => {
            let answer = resolve_answer(session.prompt(), &text.value);
            session.answer_with(&answer, values(enter), now)?;
            return Ok(Some(answer));
        }
        StepKind::Enter(given) => session.enter(values(given), now)?,
        StepKind::CannotGive => session.cannot_give(now)?,
        StepKind::Action { result, returns } => session.complete(&result.value, values(returns), now)?,
        StepKind::Silence => session.silent(None, now)?,
        StepKind::NotUnderstood(input) => {
            session.not_understood(input.as_ref().map(|input| input.value.as_str()), now)?;
        }
        StepKind::Proceed => session.proceed(now)?,
        StepKind::Aside(text) => {
            let aside = resolve_aside(session.prompt(), &text.value);
            session.aside(&aside, now)?;
            return Ok(Some(aside));
        }
        StepKind::Back => session.back(now)?,
        StepKind::Revise { node, to } => return revise(session, &node.value, to, now),
        StepKind::Jump { to, reason, enter } => {
            let reason = reason.as_ref().map_or("", |reason| &reason.value);
            session.jump(&to.value, reason, values(enter), now)?;
        }
        StepKind::Note(text) => session.note(&text.value, now)?,
        StepKind::HangUp(reason) => session.hang_up(reason.as_ref().map(|reason| reason.value.as_str()), now)?,
        StepKind::Subscript { outcome, sets } => session.stub(&outcome.value, values(sets), now)?,
    }
    Ok(None)
}

/// Revises the latest answer or form of a node. Returns the id of the new answer.
fn revise(session: &mut Session, node: &str, to: &Replacement, now: Moment) -> Result<Option<String>, Complaint> {
    let (script, node) = node.split_once('/').unwrap_or((session.script().id(), node));
    let mut found = None;
    let mut step = 0;
    session.replay_observed(&session.effective, false, None, |state, _, event| {
        step += 1;
        let call = state.stack.top();
        let is_answer =
            matches!(event.kind, EventKind::Answered { .. } | EventKind::Revised { to: Revision::Answer { .. }, .. });
        let is_there = call.script.id() == script && call.node().id == node && event.kind.can_be_revised();
        if is_there && is_answer == matches!(to, Replacement::Answer(_)) {
            found = Some((step, state.prompt()));
        }
    });
    let what = if matches!(to, Replacement::Answer(_)) { "answer" } else { "form" };
    let (step, prompt) = found.ok_or_else(|| Complaint::NothingToRevise { what, node: node.to_owned() })?;
    let revision = match to {
        Replacement::Answer(Answer { text, enter }) => {
            Revision::Answer { answer: resolve_answer(&prompt, &text.value), values: values(enter) }
        }
        Replacement::Enter(given) => Revision::Enter(values(given)),
        Replacement::CannotGive => Revision::CannotGive,
    };
    let choice = match &revision {
        Revision::Answer { answer, .. } => Some(answer.clone()),
        _ => None,
    };
    session.revise(step, revision, now)?;
    Ok(choice)
}

fn left_over(session: &Session) -> Complaint {
    Complaint::LeftOver { node: session.prompt().node.clone(), how: how_it_ended(session.prompt()) }
}

/// Inputs in their normal form. What has none is left for the session to refuse.
fn inputs(script: &Script, given: &Values) -> Values {
    let normal = |name: &str, text: &str| {
        let variable = script.find_variable(name).map(|id| script.variable(id))?;
        variable.declaration.normalize(text).ok()
    };
    let pairs = given.iter().map(|(name, text)| (name, normal(name, text).unwrap_or_else(|| text.to_owned())));
    pairs.collect()
}
