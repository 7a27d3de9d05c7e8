//! On along the script, from one prompt to the next, as the format says what happens at a node.
//!
//! One loop over single moves, so that no script is too long for the stack. Between prompts nobody is asked.

use std::mem;
use std::sync::Arc;

use callscript::coverage::Part;
use callscript::script::{After, Edge, Exit, Node, NodeId, Operand, OutcomeId, Script, Target, VariableId, Way};
use jiff::Timestamp;

use super::State;
use super::values::{self, Writes};
use crate::call::{Call, Position, Stage, Words};
use crate::error::Fault;

/// What to do next; where there is none, the session waits.
pub(super) enum Move {
    /// Visit a node of the running script.
    Enter(NodeId),
    /// The form is done, or there is none.
    Settle,
    /// The words are shown, or there are none: take the exit.
    Leave,
    /// End the running script.
    End(OutcomeId),
    /// Back to what the aside interrupted.
    Resume,
}

impl State {
    /// Visits the first node.
    pub(super) fn enter_first(&mut self, node: NodeId, at: Timestamp) -> Result<(), Fault> {
        self.go(Some(Move::Enter(node)), at)
    }

    /// Moves on until something is waited for.
    pub(super) fn go(&mut self, mut next: Option<Move>, at: Timestamp) -> Result<(), Fault> {
        while let Some(step) = next {
            next = match step {
                Move::Enter(node) => self.enter(node, at)?,
                Move::Settle => self.settle()?,
                Move::Leave => self.leave()?,
                Move::End(outcome) => self.end(outcome)?,
                Move::Resume => self.resume(at)?,
            };
        }
        Ok(())
    }

    /// Takes an edge: writes what it says, and goes where it leads.
    pub(super) fn take(&mut self, edge: &Edge, taken: Writes) -> Result<Option<Move>, Fault> {
        let call = self.stack.top_mut();
        for (variable, value) in taken {
            call.write(variable, value)?;
        }
        call.assign(&edge.set)?;
        let target = match edge.way {
            Way::To(target) => target,
            Way::Retry { id, target, at_most, .. } if call.used(id) < at_most => {
                call.count(id);
                Target::Node(target)
            }
            Way::Retry { otherwise, .. } => otherwise.ok_or_else(|| call.no_way_on())?,
        };
        // Whatever was to be said here has been said.
        call.at.words = None;
        Ok(Some(match target {
            Target::Node(node) => Move::Enter(node),
            Target::End(outcome) => Move::End(outcome),
            Target::Resume => Move::Resume,
        }))
    }

    fn enter(&mut self, id: NodeId, at: Timestamp) -> Result<Option<Move>, Fault> {
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        let node = script.node(id);
        call.at = Position { node: id, stage: Stage::Form, words: None };
        if !node.resumes {
            call.interrupted.clear();
        }
        let words = self.words(node)?;
        self.stack.top_mut().at.words = words;
        if let Some(trace) = &mut self.trace {
            trace.visit(&script, node, at);
            trace.pass(&script, Part::Node(id));
        }
        Ok(node.collect.is_empty().then_some(Move::Settle))
    }

    fn settle(&mut self) -> Result<Option<Move>, Fault> {
        let outermost = self.stack.is_outermost();
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        call.assign(&node.set)?;
        let shown_later = matches!(node.exit, Exit::Answers(_) | Exit::Action(_));
        if !node.collect.is_empty() && !shown_later {
            call.at.words = None;
        }
        if shown_later || call.at.words.is_none() {
            return Ok(Some(Move::Leave));
        }
        let stage = match node.exit {
            Exit::End(outcome) if outermost => match self.after(outcome)? {
                Some(_) => Stage::Ending(outcome),
                None => return Ok(Some(Move::Leave)),
            },
            _ => Stage::Message,
        };
        self.stack.top_mut().at.stage = stage;
        Ok(None)
    }

    fn leave(&mut self) -> Result<Option<Move>, Fault> {
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        match &script.node(call.at.node).exit {
            Exit::Answers(_) => call.at.stage = Stage::Question,
            Exit::Action(action) => {
                let with = action.with.iter().map(|(_, operand)| call.operand(operand));
                call.at.stage = Stage::Action(with.collect::<Result<_, _>>()?);
            }
            Exit::Goto(node) => return Ok(Some(Move::Enter(*node))),
            Exit::Decide(edges) => {
                for (at, edge) in edges.iter().enumerate() {
                    if call.is_open(edge)? {
                        if let Some(trace) = &mut self.trace {
                            trace.pass(&script, Part::Arm(call.at.node, at));
                        }
                        return self.take(edge, Writes::new());
                    }
                }
                return Err(call.no_way_on());
            }
            Exit::Run(run) => return self.run(&run.script, &run.with, Stage::Running).map(Some),
            Exit::End(outcome) => return Ok(Some(Move::End(*outcome))),
            Exit::Resume => return Ok(Some(Move::Resume)),
        }
        Ok(None)
    }

