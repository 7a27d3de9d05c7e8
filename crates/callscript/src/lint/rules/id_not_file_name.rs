//! A script id that differs from the file name.

use std::path::Path;

use crate::base::diagnostic::Diagnostic;
use crate::base::names;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "id-not-file-name",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/id-not-file-name.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(id) = subject.document.id.as_ref().filter(|id| names::is_kebab(&id.value)) else {
        return Vec::new();
    };
    let name = Path::new(subject.source.name()).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    // Standard input without a file name is exempt.
    if stem == id.value || stem.is_empty() || name.starts_with('<') {
        return Vec::new();
    }
    let message = format!("the id is `{}`, and the file is called `{name}`", id.value);
    let help = format!("rename the file to `{}.yaml`, or the script; others find it by its id", id.value);
    vec![subject.finding(&RULE, id.span, message).help(help)]
}
