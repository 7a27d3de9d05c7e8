//! A collected variable without a label: people would read its name.

use crate::base::diagnostic::Diagnostic;
use crate::base::map::UnorderedMap;
use crate::base::rule::{Group, Rule};
use crate::base::source::Span;
use crate::document::Node;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "no-label", group: Group::Suspicious, page: include_str!("../../../docs/rules/no-label.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let bare = document
        .variables
        .iter()
        .filter(|(_, variable)| variable.declaration.as_ref().is_some_and(|declaration| declaration.label.is_none()));
    let mut bare: UnorderedMap<&str, Span> = bare.map(|(name, variable)| (name.as_str(), variable.span)).collect();
    if bare.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for name in document.nodes.values().flat_map(Node::collected) {
        if let Some(span) = bare.remove(name.value.as_str()) {
            let message = format!("whoever fills in `{}` sees that name, since it has no `label`", name.value);
            let finding = subject.finding(&RULE, span, message).help("say with `label` what people should read there");
            findings.push(finding.related(name.span, "it is collected here"));
        }
    }
    findings
}
