//! A `run` whose `then` has no edge for an outcome of the subscript.

use std::collections::{HashMap, HashSet};

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "unhandled-outcome",
    group: Group::Graph,
    page: include_str!("../../../docs/rules/unhandled-outcome.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    // The outcomes that each script ends with, by its index.
    let mut ends: HashMap<usize, Vec<&str>> = HashMap::new();
    for (id, run) in subject.document.subscripts() {
        // A missing or unreadable `then` has a finding already.
        if run.then.is_empty() {
            continue;
        }
        let Some(callee) = linked.faultless(&run.script.value) else {
            continue;
        };
        let ends = ends.entry(callee).or_insert_with(|| linked.files[callee].document().ends());
        let handled: HashSet<&str> = run.then.iter().map(|branch| branch.name.value.as_str()).collect();
        let missing: Vec<String> =
            ends.iter().filter(|end| !handled.contains(*end)).map(|end| format!("`{end}`")).collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            let message = format!("`{id}` does not say how to go on when `{}` ends with {missing}", run.script.value);
            let finding = subject.finding(&RULE, run.script.span, message).node(id);
            findings.push(finding.help(format!("add to `then`: {missing}")));
        }
    }
    findings
}
