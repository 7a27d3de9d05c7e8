//! A `resume` that can be reached from `start` or an entry, where there is no aside to return from.

use crate::analysis::graph::{Link, LinkKind, To};
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::Span;
use crate::document::ExitKind;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "resume-outside-aside",
    group: Group::Graph,
    page: include_str!("../../../docs/rules/resume-outside-aside.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (document, graph) = (subject.document, subject.graph);
    let start = document.start_node();
    let entries = graph.links().iter().filter(|link| link.kind == LinkKind::Entry).filter_map(Link::target);
    let reached = graph.reachable(entries.chain(start), Link::target);
    let mut findings = Vec::new();
    for (at, (id, node)) in document.nodes.iter().enumerate().filter(|(at, _)| reached[*at]) {
        let exits = node.exits.iter().filter(|exit| matches!(exit.kind, ExitKind::Resume)).map(|exit| exit.key.span);
        let edges = graph.out(at).iter().filter(|link| matches!(link.to, To::Resume)).map(|link| link.span);
        // What the script itself says of silence is one place, however many nodes it is for.
        let is_new = |span: &Span| findings.iter().all(|known: &Diagnostic| known.span != Some(*span));
        let new: Vec<Span> = exits.chain(edges).filter(is_new).collect();
        findings.extend(new.into_iter().map(|span| finding(subject, id, span)));
    }
    findings
}

fn finding(subject: &Subject<'_>, id: &str, span: Span) -> Diagnostic {
    let message = format!("`{id}` resumes, but can be reached outside an aside, where there is nothing to go back to");
    let help = "only asides of `anytime` may lead to a `resume`: lead the ordinary path to a node of its own";
    subject.finding(&RULE, span, message).node(id).help(help)
}
