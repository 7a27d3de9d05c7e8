//! Suggestions for names and values.

use super::cursor::At;
use super::{COLUMNS, Request, Suggestion, SuggestionKind};
use crate::analysis::graph::Link;
use crate::base::inert;
use crate::base::value::{Declaration, Type};
use crate::document::{Outcome, OutcomeKind, Variable};
use crate::format::{Name, Step, Value};
use crate::library::File;

impl<'a> Request<'a> {
    /// The suggestions for a value of this kind.
    pub(super) fn values(&self, value: Value) -> Vec<Suggestion> {
        match value {
            Value::Name(name) | Value::OneOrMore(name) => self.named(name),
            Value::Names(name) | Value::NonEmptyNames(name) if self.cursor.at == At::Value => {
                bracketed(self.named(name))
            }
            Value::Map(map_kind) if map_kind.is_edge() => {
                let mut ways = self.nodes(false);
                if map_kind.key("end").is_some() {
                    ways.extend(self.document().outcomes.iter().map(|(id, outcome)| {
                        let end = format!("{{ end: {id} }}");
                        Suggestion { label: end.clone(), insert: end, ..Suggestion::outcome(id, Some(outcome)) }
                    }));
                }
                if map_kind.key("resume").is_some() && !self.document().anytime.is_empty() {
                    ways.push(Suggestion::new(SuggestionKind::Value, "{ resume: true }", "the aside is over"));
                }
                ways
            }
            Value::Flag => words(&["true", "false"]),
            Value::True => words(&["true"]),
            Value::Type => words(&Type::ALL.map(Type::name)),
            Value::OutcomeKind => words(&OutcomeKind::ALL.map(OutcomeKind::as_str)),
            Value::TakeSource => self.taken(),
            Value::Literal => self.defaults(),
            _ => Vec::new(),
        }
    }

    fn named(&self, name: Name) -> Vec<Suggestion> {
        let mut names = match name {
            Name::Node => self.nodes(false),
            Name::RetryTarget => self.nodes(true),
            Name::Outcome => {
                self.document().outcomes.iter().map(|(id, outcome)| Suggestion::outcome(id, Some(outcome))).collect()
            }
            Name::Script => self.scripts(),
            Name::Action => self.actions(),
            Name::Variable => self.variables(),
            Name::SharedVariable => self.shared(),
            Name::Tag => self.tags(),
            Name::Channel => words(&["phone", "chat", "email", "kiosk"]),
        };
        names.retain(|name| !self.has(&name.label));
        names
    }

    /// Every node. Those that would not close a cycle come first; with `back`, those that lead to the current node.
    fn nodes(&self, back: bool) -> Vec<Suggestion> {
        let document = self.document();
        let here = self.cursor.levels.get(1).and_then(|level| match level.step {
            Step::Key(id) => document.nodes.get_index_of(id),
            Step::Item => None,
        });
        let before = self.file.graph().reaching(here, Link::edge_target);
        let nodes = document.nodes.iter().enumerate().map(|(at, (id, node))| {
            let says = node.say.first().map(|say| inert::line(say.text.as_str(), COLUMNS));
            let exit = node.exits.first().map_or("", |exit| exit.key.value);
            let says = says.unwrap_or_else(|| exit.to_owned());
            (before.get(at) == Some(&true), Suggestion::new(SuggestionKind::Node, id, says))
        });
        let (leading, others): (Vec<_>, Vec<_>) = nodes.partition(|(leads, _)| *leads);
        let ordered = if back { leading.into_iter().chain(others) } else { others.into_iter().chain(leading) };
        ordered.map(|(_, suggestion)| suggestion).collect()
    }

    pub(super) fn variables(&self) -> Vec<Suggestion> {
        self.document().variables.iter().map(|(name, variable)| Suggestion::variable(name, variable)).collect()
    }

    /// All other scripts of the library.
    fn scripts(&self) -> Vec<Suggestion> {
        let files = self.library.files().iter().filter(|file| file.id() != self.file.id());
        let scripts = files.filter_map(|file| {
            let title = file.document().title.as_ref().map_or("", |title| title.as_str());
            Some(Suggestion::new(SuggestionKind::Script, file.id()?, inert::line(title, COLUMNS)))
        });
        scripts.collect()
    }

