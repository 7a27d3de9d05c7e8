//! Finds the step at which a failing call left the path that `visited` describes.
//!
//! If the script has an edge between two consecutive nodes of `visited`, the step that was taken at the first and led
//! elsewhere is the cause, whatever happened later. If other nodes lie in between, the cause is the step after which
//! the second node could no longer be reached. If `visited` names a node for every step so far, the step after the last
//! of them probably had to reach the first missing node, even if the script has no such edge.

use std::collections::{HashMap, HashSet};

use callscript::jiff::Timestamp;
use callscript::scenario::{Scenario, StepKind};
use callscript::script::{Edge, Exit, Node, NodeId, Script, Target, Way};

use super::expect::{Expected, matched};
use crate::scenario::complaint::{Complaint, LocatedComplaint};
use crate::session::Session;
use crate::session::trace::Visit;

/// The step that left the path.
pub(super) enum Departure {
    /// It caused the failure.
    Certain(LocatedComplaint),
    /// It may have caused the failure.
    Likely(LocatedComplaint),
}

/// The step that left the path, if there is one; `step_at` gives the index of the step taken at a time.
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
    // Whether at most one step was taken between two consecutive nodes that were found.
    let number = |step: &Option<usize>| step.map_or(0, |step| step + 1);
    let is_dense = |pair: &[Option<usize>]| matches!(pair, [one, other] if number(other) <= number(one) + 1);
    let names_each_step = steps.len() > 1 && steps.windows(2).all(is_dense);
    let mut likely = None;
    for (at, pair) in found.iter().zip(expected.windows(2)) {
        let [node, wanted] = pair else { continue };
        let Some(wrong) = strayed((session, scenario), &path, *at, (node, wanted), &step_at) else { continue };
        let is_own = node.script == script.id() && wanted.script == script.id();
        if is_own && leads(script, node.node, wanted.node) {
            return Some(Departure::Certain(wrong));
        }
        if names_each_step && found.last() == Some(at) {
            likely = Some(Departure::Likely(wrong));
        }
    }
    let ahead = expected.get(found.len()).filter(|wanted| wanted.script == script.id());
    let since = path.get(found.last().copied().unwrap_or_default()..).unwrap_or_default();
    let lost = ahead.and_then(|wanted| lost((session, scenario), since, wanted.node, &step_at));
    lost.map(Departure::Certain).or(likely)
}

/// The step after which a node can no longer be reached; at the beginning of `path` it still could.
fn lost(
    (session, scenario): (&Session, &Scenario),
    path: &[Visit],
    wanted: &str,
    step_at: impl Fn(Timestamp) -> Option<usize>,
) -> Option<LocatedComplaint> {
    let script = session.script();
    let open = can_reach(script, script.find_node(wanted)?)?;
    let is_open = |visit: &Visit| script.find_node(&visit.node).is_some_and(|node| open.contains(&node));
    let own: Vec<&Visit> = path.iter().filter(|visit| visit.script == script.id()).collect();
    own.iter().enumerate().find_map(|(at, visit)| {
        let next = own.get(at + 1).copied();
        let is_lost = next.map_or(session.is_over(), |next| !is_open(next));
        let step = step_at(next.map_or_else(|| decided_at(session), |next| Some(next.at))?)?;
        let complaint = Complaint::Lost { expected: wanted.to_owned(), now: next.map(|next| next.node.clone()) };
        let wrong = LocatedComplaint { step: Some(step), span: scenario.steps.get(step)?.span, complaint };
        (is_open(visit) && is_lost).then_some(wrong)
    })
}

/// The time of the event that decided the outcome or hung up.
fn decided_at(session: &Session) -> Option<Timestamp> {
    let mut latest = None;
    session.replay_observed(&session.effective, false, None, |state, _, event| {
        if state.outcome().is_none() {
            latest = Some(event.at.timestamp());
        }
    });
    latest
}

/// A complaint about the step taken at the visit with index `at`, if it did not lead to `wanted`.
fn strayed(
    (session, scenario): (&Session, &Scenario),
    path: &[Visit],
    at: usize,
    (node, wanted): (&Expected<'_>, &Expected<'_>),
    step_at: impl Fn(Timestamp) -> Option<usize>,
) -> Option<LocatedComplaint> {
    let next = path.iter().skip(at + 1).find(|visit| visit.script == node.script);
    let step = match next {
        Some(next) => step_at(next.at)?,
        None if session.is_over() => step_at(decided_at(session)?)?,
        None => return None,
    };
    if !is_plain(scenario, step, path.get(at)?) || next.is_some_and(|next| wanted.is(next)) {
        return None;
    }
    let (node, expected) = (node.node.to_owned(), wanted.node.to_owned());
    let complaint = Complaint::Departed { node, expected, now: next.map(|next| next.node.clone()) };
    Some(LocatedComplaint { step: Some(step), span: scenario.steps.get(step)?.span, complaint })
}

/// Whether a step follows an edge of the script. Asides and jumps do not: they return, or are intended.
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

/// Whether an edge leads from one node to the other.
fn leads(script: &Script, from: &str, to: &str) -> bool {
    let ids = script.find_node(from).zip(script.find_node(to));
    ids.is_some_and(|(from, to)| targets(script.node(from)).contains(&to))
}

/// The nodes from which a call can still reach `wanted`, including `wanted` itself and the nodes of asides, which may
/// return to a node from which it can be reached. `None` if an aside leads to it: asides can be called anywhere.
fn can_reach(script: &Script, wanted: NodeId) -> Option<HashSet<NodeId>> {
    let nodes = || script.nodes().iter().filter_map(|node| Some((script.find_node(&node.id)?, node)));
    let mut before: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for (id, node) in nodes() {
        for target in targets(node) {
            before.entry(target).or_default().push(id);
        }
    }
    let from = |mut waiting: Vec<NodeId>| {
        let mut open: HashSet<NodeId> = HashSet::new();
        while let Some(node) = waiting.pop() {
            if open.insert(node) {
                waiting.extend(before.get(&node).into_iter().flatten());
            }
        }
        open
    };
    let leads_there = from(vec![wanted]);
    let into = |edge: &Edge| matches!(edge.way, Way::To(Target::Node(node)) if leads_there.contains(&node));
    if script.asides().iter().any(|aside| into(&aside.edge)) {
        return None;
    }
    let comes_back = nodes().filter(|(_, node)| resumes(node)).map(|(id, _)| id);
    Some(from(comes_back.chain([wanted]).collect()))
}

/// Whether the exit of a node, or an edge of it, resumes what an aside interrupted.
fn resumes(node: &Node) -> bool {
    let by_edge = |edge: &&Edge| match &edge.way {
        Way::To(target) => matches!(target, Target::Resume),
        Way::Retry { otherwise, .. } => matches!(otherwise, Target::Resume),
    };
    matches!(node.exit, Exit::Resume) || node.edges().iter().any(by_edge)
}

/// The targets of a node's edges.
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
