//! Cycles of nodes without a `retry`.

use crate::analysis::graph::Link;
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "cycle", group: Group::Graph, page: include_str!("../../../docs/rules/cycle.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let cycles = subject.graph.cycles();
    cycles.iter().filter_map(|(component, cycle)| finding(subject, component, cycle)).collect()
}

/// The most steps of a cycle to show.
const MAX_SHOWN: usize = 50;

fn finding(subject: &Subject<'_>, component: &[usize], cycle: &[&Link]) -> Option<Diagnostic> {
    let first = cycle.first()?;
    let from = |link: &Link| subject.id(link.from.unwrap_or_default()).to_owned();
    let start = from(first);
    let mut path: Vec<String> = cycle.iter().take(MAX_SHOWN).map(|link| from(link)).collect();
    if cycle.len() > MAX_SHOWN {
        path.push("…".to_owned());
    }
    path.push(start.clone());
    let message = format!("`{start}` leads back to itself: {}", path.join(" -> "));
    let mut finding = subject
        .finding(&RULE, first.span, message)
        .node(&start)
        .help("a call must come to its end: lead on elsewhere, or go back with `retry`, which has a bound");
    let targets = cycle.iter().skip(1).map(|link| from(link)).chain([start.clone()]);
    for (link, to) in cycle.iter().zip(targets).take(MAX_SHOWN) {
        finding =
            finding.related(link.span, format!("`{}` -> `{to}`: {}", from(link), link.described(subject.document)));
    }
    finding.nodes = component.iter().map(|&node| subject.id(node).to_owned()).collect();
    Some(finding)
}
