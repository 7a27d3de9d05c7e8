//! A question with a single answer, in a script without asides.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::ExitKind;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "one-answer", group: Group::Suspicious, page: include_str!("../../../docs/rules/one-answer.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    if !document.anytime.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (id, node) in &document.nodes {
        let [exit] = &node.exits[..] else {
            continue;
        };
        if let ExitKind::Answers(answers) = &exit.kind
            && let [answer] = &answers[..]
        {
            let message = format!("`{id}` asks, and there is one answer to choose");
            let help = "add the other answers, or go on with `goto`";
            findings.push(subject.finding(&RULE, answer.label.text.span(), message).node(id).help(help));
        }
    }
    findings
}
