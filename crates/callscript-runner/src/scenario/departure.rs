//! The step with which a failing call left the way that `visited` describes.
//!
//! Where two nodes of `visited` follow each other directly in the script, the step that was taken at the first and led
//! elsewhere is to blame, whatever came of it later. Where `visited` names a node for every step so far, the first that
//! is missing was to be reached by the next step as well, whatever the script says now.

use callscript::scenario::{Scenario, StepKind};
use callscript::script::{Exit, Node, NodeId, Script, Target, Way};
use jiff::Timestamp;

use super::complaint::Complaint;
use super::expect::{Expected, matched};
use super::performer::Wrong;
use crate::session::Session;
use crate::trace::Visit;

/// The step that led elsewhere.
pub(super) enum Departure {
    /// It is to blame.
    Certain(Wrong),
    /// It may be.
    Likely(Wrong),
}

/// The step that led elsewhere, if there is one; `step_at` says which step was taken when.
pub(super) fn find(
    session: &Session,
    scenario: &Scenario,
    step_at: impl Fn(Timestamp) -> Option<usize>,
) -> Option<Departure> {
    let script = session.script();
    let path = session.result().path;
    let expected = Expected::of(script, scenario);
    let found = matched(&expected, &path);
    let steps: Vec<Option<usize>> = found.iter().map(|at| step_at(path.get(*at)?.at)).collect();
    // From one of the nodes that were found to the next, no more than one step was taken.
    let number = |step: &Option<usize>| step.map_or(0, |step| step + 1);
    let is_dense = |pair: &[Option<usize>]| matches!(pair, [one, other] if number(other) <= number(one) + 1);
    let names_each_step = steps.len() > 1 && steps.windows(2).all(is_dense);
    for (at, pair) in found.iter().zip(expected.windows(2)) {
        let [node, wanted] = pair else { continue };
        let Some(wrong) = strayed((session, scenario), &path, *at, (node, wanted), &step_at) else { continue };
        let is_own = node.script == script.id() && wanted.script == script.id();
        if is_own && leads(script, node.node, wanted.node) {
            return Some(Departure::Certain(wrong));
        }
        if names_each_step && found.last() == Some(at) {
            return Some(Departure::Likely(wrong));
        }
    }
    None
}

/// What is wrong with the step from a visit, if it led elsewhere than to `wanted`.
fn strayed(
    (session, scenario): (&Session, &Scenario),
    path: &[Visit],
    at: usize,
    (node, wanted): (&Expected<'_>, &Expected<'_>),
    step_at: impl Fn(Timestamp) -> Option<usize>,
) -> Option<Wrong> {
    let next = path.iter().skip(at + 1).find(|visit| visit.script == node.script);
    let step = match next {
        Some(next) => step_at(next.at)?,
        None if session.is_over() => step_at(session.events().last()?.at)?,
        None => return None,
    };
    if !is_plain(scenario, step, path.get(at)?) || next.is_some_and(|next| wanted.is(next)) {
        return None;
    }
    let (node, expected) = (node.node.to_owned(), wanted.node.to_owned());
    let complaint = Complaint::Departed { node, expected, now: next.map(|next| next.node.clone()) };
    Some((Some(step), scenario.steps.get(step)?.span, complaint))
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
            Way::To(target) => target,
            Way::Retry { target, otherwise, .. } => {
                found.push(*target);
                otherwise
            }
        };
        if let Target::Node(node) = target {
            found.push(*node);
        }
    }
    found
}