    fn actions(&self) -> Vec<Suggestion> {
        let files = self.library.files().iter();
        let names = files.flat_map(|file| file.document().actions()).map(|(_, action)| action.name.value.as_str());
        each_once(names.collect(), SuggestionKind::Action)
    }

    fn tags(&self) -> Vec<Suggestion> {
        let nodes = self.library.files().iter().flat_map(|file| file.document().nodes.values());
        let tags = nodes.flat_map(|node| &node.tags).map(|tag| tag.value.as_str());
        each_once(tags.collect(), SuggestionKind::Value)
    }

    /// For a `with` list: the inputs of the subscript for which this script has variables of the same name; for an
    /// action, all variables.
    fn shared(&self) -> Vec<Suggestion> {
        let mut variables = self.variables();
        if let Some(callee) = self.callee() {
            let theirs = &callee.document().variables;
            variables.retain(|name| {
                let variable = theirs.get(&name.label);
                variable.is_some_and(|variable| variable.declaration.as_ref().is_none_or(|d| d.input))
            });
        }
        variables
    }

    /// The variables of the subscript; nothing for an action.
    fn taken(&self) -> Vec<Suggestion> {
        if let Some(callee) = self.callee() {
            return callee
                .document()
                .variables
                .iter()
                .map(|(name, variable)| Suggestion::variable(name, variable))
                .collect();
        }
        Vec::new()
    }

    fn defaults(&self) -> Vec<Suggestion> {
        let name = self.cursor.levels.get(1).map(|level| level.step);
        let Some(Step::Key(name)) = name else {
            return Vec::new();
        };
        let declaration = self.document().variables.get(name).and_then(|variable| variable.declaration.as_ref());
        match declaration {
            Some(declaration) if declaration.kind == Type::Boolean => words(&["true", "false"]),
            Some(declaration) => {
                let choices = declaration.choices.iter();
                choices.map(|choice| Suggestion::new(SuggestionKind::Value, &*choice.id, &*choice.label)).collect()
            }
            None => Vec::new(),
        }
    }

    /// The script that is run by the node or `after` around the cursor.
    pub(super) fn callee(&self) -> Option<&'a File> {
        let run = self.cursor.levels.iter().rev().find_map(|level| {
            level.entries.iter().find(|entry| entry.key == "run").map(|entry| super::lines::unquoted(entry.value))
        });
        let id = run?;
        self.library.files().iter().find(|file| file.id() == Some(id)).map(|file| &**file)
    }
}

impl Suggestion {
    pub(super) fn variable(name: &str, variable: &Variable) -> Suggestion {
        let detail = variable.declaration.as_ref().map_or_else(String::new, summary);
        Suggestion::new(SuggestionKind::Variable, name, detail)
    }

    pub(super) fn outcome(id: &str, outcome: Option<&Outcome>) -> Suggestion {
        let label = outcome.and_then(|outcome| outcome.label.as_ref());
        let detail = label.map_or_else(String::new, |label| inert::line(label.as_str(), COLUMNS));
        Suggestion::new(SuggestionKind::Outcome, id, detail)
    }
}

/// The type of a variable, in a few words.
fn summary(declaration: &Declaration) -> String {
    let mut words = declaration.kind.name().to_owned();
    for (flag, name) in
        [(declaration.input, "input"), (declaration.optional, "optional"), (declaration.sensitive, "sensitive")]
    {
        if flag {
            words.push_str(", ");
            words.push_str(name);
        }
    }
    match &declaration.label {
        Some(label) => format!("{words}: {}", inert::line(label, COLUMNS)),
        None => words,
    }
}

fn words(words: &[&str]) -> Vec<Suggestion> {
    words.iter().map(|word| Suggestion::new(SuggestionKind::Value, *word, "")).collect()
}

fn each_once(mut names: Vec<&str>, kind: SuggestionKind) -> Vec<Suggestion> {
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| Suggestion::new(kind, name, "")).collect()
}

/// Suggestions that also insert the `[ ]` of a list.
fn bracketed(mut suggestions: Vec<Suggestion>) -> Vec<Suggestion> {
    for suggestion in &mut suggestions {
        suggestion.insert = format!("[{}]", suggestion.insert);
    }
    suggestions
}
