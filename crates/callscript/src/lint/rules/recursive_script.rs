//! Scripts that run each other in a circle.

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
    let circle = circle(linked);
    let teller = circle.iter().map(|(at, _)| *at).filter(|&at| linked.reported[at]).min();
    if circle.is_empty() || teller.unwrap_or(linked.at) != linked.at {
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

/// A shortest way from the script back to itself: each step's file, and the `run` that it takes. Empty if there is none.
fn circle<'l>(linked: &Linked<'l>) -> Vec<(usize, &'l Name)> {
    let mut via: Vec<Option<(usize, &Name)>> = vec![None; linked.files.len()];
    let mut open = VecDeque::from([linked.at]);
    while let Some(at) = open.pop_front() {
        for (_, run) in linked.files[at].document().runs() {
            let Some(to) = linked.place(&run.value) else {
                continue;
            };
            if via[to].is_none() {
                via[to] = Some((at, run));
                open.push_back(to);
            }
            if to == linked.at {
                return way(linked.at, &via);
            }
        }
    }
    Vec::new()
}

fn way<'l>(start: usize, via: &[Option<(usize, &'l Name)>]) -> Vec<(usize, &'l Name)> {
    let mut way = Vec::new();
    let mut at = start;
    while let Some((from, run)) = via[at] {
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
