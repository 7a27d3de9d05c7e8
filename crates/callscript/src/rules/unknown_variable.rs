//! A variable that is not declared, or is no input of the subscript.

use std::collections::HashSet;

use super::{Check, Group, Linked, Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::{Assignment, ExitKind, Take, mentions};
use crate::library::File;
use crate::names::Names;
use crate::source::{Name, Span};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-variable",
    group: Group::Data,
    page: include_str!("../../../../docs/rules/unknown-variable.md"),
    check: Check::Library(check),
};

fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut findings = own(subject);
    let document = subject.document;
    for (id, node) in &document.nodes {
        for exit in &node.exits {
            if let ExitKind::Run(run) = &exit.kind {
                let takes = run.then.iter().flat_map(|branch| &branch.edge.take);
                findings.extend(callee(subject, linked, Some(id), &run.script, &run.with, takes));
            }
        }
    }
    if let Some(after) = &document.after
        && let Some(script) = &after.script
    {
        findings.extend(callee(subject, linked, None, script, &after.with, &after.take));
    }
    findings
}

/// Names that are no variables of this script: one finding for each and node, at its first place.
fn own(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut unknown = Vec::new();
    mentions::visit(document, &mut |mention| {
        if !document.declares_variable(mention.name) {
            unknown.push((mention.node, mention.name, mention.span(subject.source)));
        }
    });
    unknown.sort_unstable_by_key(|&(_, _, span)| span);
    let mut told = HashSet::new();
    unknown.retain(|&(node, name, _)| told.insert((node, name)));
    let mut names = Names::new(document.variables.keys().map(String::as_str));
    let findings = unknown.into_iter().map(|(node, name, span)| {
        let message = format!("`{name}` is not a variable of this script");
        finding(subject, node, span, message, names.nearest(name))
    });
    findings.collect()
}

/// Inputs that the subscript does not have, and variables of it that it does not.
fn callee<'d>(
    subject: &Subject<'_>,
    linked: &Linked<'_>,
    node: Option<&str>,
    script: &Name,
    with: &[Assignment],
    takes: impl IntoIterator<Item = &'d Take>,
) -> Vec<Diagnostic> {
    let Some(callee) = linked.script(&script.value).map(File::document) else {
        return Vec::new();
    };
    if callee.unknown.variables {
        return Vec::new();
    }
    let is_input = |name: &str| {
        let variable = callee.variables.get(name);
        variable.is_some_and(|variable| variable.declaration.as_ref().is_none_or(|declaration| declaration.input))
    };
    let names = callee.variables.keys().map(String::as_str);
    let mut inputs = Names::new(names.clone().filter(|name| is_input(name)));
    let mut names = Names::new(names);
    let mut findings = Vec::new();
    for target in with.iter().map(|assignment| &assignment.target).filter(|target| !is_input(&target.value)) {
        let message = format!("`{}` is not an input of `{}`", target.value, script.value);
        findings.push(finding(subject, node, target.span, message, inputs.nearest(&target.value)));
    }
    for from in takes.into_iter().map(|take| &take.from).filter(|from| !callee.variables.contains_key(&from.value)) {
        let message = format!("`{}` is not a variable of `{}`", from.value, script.value);
        findings.push(finding(subject, node, from.span, message, names.nearest(&from.value)));
    }
    findings
}

fn finding(subject: &Subject<'_>, node: Option<&str>, span: Span, message: String, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it under `variables`".to_owned(),
    };
    let mut finding = subject.finding(&RULE, span, message).help(help);
    finding.node = node.map(str::to_owned);
    finding
}
