//! The names in scenarios that lead nowhere in their script.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::names::{Names, Near, nearest};
use crate::base::rule::{Rule, reading};
use crate::base::source::Name;
use crate::document::scenario::{Answer, File, Given, Replacement, Scenario, StepKind};
use crate::lint::rules::{unknown_outcome, unknown_script, unknown_target, unknown_variable};
use crate::script::Script;

/// The finding that the script is not there; `known` are the ids of those that are.
pub(super) fn unknown_script(file: &File, known: &[&str]) -> Option<Diagnostic> {
    let script = file.script.as_ref().filter(|script| !known.contains(&script.value.as_str()))?;
    let message = format!("there is no script `{}` beside these scenarios", script.value);
    let finding = unknown_script::RULE.finding(&file.name, script.span, message);
    Some(finding.help(did_you_mean(nearest(&script.value, known.iter().copied()), || {
        "put the file beside its script, or put a `callscript.toml` in a folder above both".to_owned()
    })))
}

/// Every name that leads nowhere.
pub(super) fn check(file: &File, script: &Script) -> Vec<Diagnostic> {
    let (names, findings) = (BTreeMap::new(), Vec::new());
    let mut checker = Checker { file: &file.name, script, scripts: script.reach(), names, findings };
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
    /// Those that one was looked for in vain in.
    names: BTreeMap<Of<'s>, Names<'s>>,
    findings: Vec<Diagnostic>,
}

/// What is named: parts of the script, the scripts that it runs, or the nodes of one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of<'s> {
    Entries,
    Channels,
    Outcomes,
    Variables,
    Scripts,
    Nodes(&'s str),
}

impl<'s> Checker<'s> {
    fn scenario(&mut self, scenario: &Scenario) {
        if let Some(entry) = &scenario.entry {
            self.known(&reading::BAD_VALUE, entry, "an entry", Of::Entries);
        }
        if let Some(channel) = &scenario.channel {
            self.known(&reading::BAD_VALUE, channel, "a channel", Of::Channels);
        }
        if scenario.now.is_none() && self.script.reads_clock() {
            let message = format!("this scenario has no `now`, but `{}` reads `today` or `now`", self.script.id());
            let finding = reading::MISSING_KEY.finding(self.file, scenario.span, message);
            self.findings.push(finding.help("say when the call takes place: `now: 2026-12-01T10:00+01:00`"));
        }
        if let Some(outcome) = &scenario.expect.outcome {
            self.known(&unknown_outcome::RULE, outcome, "an outcome", Of::Outcomes);
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
                    match to {
                        Replacement::Enter(values) | Replacement::Answer(Answer { enter: values, .. }) => {
                            self.any_variables(values);
                        }
                        Replacement::CannotGive => {}
                    }
                }
                StepKind::Jump { to, enter, .. } => {
                    self.any_node(to);
                    self.any_variables(enter);
                }
                StepKind::Enter(values) | StepKind::Answer(Answer { enter: values, .. }) => self.any_variables(values),
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
                    let message = format!("`{id}` is not a script that `{}` runs", self.script.id());
                    let help = did_you_mean(self.near(Of::Scripts, id), || "write `SCRIPT/NODE`".to_owned());
                    return self.report(&unknown_target::RULE, name, message, help);
                }
            },
        };
        if script.find_node(node).is_none() {
            let message = format!("`{node}` is not a node of `{}`", script.id());
            let help = did_you_mean(self.near(Of::Nodes(script.id()), node), || match self.owner_of(node) {
                Some(owner) => format!("`{owner}` has one: write `{owner}/{node}`"),
                None => "if the node was renamed, rename it here, too".to_owned(),
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
            let message = format!("`{}` is not a node of `{}`", name.value, self.script.id());
            let near = self.near(Of::Nodes(self.script.id()), &name.value);
            let help = did_you_mean(near, || "name a node of the script that is running at that point".to_owned());
            self.report(&unknown_target::RULE, name, message, help);
        }
    }

    /// Variables of the script.
    fn variables(&mut self, values: &[Given]) {
        for Given { name, .. } in values {
            self.known(&unknown_variable::RULE, name, "a variable", Of::Variables);
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

    fn known(&mut self, rule: &'static Rule, name: &Name, what: &str, of: Of<'s>) {
        let is_known = match of {
            Of::Variables => self.script.find_variable(&name.value).is_some(),
            Of::Outcomes => self.script.names.outcomes.contains_key(&name.value),
            _ => self.all(of).any(|known| known == name.value),
        };
        if is_known {
            return;
        }
        let message = format!("`{}` is not {what} of `{}`", name.value, self.script.id());
        let help = did_you_mean(self.near(of, &name.value), || list(what, self.all(of)));
        self.report(rule, name, message, help);
    }

    /// The name that is most likely meant.
    fn near(&mut self, of: Of<'s>, name: &str) -> Option<Near<'s>> {
        if !self.names.contains_key(&of) {
            self.names.insert(of, Names::new(self.all(of)));
        }
        self.names.get_mut(&of)?.nearest(name)
    }

    /// The names that there are.
    fn all(&self, of: Of<'s>) -> Box<dyn Iterator<Item = &'s str> + 's> {
        let script = self.script;
        match of {
            Of::Entries => Box::new(script.entries().iter().map(|entry| entry.id.as_str())),
            Of::Channels => Box::new(script.channels().iter().map(String::as_str)),
            Of::Outcomes => Box::new(script.outcomes().iter().map(|outcome| outcome.id.as_str())),
            Of::Variables => Box::new(script.variables().iter().map(|variable| variable.name.as_str())),
            Of::Scripts => Box::new(self.scripts.clone().into_keys()),
            Of::Nodes(id) => {
                let nodes = self.scripts.get(id).map_or(&[][..], |script| script.nodes());
                Box::new(nodes.iter().map(|node| node.id.as_str()))
            }
        }
    }

    fn report(&mut self, rule: &'static Rule, name: &Name, message: String, help: String) {
        self.findings.push(rule.finding(self.file, name.span, message).help(help));
    }
}

fn did_you_mean(near: Option<Near<'_>>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| near.help())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;
    use crate::library::Library;

    #[test]
    fn all_unknown_names_of_a_kind_share_what_may_be_compared() {
        let text = "
callscript: 1
id: s
title: S
start: check-power
channels: [phone, chat]
entries: { Late caller: check-power }
variables: { reason: { type: text, optional: true } }
outcomes: { done: Done }
nodes:
  check-power: { say: Please look., end: done }
";
        let library = Library::from_sources(vec![Source::new("s.yaml", text)]);
        let script = library.check("s").unwrap();
        let name: Arc<str> = "s.test.yaml".into();
        let (names, findings) = (BTreeMap::new(), Vec::new());
        let mut checker = Checker { file: &name, script: &script, scripts: script.reach(), names, findings };
        for (of, slip, meant) in [
            (Of::Entries, "late-calle", "late-caller"),
            (Of::Channels, "fone", "phone"),
            (Of::Outcomes, "don", "done"),
            (Of::Variables, "reasons", "reason"),
            (Of::Nodes("s"), "check-powr", "check-power"),
        ] {
            assert_eq!(checker.near(of, slip).map(|near| near.name), Some(meant));
            let left = checker.names[&of].left();
            assert_eq!(checker.near(of, "nothing-like-it"), None);
            assert!(checker.names[&of].left() < left, "{of:?}");
        }
    }
}
