//! An edge, or `start`, that names a node which is not there.

use super::{Check, Group, Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::graph::{Link, LinkKind, To};
use crate::names;

pub(crate) static RULE: Rule = Rule {
    name: "unknown-target",
    group: Group::Graph,
    page: include_str!("../../../../docs/rules/unknown-target.md"),
    check: Check::Script(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    if document.unknown.nodes {
        return Vec::new();
    }
    let mut findings: Vec<Diagnostic> = subject.graph.links().iter().filter_map(|link| unknown(subject, link)).collect();
    if let Some(start) = document.start.as_ref().filter(|start| !document.nodes.contains_key(&start.value)) {
        let message = format!("the script starts at `{}`, which is not a node", start.value);
        let near = names::nearest(&start.value, document.nodes.keys().map(String::as_str));
        findings.push(subject.finding(&RULE, start.span, message).help(help(near)));
    }
    findings
}

fn unknown(subject: &Subject<'_>, link: &Link<'_>) -> Option<Diagnostic> {
    let To::Unknown { name, meant } = link.to else {
        return None;
    };
    let help = match meant {
        None if subject.document.outcomes.contains_key(&name.value) && link.kind != LinkKind::Entry => {
            format!("`{0}` is an outcome: write `end: {0}` to end the call with it", name.value)
        }
        _ => help(meant.map(|node| subject.id(node))),
    };
    let Some(from) = link.from else {
        let message = format!("{} leads to `{}`, which is not a node", link.described(), name.value);
        return Some(subject.finding(&RULE, link.span, message).help(help));
    };
    let from = subject.id(from);
    let verb = if link.kind == LinkKind::Retry { "goes back" } else { "goes" };
    let message = format!("`{from}` {verb} to `{}`, which is not a node", name.value);
    Some(subject.finding(&RULE, link.span, message).node(from).help(help))
}

fn help(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add a node of that name to `nodes`, or name another".to_owned(),
    }
}
