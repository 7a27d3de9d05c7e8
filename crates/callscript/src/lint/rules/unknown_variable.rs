//! A variable that is not declared, and a value in `with` that is not an input of the subscript.

use std::collections::HashSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::names::Names;
use crate::base::rule::{Group, Rule};
use crate::base::source::{Name, Span};
use crate::document::mentions::{self, Locator, Mention, MentionPlace};
use crate::document::{Assignment, Take};
use crate::library::File;
use crate::library::Linked;
use crate::lint::subject::Subject;
use crate::syntax::expression::Surrounding;
use crate::syntax::yaml;

pub(crate) static RULE: Rule = Rule {
    name: "unknown-variable",
    group: Group::Data,
    page: include_str!("../../../docs/rules/unknown-variable.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut findings = own(subject);
    let document = subject.document;
    for (id, run) in document.subscripts() {
        let takes = run.then.iter().flat_map(|branch| &branch.edge.take);
        findings.extend(callee(subject, linked, Some(id), &run.script, &run.with, takes));
    }
    if let Some(after) = &document.after
        && let Some(script) = &after.script
    {
        findings.extend(callee(subject, linked, None, script, &after.with, &after.take));
    }
    findings
}

/// Names that are not variables of this script: one finding for each name in a node, at its first mention.
fn own(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut unknown = Vec::new();
    mentions::visit(document, &mut |mention| {
        let is_surrounding =
            || matches!(mention.place, MentionPlace::Within(..)) && Surrounding::named(mention.name).is_some();
        if !document.declares_variable(mention.name) && !is_surrounding() {
            unknown.push(mention);
        }
    });
    unknown.sort_by_key(|mention| mention.place.order());
    let mut reported = HashSet::new();
    unknown.retain(|mention| reported.insert((mention.node, mention.name)));
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut names = Names::new(document.variables.keys().map(String::as_str));
    let declarations = document.variables.values().filter_map(|variable| variable.declaration.as_ref());
    let choices: HashSet<&str> =
        declarations.flat_map(|declaration| &*declaration.choices).map(|choice| &*choice.id).collect();
    let mut locator = Locator::new(subject.source);
    let findings = unknown.into_iter().map(|Mention { node, name, place }| {
        let span = locator.span(&place);
        let message = format!("`{name}` is not a variable of this script");
        let finding = finding(subject, node, span, message);
        let instead = |text: &str| match place {
            MentionPlace::Within(scalar, span) => yaml::rewrite(subject.source, scalar, span, text),
            MentionPlace::Here(_) => None,
        };
        match names.nearest(name) {
            _ if choices.contains(name) && matches!(place, MentionPlace::Within(..)) => {
                let quoted = format!("\"{name}\"");
                finding.help(format!("a choice stands in quotes: `{quoted}`")).fix(instead(&quoted))
            }
            _ if matches!(name, "yes" | "on") => finding.help("write `true`").fix(instead("true")),
            _ if matches!(name, "no" | "off") => finding.help("write `false`").fix(instead("false")),
            _ if name == "empty" => {
                finding.help("`empty` stands alone, in `set`; a condition asks with `NAME is defined`")
            }
            Some(near) => finding.meant(near, span),
            None => finding.help("declare it under `variables`"),
        }
    });
    findings.collect()
}

/// Names in `with` and `take` that are not inputs or variables of the subscript.
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
    let targets = with.iter().map(|assignment| &assignment.target).filter(|target| !is_input(&target.value));
    let targets: Vec<&Name> = targets.collect();
    let mut reported = HashSet::new();
    let sources = takes.into_iter().map(|take| &take.from);
    let sources = sources.filter(|from| !callee.variables.contains_key(&from.value) && reported.insert(&from.value));
    let sources: Vec<&Name> = sources.collect();
    if targets.is_empty() && sources.is_empty() {
        return Vec::new();
    }
    let names = callee.variables.keys().map(String::as_str);
    let mut inputs = Names::new(names.clone().filter(|name| is_input(name)));
    let mut names = Names::new(names);
    let mut findings = Vec::new();
    for target in targets {
        let message = format!("`{}` is not an input of `{}`", target.value, script.value);
        let finding = finding(subject, node, target.span, message);
        findings.push(match inputs.nearest(&target.value) {
            Some(near) => finding.meant(near, target.span),
            None if callee.variables.contains_key(&target.value) => {
                finding.help(format!("add `input: true` to it in `{}`, or leave it out here", script.value))
            }
            None => finding.help(format!("declare it in `{}` with `input: true`, or leave it out here", script.value)),
        });
    }
    for from in sources {
        let message = format!("`{}` is not a variable of `{}`", from.value, script.value);
        let finding = finding(subject, node, from.span, message);
        findings.push(match names.nearest(&from.value) {
            Some(near) => finding.meant(near, from.span),
            None => finding.help(format!("declare it in `{}`, or leave it out here", script.value)),
        });
    }
    findings
}

fn finding(subject: &Subject<'_>, node: Option<&str>, span: Span, message: String) -> Diagnostic {
    let mut finding = subject.finding(&RULE, span, message);
    finding.node = node.map(str::to_owned);
    finding
}
