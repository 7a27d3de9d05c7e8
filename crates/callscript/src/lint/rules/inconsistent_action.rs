//! An action that is used with different results or inputs in the same library.

use std::collections::BTreeSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::Action;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "inconsistent-action",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/inconsistent-action.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, action) in subject.document.actions() {
        let Some((file, first)) = linked.first_action(&action.name.value) else {
            continue;
        };
        if shape(first) != shape(action) {
            let message = format!("`{}` has different results or inputs here than elsewhere", action.name.value);
            let finding = subject.finding(&RULE, action.name.span, message).node(id);
            let finding = finding.related_in(file.name(), first.name.span, "compare this");
            findings
                .push(finding.help("one program answers both: give them the same results and inputs, or another name"));
        }
    }
    findings
}

/// The inputs and results of an action.
#[derive(PartialEq, Eq)]
struct Shape<'d> {
    results: BTreeSet<&'d str>,
    inputs: BTreeSet<&'d str>,
}

fn shape(action: &Action) -> Shape<'_> {
    let results = action.then.iter().map(|branch| branch.name.value.as_str()).collect();
    let inputs = action.with.iter().map(|assignment| assignment.target.value.as_str()).collect();
    Shape { results, inputs }
}
