//! Values that are typed field by field: the one way for forms, for what an action returned, and for what a call or a
//! jump needs before it begins.
//!
//! A refusal names a field by its label, as the question did, and never repeats the value. Must not know where a field comes from.

use callscript::value::{Declaration, Type, Value};
use callscript_runner::{Field, Values, ValuesError};

use super::choose::{Item, choose};

/// The same field, but it offers what stands in a draft.
pub(super) fn offering(field: &Field, draft: &Values) -> Field {
    let mut field = field.clone();
    if let Some(value) = draft.get(&field.name) {
        field.offered = Some(Value::text(value));
    }
    field
}

/// What a field wants, unless that is any text, or a choice that is shown.
pub(super) fn wanted(field: &Field) -> Option<&str> {
    let is_any_text = field.wanted == Declaration::new(Type::Text).wanted();
    (field.kind != Type::Choice && !is_any_text).then_some(field.wanted.as_str())
}

/// What a line means for a field: what is offered if it is empty; a choice by its id, number or the beginning of its
/// label; `yes` or `no` by their beginnings; else itself.
pub(super) fn meaning(line: &str, field: &Field) -> Result<Option<String>, String> {
    let typed = line.trim();
    if typed.is_empty() {
        return Ok(field.offered.as_ref().map(Value::to_plain));
    }
    Ok(Some(match field.kind {
        Type::Choice => {
            let items = field.choices.iter().map(|choice| Item { id: &choice.id, label: &choice.label, closed: false });
            let chosen = choose(typed, &items.collect::<Vec<_>>());
            // What it may mean tells what was typed.
            let refused =
                |reason| if field.sensitive { format!("`{}` must be {}", field.label, field.wanted) } else { reason };
            chosen.map_err(refused)?.to_owned()
        }
        Type::Boolean => {
            let begun = ["yes", "no"].into_iter().find(|word| word.starts_with(&typed.to_lowercase()));
            begun.unwrap_or(typed).to_owned()
        }
        _ => line.to_owned(),
    }))
}

/// Adds a value to those of the fields before, unless it is refused among them.
pub(super) fn add(
    value: Option<String>,
    field: &Field,
    values: &mut Values,
    refused: impl FnOnce(Values) -> Option<ValuesError>,
) -> Result<(), String> {
    let mut with = values.clone();
    if let Some(value) = value {
        with.set(&field.name, value);
    }
    match refused(with.clone()) {
        Some(ValuesError::Missing { name, .. }) if name == field.name => {
            let wanted = wanted(field).map(|wanted| format!(": {wanted}")).unwrap_or_default();
            Err(format!("`{}` is required{wanted}", field.label))
        }
        Some(ValuesError::Refused { name, error }) if name == field.name => Err(format!("`{}` {error}", field.label)),
        _ => {
            *values = with;
            Ok(())
        }
    }
}

/// That a field has no value yet.
pub(super) fn missing(field: &Field) -> ValuesError {
    ValuesError::Missing { name: field.name.clone(), wanted: field.wanted.clone() }
}
