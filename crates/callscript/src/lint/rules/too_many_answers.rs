//! A question with more answers than an agent can pick with one digit.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "too-many-answers",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/too-many-answers.md"),
};

/// The digits 1 to 9.
const MAX_ANSWERS: usize = 9;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, exit) in subject.document.exits() {
        if let Some(answers) = exit.kind.as_answers()
            && let Some(answer) = answers.get(MAX_ANSWERS)
        {
            let message =
                format!("`{id}` has {} answers, but one digit can pick from only {MAX_ANSWERS}", answers.len());
            let help = "ask in two steps, or let several answers share one label";
            findings.push(subject.finding(&RULE, answer.label.text.span(), message).node(id).help(help));
        }
    }
    findings
}
