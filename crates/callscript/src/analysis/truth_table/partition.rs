//! Partitions the values of a variable into equivalence classes, with one representative of each.

use std::collections::HashSet;

use super::intervals::OrderedDomain;
use crate::base::value::{Choice, Declaration, Type, Value};

/// One representative of each class. The last is `None`, for *empty*, if the variable is optional.
pub(super) fn partition(declaration: &Declaration, constants: &[&Value]) -> Vec<Option<Value>> {
    let values = match declaration.kind {
        Type::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        Type::Choice => choices(declaration, constants),
        Type::Text | Type::Phone | Type::Email => texts(declaration, constants),
        kind if kind.is_ordered() => OrderedDomain::new(declaration).partition(constants),
        _ => Vec::new(),
    };
    let mut values: Vec<Option<Value>> = values.into_iter().map(Some).collect();
    if declaration.optional {
        values.push(None);
    }
    values
}

/// A representative of each class: every choice among the constants, which are all declared, and one choice for all
/// others, if there are others.
fn choices(declaration: &Declaration, constants: &[&Value]) -> Vec<Value> {
    let mut named = HashSet::new();
    let mut values = Vec::new();
    for id in constants.iter().filter_map(|constant| text(constant)) {
        if named.insert(id) {
            values.push(Value::Choice(Choice { id: id.into(), label: id.into() }));
        }
    }
    let other = declaration.choices.iter().find(|choice| !named.contains(&*choice.id));
    values.extend(other.cloned().map(Value::Choice));
    values
}

/// One class for each text among the constants that the variable can have, and one for all other texts.
fn texts(declaration: &Declaration, constants: &[&Value]) -> Vec<Value> {
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    let mut longest = 0;
    for words in constants.iter().filter_map(|constant| text(constant)) {
        longest = longest.max(words.len());
        if seen.insert(words)
            && let Ok(value) = declaration.admit(Value::text(words))
        {
            values.push(value);
        }
    }
    values.push(Value::text("?".repeat(longest + 1)));
    values
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Describes a variable's value in a case, for people.
pub(super) fn describe(name: &str, value: Option<&Value>, constants: &[&Value]) -> String {
    match value {
        None => format!("{name} is empty"),
        Some(Value::Text(words)) if !constants.iter().any(|constant| text(constant) == Some(words)) => {
            let is_asked = !constants.is_empty();
            if is_asked { format!("{name} = anything else") } else { format!("{name} is not empty") }
        }
        Some(Value::Boolean(_)) => format!("{name} = {}", value.map(Value::to_plain).unwrap_or_default()),
        Some(_) if constants.is_empty() => format!("{name} is not empty"),
        Some(Value::Text(words)) => format!("{name} = \"{}\"", crate::syntax::expression::shown(words)),
        Some(value) => format!("{name} = {}", value.to_plain()),
    }
}
