//! An edge, or `start`, that names a node that does not exist.

use crate::analysis::graph::{Link, LinkKind, Meant, To};
use crate::base::diagnostic::Diagnostic;
use crate::base::names::{self, Near};
use crate::base::rule::{Group, Rule};
use crate::base::source::Span;
use crate::document::Way;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "unknown-target", group: Group::Graph, page: include_str!("../../../docs/rules/unknown-target.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    if document.unknown.nodes {
        return Vec::new();
    }
    let mut findings: Vec<Diagnostic> = subject
        .graph
        .links()
        .iter()
        .filter(|link| !link.is_shared())
        .filter_map(|link| unknown(subject, link))
        .collect();
    findings.extend(shared(subject));
    if let Some(start) = document.start.as_ref().filter(|start| !document.nodes.contains_key(&start.value)) {
        let message = format!("the script starts at `{}`, which is not a node", start.value);
        let near = names::nearest(&start.value, document.nodes.keys().map(String::as_str));
        findings.push(helped(subject.finding(&RULE, start.span, message), near, start.span));
    }
    findings
}

/// The unknown targets of the script's own `silence` and `not_understood`.
fn shared(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let shared = document.lapses.iter().flat_map(|lapses| lapses.all());
    let ways = shared.flat_map(|(lapse, again)| again.edge.all_ways().map(move |way| (lapse, way)));
    let unknown = ways.filter_map(|(lapse, way)| match way {
        Way::Goto(name) if !document.nodes.contains_key(&name.value) => Some((lapse, name)),
        _ => None,
    });
    let findings = unknown.map(|(lapse, name)| {
        let message = format!("`{}` leads to `{}`, which is not a node", lapse.as_str(), name.value);
        let near = names::nearest(&name.value, document.nodes.keys().map(String::as_str));
        helped(subject.finding(&RULE, name.span, message), near, name.span)
    });
    findings.collect()
}

fn unknown(subject: &Subject<'_>, link: &Link) -> Option<Diagnostic> {
    let To::Unknown(meant) = link.to else {
        return None;
    };
    let name = link.name_in(subject.document)?;
    let message = match link.from.map(|from| subject.id(from)) {
        None => format!("{} leads to `{}`, which is not a node", link.described(subject.document), name.value),
        Some(from) if link.kind == LinkKind::Retry => {
            format!("`{from}` goes back to `{}`, which is not a node", name.value)
        }
        Some(from) => format!("`{from}` goes to `{}`, which is not a node", name.value),
    };
    let mut finding = subject.finding(&RULE, link.span, message);
    finding.node = link.from.map(|from| subject.id(from).to_owned());
    let is_outcome = subject.document.outcomes.contains_key(&name.value) && link.kind != LinkKind::Entry;
    if meant.is_none() && is_outcome {
        let help = format!("`{0}` is an outcome: write `end: {0}` to end the call with it", name.value);
        return Some(finding.help(help));
    }
    Some(helped(finding, meant.map(|Meant { node, alone }| Near { name: subject.id(node), alone }), link.span))
}

fn helped(finding: Diagnostic, near: Option<Near<'_>>, span: Span) -> Diagnostic {
    match near {
        Some(near) => finding.meant(near, span),
        None => finding.help("add a node of that name to `nodes`, or name another"),
    }
}
