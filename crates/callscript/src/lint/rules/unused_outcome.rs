//! An outcome that no node or aside ends with.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "unused-outcome",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/unused-outcome.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let ends = document.ends();
    let mut ends = ends.into_iter().peekable();
    let mut findings = Vec::new();
    for (id, outcome) in &document.outcomes {
        // Both are in the order of the declarations.
        if ends.next_if(|end| *end == id).is_none() {
            let message = format!("nothing ends with `{id}`");
            let finding = subject.finding(&RULE, outcome.span, message).help("end a call with it, or remove it");
            findings.push(finding.fix(subject.removal(outcome.entry, id)));
        }
    }
    findings
}
