//! Lowers exits and edges.

use std::collections::HashMap;
use std::sync::Arc;

use super::Builder;
use crate::analysis::typed_expression::{LowerError, Lowered, all};
use crate::document::{self, ExitKind};
use crate::script::{
    Action, ActionResult, Answer, Branch, Decide, Edge, Exit, Limit, OutcomeId, RetryId, Run, Target, Way,
};

impl Builder<'_> {
    pub(super) fn exit(&mut self, exit: &ExitKind) -> Lowered<Exit> {
        let exit = match exit {
            ExitKind::Answers(answers) => Exit::Answers(all(answers.iter().map(|answer| self.answer(answer)))?),
            ExitKind::Goto(target) => Exit::Goto(self.node_id(target)?),
            ExitKind::Decide(arms) => {
                let mut arms = all(arms.iter().map(|arm| self.edge(arm)))?;
                let otherwise = arms.pop().filter(|arm| arm.when.is_none()).ok_or(LowerError)?;
                Exit::Decide(Decide { arms, otherwise })
            }
            ExitKind::Run(run) => Exit::Run(Arc::new(self.run(run)?)),
            ExitKind::Action(action) => Exit::Action(self.action(action)?),
            ExitKind::End(outcome) => Exit::End(self.end_id(outcome)?),
            ExitKind::Resume => Exit::Resume,
            ExitKind::Empty | ExitKind::Unreadable => return Err(LowerError),
        };
        Ok(exit)
    }

    /// Lowers an answer. A `retry` without `else` becomes an edge to its node, with a limit after which the answer is
    /// closed.
    fn answer(&mut self, answer: &document::Labelled) -> Lowered<Answer> {
        let document::Labelled { label, edge } = answer;
        let (way, limit) = match &edge.ways[..] {
            [document::Way::Retry(retry)] if retry.otherwise.is_none() => {
                let limit = Limit { id: self.retry_id(), at_most: retry.at_most.ok_or(LowerError)? };
                (Way::To(Target::Node(self.node_id(&retry.target)?)), Some(limit))
            }
            [way] => (self.way(way)?, None),
            _ => return Err(LowerError),
        };
        let collect = all(edge.collect().iter().map(|name| self.variable_id(&name.value)))?;
        let edge = self.edge_with(edge, way)?;
        Ok(Answer { id: label.id.clone(), label: self.text(&label.text)?, edge, limit, collect })
    }

    fn run(&mut self, run: &document::Run) -> Lowered<Run> {
        let script = Arc::clone(self.callee(&run.script)?);
        let branches = run.then.iter().map(|branch| (branch.name.value.as_str(), &branch.edge));
        let branches: HashMap<&str, &document::Edge> = branches.collect();
        let branch = |end: &OutcomeId| {
            let edge = *branches.get(script.outcome(*end).id.as_str()).ok_or(LowerError)?;
            Ok(Branch { take: self.take(&edge.take, &script)?, edge: self.edge(edge)? })
        };
        let then = all(script.ends.iter().map(branch))?;
        Ok(Run { with: self.inputs(&run.with, &script)?, then, script })
    }

    fn action(&mut self, action: &document::Action) -> Lowered<Action> {
        let then = action.then.iter().map(|branch| {
            let take = self.returned(&branch.edge.take)?;
            Ok(ActionResult { name: branch.name.value.clone(), edge: self.edge(&branch.edge)?, take })
        });
        let then = all(then)?;
        let with = action.with.iter().map(|given| Ok((given.target.value.clone(), self.operand(&given.value)?)));
        Ok(Action { name: action.name.value.clone(), with: all(with)?, then, read_only: action.read_only })
    }

    pub(super) fn edge(&mut self, edge: &document::Edge) -> Lowered<Edge> {
        let [way] = &edge.ways[..] else {
            return Err(LowerError);
        };
        let way = self.way(way)?;
        self.edge_with(edge, way)
    }

    fn edge_with(&self, edge: &document::Edge, way: Way) -> Lowered<Edge> {
        Ok(Edge {
            when: self.when(edge.when.as_deref())?,
            set: self.set(&edge.set)?,
            way,
            share: edge.share.as_ref().map(|share| share.value),
        })
    }

    fn way(&mut self, way: &document::Way) -> Lowered<Way> {
        let document::Way::Retry(retry) = way else {
            return self.target(way).map(Way::To);
        };
        Ok(Way::Retry {
            id: self.retry_id(),
            target: self.node_id(&retry.target)?,
            at_most: retry.at_most.ok_or(LowerError)?,
            otherwise: self.target(retry.otherwise.as_deref().ok_or(LowerError)?)?,
        })
    }

    /// The id of what counts the visits of a form that begins afresh: no retry has it.
    pub(super) fn visits_id(&mut self) -> RetryId {
        self.afresh += 1;
        RetryId(u32::MAX - self.afresh)
    }

    pub(super) fn retry_id(&mut self) -> RetryId {
        self.retries += 1;
        RetryId(self.retries - 1)
    }

    fn target(&self, way: &document::Way) -> Lowered<Target> {
        match way {
            document::Way::Goto(node) => self.node_id(node).map(Target::Node),
            document::Way::End(outcome) => self.end_id(outcome).map(Target::End),
            document::Way::Resume(_) => Ok(Target::Resume),
            document::Way::Retry(_) => Err(LowerError),
        }
    }
}
