//! The step with which a failing call left the way that `visited` describes.
//!
//! Where two nodes of `visited` follow each other directly in the script, the step that was taken at the first and led
//! elsewhere is to blame, whatever came of it later.

use callscript::scenario::{Scenario, StepKind};
use callscript::script::{Exit, Node, NodeId, Script, Target, Way};
use jiff::Timestamp;

use super::complaint::Complaint;
use super::expect::{Expected, matched};
use super::performer::Wrong;
use crate::session::Session;
use crate::trace::Visit;

/// The step that led elsewhere, if there is one; `step_at` says which step was taken when.
pub(super) fn find(
    session: &Session,
    scenario: &Scenario,
    step_at: impl Fn(Timestamp) -> Option<usize>,
) -> Option<Wrong> {
    let script = session.script();
    let path = session.result().path;
    let expected = Expected::of(script, scenario);
    let found = matched(&expected, &path);
    let pairs = expected.windows(2).zip(&found).filter_map(|(pair, at)| match pair {
        [one, other] => Some((*one, *other, *at)),
        _ => None,
    });
    let mut departures = pairs.filter_map(|(one, other, at)| {
        let next = path.iter().skip(at + 1).find(|visit| visit.script == one.script)?;
        let is_direct = one.script == script.id() && other.script == script.id() && leads(script, one.node, other.node);
        let step = step_at(next.at)?;
        let is_plain = is_plain(scenario, step, path.get(at)?);
        (is_direct && is_plain && !other.is(next)).then(|| (step, one.node, other.node, next.node.clone()))
    });
    let (step, node, expected, now) = departures.next()?;
    let span = scenario.steps.get(step)?.span;
    let complaint = Complaint::Departed { node: node.to_owned(), expected: expected.to_owned(), now };
    Some((Some(step), span, complaint))
}

/// Whether a step goes along the script; asides and jumps do not, and come back or are meant.
fn is_plain(scenario: &Scenario, step: usize, from: &Visit) -> bool {
    let step = scenario.steps.get(step).map(|step| &step.kind);
    let is_plain = matches!(
        step,
        Some(
            StepKind::Answer(_)
                | StepKind::Enter(_)
                | StepKind::CannotGive
                | StepKind::Action { .. }
                | StepKind::Subscript { .. }
        )
    );
    is_plain && from.aside.is_none()
}

/// Whether an edge leads straight from one node to another.
fn leads(script: &Script, from: &str, to: &str) -> bool {
    let ids = script.find_node(from).zip(script.find_node(to));
    ids.is_some_and(|(from, to)| targets(script.node(from)).contains(&to))
}

/// The nodes that a node leads to.
fn targets(node: &Node) -> Vec<NodeId> {
    let mut found = Vec::new();
    if let Exit::Goto(node) = &node.exit {
        found.push(*node);
    }
    for edge in node.edges() {
        let target = match &edge.way {
            Way::To(target) => Some(*target),
            Way::Retry { target, otherwise, .. } => {
                found.push(*target);
                *otherwise
            }
        };
        if let Some(Target::Node(node)) = target {
            found.push(node);
        }
    }
    found
}
