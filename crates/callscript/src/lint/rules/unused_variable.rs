//! A variable that is mentioned only in its declaration.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::mentions;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "unused-variable",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/unused-variable.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    if document.variables.is_empty() {
        return Vec::new();
    }
    let mut named = vec![false; document.variables.len()];
    mentions::visit(document, &mut |mention| {
        if let Some(at) = document.variables.get_index_of(mention.name) {
            named[at] = true;
        }
    });
    let id = document.id.as_ref().map_or("", |id| &id.value);
    let mut findings = Vec::new();
    for ((name, variable), named) in document.variables.iter().zip(named) {
        let is_exempt = variable.declaration.as_ref().is_none_or(|declaration| declaration.input);
        if !named && !is_exempt && !linked.is_taken(id, name) {
            let message = format!("nothing reads or writes `{name}`");
            let finding = subject.finding(&RULE, variable.span, message).help("use it, or remove it");
            findings.push(finding.fix(subject.removal(variable.entry, name)));
        }
    }
    findings
}
