//! Advances a session along the script from one prompt to the next, as the format defines.
//!
//! A loop over single moves, not a recursion, so that a long script cannot overflow the stack. Nothing asks the host in
//! between.

use callscript::Lapse;
use std::mem;
use std::sync::Arc;

use callscript::internal::Env;
use callscript::jiff::Timestamp;
use callscript::script::coverage::Part;
use callscript::script::{After, Assignment, Edge, EndId, Exit, Node, NodeId, OutcomeId, Script, Target, Way};

use super::State;
use super::variables::{self, VariableWrite};
use crate::session::call::{Call, CallSite, Frame, Position, RenderedText, Stage};

/// One move along the script. If there is none, the session waits for an event.
pub(super) enum Move {
    /// Enter a node of the running script.
    Enter(NodeId),
    /// Continue after the form, or without one: run the assignments of `set`, then show the text.
    FinishForm,
    /// Continue after the text, or without one: take the exit.
    TakeExit,
    /// End the running script.
    End(EndId),
    /// Return to the position that the aside interrupted.
    Resume,
    /// Make the present prompt anew.
    AskAgain(Lapse),
}

impl State {
    /// Enters the first node.
    pub(super) fn enter_first(&mut self, node: NodeId, at: Timestamp) {
        self.advance(Some(Move::Enter(node)), at);
    }

    /// Moves until the session waits for an event.
    pub(super) fn advance(&mut self, mut next: Option<Move>, at: Timestamp) {
        while let Some(step) = next {
            next = match step {
                Move::Enter(node) => self.enter(node, at),
                Move::FinishForm => self.finish_form(),
                Move::TakeExit => self.take_exit(),
                Move::End(end) => self.end(end),
                Move::Resume => self.resume(at),
                Move::AskAgain(lapse) => {
                    self.ask_again(lapse);
                    None
                }
            };
        }
    }

