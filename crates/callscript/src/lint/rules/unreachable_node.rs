//! Nodes that cannot be reached from `start`, an entry or an aside.

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
    let unreached_target = |link: &Link| leads_to(link).filter(|&node| !reached[node]);
    let mut covered = reached.clone();
    let mut findings = Vec::new();
    for component in source_components(subject, &reached, unreached_target) {
        let nodes = graph.mark_reachable(&mut covered, component.iter().copied(), unreached_target);
        findings.extend(finding(subject, &component, &nodes));
    }
    findings
}

/// The target of a link. For this rule a misspelt target counts as the node that is probably meant.
fn leads_to(link: &Link) -> Option<usize> {
    match link.to {
        To::Unknown(meant) => {
            meant.map(|meant| meant.node).filter(|_| link.kind != crate::analysis::graph::LinkKind::Retry)
        }
        _ => link.edge_target(),
    }
}

/// The unreachable strongly connected components without incoming edges from outside, sorted by their first node.
fn source_components(
    subject: &Subject<'_>,
    reached: &[bool],
    unreached_target: impl Fn(&Link) -> Option<usize>,
) -> Vec<Vec<usize>> {
    let graph = subject.graph;
    let components = graph.components_over(&unreached_target);
    let component_of = components.by_node();
    let mut entered = vec![false; components.len()];
    for from in (0..graph.len()).filter(|&node| !reached[node]) {
        for to in graph.out(from).iter().filter_map(&unreached_target) {
            entered[component_of[to]] |= component_of[to] != component_of[from];
        }
    }
    let sources = components.iter().zip(entered).filter(|(component, entered)| !entered && !reached[component[0]]);
    let mut sources: Vec<Vec<usize>> = sources.map(|(component, _)| component.to_vec()).collect();
    sources.sort_unstable();
    sources
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
