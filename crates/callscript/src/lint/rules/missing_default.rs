//! A `decide` without a default: its last arm has a `when`.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::ExitKind;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "missing-default", group: Group::Graph, page: include_str!("../../../docs/rules/missing-default.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, exit) in subject.document.exits() {
        if let ExitKind::Decide(arms) = &exit.kind
            && let Some(when) = arms.last().and_then(|arm| arm.when.as_ref())
        {
            let message = format!("`{id}` has no way on if none of its conditions holds");
            let help = "add a last arm without `when`, for everything else";
            findings.push(subject.finding(&RULE, when.scalar.span, message).node(id).help(help));
        }
    }
    findings
}
