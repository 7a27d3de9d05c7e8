//! A `run` or `after` that does not pass an input that the subscript requires.

use std::collections::HashSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::Name;
use crate::document::Assignment;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "missing-input", group: Group::Data, page: include_str!("../../../docs/rules/missing-input.md") };

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut findings = Vec::new();
    if let Some(after) = &document.after
        && let Some(script) = &after.script
    {
        findings.extend(finding(subject, linked, script, &after.with));
    }
    for (id, run) in document.subscripts() {
        findings.extend(finding(subject, linked, &run.script, &run.with).map(|finding| finding.node(id)));
    }
    findings
}

fn finding(subject: &Subject<'_>, linked: &Linked<'_>, script: &Name, with: &[Assignment]) -> Option<Diagnostic> {
    let callee = linked.script(&script.value)?.document();
    let needed = callee.variables.iter().filter(|(_, variable)| {
        let declaration = variable.declaration.as_ref();
        declaration
            .is_some_and(|declaration| declaration.input && !declaration.optional && declaration.default.is_none())
    });
    let given: HashSet<&str> = with.iter().map(|given| given.target.value.as_str()).collect();
    let missing: Vec<String> =
        needed.filter(|(name, _)| !given.contains(name.as_str())).map(|(name, _)| format!("`{name}`")).collect();
    if missing.is_empty() {
        return None;
    }
    let missing = missing.join(", ");
    let message = format!("`{}` is not given {missing}, which it needs", script.value);
    let help = format!("add to `with`: {missing}; or declare it there `optional`, or with a `default`");
    Some(subject.finding(&RULE, script.span, message).help(help))
}
