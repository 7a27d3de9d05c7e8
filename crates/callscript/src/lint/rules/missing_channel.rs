//! A `say` without words for one of the declared channels.

use std::collections::HashSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "missing-channel",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/missing-channel.md"),
};

/// The most channels to list in a message.
const MAX_SHOWN: usize = 9;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut findings = Vec::new();
    for (id, node) in &document.nodes {
        let names: Vec<_> = node.say.iter().filter_map(|say| say.channel.as_ref()).collect();
        let Some(first) = names.first() else {
            continue;
        };
        if names.iter().any(|name| name.value == "default") {
            continue;
        }
        let has: HashSet<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let missing = document.channels.iter().filter(|channel| !has.contains(channel.value.as_str()));
        let missing: Vec<String> = missing.take(MAX_SHOWN).map(|channel| format!("`{}`", channel.value)).collect();
        if !missing.is_empty() {
            let message = format!("`{id}` has no words for {}", missing.join(", "));
            let help = "add them, or words for every other channel under `default`";
            findings.push(subject.finding(&RULE, first.span, message).node(id).help(help));
        }
    }
    findings
}
