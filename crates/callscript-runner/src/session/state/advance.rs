//! Advances a session from one prompt to the next, as the format defines.
//!
//! A loop over single moves, not recursion, so that long scripts do not overflow the stack.

use std::mem;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::coverage::Part;
use callscript::script::{After, Answer, Assignment, Edge, EndId, Exit, Node, NodeId, OutcomeId, Script, Target, Way};

use super::State;
use super::variables::{self, Written};
use crate::session::call::{By, Call, Frame, Position, Stage, Words};

/// The next move. Without one, the session waits.
pub(super) enum Move {
    /// Visit a node of the running script.
    Enter(NodeId),
    /// The form is filled in, or there is none.
    Settle,
    /// The words were shown, or there are none: take the exit.
    Leave,
    /// End the running script.
    End(EndId),
    /// Return to what the aside interrupted.
    Resume,
}

impl State {
    /// Visits the first node, and advances to the first prompt.
    pub(super) fn enter_first(&mut self, node: NodeId, at: Timestamp) {
        self.go(Some(Move::Enter(node)), at);
    }

    /// Makes moves until the session waits.
    pub(super) fn go(&mut self, mut next: Option<Move>, at: Timestamp) {
        while let Some(step) = next {
            next = match step {
                Move::Enter(node) => self.enter(node, at),
                Move::Settle => self.settle(),
                Move::Leave => self.leave(),
                Move::End(end) => self.end(end),
                Move::Resume => self.resume(at),
            };
        }
    }

    /// Takes an edge: writes `taken`, makes the edge's assignments, and returns the move to its target.
    pub(super) fn take(&mut self, edge: &Edge, taken: Vec<Written>) -> Move {
        let call = self.stack.top_mut();
        call.write(taken);
        call.assign(&edge.set);
        // The words of this node were read.
        call.at.words = None;
        let target = match edge.way {
            Way::To(target) => target,
            Way::Retry { id, target, at_most, .. } if call.used(id) < at_most => {
                call.count(id);
                Target::Node(target)
            }
            Way::Retry { otherwise, .. } => otherwise,
        };
        match target {
            Target::Node(node) => Move::Enter(node),
            Target::End(end) => Move::End(end),
            Target::Resume => Move::Resume,
        }
    }

    /// Visits a node. A node that leads to `resume` belongs to an aside. If no aside is open in this call, one begins
    /// here and interrupts the current position.
    fn enter(&mut self, id: NodeId, at: Timestamp) -> Option<Move> {
        let script = Arc::clone(&self.stack.top().script);
        let node = script.node(id);
        if !node.resumes {
            self.stack.top_mut().interrupted.clear();
        } else if self.stack.top().interrupted.is_empty() {
            self.stack.interrupt(0, None);
        }
        let words = self.words(node);
        self.stack.top_mut().at = Position { stage: Stage::Form, words, ..Position::at(id) };
        if let Some(trace) = &mut self.trace {
            trace.visit(&script, node, at);
            trace.pass(&script, Part::Node(id));
        }
        node.collect.is_empty().then_some(Move::Settle)
    }

    fn settle(&mut self) -> Option<Move> {
        let outermost = self.stack.is_outermost();
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        call.assign(&node.set);
        call.at.stage = Stage::Exit;
        let shown_later = matches!(node.exit, Exit::Answers(_) | Exit::Action(_));
        if !node.collect.is_empty() && !shown_later {
            call.at.words = None;
        }
        if shown_later || call.at.words.is_none() {
            return Some(Move::Leave);
        }
        if let Exit::End(end) = node.exit
            && outermost
        {
            // The words of the last node are shown with the end, unless an `after` follows.
            let outcome = script.end(end);
            if self.after(outcome).is_none() {
                return Some(Move::Leave);
            }
            self.stack.base.at.stage = Stage::Ending(outcome);
        }
        None
    }

    fn leave(&mut self) -> Option<Move> {
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        match &script.node(call.at.node).exit {
            Exit::Answers(_) => None,
            Exit::Action(action) => {
                call.at.with = action.with.iter().map(|(_, operand)| operand.value(&call.env)).collect();
                None
            }
            Exit::Goto(node) => Some(Move::Enter(*node)),
            Exit::Decide(decide) => {
                let open = decide.arms.iter().position(|arm| call.holds(arm.when.as_ref()));
                let at = open.unwrap_or(decide.arms.len());
                if let Some(trace) = &mut self.trace {
                    trace.pass(&script, Part::Arm(call.at.node, at));
                }
                Some(self.take(decide.arms.get(at).unwrap_or(&decide.otherwise), Vec::new()))
            }
            Exit::Run(run) => Some(self.run(&run.script, &run.with, By::Run(Arc::clone(run)))),
            Exit::End(end) => Some(Move::End(*end)),
            Exit::Resume => Some(Move::Resume),
        }
    }

