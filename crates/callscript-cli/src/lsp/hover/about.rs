//! Facts about a symbol, in Markdown.

use callscript::internal::symbols::{About, NodeAbout, OutcomeAbout, ScriptAbout, VariableAbout, Way};
use callscript::value::Declaration;

use crate::lsp::code_lens;

/// The most lines of a list to show.
const MAX_LINES: usize = 10;

/// Facts about a symbol.
pub(super) fn markdown(about: &About) -> String {
    let paragraphs = match about {
        About::Script(script) => of_script(script),
        About::Node(node) => of_node(node),
        About::Variable(variable) => of_variable(variable),
        About::Outcome(outcome) => of_outcome(outcome),
    };
    paragraphs.join("\n\n")
}

fn of_node(node: &NodeAbout) -> Vec<String> {
    let exits = if node.exits.is_empty() { "no way on".to_owned() } else { node.exits.join(", ") };
    let mut text = vec![format!("node `{}` ({exits}): {}", node.step.id, code_lens::title(&node.step))];
    for (channel, words) in &node.say {
        text.extend(channel.as_ref().map(|channel| format!("On `{channel}`:")));
        text.push(quoted(words));
    }
    text.extend(node.guidance.as_ref().map(|guidance| format!("*For the agent:* {}", guidance.trim_end())));
    if !node.collect.is_empty() {
        text.push(format!("It collects {}.", named(&node.collect)));
    }
    text.extend(list("Who leads to it:", ways(&node.led_to_by)));
    text
}

fn of_outcome(outcome: &OutcomeAbout) -> Vec<String> {
    let label = outcome.label.as_deref();
    let mut text = vec![headed("outcome", &outcome.id, outcome.script.as_deref(), label)];
    text.push(format!("Its kind is `{}`, its disposition `{}`.", outcome.kind, outcome.disposition));
    text.extend(list("What ends with it:", ways(&outcome.ended_by)));
    text
}

fn of_variable(variable: &VariableAbout) -> Vec<String> {
    let declaration = variable.declaration.as_ref();
    let label = declaration.and_then(|declaration| declaration.label.as_deref());
    let mut text = vec![headed("variable", &variable.name, variable.script.as_deref(), label)];
    if let Some(declaration) = declaration {
        text.push(declared(declaration));
        let choices = declaration.choices.iter().map(|choice| format!("- `{}`: {}", choice.id, choice.label));
        text.extend(list("Its choices:", choices.collect()));
    }
    text
}

fn of_script(script: &ScriptAbout) -> Vec<String> {
    let mut text = vec![headed("script", &script.id, None, script.title.as_deref())];
    text.extend(script.summary.as_ref().map(|summary| summary.trim_end().to_owned()));
    let inputs: Vec<_> = script.inputs.iter().map(|(name, _)| name.clone()).collect();
    if !inputs.is_empty() {
        text.push(format!("It is given {}.", named(&inputs)));
    }
    if !script.outcomes.is_empty() {
        text.push(format!("It ends with {}.", named(&script.outcomes)));
    }
    let runs = script.run_by.iter().map(|(script, node)| match node {
        Some(node) => format!("- `{script}`, at `{node}`"),
        None => format!("- `{script}`, after its end"),
    });
    text.extend(list("Who runs it:", runs.collect()));
    text
}

/// The heading: the kind of symbol, its name, its script and its label.
fn headed(what: &str, name: &str, script: Option<&str>, label: Option<&str>) -> String {
    let script = script.map(|script| format!(" of `{script}`")).unwrap_or_default();
    let label = label.map(|label| format!(": {label}")).unwrap_or_default();
    format!("{what} `{name}`{script}{label}")
}

/// The type and limits of a variable.
fn declared(declaration: &Declaration) -> String {
    let mut parts = vec![format!("Type `{}`", declaration.kind.name())];
    let flags =
        [(declaration.input, "an input"), (declaration.optional, "optional"), (declaration.sensitive, "sensitive")];
    parts.extend(flags.into_iter().filter(|(flag, _)| *flag).map(|(_, name)| name.to_owned()));
    let bounds = [(&declaration.min, "from"), (&declaration.max, "to"), (&declaration.default, "by default")];
    let bounds =
        bounds.into_iter().filter_map(|(bound, name)| Some(format!("{name} `{}`", bound.as_ref()?.to_plain())));
    parts.extend(bounds);
    parts.extend(declaration.pattern.as_ref().map(|pattern| format!("like `{}`", pattern.as_str())));
    format!("{}.", parts.join(", "))
}

/// Names, separated by commas.
fn named(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn ways(ways: &[Way]) -> Vec<String> {
    let lines = ways.iter().map(|way| match &way.from {
        Some(node) => format!("- `{node}`: {}", way.how),
        None => format!("- {}", way.how),
    });
    lines.collect()
}

/// A heading, the first lines, and the number of the rest; `None` if there are no lines.
fn list(heading: &str, mut lines: Vec<String>) -> Option<String> {
    let more = lines.len().saturating_sub(MAX_LINES);
    lines.truncate(MAX_LINES);
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    (!lines.is_empty()).then(|| format!("{heading}\n\n{}", lines.join("\n")))
}

/// Words as a quotation.
fn quoted(words: &str) -> String {
    let lines = words.trim_end().lines().map(|line| format!("> {}", line.replace('*', "\\*").replace('<', "\\<")));
    lines.collect::<Vec<_>>().join("\n")
}