    /// Starts a subscript; the running call waits for it at `stage`.
    fn run(&mut self, script: &Arc<Script>, with: &[(VariableId, Operand)], stage: Stage) -> Result<Move, Fault> {
        let caller = self.stack.top_mut();
        let call = caller.called(script, with)?;
        caller.at.stage = stage;
        self.stack.push(call);
        self.begun += 1;
        Ok(Move::Enter(script.start()))
    }

    fn end(&mut self, outcome: OutcomeId) -> Result<Option<Move>, Fault> {
        if let Some(trace) = &mut self.trace {
            trace.pass(&self.stack.top().script, Part::Outcome(outcome));
        }
        match self.stack.pop() {
            None => self.end_outermost(outcome),
            Some(ended) => {
                self.begun = self.begun.saturating_sub(1);
                self.come_back(&ended, outcome)
            }
        }
    }

    /// Goes on behind a subscript that has ended.
    pub(super) fn come_back(&mut self, ended: &Call, outcome: OutcomeId) -> Result<Option<Move>, Fault> {
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        if let (Stage::After(outcome), Some(after)) = (&call.at.stage, script.after()) {
            call.at.stage = Stage::Ended(*outcome);
            for (variable, value) in values::taken_from(ended, &after.take) {
                call.write(variable, value)?;
            }
            return Ok(None);
        }
        let Exit::Run(run) = &script.node(call.at.node).exit else {
            return Err(call.no_way_on());
        };
        let Some(edge) = run.then.get(outcome.index()).and_then(Option::as_ref) else {
            return Err(call.no_way_on());
        };
        if let Some(trace) = &mut self.trace {
            trace.pass(&script, Part::Result(call.at.node, outcome.index()));
        }
        self.take(edge, values::taken_from(ended, &edge.take))
    }

    fn end_outermost(&mut self, outcome: OutcomeId) -> Result<Option<Move>, Fault> {
        let script = Arc::clone(&self.stack.base.script);
        self.stack.base.interrupted.clear();
        if self.after(outcome)?.is_none() {
            self.stack.base.at.stage = Stage::Ended(outcome);
            return Ok(None);
        }
        let Some(after) = script.after() else {
            return Ok(None);
        };
        self.run(&after.script, &after.with, Stage::After(outcome)).map(Some)
    }

    /// What runs once this outcome of the outermost script is decided.
    fn after(&self, outcome: OutcomeId) -> Result<Option<&After>, Fault> {
        let base = &self.stack.base;
        let Some(after) = base.script.after() else {
            return Ok(None);
        };
        let is_for = after.outcomes.as_ref().is_none_or(|outcomes| outcomes.contains(&outcome));
        Ok((is_for && base.holds(after.when.as_ref())?).then_some(after))
    }

    fn resume(&mut self, at: Timestamp) -> Result<Option<Move>, Fault> {
        if !self.stack.restore() {
            return Err(self.stack.top().no_way_on());
        }
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        if mem::take(&mut call.at.words).is_some() {
            let words = self.words(node)?;
            self.stack.top_mut().at.words = words;
        }
        if let Some(trace) = &mut self.trace {
            trace.visit(&script, node, at);
        }
        Ok(None)
    }

    /// Makes the words of a node of the running script; none if it has neither words nor guidance.
    fn words(&self, node: &Node) -> Result<Option<Words>, Fault> {
        if node.say.is_none() && node.guidance.is_none() {
            return Ok(None);
        }
        let call = self.stack.top();
        let say = node.say.as_ref().map(|say| call.render(say.on(&self.channel), self.masked));
        let guidance = node.guidance.as_ref().map(|guidance| call.render(guidance, self.masked));
        Ok(Some(Words { say: say.transpose()?, guidance: guidance.transpose()? }))
    }
}

impl Call {
    /// A call of a subscript that this one makes, with its inputs.
    pub(super) fn called(&self, script: &Arc<Script>, with: &[(VariableId, Operand)]) -> Result<Self, Fault> {
        let mut call = Self::new(script, script.start());
        for (input, operand) in with {
            if let Some(value) = self.operand(operand)? {
                call.write(*input, Some(value))?;
            }
        }
        Ok(call)
    }

    /// Whether an edge can be taken.
    pub(crate) fn is_open(&self, edge: &Edge) -> Result<bool, Fault> {
        let used_up = match edge.way {
            Way::Retry { id, at_most, otherwise: None, .. } => self.used(id) >= at_most,
            _ => false,
        };
        Ok(!used_up && self.holds(edge.when.as_ref())?)
    }
}
