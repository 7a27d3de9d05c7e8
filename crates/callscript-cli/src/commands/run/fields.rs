//! Values that are typed field by field: for forms, for the values that an action returned, and for those that a call
//! or a jump needs first.
//!
//! An error message names the field by its label, as the question does, and never repeats the value. Must not know what
//! the fields are for.

use callscript::value::{Declaration, Type, Value};
use callscript_runner::{Field, Values, ValuesError};

use super::choose::{Item, choose};

/// The field, offering the value of a draft as its default.
pub(super) fn with_draft(field: &Field, draft: &Values) -> Field {
    let mut field = field.clone();
    if let Some(value) = draft.get(&field.name) {
        field.offered = Some(Value::text(value));
    }
    field
}

/// What kind of value a field takes; `None` for any text, and for choices, which are listed anyway.
pub(super) fn wanted(field: &Field) -> Option<&str> {
    let is_any_text = field.wanted == Declaration::new(Type::Text).wanted();
    (field.kind != Type::Choice && !is_any_text).then_some(field.wanted.as_str())
}

/// The value that a line means for a field: an empty line means the default; a choice can be given by its id, its
/// number or the beginning of its label; `yes` and `no` by their beginnings; any other line is the value itself.
pub(super) fn meaning(line: &str, field: &Field) -> Result<Option<String>, String> {
    let typed = line.trim();
    if typed.is_empty() {
        return Ok(field.offered.as_ref().map(Value::to_plain));
    }
    Ok(Some(match field.kind {
        Type::Choice => {
            let items = field.choices.iter().map(|choice| Item { id: &choice.id, label: &choice.label, closed: false });
            let chosen = choose(typed, &items.collect::<Vec<_>>());
            // The usual message would list possible meanings, and so reveal what was typed.
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

/// Adds a value to the values of earlier fields. Fails if `refused` has an error for it.
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

/// The error that a field has no value.
pub(super) fn missing(field: &Field) -> ValuesError {
    ValuesError::Missing { name: field.name.clone(), wanted: field.wanted.clone() }
}
