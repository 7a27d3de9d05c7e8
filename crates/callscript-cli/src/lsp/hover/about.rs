//! Facts about a symbol, in Markdown.

use callscript::internal::markdown::Markdown;
use callscript::internal::symbols::{About, NodeAbout, OutcomeAbout, ScriptAbout, VariableAbout, Way};
use callscript::value::Declaration;

use crate::lsp::code_lens;

/// The most lines of a list to show.
const MAX_LINES: usize = 10;

/// Facts about a symbol.
pub(super) fn markdown(about: &About) -> String {
    let mut page = Markdown::default();
    match about {
        About::Script(script) => of_script(script, &mut page),
        About::Node(node) => of_node(node, &mut page),
        About::Variable(variable) => of_variable(variable, &mut page),
        About::Outcome(outcome) => of_outcome(outcome, &mut page),
    }
    page.into_string()
}

fn of_node(node: &NodeAbout, page: &mut Markdown) {
    page.markup("node ").code(&node.step.id).markup(" (");
    page.text(&if node.exits.is_empty() { "no way on".to_owned() } else { node.exits.join(", ") });
    page.markup("): ").text(&code_lens::title(&node.step));
    for (channel, words) in &node.say {
        if let Some(channel) = channel {
            page.markup("\n\nOn ").code(channel).markup(":");
        }
        page.markup("\n\n").quote(words);
    }
    if let Some(guidance) = &node.guidance {
        page.markup("\n\n*For the agent:*\n\n").quote(guidance);
    }
    if !node.collect.is_empty() {
        page.markup("\n\nIt collects ").append(&named(&node.collect)).markup(".");
    }
    list("\n\nWho leads to it:\n", node.led_to_by.iter().map(way), page);
}

fn of_outcome(outcome: &OutcomeAbout, page: &mut Markdown) {
    page.markup("outcome ").code(&outcome.id);
    head(outcome.script.as_deref(), outcome.label.as_deref(), page);
    page.markup("\n\nIts kind is ").code(outcome.kind.as_str());
    if let Some(disposition) = &outcome.disposition {
        page.markup(", its disposition ").code(disposition);
    }
    page.markup(".");
    list("\n\nWhat ends with it:\n", outcome.ended_by.iter().map(way), page);
}

fn of_variable(variable: &VariableAbout, page: &mut Markdown) {
    let declaration = variable.declaration.as_ref();
    page.markup("variable ").code(&variable.name);
    head(variable.script.as_deref(), declaration.and_then(|declaration| declaration.label.as_deref()), page);
    if let Some(declaration) = declaration {
        page.markup("\n\n");
        declared(declaration, page);
        if let Some(labels) = &declaration.labels {
            page.markup(" It reads ").text(&labels.yes).markup(" or ").text(&labels.no).markup(".");
        }
        if let Some(hint) = &declaration.hint {
            page.markup("\n\n").quote(hint);
        }
        let choices = declaration.choices.iter().map(|choice| {
            let mut line = Markdown::default();
            line.code(&choice.id).markup(": ").text(&choice.label);
            line
        });
        list("\n\nIts choices:\n", choices, page);
    }
}

fn of_script(script: &ScriptAbout, page: &mut Markdown) {
    page.markup("script ").code(&script.id);
    head(None, script.title.as_deref(), page);
    if let Some(summary) = &script.summary {
        page.markup("\n\n").text(summary.trim());
    }
    let inputs: Vec<_> = script.inputs.iter().map(|(name, _)| name.clone()).collect();
    if !inputs.is_empty() {
        page.markup("\n\nIt is given ").append(&named(&inputs)).markup(".");
    }
    if !script.outcomes.is_empty() {
        page.markup("\n\nIt ends with ").append(&named(&script.outcomes)).markup(".");
    }
    let runs = script.run_by.iter().map(|(script, node)| {
        let mut line = Markdown::default();
        line.code(script);
        match node {
            Some(node) => line.markup(", at ").code(node),
            None => line.markup(", after its end"),
        };
        line
    });
    list("\n\nWho runs it:\n", runs, page);
}

/// The end of a heading: the script and the label of a symbol.
fn head(script: Option<&str>, label: Option<&str>, page: &mut Markdown) {
    if let Some(script) = script {
        page.markup(" of ").code(script);
    }
    if let Some(label) = label {
        page.markup(": ").text(label);
    }
}

/// The type and limits of a variable.
fn declared(declaration: &Declaration, page: &mut Markdown) {
    page.markup("Type ").code(declaration.kind.name());
    let flags = [
        (declaration.input, ", an input"),
        (declaration.optional, ", optional"),
        (declaration.sensitive, ", sensitive"),
    ];
    for (_, flag) in flags.into_iter().filter(|(is_set, _)| *is_set) {
        page.markup(flag);
    }
    let bounds = [(&declaration.min, ", from "), (&declaration.max, ", to "), (&declaration.default, ", by default ")];
    for (bound, name) in bounds {
        if let Some(bound) = bound {
            page.markup(name).code(&bound.to_plain());
        }
    }
    if let Some(pattern) = &declaration.pattern {
        page.markup(", like ").code(pattern.as_str());
    }
    page.markup(".");
}

/// Names, separated by commas.
fn named(names: &[String]) -> Markdown {
    let mut list = Markdown::default();
    for (at, name) in names.iter().enumerate() {
        list.markup(if at == 0 { "" } else { ", " }).code(name);
    }
    list
}

fn way(way: &Way) -> Markdown {
    let mut line = Markdown::default();
    if let Some(node) = &way.from {
        line.code(node).markup(": ");
    }
    line.with_names(&way.how);
    line
}

/// A heading, the first lines, and the number of the rest; nothing if there are no lines.
fn list(heading: &'static str, lines: impl ExactSizeIterator<Item = Markdown>, page: &mut Markdown) {
    let more = lines.len().saturating_sub(MAX_LINES);
    for (at, line) in lines.take(MAX_LINES).enumerate() {
        page.markup(if at == 0 { heading } else { "" }).markup("\n- ").append(&line);
    }
    if more > 0 {
        page.markup("\n- and ").number(more).markup(" more");
    }
}
