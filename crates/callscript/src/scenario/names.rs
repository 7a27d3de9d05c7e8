//! The names in scenarios that lead nowhere in their script.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Anew, File, Given, Scenario, StepKind};
use crate::diagnostic::Diagnostic;
use crate::names::nearest;
use crate::rules::{Rule, bad_value, unknown_outcome, unknown_script, unknown_target, unknown_variable};
use crate::script::Script;
use crate::source::Name;

/// The finding that the script is not there; `known` are the ids of those that are.
pub(super) fn unknown_script(file: &File, known: &[&str]) -> Option<Diagnostic> {
    let script = file.script.as_ref().filter(|script| !known.contains(&script.value.as_str()))?;
    let message = format!("there is no script `{}` beside these scenarios", script.value);
    let finding = unknown_script::RULE.finding(&file.name, script.span, message);
    Some(finding.help(did_you_mean(&script.value, known.iter().copied(), || {
        "the file belongs beside its script, or into a folder with a `callscript.toml` above both".to_owned()
    })))
}

/// Every name that leads nowhere.
pub(super) fn check(file: &File, script: &Script) -> Vec<Diagnostic> {
    let mut checker = Checker { file: &file.name, script, scripts: script.reach(), findings: Vec::new() };
    file.scenarios.iter().for_each(|scenario| checker.scenario(scenario));
    for finding in &mut checker.findings {
        finding.script = Some(script.id().to_owned());
    }
    checker.findings
}

struct Checker<'s> {
    file: &'s Arc<str>,
    script: &'s Script,
    /// The script and all that it can run, by id.
    scripts: BTreeMap<&'s str, &'s Script>,
    findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn scenario(&mut self, scenario: &Scenario) {
        let script = self.script;
        if let Some(entry) = &scenario.entry {
            let ids = script.entries().iter().map(|entry| entry.id.as_str());
            self.known(&bad_value::RULE, entry, "an entry", ids);
        }
        if let Some(channel) = &scenario.channel {
            self.known(&bad_value::RULE, channel, "a channel", script.channels().iter().map(String::as_str));
        }
        if let Some(outcome) = &scenario.expect.outcome {
            let ids = script.outcomes().iter().map(|outcome| outcome.id.as_str());
            self.known(&unknown_outcome::RULE, outcome, "an outcome", ids);
        }
        self.variables(&scenario.input);
        self.variables(&scenario.expect.variables);
        for node in scenario.expect.visited.iter().chain(&scenario.expect.not_visited) {
            self.node(node);
        }
        for step in &scenario.steps {
            match &step.kind {
                StepKind::Revise { node, to } => {
                    self.node(node);
                    if let Anew::Enter(values) = to {
                        self.any_variables(values);
                    }
                }
                StepKind::Jump { to, enter, .. } => {
                    self.any_node(to);
                    self.any_variables(enter);
                }
                StepKind::Enter(values) => self.any_variables(values),
                _ => {}
            }
        }
    }

    /// A node of the script, or `SCRIPT/NODE` for one of a script that it runs.
    fn node(&mut self, name: &Name) {
        let (script, node) = match name.value.split_once('/') {
            None => (self.script, name.value.as_str()),
            Some((id, node)) => match self.scripts.get(id) {
                Some(script) => (*script, node),
                None => {
                    let ids: Vec<&str> = self.scripts.keys().copied().collect();
                    let message = format!("`{id}` is no script that `{}` runs", self.script.id());
                    let help = did_you_mean(id, ids.iter().copied(), || "write `SCRIPT/NODE`".to_owned());
                    return self.report(&unknown_target::RULE, name, message, help);
                }
            },
        };
        if script.find_node(node).is_none() {
            let ids = script.nodes().iter().map(|node| node.id.as_str());
            let message = format!("`{node}` is not a node of `{}`", script.id());
            let help = did_you_mean(node, ids, || match self.owner_of(node) {
                Some(owner) => format!("`{owner}` has one: write `{owner}/{node}`"),
                None => "a node that was renamed has to be renamed here, too".to_owned(),
            });
            self.report(&unknown_target::RULE, name, message, help);
        }
    }

    /// The script, of those that can be run, that has such a node.
    fn owner_of(&self, node: &str) -> Option<&str> {
        self.scripts.iter().find(|(_, script)| script.find_node(node).is_some()).map(|(id, _)| *id)
    }

    /// A node of whatever script runs when the step is taken.
    fn any_node(&mut self, name: &Name) {
        if self.owner_of(&name.value).is_none() {
            let ids = self.script.nodes().iter().map(|node| node.id.as_str());
            let message = format!("`{}` is not a node of `{}`", name.value, self.script.id());
            let help = did_you_mean(&name.value, ids, || "name a node of the script that runs then".to_owned());
            self.report(&unknown_target::RULE, name, message, help);
        }
    }

    /// Variables of the script.
    fn variables(&mut self, values: &[Given]) {
        for Given { name, .. } in values {
            let names = self.script.variables().iter().map(|variable| variable.name.as_str());
            self.known(&unknown_variable::RULE, name, "a variable", names);
        }
    }

    /// Variables of whatever script runs when the step is taken.
    fn any_variables(&mut self, values: &[Given]) {
        for given in values {
            let known = self.scripts.values().any(|script| script.find_variable(&given.name.value).is_some());
            if !known {
                self.variables(std::slice::from_ref(given));
            }
        }
    }

    fn known<'n>(&mut self, rule: &Rule, name: &Name, what: &str, names: impl Iterator<Item = &'n str> + Clone) {
        if names.clone().any(|known| known == name.value) {
            return;
        }
        let message = format!("`{}` is not {what} of `{}`", name.value, self.script.id());
        let help = did_you_mean(&name.value, names.clone(), || list(what, names));
        self.report(rule, name, message, help);
    }

    fn report(&mut self, rule: &Rule, name: &Name, message: String, help: String) {
        self.findings.push(rule.finding(self.file, name.span, message).help(help));
    }
}

fn did_you_mean<'n>(name: &str, names: impl Iterator<Item = &'n str>, otherwise: impl FnOnce() -> String) -> String {
    nearest(name, names).map_or_else(otherwise, |near| near.help())
}

fn list<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<_> = names.take(SHOWN + 1).map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => "the script has none".to_owned(),
        more if more > SHOWN => format!("{what} is one of {}, …", names[..SHOWN].join(", ")),
        _ => format!("{what} is one of {}", names.join(", ")),
    }
}
