//! An outcome that the script concerned does not declare.

use super::{Check, Group, Linked, Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, ExitKind};
use crate::graph::To;
use crate::names;
use crate::source::Name;

pub(crate) static RULE: Rule = Rule {
    name: "unknown-outcome",
    group: Group::Graph,
    page: include_str!("../../../../docs/rules/unknown-outcome.md"),
    check: Check::Library(check),
};

fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut findings = Vec::new();
    let mut named = |name: &Name, node: Option<&str>, of: &Document, whose: &str| {
        if !of.declares_outcome(&name.value) {
            findings.push(finding(subject, name, node, of, whose));
        }
    };
    for link in subject.graph.links() {
        if let To::End(outcome) = link.to {
            named(outcome, link.from.map(|from| subject.id(from)), document, "this script");
        }
    }
    for outcome in document.after.iter().flat_map(|after| after.outcomes.iter().flatten()) {
        named(outcome, None, document, "this script");
    }
    for (id, node) in &document.nodes {
        for exit in &node.exits {
            match &exit.kind {
                ExitKind::End(outcome) => named(outcome, Some(id), document, "this script"),
                ExitKind::Run(run) => {
                    let Some(callee) = linked.script(&run.script.value) else {
                        continue;
                    };
                    let whose = format!("`{}`", run.script.value);
                    for branch in &run.then {
                        named(&branch.name, Some(id), callee.document(), &whose);
                    }
                }
                _ => {}
            }
        }
    }
    findings
}

fn finding(subject: &Subject<'_>, name: &Name, node: Option<&str>, of: &Document, whose: &str) -> Diagnostic {
    let message = format!("`{}` is not an outcome of {whose}", name.value);
    let help = match names::nearest(&name.value, of.outcomes.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = of.outcomes.keys().take(9).map(String::as_str).collect();
            format!("its outcomes are: {}", known.join(", "))
        }
    };
    let mut finding = subject.finding(&RULE, name.span, message).help(help);
    finding.node = node.map(str::to_owned);
    finding
}
