//! An outcome id that has different kinds or dispositions in the same library.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::Outcome;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "inconsistent-outcome",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/inconsistent-outcome.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, outcome) in subject.document.outcomes.iter().filter(|(_, outcome)| !outcome.faulty) {
        let Some((file, first)) = linked.first_outcome(id) else {
            continue;
        };
        if (outcome.kind, outcome.code()) != (first.kind, first.code()) {
            let message = format!("`{id}` is {} here, and something else elsewhere", meaning(outcome));
            let there = format!("here it is {}", meaning(first));
            let finding = subject.finding(&RULE, outcome.span, message).related_in(file.name(), first.span, there);
            findings.push(finding.help("reports add up outcomes by id: make the two agree, or rename one"));
        }
    }
    findings
}

fn meaning(outcome: &Outcome) -> String {
    match outcome.code() {
        Some(code) => format!("`{}` with the disposition `{code}`", outcome.kind),
        None => format!("`{}` without a disposition", outcome.kind),
    }
}
