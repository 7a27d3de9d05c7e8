//! Values of the wrong type, and what to write in their place, where that can be told from the value.

use std::fmt::Display;

use super::context::Context;
use crate::base::edit::Fix;
use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::Source;
use crate::base::value::Type;
use crate::syntax::expression;
use crate::syntax::yaml::{Kind, Style, Value};

impl Context<'_> {
    /// Reports a value of the wrong type. An unknown value has been reported already.
    pub(super) fn wrong_type<T>(&mut self, value: &Value<'_>, what: impl Display, wanted: &str) -> Option<T> {
        let found = match &value.kind {
            Kind::Nothing => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => self.map_name(),
            Kind::Unknown => return None,
        };
        let message = format!("{what} is {found}, and should be {wanted}");
        let finding = self.finding(&reading::WRONG_TYPE, value.span, message);
        self.report(
            match self.wanted(wanted).and_then(|wanted| shape(self.source, &what.to_string(), wanted, value)) {
                Some(Shape { help, fix }) => finding.help(help).fix(fix),
                None => finding,
            },
        );
        None
    }

    /// The type that messages describe so, in a script.
    fn wanted(&self, description: &str) -> Option<Wanted> {
        match description {
            _ if !self.is_yaml() => None,
            "a name" => Some(Wanted::Name),
            "a text" => Some(Wanted::Text),
            _ if description == self.map_example() => Some(Wanted::Map),
            _ if description == self.list_example() => Some(Wanted::List),
            _ => None,
        }
    }
}

/// The help for a value of the wrong type, and the fix if it is certain.
struct Shape {
    help: String,
    fix: Option<Fix>,
}

/// The type of value that belongs somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Map,
    List,
    Name,
    Text,
}

/// What to write for `value`, which messages call `what`: a key in backticks, or a description.
fn shape(source: &Source, what: &str, wanted: Wanted, value: &Value<'_>) -> Option<Shape> {
    let key = what.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    match wanted {
        Wanted::List if key == Some("decide") => matches!(value.kind, Kind::Map(_))
            .then(|| advice("begin each arm with `- `, and its condition with `when: `")),
        Wanted::List => {
            let list = format!("[{}]", names_in(value)?.join(", "));
            Some(written(key, value, &list))
        }
        Wanted::Name if key == Some("language") => {
            let first = names_in(value)?.into_iter().next()?;
            Some(advice(&format!("a script is written in one language: `language: {first}`")))
        }
        Wanted::Name => match names_in(value)?.as_slice() {
            [name] => Some(written(key, value, name)),
            _ => None,
        },
        Wanted::Text => {
            let begins = source.text().as_bytes().get(value.span.range().start);
            let key = key.filter(|_| matches!(value.kind, Kind::List(_)) && begins == Some(&b'-'))?;
            Some(advice(&format!("write `{key}: |`, and the lines below it, indented further than `{key}`")))
        }
        Wanted::Map => map(what, key, value),
    }
}

fn map(what: &str, key: Option<&str>, value: &Value<'_>) -> Option<Shape> {
    let text = match &value.kind {
        Kind::Scalar(scalar) if scalar.style == Style::Plain => Some(scalar.text.trim()),
        _ => None,
    };
    match key {
        Some("after") => match names_in(value)?.as_slice() {
            [script] if names::is_kebab(script) => Some(written(key, value, &format!("{{ run: {script} }}"))),
            _ => None,
        },
        Some("with") => Some(written(key, value, &format!("[{}]", names_in(value)?.join(", ")))),
        Some("set") => {
            let (name, expression) = text?.split_once('=')?;
            let (name, expression) = (name.trim(), expression.trim());
            let plain = !expression.contains([',', '[', ']', '{', '}', '#', ':', '"', '\'']);
            let fits = plain && names::is_variable(name) && expression::parse(expression).is_ok();
            fits.then(|| written(key, value, &format!("{{ {name}: {expression} }}")))
        }
        Some("answers" | "anytime" | "entries" | "then") => {
            Some(advice(&format!("say of each where it leads: `{}: NODE`", items(value)?.first()?)))
        }
        Some("outcomes") => Some(advice(&format!("give each a label: `{}: What it means`", items(value)?.first()?))),
        Some("variables") => Some(advice(&format!("give each a type: `{}: {{ type: text }}`", items(value)?.first()?))),
        _ if what.starts_with("the variable ") => {
            let kind = text.filter(|kind| Type::from_name(kind).is_some())?;
            Some(written(None, value, &format!("{{ type: {kind} }}")))
        }
        _ if matches!(value.kind, Kind::List(_)) => match names_in(value)?.as_slice() {
            [node] if names::is_kebab(node) => Some(written(None, value, node)),
            _ => None,
        },
        _ => None,
    }
}

/// The help and the fix that writes `text` in the place of the value.
fn written(key: Option<&str>, value: &Value<'_>, text: &str) -> Shape {
    let key = key.map_or_else(String::new, |key| format!("{key}: "));
    let fix = Fix::replace(format!("write `{text}`"), value.span, text);
    Shape { help: format!("write `{key}{text}`"), fix: Some(fix) }
}

fn advice(help: &str) -> Shape {
    Shape { help: help.to_owned(), fix: None }
}

/// The names in a value: one alone, several with commas between them, those in brackets or braces.
fn names_in(value: &Value<'_>) -> Option<Vec<String>> {
    let names: Vec<String> = match &value.kind {
        Kind::Scalar(scalar) if scalar.style == Style::Plain => {
            scalar.text.split(',').map(|name| name.trim().to_owned()).collect()
        }
        Kind::List(_) => items(value)?,
        Kind::Map(map) if map.flow && map.entries.iter().all(|entry| matches!(entry.value.kind, Kind::Nothing)) => {
            map.entries.iter().map(|entry| entry.key.text.to_string()).collect()
        }
        _ => return None,
    };
    let is_name = |name: &String| names::is_kebab(name) || names::is_outcome(name);
    (!names.is_empty() && names.iter().all(is_name)).then_some(names)
}

/// The texts of a list; `None` if it has others, or none.
fn items(value: &Value<'_>) -> Option<Vec<String>> {
    let Kind::List(items) = &value.kind else {
        return None;
    };
    let texts = items.iter().map(|item| match &item.kind {
        Kind::Scalar(scalar) if scalar.text.len() <= MOST_SHOWN => Some(scalar.text.to_string()),
        _ => None,
    });
    texts.collect::<Option<Vec<_>>>().filter(|texts| !texts.is_empty())
}

/// The longest item that is repeated in a help, in bytes.
const MOST_SHOWN: usize = 100;
