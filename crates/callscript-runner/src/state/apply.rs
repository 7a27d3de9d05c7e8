//! One event: whether it is allowed here, and what it does.
//!
//! What can be refused is refused before anything changes. A [`Fault`](crate::Fault) may come later: whoever applies events then goes
//! back to the state before.

use std::sync::Arc;

use callscript::coverage::Part;
use callscript::script::{Exit, NodeId};
use jiff::Timestamp;

use super::State;
use super::advance::Move;
use super::values::{self, Writes};
use crate::Values;
use crate::call::{Call, Stage};
use crate::error::StepError;
use crate::event::{EventKind, Revision};

impl State {
    /// Does what an event says. Notes, and what only says which events count, change nothing here.
    pub(crate) fn apply(&mut self, event: &EventKind, at: Timestamp) -> Result<(), StepError> {
        let next = match event {
            EventKind::Started(_) | EventKind::Back | EventKind::Noted { .. } => None,
            EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
                self.enter_values(values)?
            }
            EventKind::CannotGive | EventKind::Revised { to: Revision::CannotGive, .. } => self.cannot_give()?,
            EventKind::Answered { answer } | EventKind::Revised { to: Revision::Answer(answer), .. } => {
                self.answer(answer)?
            }
            EventKind::Proceeded => self.proceed()?,
            EventKind::Completed { result, returned } => self.complete(result, returned)?,
            EventKind::LeftOut { outcome, sets } => self.leave_out(outcome, sets)?,
            EventKind::Aside { aside } => self.aside(aside)?,
            EventKind::Jumped { node, reason, values } => self.jump(node, reason, values, at)?,
            EventKind::HungUp { .. } => {
                self.refuse_if_over()?;
                self.hung_up = true;
                None
            }
        };
        if next.is_some() {
            self.begun = 0;
        }
        Ok(self.go(next, at)?)
    }

    fn enter_values(&mut self, values: &Values) -> Result<Option<Move>, StepError> {
        let call = self.waiting("a form", |stage| matches!(stage, Stage::Form))?;
        let writes = values::read_form(&call.script, &call.node().collect, values)?;
        for (variable, value) in writes {
            call.put(variable, value);
        }
        Ok(Some(Move::Settle))
    }

    fn cannot_give(&mut self) -> Result<Option<Move>, StepError> {
        let call = self.waiting("a form", |stage| matches!(stage, Stage::Form))?;
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        let Some(edge) = &node.cannot_give else {
            return Err(StepError::MustGive { node: node.id.clone() });
        };
        Ok(self.take(edge, Writes::new())?)
    }

    fn answer(&mut self, id: &str) -> Result<Option<Move>, StepError> {
        let call = self.waiting("an answer", |stage| matches!(stage, Stage::Question))?;
        let (script, node_id) = (Arc::clone(&call.script), call.at.node);
        let node = script.node(node_id);
        let Exit::Answers(answers) = &node.exit else {
            return Err(call.no_way_on().into());
        };
        let chosen = answers.iter().enumerate().find(|(_, answer)| answer.id == id);
        match chosen {
            Some((at, chosen)) if call.is_open(&chosen.edge)? => {
                if let Some(trace) = &mut self.trace {
                    trace.answered(id);
                    trace.pass(&script, Part::Answer(node_id, at));
                }
                Ok(self.take(&chosen.edge, Writes::new())?)
            }
            _ => {
                let mut open = Vec::new();
                for answer in answers {
                    if call.is_open(&answer.edge)? {
                        open.push(answer.id.clone());
                    }
                }
                Err(StepError::NoSuchAnswer { node: node.id.clone(), answer: id.to_owned(), open })
            }
        }
    }

    fn proceed(&mut self) -> Result<Option<Move>, StepError> {
        let call = self.waiting("a step on", |stage| matches!(stage, Stage::Message | Stage::Ending(_)))?;
        call.at.words = None;
        Ok(Some(Move::Leave))
    }

    fn complete(&mut self, name: &str, returned: &Values) -> Result<Option<Move>, StepError> {
        let call = self.waiting("an action's result", |stage| matches!(stage, Stage::Action(_)))?;
        let (script, node_id) = (Arc::clone(&call.script), call.at.node);
        let node = script.node(node_id);
        let Exit::Action(action) = &node.exit else {
            return Err(call.no_way_on().into());
        };
        let Some((at, result)) = action.then.iter().enumerate().find(|(_, result)| result.name == name) else {
            let results = action.then.iter().map(|result| result.name.clone());
            return Err(StepError::NoSuchResult {
                node: node.id.clone(),
                action: action.name.clone(),
                result: name.to_owned(),
                results: results.collect(),
            });
        };
        let taken = values::read_returned(&script, &result.edge.take, returned)?;
        if let Some(trace) = &mut self.trace {
            trace.pass(&script, Part::Result(node_id, at));
        }
        Ok(self.take(&result.edge, taken)?)
    }

    fn aside(&mut self, id: &str) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let open = self.asides()?;
        let Some(chosen) = open.iter().find(|aside| aside.shown.id == id) else {
            let node = self.stack.top().node().id.clone();
            let open = open.into_iter().map(|aside| aside.shown.id);
            return Err(StepError::NoSuchAside { node, aside: id.to_owned(), open: open.collect() });
        };
        if let Some(trace) = &mut self.trace {
            trace.aside(id);
        }
        self.stack.interrupt(chosen.above, Some(chosen.index));
        let script = Arc::clone(&self.stack.top().script);
        if let Some(trace) = &mut self.trace {
            trace.pass(&script, Part::Aside(chosen.index));
        }
        match script.asides().get(chosen.index) {
            Some(aside) => Ok(self.take(&aside.edge, Writes::new())?),
            None => Ok(None),
        }
    }

    fn jump(&mut self, id: &str, reason: &str, values: &Values, at: Timestamp) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let script = Arc::clone(&self.stack.top().script);
        let Some(target) = script.find_node(id) else {
            return Err(StepError::NoSuchNode { script: script.id().to_owned(), node: id.to_owned() });
        };
        let given = values::read_given(&script, values, |_| true)?;
        let mut missing = self.stack.top().missing(target, self.stack.caller());
        missing.retain(|id| given.iter().all(|(variable, _)| variable != id));
        if !missing.is_empty() {
            let missing = values::names(missing.iter().map(|id| script.variable(*id)));
            return Err(StepError::Missing { node: id.to_owned(), missing });
        }
        let call = self.stack.top_mut();
        if let Some(trace) = &mut self.trace {
            trace.deviation(&script, &call.node().id, id, reason, at);
        }
        for (variable, value) in given {
            call.put(variable, Some(value));
        }
        Ok(Some(self.leap(target)))
    }

    /// Off to a node: as an aside if it can resume and none is open in this call.
    fn leap(&mut self, target: NodeId) -> Move {
        let call = self.stack.top();
        if call.script.node(target).resumes && call.interrupted.is_empty() {
            self.stack.interrupt(0, None);
        }
        Move::Enter(target)
    }

    /// The running call, if it stands where this can be done.
    fn waiting(&mut self, given: &'static str, fits: impl Fn(&Stage) -> bool) -> Result<&mut Call, StepError> {
        self.refuse_if_over()?;
        let call = self.stack.top_mut();
        if fits(&call.at.stage) {
            return Ok(call);
        }
        let waits_for = waits_for(&call.at.stage);
        Err(StepError::WrongStep { node: call.node().id.clone(), waits_for, given })
    }

    /// After the end, and after a call was hung up, nothing goes on.
    pub(crate) fn refuse_if_over(&self) -> Result<(), StepError> {
        self.refuse_if_hung_up()?;
        if self.is_ended() { Err(StepError::Ended) } else { Ok(()) }
    }

    /// After a call was hung up, nothing follows.
    pub(crate) fn refuse_if_hung_up(&self) -> Result<(), StepError> {
        if self.hung_up { Err(StepError::HungUp) } else { Ok(()) }
    }
}

fn waits_for(stage: &Stage) -> &'static str {
    match stage {
        Stage::Form => "a form",
        Stage::Message | Stage::Ending(_) => "a step on",
        Stage::Question => "an answer",
        Stage::Action(_) => "an action's result",
        Stage::Running | Stage::After(_) => "a subscript",
        Stage::Ended(_) => "nothing",
    }
}
