//! A node or an edge that leads nowhere.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::Span;
use crate::document::{Branch, Edge, ExitKind, Labelled, Node};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "dead-end", group: Group::Graph, page: include_str!("../../../docs/rules/dead-end.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut findings = Vec::new();
    for labelled in document.entries.iter().chain(&document.anytime) {
        if leads_nowhere(&labelled.edge) {
            let message = format!("`{}` leads nowhere", labelled.label.text.as_str());
            findings.push(
                subject
                    .finding(&RULE, labelled.label.text.span(), message)
                    .help("say where it leads: write the id of a node"),
            );
        }
    }
    for (id, node) in document.nodes.iter().filter(|(_, node)| !node.faulty) {
        for (fact, place) in dead_ends(id, node) {
            let help = if place.is_none() || node.exits.iter().any(|exit| Some(exit.key.span) == place) {
                NODE_HELP
            } else {
                EDGE_HELP
            };
            let mut finding = subject.finding(&RULE, node.span, fact).node(id).help(help);
            if let Some(place) = place {
                finding = finding.related(place, "nothing follows here");
            }
            findings.push(finding);
        }
    }
    findings
}

const NODE_HELP: &str = "say how the call goes on: `goto`, `answers`, `decide`, `run`, `action`, `end` or `resume`";
const EDGE_HELP: &str = "say where it leads: write the id of a node, or an end such as `{ end: OUTCOME }`";

/// A message for each dead end in a node, with its span; `None` if it is the node itself.
fn dead_ends(id: &str, node: &Node) -> Vec<(String, Option<Span>)> {
    let mut dead = Vec::new();
    let mut edge = |name: String, span: Span| dead.push((format!("{name} of `{id}` leads nowhere"), Some(span)));
    if let Some(cannot_give) = node.cannot_give.as_deref().filter(|edge| leads_nowhere(edge)) {
        edge("`cannot_give`".to_owned(), cannot_give.span);
    }
    let mut branches = |then: &[Branch], what: &str| {
        for Branch { name, .. } in then.iter().filter(|branch| leads_nowhere(&branch.edge)) {
            edge(format!("the {what} `{}`", name.value), name.span);
        }
    };
    match node.exits.first().map(|exit| (&exit.kind, &exit.key)) {
        None => dead.push((format!("`{id}` leads nowhere"), None)),
        Some((ExitKind::Empty, key)) => {
            dead.push((format!("`{}` of `{id}` is empty, and leads nowhere", key.value), Some(key.span)));
        }
        Some((ExitKind::Answers(answers), _)) => {
            for Labelled { label, .. } in answers.iter().filter(|answer| leads_nowhere(&answer.edge)) {
                edge(format!("the answer `{}`", label.text.as_str()), label.text.span());
            }
        }
        Some((ExitKind::Decide(arms), _)) => {
            for arm in arms.iter().filter(|arm| leads_nowhere(arm)) {
                edge("an arm of `decide`".to_owned(), arm.span);
            }
        }
        Some((ExitKind::Run(run), _)) => branches(&run.then, "outcome"),
        Some((ExitKind::Action(action), _)) => branches(&action.then, "result"),
        Some(_) => {}
    }
    dead
}

fn leads_nowhere(edge: &Edge) -> bool {
    edge.ways.is_empty() && !edge.faulty
}
