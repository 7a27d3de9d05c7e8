//! Whether a session can still come to a prompt, if nobody calls an aside or jumps.
//!
//! Every edge counts as possible, whatever its condition. Must not know journals' events.

use callscript::Lapse;
use std::collections::HashSet;

use callscript::script::{Edge, Exit, Node, NodeId, Script, Target, Way};

use crate::journal::line::Location;
use crate::session::call::{Call, Stage};
use crate::session::state::State;

/// Whether a session in this state can come to the prompt of `expected` after its current one.
pub(super) fn can_reach(state: &State, expected: &Location) -> bool {
    if state.is_ended() || state.hung_up {
        return false;
    }
    let top = state.stack.top();
    if expected.is_at(top.script.id(), &top.node().id) && top.at.stage == Stage::Form && !expected.waits_for_form() {
        return true;
    }
    let mut search = Search::default();
    for (_, call) in state.stack.top_down() {
        search.call(call);
    }
    if let Some(after) = state.stack.base.script.after() {
        search.visit(&after.script, after.script.start());
    }
    search.finds(expected)
}

/// A depth-first search over the nodes of all scripts.
#[derive(Default)]
struct Search<'s> {
    seen: HashSet<(&'s str, NodeId)>,
    waiting: Vec<(&'s Script, NodeId)>,
}

impl<'s> Search<'s> {
    /// Adds what follows the position of a call, and the positions to which its asides come back.
    fn call(&mut self, call: &'s Call) {
        self.follow(&call.script, call.at.node);
        for interrupted in &call.interrupted {
            self.visit(&call.script, interrupted.at.node);
            for frame in &interrupted.above {
                self.visit(&frame.call.script, frame.call.at.node);
                self.call(&frame.call);
            }
        }
    }

    fn visit(&mut self, script: &'s Script, node: NodeId) {
        if self.seen.insert((script.id(), node)) {
            self.waiting.push((script, node));
        }
    }

    fn follow(&mut self, script: &'s Script, id: NodeId) {
        let node = script.node(id);
        if let Exit::Run(run) = &node.exit {
            self.visit(&run.script, run.script.start());
        }
        for target in targets(node) {
            self.visit(script, target);
        }
    }

    fn finds(&mut self, expected: &Location) -> bool {
        while let Some((script, id)) = self.waiting.pop() {
            let node = script.node(id);
            if expected.is_at(script.id(), &node.id) && expected.is_possible_at(node) {
                return true;
            }
            self.follow(script, id);
        }
        false
    }
}

fn targets(node: &Node) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut edge = |edge: &Edge| {
        let (first, second) = match edge.way {
            Way::To(target) => (target, None),
            Way::Retry { target, otherwise, .. } => (Target::Node(target), Some(otherwise)),
        };
        found.extend([Some(first), second].into_iter().flatten().filter_map(|target| match target {
            Target::Node(node) => Some(node),
            Target::End(_) | Target::Resume => None,
        }));
    };
    node.cannot_give.iter().for_each(&mut edge);
    Lapse::ALL.into_iter().filter_map(|lapse| node.on(lapse)).for_each(|again| edge(&again.edge));
    match &node.exit {
        Exit::Answers(answers) => answers.iter().for_each(|answer| edge(&answer.edge)),
        Exit::Decide(decide) => decide.arms.iter().chain([&decide.otherwise]).for_each(&mut edge),
        Exit::Run(run) => run.then.iter().for_each(|branch| edge(&branch.edge)),
        Exit::Action(action) => action.then.iter().for_each(|result| edge(&result.edge)),
        Exit::Goto(node) => found.push(*node),
        Exit::End(_) | Exit::Resume => {}
    }
    found
}
