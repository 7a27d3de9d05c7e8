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
        findings.extend(dead_ends(id, node).into_iter().map(|DeadEnd { fact, place }| {
            let finding = |span| subject.finding(&RULE, span, fact).node(id);
            match place {
                Place::Node => finding(node.span).help(NODE_HELP),
                Place::Exit(key) => finding(node.span).help(NODE_HELP).related(key, "nothing follows here"),
                Place::Edge(edge) => finding(edge).help(EDGE_HELP).related(node.span, "the node that it is in"),
            }
        }));
    }
    findings
}

const NODE_HELP: &str = "say how the call goes on: `goto`, `answers`, `decide`, `run`, `action`, `end` or `resume`";
const EDGE_HELP: &str = "say where it leads: write the id of a node, or an end such as `{ end: OUTCOME }`";

/// A dead end in a node.
struct DeadEnd {
    fact: String,
    place: Place,
}

/// Where a dead end is.
enum Place {
    /// The node has no exit.
    Node,
    /// The exit with this key is empty.
    Exit(Span),
    /// The edge with this label, result or outcome, or this arm.
    Edge(Span),
}

fn dead_ends(id: &str, node: &Node) -> Vec<DeadEnd> {
    let mut dead = Vec::new();
    let mut edge = |name: String, span: Span| {
        dead.push(DeadEnd { fact: format!("{name} of `{id}` leads nowhere"), place: Place::Edge(span) });
    };
    if let Some(cannot_give) = node.cannot_give.as_deref().filter(|edge| leads_nowhere(edge)) {
        edge("`cannot_give`".to_owned(), cannot_give.span);
    }
    let mut branches = |then: &[Branch], what: &str| {
        for Branch { name, .. } in then.iter().filter(|branch| leads_nowhere(&branch.edge)) {
            edge(format!("the {what} `{}`", name.value), name.span);
        }
    };
    match node.exits.first().map(|exit| (&exit.kind, &exit.key)) {
        None => dead.push(DeadEnd { fact: format!("`{id}` leads nowhere"), place: Place::Node }),
        Some((ExitKind::Empty, key)) => {
            let fact = format!("`{}` of `{id}` is empty, and leads nowhere", key.value);
            dead.push(DeadEnd { fact, place: Place::Exit(key.span) });
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