    /// Calls a subscript.
    fn run(&mut self, script: &Arc<Script>, with: &[Assignment], by: By) -> Move {
        let call = self.stack.top().called(script, with);
        self.stack.push(call, by);
        self.begun += 1;
        Move::Enter(script.start())
    }

    fn end(&mut self, end: EndId) -> Option<Move> {
        if let Some(trace) = &mut self.trace {
            let script = &self.stack.top().script;
            trace.pass(script, Part::Outcome(script.end(end)));
        }
        match self.stack.pop() {
            None => self.end_outermost(end),
            Some(ended) => {
                self.begun = self.begun.saturating_sub(1);
                self.come_back(ended, end)
            }
        }
    }

    /// Goes on in the caller of a subscript that has ended.
    pub(super) fn come_back(&mut self, Frame { call: ended, by }: Frame, end: EndId) -> Option<Move> {
        match by {
            By::Run(run) => {
                let branch = &run.then[end.index()];
                if let Some(trace) = &mut self.trace {
                    let call = self.stack.top();
                    trace.pass(&call.script, Part::Result(call.at.node, end.index()));
                }
                Some(self.take(&branch.edge, variables::taken_from(&ended, &branch.take)))
            }
            By::After(after, outcome) => {
                let base = &mut self.stack.base;
                base.at.stage = Stage::Ended(outcome);
                base.write(variables::taken_from(&ended, &after.take));
                None
            }
        }
    }

    fn end_outermost(&mut self, end: EndId) -> Option<Move> {
        let base = &mut self.stack.base;
        base.interrupted.clear();
        let outcome = base.script.end(end);
        let Some(after) = self.after(outcome) else {
            self.stack.base.at.stage = Stage::Ended(outcome);
            return None;
        };
        self.stack.base.at.stage = Stage::After(outcome);
        Some(self.run(&after.script, &after.with, By::After(Arc::clone(&after), outcome)))
    }

    /// The `after` of the outermost script, if it runs on this outcome.
    fn after(&self, outcome: OutcomeId) -> Option<Arc<After>> {
        let base = &self.stack.base;
        let after = base.script.after()?;
        let is_for = after.outcomes.as_ref().is_none_or(|outcomes| outcomes.contains(&outcome));
        (is_for && base.holds(after.when.as_ref())).then(|| Arc::clone(after))
    }

    fn resume(&mut self, at: Timestamp) -> Option<Move> {
        self.stack.restore();
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        if mem::take(&mut call.at.words).is_some() {
            let words = self.words(node);
            self.stack.top_mut().at.words = words;
        }
        if let Some(trace) = &mut self.trace {
            trace.visit(&script, node, at);
        }
        None
    }

    /// Renders the words of a node of the running script; `None` if it has neither words nor guidance.
    fn words(&self, node: &Node) -> Option<Words> {
        if node.say.is_none() && node.guidance.is_none() {
            return None;
        }
        let env = &self.stack.top().env;
        let say = node.say.as_ref().map(|say| say.on(&self.channel).render(env, self.masked));
        let guidance = node.guidance.as_ref().map(|guidance| guidance.render(env, self.masked));
        Some(Words { say, guidance })
    }
}

impl Call {
    /// A call of a subscript with these inputs, evaluated in this call.
    pub(super) fn called(&self, script: &Arc<Script>, with: &[Assignment]) -> Self {
        let mut call = Self::new(script, script.start());
        for input in with {
            let write = input.eval(&self.env);
            // An empty input is not given.
            if write.value().is_some() {
                call.env.write(write);
            }
        }
        call
    }

    /// Whether an answer is open: its condition holds, and its limit is not reached.
    pub(crate) fn is_open(&self, answer: &Answer) -> bool {
        let is_used_up = answer.limit.is_some_and(|limit| self.used(limit.id) >= limit.at_most);
        !is_used_up && self.holds(answer.edge.when.as_ref())
    }
}
