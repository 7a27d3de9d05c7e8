//! A pattern without a hint: people would read the regular expression.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "bare-pattern", group: Group::Suspicious, page: include_str!("../../../docs/rules/bare-pattern.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (name, variable) in &subject.document.variables {
        let Some(declaration) = &variable.declaration else { continue };
        if declaration.pattern.is_some() && declaration.hint.is_none() {
            let message = format!("`{name}` has a `pattern` that nobody can read aloud, and no `hint`");
            let help = "say with `hint` in plain words what it looks like, such as `two letters and six digits`";
            findings.push(subject.finding(&RULE, variable.span, message).help(help));
        }
    }
    findings
}
