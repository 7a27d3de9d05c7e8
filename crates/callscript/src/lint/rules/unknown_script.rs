//! A `run` of a script that is not in the library.

use crate::base::diagnostic::Diagnostic;
use crate::base::names::Names;
use crate::base::rule::{Group, Rule};
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "unknown-script", group: Group::Graph, page: include_str!("../../../docs/rules/unknown-script.md") };

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let unknown = subject
        .document
        .runs()
        .filter(|(_, script)| linked.script(&script.value).is_none() && !linked.is_reported_unreadable(&script.value));
    let mut names = None;
    let findings = unknown.map(|(node, script)| {
        let message = format!("`{}` is not a script of this library", script.value);
        let id = script.value.trim_end_matches(".yaml").trim_end_matches(".yml");
        let all = || Names::new(linked.files.iter().filter_map(|file| file.id()));
        let finding = subject.finding(&RULE, script.span, message);
        let mut finding = match names.get_or_insert_with(all).nearest(id) {
            Some(near) => finding.meant(near, script.span),
            None => finding.help("put its file beside this one, or below the folder of the nearest `callscript.toml`"),
        };
        finding.node = node.map(str::to_owned);
        finding
    });
    findings.collect()
}
