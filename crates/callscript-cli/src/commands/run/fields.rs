//! Values that are typed field by field: for forms, for the values that an action returned, and for those that a call
//! or a jump needs first.
//!
//! An error message names the field by its label, as the question does, and never repeats the value. Must not know what
//! the fields are for.

use callscript::value::{Type, Value};
use callscript_runner::{Field, FieldError, Moment, Values, ValuesError};

use super::choose::{Item, Refusal, choose};
use super::read_line::{Completion, Completions, Question};
use super::show;

/// The field, offering the value of a draft as its default.
pub(super) fn with_draft(field: &Field, draft: &Values) -> Field {
    let mut field = field.clone();
    if let Some(value) = draft.get(&field.name) {
        field.offered = Some(Value::text(value));
    }
    field
}

/// What kind of value a field takes, with its hint; the hint alone for any text, and for choices, which are listed
/// anyway.
pub(super) fn wanted(field: &Field) -> Option<&str> {
    let is_any_text = field.kind == Type::Text && field.pattern.is_none();
    if field.kind == Type::Choice || is_any_text { field.hint.as_deref() } else { Some(field.wanted.as_str()) }
}

/// The question for a field.
pub(super) fn question(field: &Field) -> Question {
    let words: Vec<String> = match field.kind {
        Type::Choice => field.choices.iter().map(|choice| choice.label.to_string()).collect(),
        Type::Boolean => booleans(field).map(|(word, _)| word.to_owned()).collect(),
        _ => Vec::new(),
    };
    let completions = words.into_iter().filter(|_| !field.sensitive).map(Completion::new);
    Question {
        text: show::field(field),
        sensitive: field.sensitive,
        forget: field.sensitive,
        completions: Completions(completions.collect()),
    }
}

/// The words that people type for a boolean, and what they mean.
fn booleans(field: &Field) -> impl Iterator<Item = (&str, bool)> {
    let words = field.labels.as_deref().map_or(["yes", "no"], |labels| [&*labels.yes, &*labels.no]);
    words.into_iter().zip([true, false])
}

/// The choices of a field.
pub(super) fn items(field: &Field) -> Vec<Item<'_>> {
    let choices = (1..).zip(field.choices.iter());
    choices.map(|(number, choice)| Item::new(number, &choice.id, &choice.label)).collect()
}

/// The value that a line means for a field: an empty line means the default; a choice is chosen like an answer; `yes`
/// and `no` can be shortened; any other line is the value itself.
pub(super) fn meaning<'f>(line: &str, field: &'f Field, now: Moment) -> Result<Option<String>, Refusal<'f>> {
    let typed = line.trim();
    if typed.is_empty() {
        return Ok(field.offered.as_ref().map(Value::to_plain));
    }
    Ok(Some(match field.kind {
        Type::Choice => {
            let chosen = choose(typed, &items(field));
            // The usual refusal would list possible meanings, and so reveal what was typed.
            let hide = |_| Refusal::new(format!("`{}` must be {}", field.label, field.wanted));
            let chosen = if field.sensitive { chosen.map_err(hide) } else { chosen };
            chosen?.id.to_owned()
        }
        Type::Boolean => {
            let lower = typed.to_lowercase();
            let mut begun = booleans(field).filter(|(word, _)| word.to_lowercase().starts_with(&lower));
            let meant = begun.next().filter(|_| begun.next().is_none());
            meant.map_or_else(|| typed.to_owned(), |(_, value)| value.to_string())
        }
        Type::Text => line.to_owned(),
        _ => match field.read(line, now) {
            Ok(value) => return Ok(value.as_ref().map(Value::to_plain)),
            Err(refused) => return Err(Refusal::new(unread(&refused, line, field, now))),
        },
    }))
}

/// Why a line cannot be read. Whoever typed it is told both readings of one that has two.
fn unread(refused: &FieldError, line: &str, field: &Field, now: Moment) -> String {
    match (refused, field.readings(line, now)) {
        (FieldError::Refused { error, .. }, _) => format!("`{}` {error}", field.label),
        (_, Some([one, other])) => {
            let (shown, plain) = (
                [&one, &other].map(|value| field.in_words(value)),
                [&one, &other].map(callscript::value::Value::to_plain),
            );
            let [one, other] = if shown[0] == shown[1] { plain } else { shown };
            format!("`{}` can mean {one} or {other}: type it so that it is clear which", field.label)
        }
        _ => refused.to_string(),
    }
}

/// What a line was understood as, if that is not what was typed.
pub(super) fn understood(line: &str, field: &Field, value: Option<&String>) -> Option<String> {
    let typed = line.trim();
    if field.sensitive || typed.is_empty() || matches!(field.kind, Type::Text | Type::Choice | Type::Boolean) {
        return None;
    }
    let plain = value.filter(|plain| plain.as_str() != typed)?;
    let shown = field.check(plain).ok().flatten().map(|value| field.in_words(&value)).filter(|shown| shown != typed)?;
    Some(format!("understood as {shown}"))
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
    let is_own = |fault: &FieldError| fault.name() == field.name;
    match refused(with.clone()).and_then(|refused| refused.into_fields().into_iter().find(is_own)) {
        Some(FieldError::Missing { .. }) => {
            let wanted = wanted(field).map(|wanted| format!(": {wanted}")).unwrap_or_default();
            Err(format!("`{}` is required{wanted}", field.label))
        }
        Some(FieldError::Refused { error, .. }) => Err(format!("`{}` {error}", field.label)),
        _ => {
            *values = with;
            Ok(())
        }
    }
}