    /// Takes an edge: writes `taken`, which is what an action or a subscript returned, runs the edge's `set`, and
    /// returns the move to the edge's target.
    pub(super) fn take_edge(&mut self, edge: &Edge, taken: Vec<VariableWrite>) -> Move {
        self.surround();
        let call = self.stack.top_mut();
        call.write(taken);
        call.assign(&edge.set);
        // The text of this node is done.
        call.at.rendered = None;
        let target = match edge.way {
            Way::To(target) => target,
            Way::Retry { id, target, at_most, .. } if call.times_used(id) < at_most => {
                call.count_use(id);
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

    /// Enters a node. A node from which `resume` can be reached belongs to an aside: if none is open in this call, the
    /// aside interrupts the current position.
    fn enter(&mut self, id: NodeId, at: Timestamp) -> Option<Move> {
        let script = Arc::clone(&self.stack.top().script);
        let node = script.node(id);
        if !node.resumes {
            self.stack.top_mut().interrupted.clear();
        } else if self.stack.top().interrupted.is_empty() {
            self.stack.interrupt(0, None);
        }
        let rendered = self.render(node);
        let call = self.stack.top_mut();
        call.at = Position { stage: Stage::Form, rendered, cause: self.event, ..Position::at(id) };
        if let Some(visits) = node.afresh.filter(|visits| call.times_used(*visits) < 2) {
            call.count_use(visits);
        }
        if let Some(trace) = &mut self.trace {
            trace.begin_visit(&script, node, at);
            trace.pass(&script, Part::Node(id));
        }
        node.collect.is_empty().then_some(Move::FinishForm)
    }

    fn finish_form(&mut self) -> Option<Move> {
        let outermost = self.stack.is_outermost();
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        call.assign(&node.set);
        call.at.stage = Stage::Exit;
        call.at.again = None;
        let shown_later = matches!(node.exit, Exit::Answers(_) | Exit::Action(_));
        if !node.collect.is_empty() && !shown_later {
            call.at.rendered = None;
        }
        if shown_later || call.at.rendered.is_none() {
            return Some(Move::TakeExit);
        }
        if let Exit::End(end) = node.exit
            && outermost
        {
            // The prompt of the end shows this text, unless `after` runs a subscript first.
            let outcome = script.end(end);
            if self.after(outcome).is_none() {
                return Some(Move::TakeExit);
            }
            self.stack.base.at.stage = Stage::Ending(outcome);
        }
        None
    }

    fn take_exit(&mut self) -> Option<Move> {
        let call = self.stack.top_mut();
        let script = Arc::clone(&call.script);
        match &script.node(call.at.node).exit {
            Exit::Answers(_) => None,
            Exit::Action(action) => {
                call.at.cause = self.event;
                call.at.with = action.with.iter().map(|(_, operand)| operand.value(&call.env)).collect();
                None
            }
            Exit::Goto(node) => Some(Move::Enter(*node)),
            Exit::Decide(decide) => {
                let at = call.node().open(&call.env).next().unwrap_or(decide.arms.len());
                if let Some(trace) = &mut self.trace {
                    trace.pass(&script, Part::Arm(call.at.node, at));
                }
                Some(self.take_edge(decide.arms.get(at).unwrap_or(&decide.otherwise), Vec::new()))
            }
            Exit::Run(run) => Some(self.run(&run.script, &run.with, CallSite::Run(Arc::clone(run)))),
            Exit::End(end) => Some(Move::End(*end)),
            Exit::Resume => Some(Move::Resume),
        }
    }

    /// Calls a subscript.
    fn run(&mut self, script: &Arc<Script>, with: &[Assignment], by: CallSite) -> Move {
        let mut call = self.stack.top().callee(script, with);
        if let Some(trace) = &mut self.trace {
            call.run = Some(trace.begin_run(self.stack.top().node()));
        }
        if script.reads_surroundings() {
            call.surround(self.surroundings, &self.channel);
        }
        self.stack.push(call, by);
        self.new_calls += 1;
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
                self.new_calls = self.new_calls.saturating_sub(1);
                self.return_to_caller(ended, end)
            }
        }
    }

    /// Continues in the caller after a subscript ended.
    pub(super) fn return_to_caller(&mut self, Frame { call: ended, site: by }: Frame, end: EndId) -> Option<Move> {
        match by {
            CallSite::Run(run) => {
                let branch = &run.then[end.index()];
                if let Some(trace) = &mut self.trace {
                    let call = self.stack.top();
                    trace.pass(&call.script, Part::Result(call.at.node, end.index()));
                }
                let taken = variables::read_taken(&ended, &branch.take);
                self.record_end(ended, end);
                Some(self.take_edge(&branch.edge, taken))
            }
            CallSite::After(after, outcome) => {
                let base = &mut self.stack.base;
                base.at.stage = Stage::Ended(outcome);
                base.write(variables::read_taken(&ended, &after.take));
                self.record_end(ended, end);
                None
            }
        }
    }

    fn record_end(&mut self, ended: Call, end: EndId) {
        if let Some(trace) = &mut self.trace {
            let outcome = ended.script.end(end);
            trace.end_run(ended, outcome);
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
        Some(self.run(&after.script, &after.with, CallSite::After(Arc::clone(&after), outcome)))
    }

    /// The `after` of the outermost script, if it applies to this outcome now.
    fn after(&self, outcome: OutcomeId) -> Option<Arc<After>> {
        let base = &self.stack.base;
        let after = base.script.after()?;
        let is_for = after.outcomes.as_ref().is_none_or(|outcomes| outcomes.contains(&outcome));
        (is_for && base.holds(after.when.as_ref())).then(|| Arc::clone(after))
    }

    fn resume(&mut self, at: Timestamp) -> Option<Move> {
        self.stack.restore();
        self.stack.top_mut().at.again = None;
        self.surround();
        self.render_again();
        let call = self.stack.top();
        if let Some(trace) = &mut self.trace {
            trace.begin_visit(&call.script, call.node(), at);
        }
        None
    }

    /// Makes the words of a question or an action that comes after a form anew: they were made when the form came.
    pub(super) fn render_after_form(&mut self) {
        let call = self.stack.top();
        if !call.node().collect.is_empty() && call.at.stage != Stage::Form {
            self.render_again();
        }
    }

    /// Makes the words of the present prompt anew, unless they have been passed.
    pub(super) fn render_again(&mut self) {
        let call = self.stack.top_mut();
        if mem::take(&mut call.at.rendered).is_some() {
            let script = Arc::clone(&call.script);
            let node = call.at.node;
            let rendered = self.render(script.node(node));
            self.stack.top_mut().at.rendered = rendered;
        }
    }

    /// Renders the text of a node of the running script; `None` if it has neither `say` nor `guidance`.
    fn render(&self, node: &Node) -> Option<RenderedText> {
        if node.say.is_none() && node.guidance.is_none() {
            return None;
        }
        let call = self.stack.top();
        match &self.ahead {
            None => Some(self.rendered(node, &call.env, &self.channel)),
            Some(ahead) if call.script.reads_surroundings() => {
                let mut later = call.clone();
                later.surround(ahead.at.surroundings(), &ahead.channel);
                Some(self.rendered(node, &later.env, &ahead.channel))
            }
            Some(ahead) => Some(self.rendered(node, &call.env, &ahead.channel)),
        }
    }

    fn rendered(&self, node: &Node, env: &Env, channel: &str) -> RenderedText {
        let say = node.say.as_ref().map(|say| say.on(channel).render(env, self.masked));
        let guidance = node.guidance.as_ref().map(|guidance| guidance.render(env, self.masked));
        RenderedText { say, guidance }
    }
}

impl Call {
    /// A new call of a subscript by this call, with its inputs.
    pub(super) fn callee(&self, script: &Arc<Script>, with: &[Assignment]) -> Self {
        let mut call = Self::new(script, script.start());
        for input in with {
            let write = input.eval(&self.env);
            // An empty input stays unset.
            if write.value().is_some() {
                call.env.write(write);
            }
        }
        call
    }
}
