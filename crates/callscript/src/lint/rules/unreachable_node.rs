//! Nodes that no root leads to.

use crate::analysis::graph::{Link, To};
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "unreachable-node",
    group: Group::Graph,
    page: include_str!("../../../docs/rules/unreachable-node.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (document, graph) = (subject.document, subject.graph);
    let start = document.start_node();
    let Some(start) = start.filter(|_| !document.has_faulty_node()) else {
        return Vec::new();
    };
    let roots = graph.links().iter().filter(|link| link.from.is_none()).filter_map(leads_to);
    let reached = graph.reachable(roots.chain([start]), leads_to);
    if !reached.contains(&false) {
        return Vec::new();
    }
    let lost = |link: &Link| leads_to(link).filter(|&node| !reached[node]);
    let mut told = reached.clone();
    let mut findings = Vec::new();
    for component in topmost(subject, &reached, lost) {
        let nodes = graph.mark_reachable(&mut told, component.iter().copied(), lost);
        findings.extend(finding(subject, &component, &nodes));
    }
    findings
}

/// Where a link leads here: a name that is nearly right counts as the right one.
fn leads_to(link: &Link) -> Option<usize> {
    match link.to {
        To::Unknown(meant) => {
            meant.map(|meant| meant.node).filter(|_| link.kind != crate::analysis::graph::LinkKind::Retry)
        }
        _ => link.edge_target(),
    }
}

/// The unreachable components that nothing outside them leads to, by their first node.
fn topmost(subject: &Subject<'_>, reached: &[bool], lost: impl Fn(&Link) -> Option<usize>) -> Vec<Vec<usize>> {
    let graph = subject.graph;
    let components = graph.components_over(&lost);
    let component_of = components.by_node();
    let mut entered = vec![false; components.len()];
    for from in (0..graph.len()).filter(|&node| !reached[node]) {
        for to in graph.out(from).iter().filter_map(&lost) {
            entered[component_of[to]] |= component_of[to] != component_of[from];
        }
    }
    let tops = components.iter().zip(entered).filter(|(component, entered)| !entered && !reached[component[0]]);
    let mut tops: Vec<Vec<usize>> = tops.map(|(component, _)| component.to_vec()).collect();
    tops.sort_unstable();
    tops
}

fn finding(subject: &Subject<'_>, component: &[usize], nodes: &[usize]) -> Option<Diagnostic> {
    let first = *component.first()?;
    let id = subject.id(first);
    let message = match nodes.len() {
        1 => format!("nothing leads to `{id}`"),
        2 => format!("nothing leads to `{id}`, nor to the node below it"),
        many => format!("nothing leads to `{id}`, nor to the {} nodes below it", many - 1),
    };
    let mut finding = subject.finding(&RULE, subject.span(first), message).node(id);
    finding.nodes = nodes.iter().map(|&node| subject.id(node).to_owned()).collect();
    Some(finding.help(format!("lead to `{id}` from an answer, an aside or an entry, or remove it")))
}
