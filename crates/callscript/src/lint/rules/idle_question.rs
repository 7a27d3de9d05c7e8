//! A question or action whose two or more edges all do the same.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::{Edge, ExitKind, Way};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "idle-question",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/idle-question.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, node) in &subject.document.nodes {
        let [exit] = &node.exits[..] else {
            continue;
        };
        let (number, is_idle, what, help) = match &exit.kind {
            ExitKind::Answers(answers) => {
                let help = "keep what was said with `set`, or say it without asking";
                (answers.len(), is_idle(answers.iter().map(|answer| &answer.edge)), "answers", help)
            }
            ExitKind::Action(action) => {
                let help = "keep which it was with `set`, or say in an ignore comment why it makes no difference";
                (action.then.len(), is_idle(action.then.iter().map(|branch| &branch.edge)), "results", help)
            }
            _ => continue,
        };
        if is_idle && number > 1 {
            let all = if number == 2 { "both".to_owned() } else { format!("all {number}") };
            let message = format!("{all} {what} of `{id}` lead to one place");
            let help = format!("lead them to different places, {help}");
            findings.push(subject.finding(&RULE, exit.key.span, message).node(id).help(help));
        }
    }
    findings
}

/// Whether all of these edges lead to the same destination, and do nothing else.
fn is_idle<'d>(edges: impl IntoIterator<Item = &'d Edge>) -> bool {
    let mut places = edges.into_iter().map(only_destination);
    let first = places.next().flatten();
    first.is_some() && places.all(|place| place == first)
}

/// The destination of an edge.
#[derive(PartialEq)]
enum Destination<'d> {
    Node(&'d str),
    End(&'d str),
    Resume,
}

/// Where an edge leads; `None` if it does anything else as well, such as setting a variable.
fn only_destination(edge: &Edge) -> Option<Destination<'_>> {
    let plain = edge.set.is_empty()
        && edge.take.is_empty()
        && edge.when.is_none()
        && edge.share.is_none()
        && edge.id.is_none()
        && edge.extras.is_none();
    match &edge.ways[..] {
        [Way::Goto(node)] if plain => Some(Destination::Node(&node.value)),
        [Way::End(outcome)] if plain => Some(Destination::End(&outcome.value)),
        [Way::Resume(_)] if plain => Some(Destination::Resume),
        _ => None,
    }
}
