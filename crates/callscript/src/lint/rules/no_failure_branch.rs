//! An action without an edge for the result `failed`.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "no-failure-branch",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/no-failure-branch.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, action) in subject.document.actions() {
        if !action.then.is_empty() && !action.then.iter().any(|branch| branch.name.value == "failed") {
            let message = format!("`{id}` does not say how to go on when `{}` fails", action.name.value);
            let finding = subject.finding(&RULE, action.name.span, message).node(id);
            findings.push(finding.help("add `failed: …` to `then`: a program that cannot act sends it"));
        }
    }
    findings
}
