//! Applies one event: checks that it is allowed, then changes the state.
//!
//! Every check comes before the first change; after that nothing can fail.

use callscript::Lapse;
use std::sync::Arc;

use callscript::script::coverage::Part;
use callscript::script::{Answer, Script};

use super::State;
use super::advance::Move;
use super::asides::OpenAside;
use super::variables::{self, VariableWrite};
use crate::error::StepError;
use crate::event::{EventKind, Revision};
use crate::prompt::AsideChoice;
use crate::session::pending::{Pending, result_of};
use crate::{Moment, Values};

impl State {
    /// Applies an event, with its index among the session's events. Notes and `back` change nothing here: the session
    /// itself handles them.
    pub(crate) fn apply(&mut self, event: &EventKind, index: usize, at: Moment) -> Result<(), StepError> {
        let before = self.surroundings;
        self.come_to(at);
        match self.next(event, at) {
            Ok(next) => self.go_on(next, index, at),
            Err(refused) => {
                self.surroundings = before;
                return Err(refused);
            }
        }
        Ok(())
    }

    /// The move with which an event begins.
    fn next(&mut self, event: &EventKind, at: Moment) -> Result<Option<Move>, StepError> {
        Ok(match event {
            EventKind::Started(_)
            | EventKind::Back
            | EventKind::Noted { .. }
            | EventKind::Late { .. }
            | EventKind::HandedOver { .. }
            | EventKind::Paused
            | EventKind::TakenUp => None,
            EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
                self.enter_values(values)?
            }
            EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => self.cannot_give()?,
            EventKind::Answered { answer, values }
            | EventKind::Revised { to: Revision::Answer { answer, values }, .. } => self.answer(answer, values)?,
            EventKind::Silent { .. } => self.lapse(Lapse::Silence)?,
            EventKind::NotUnderstood { .. } => self.lapse(Lapse::NotUnderstood)?,
            EventKind::Proceeded => self.proceed()?,
            EventKind::Completed { result, returned, .. } => self.complete(result, returned)?,
            EventKind::Stubbed { outcome, sets } => self.stub(outcome, sets)?,
            EventKind::Aside { aside } => self.aside(aside)?,
            EventKind::Jumped { node, reason, values } => self.jump(node, reason, values, at)?,
            EventKind::HungUp { .. } => {
                self.refuse_if_over()?;
                self.hung_up = true;
                None
            }
        })
    }

    /// Chooses an answer, by its index, with the values that are given together with it, as an event of this index.
    /// Returns whether it can be chosen.
    pub(crate) fn apply_answer(&mut self, answer: usize, values: &Values, index: usize, at: Moment) -> bool {
        let script = Arc::clone(&self.stack.top().script);
        let Pending::Answer(answers) = self.pending(&script) else { return false };
        let Some(chosen) = answers.get(answer).filter(|answer| self.stack.top().is_open(answer)) else { return false };
        let Ok(given) = variables::read_form(&script, &chosen.collect, values) else { return false };
        self.come_to(at);
        let next = self.choose(&script, answer, chosen, given);
        self.go_on(Some(next), index, at);
        true
    }

    /// Calls an open aside of the outermost script, by its index, as an event of this index.
    pub(crate) fn apply_aside(&mut self, aside: usize, index: usize, at: Moment) {
        self.come_to(at);
        let next = self.call_aside(self.stack.height(), aside);
        self.go_on(Some(next), index, at);
    }

    fn go_on(&mut self, next: Option<Move>, index: usize, at: Moment) {
        self.event = index;
        if next.is_some() {
            self.new_calls = 0;
            self.surround();
        }
        self.advance(next, at.timestamp());
    }

    fn enter_values(&mut self, values: &Values) -> Result<Option<Move>, StepError> {
        let script = self.running()?;
        let Pending::Form(node) = self.pending(&script) else {
            return Err(self.refusal("a form"));
        };
        let writes = variables::read_form(&script, &node.collect, values)?;
        self.stack.top_mut().write(writes);
        Ok(Some(Move::FinishForm))
    }

    fn cannot_give(&mut self) -> Result<Option<Move>, StepError> {
        let script = self.running()?;
        let Pending::Form(node) = self.pending(&script) else {
            return Err(self.refusal("a form"));
        };
        let edge = node.cannot_give.as_ref().ok_or_else(|| StepError::MustGive { node: node.id.clone() })?;
        Ok(Some(self.take_edge(edge, Vec::new())))
    }

    fn answer(&mut self, id: &str, values: &Values) -> Result<Option<Move>, StepError> {
        let script = self.running()?;
        let Pending::Answer(answers) = self.pending(&script) else {
            return Err(self.refusal("an answer"));
        };
        let call = self.stack.top();
        let mut indexed = answers.iter().enumerate();
        let Some((index, chosen)) = indexed.find(|(_, answer)| answer.id == id && call.is_open(answer)) else {
            let open = answers.iter().filter(|answer| call.is_open(answer));
            // A label with a sensitive value is not repeated.
            let open = open.map(
                |Answer { id, label, .. }| {
                    if label.is_sensitive() { id.clone() } else { label.render(&call.env, true) }
                },
            );
            let open = open.collect();
            return Err(StepError::NoSuchAnswer { node: call.node().id.clone(), answer: id.to_owned(), open });
        };
        let writes = variables::read_form(&script, &chosen.collect, values)?;
        Ok(Some(self.choose(&script, index, chosen, writes)))
    }

    /// Takes an answer, which is open and has this index, with the values that are given together with it.
    fn choose(&mut self, script: &Arc<Script>, index: usize, chosen: &Answer, given: Vec<VariableWrite>) -> Move {
        let call = self.stack.top_mut();
        if let Some(limit) = chosen.limit {
            call.count_use(limit.id);
        }
        if let Some(trace) = &mut self.trace {
            trace.record_answer(&chosen.id);
            trace.pass(script, Part::Answer(call.at.node, index));
        }
        self.take_edge(&chosen.edge, given)
    }

    fn proceed(&mut self) -> Result<Option<Move>, StepError> {
        let script = self.running()?;
        let Pending::Proceed = self.pending(&script) else {
            return Err(self.refusal("a step forward"));
        };
        self.stack.top_mut().at.rendered = None;
        Ok(Some(Move::TakeExit))
    }

    fn complete(&mut self, name: &str, returned: &Values) -> Result<Option<Move>, StepError> {
        let script = self.running()?;
        let Pending::Result(action) = self.pending(&script) else {
            return Err(self.refusal("an action's result"));
        };
        let (index, result) = result_of(self.stack.top().node(), action, name)?;
        let taken = variables::read_returned(&script, &result.take, returned)?;
        if let Some(trace) = &mut self.trace {
            trace.pass(&script, Part::Result(self.stack.top().at.node, index));
        }
        Ok(Some(self.take_edge(&result.edge, taken)))
    }

    fn aside(&mut self, id: &str) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let open = self.asides();
        let Some(chosen) = open.iter().find(|aside| aside.shown.id == id) else {
            let node = self.stack.top().node().id.clone();
            let open = open.into_iter().map(
                |OpenAside { shown: AsideChoice { id, label, sensitive }, .. }| {
                    if sensitive { id } else { label }
                },
            );
            return Err(StepError::NoSuchAside { node, aside: id.to_owned(), open: open.collect() });
        };
        Ok(Some(self.call_aside(chosen.above, chosen.index)))
    }

    /// Calls an open aside of the call below the topmost `above` ones, by its index.
    fn call_aside(&mut self, above: usize, index: usize) -> Move {
        self.stack.interrupt(above, Some(index));
        let script = Arc::clone(&self.stack.top().script);
        let aside = &script.asides()[index];
        if let Some(trace) = &mut self.trace {
            trace.record_aside(&aside.id);
            trace.pass(&script, Part::Aside(index));
        }
        self.take_edge(&aside.edge, Vec::new())
    }

    fn jump(&mut self, id: &str, reason: &str, values: &Values, at: Moment) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let script = Arc::clone(&self.stack.top().script);
        let Some(target) = script.find_node(id) else {
            return Err(StepError::NoSuchNode { script: script.id().to_owned(), node: id.to_owned() });
        };
        let missing = self.stack.top().missing(target, self.stack.run());
        let mut missing = variables::names(missing.iter().map(|id| script.variable(*id)));
        missing.retain(|name| values.iter().all(|(given, _)| given != name));
        let given = variables::read_given(&script, values, |_| true);
        let given = given.map_err(|refused| variables::with_missing(&script, refused, &missing))?;
        if !missing.is_empty() {
            return Err(StepError::Missing { node: id.to_owned(), missing });
        }
        let call = self.stack.top_mut();
        if let Some(trace) = &mut self.trace {
            trace.record_deviation(&script, &call.node().id, id, reason, at.timestamp());
        }
        call.write(given);
        Ok(Some(Move::Enter(target)))
    }

    /// The running script, unless the call is over.
    fn running(&self) -> Result<Arc<Script>, StepError> {
        self.refuse_if_over()?;
        Ok(Arc::clone(&self.stack.top().script))
    }

    /// What the running call waits for; `script` is the running script.
    fn pending<'s>(&self, script: &'s Script) -> Pending<'s> {
        Pending::of(self.stack.top(), script)
    }

    pub(super) fn refusal(&self, given: &'static str) -> StepError {
        let call = self.stack.top();
        let waits_for = Pending::of(call, &call.script).as_str();
        StepError::WrongStep { node: call.node().id.clone(), waits_for, given }
    }

    /// Fails if the session has ended or was hung up.
    pub(crate) fn refuse_if_over(&self) -> Result<(), StepError> {
        self.refuse_if_hung_up()?;
        if self.is_ended() { Err(StepError::Ended) } else { Ok(()) }
    }

    /// Fails if the call was hung up.
    pub(crate) fn refuse_if_hung_up(&self) -> Result<(), StepError> {
        if self.hung_up { Err(StepError::HungUp) } else { Ok(()) }
    }
}
