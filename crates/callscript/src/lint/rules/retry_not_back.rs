//! A `retry` that does not lead back: its target is not the node itself, nor can the node be reached from it.

use crate::analysis::graph::{Link, LinkKind, To};
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "retry-not-back", group: Group::Graph, page: include_str!("../../../docs/rules/retry-not-back.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let graph = subject.graph;
    let guessed = graph.links().iter().any(|link| matches!(link.to, To::Unknown(Some(_))));
    if guessed || subject.document.has_faulty_node() {
        return Vec::new();
    }
    let retries = graph.links().iter().filter(|link| link.kind == LinkKind::Retry && link.target().is_some());
    let retries: Vec<&Link> = retries.collect();
    let ways: Vec<(usize, usize)> = retries.iter().filter_map(|link| Some((link.target()?, link.from?))).collect();
    let leads = graph.reaches(&ways);
    let stray = retries.iter().zip(ways).zip(leads).filter(|(_, leads)| !leads);
    stray.map(|((link, (target, from)), _)| finding(subject, link, from, target)).collect()
}

fn finding(subject: &Subject<'_>, link: &Link, from: usize, target: usize) -> Diagnostic {
    let (from, target) = (subject.id(from), subject.id(target));
    let message = format!("`{from}` goes back to `{target}`, which does not lead to `{from}`");
    let help = "a `retry` goes back to its own node, or to one on the way to it; use `goto` to go on";
    subject.finding(&RULE, link.span, message).node(from).help(help)
}
