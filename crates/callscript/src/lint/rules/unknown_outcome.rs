//! An outcome that its script does not declare.

use std::collections::HashMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::names::Names;
use crate::base::rule::{Group, Rule};
use crate::base::source::Name;
use crate::document::{Document, ExitKind, Way};
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "unknown-outcome", group: Group::Graph, page: include_str!("../../../docs/rules/unknown-outcome.md") };

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut own = Outcomes::new(document, OWN.to_owned());
    let mut of_others: HashMap<&str, Outcomes<'_>> = HashMap::new();
    let mut findings = Vec::new();
    let shared = document.lapses.iter().flat_map(|lapses| lapses.all());
    for way in shared.flat_map(|(_, again)| again.edge.all_ways()) {
        if let Way::End(outcome) = way {
            findings.extend(own.check(subject, outcome, None));
        }
    }
    for link in subject.graph.links().iter().filter(|link| !link.is_shared()) {
        if let Some(outcome) = link.end_in(document) {
            findings.extend(own.check(subject, outcome, link.from.map(|from| subject.id(from))));
        }
    }
    for outcome in document.after.iter().flat_map(|after| after.outcomes.iter().flatten()) {
        findings.extend(own.check(subject, outcome, None));
    }
    for (id, node) in &document.nodes {
        for exit in &node.exits {
            match &exit.kind {
                ExitKind::End(outcome) => findings.extend(own.check(subject, outcome, Some(id))),
                ExitKind::Run(run) => {
                    let callee = &run.script.value;
                    let Some(file) = linked.script(callee) else {
                        continue;
                    };
                    let new = || Outcomes::new(file.document(), format!("`{callee}`"));
                    let theirs = of_others.entry(callee).or_insert_with(new);
                    let branches = run.then.iter();
                    findings.extend(branches.filter_map(|branch| theirs.check(subject, &branch.name, Some(id))));
                }
                _ => {}
            }
        }
    }
    findings
}

const OWN: &str = "this script";

/// The outcomes of a script.
struct Outcomes<'d> {
    document: &'d Document,
    whose: String,
    /// Their ids, for suggestions. Built for the first unknown outcome.
    names: Option<Names<'d>>,
}

impl<'d> Outcomes<'d> {
    fn new(document: &'d Document, whose: String) -> Self {
        Self { document, whose, names: None }
    }

    /// A finding if the script does not declare the outcome `name`.
    fn check(&mut self, subject: &Subject<'_>, name: &Name, node: Option<&str>) -> Option<Diagnostic> {
        let document = self.document;
        if document.declares_outcome(&name.value) {
            return None;
        }
        let ids = || document.outcomes.keys().map(String::as_str);
        let message = format!("`{}` is not an outcome of {}", name.value, self.whose);
        let finding = subject.finding(&RULE, name.span, message);
        let mut finding = match self.names.get_or_insert_with(|| Names::new(ids())).nearest(&name.value) {
            Some(near) => finding.meant(near, name.span),
            None if self.whose == OWN && may_go_on(subject, node, &name.value) => {
                finding.help(format!("`{0}` is a node: write `goto: {0}` to go on there", name.value))
            }
            None => finding.help(format!("its outcomes are: {}", ids().take(9).collect::<Vec<_>>().join(", "))),
        };
        finding.node = node.map(str::to_owned);
        Some(finding)
    }
}

/// Whether `to` is a node to which a `goto` in `node` may lead: it does not lead back.
fn may_go_on(subject: &Subject<'_>, node: Option<&str>, to: &str) -> bool {
    let at = |id: &str| subject.document.nodes.get_index_of(id);
    match (at(to), node.and_then(at)) {
        (Some(to), Some(from)) => !subject.graph.reaches(&[(to, from)]).contains(&true),
        (to, _) => to.is_some(),
    }
}
