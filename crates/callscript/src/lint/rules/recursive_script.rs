//! Scripts that run each other in a cycle.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::Name;
use crate::library::File;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "recursive-script",
    group: Group::Graph,
    page: include_str!("../../../docs/rules/recursive-script.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    if !linked.index.may_be_circular(linked.files, linked.at) {
        return Vec::new();
    }
    let circle = shortest_cycle(linked);
    let reporter = circle.iter().map(|(at, _)| *at).filter(|&at| linked.reported[at]).min();
    if circle.is_empty() || reporter.unwrap_or(linked.at) != linked.at {
        return Vec::new();
    }
    let ids: Vec<&str> = circle.iter().map(|(_, run)| run.value.as_str()).collect();
    let Some(((_, run), last)) = circle.first().zip(ids.last()) else {
        return Vec::new();
    };
    let message = format!("`{last}` runs itself: {last} -> {}", ids.join(" -> "));
    let mut finding = subject
        .finding(&RULE, run.span, message)
        .help("a call must come to its end: let one of them end with an outcome instead");
    finding.node = node_of(&linked.files[linked.at], run);
    for (at, run) in circle.iter().skip(1) {
        let file = &linked.files[*at];
        let message = format!("`{}` runs `{}`", file.id().unwrap_or_default(), run.value);
        finding = finding.related_in(file.name(), run.span, message);
    }
    vec![finding]
}

/// A shortest cycle from the script back to itself, found by breadth-first search: each file, and the `run` that leads
/// to the next. Empty if there is none.
fn shortest_cycle<'l>(linked: &Linked<'l>) -> Vec<(usize, &'l Name)> {
    let mut predecessor: Vec<Option<(usize, &Name)>> = vec![None; linked.files.len()];
    let mut queue = VecDeque::from([linked.at]);
    while let Some(at) = queue.pop_front() {
        for (_, run) in linked.files[at].document().runs() {
            let to = linked.place(&run.value).filter(|&to| linked.index.may_be_circular(linked.files, to));
            let Some(to) = to else {
                continue;
            };
            if predecessor[to].is_none() {
                predecessor[to] = Some((at, run));
                queue.push_back(to);
            }
            if to == linked.at {
                return path_to(linked.at, &predecessor);
            }
        }
    }
    Vec::new()
}

fn path_to<'l>(start: usize, predecessor: &[Option<(usize, &'l Name)>]) -> Vec<(usize, &'l Name)> {
    let mut way = Vec::new();
    let mut at = start;
    while let Some((from, run)) = predecessor[at] {
        way.push((from, run));
        at = from;
        if at == start {
            break;
        }
    }
    way.reverse();
    way
}

fn node_of(file: &Arc<File>, run: &Name) -> Option<String> {
    let mut runs = file.document().runs();
    runs.find(|(_, other)| other.span == run.span)?.0.map(str::to_owned)
}
