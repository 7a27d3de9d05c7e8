//! How fields are asked for: their labels, types and choices, and what was typed.

use callscript::internal::MASK;
use callscript::value::Value;
use callscript_runner::Field;

use super::numbered;
use crate::commands::run::fields;
use crate::console::Console;
use crate::error::Error;

/// The most characters to show of a default.
const MAX_OFFER: usize = 40;

/// Lists the choices of a field, if it has any.
pub(in crate::commands::run) fn choices(field: &Field, console: &mut Console<'_>) -> Result<(), Error> {
    for (number, choice) in (1..).zip(field.choices.iter()) {
        writeln!(console.out, "{}", numbered(number, &choice.label))?;
    }
    Ok(())
}

/// The label of a field, the kind of value it takes, and its default.
pub(in crate::commands::run) fn field(field: &Field) -> String {
    let wanted = fields::wanted(field).map(str::to_owned);
    let empty = match &field.offered {
        Some(offered) => Some(format!("Enter for {}", offer(field, offered))),
        None => field.optional.then(|| "optional".to_owned()),
    };
    let hints: Vec<_> = wanted.into_iter().chain(empty).collect();
    if hints.is_empty() { field.label.clone() } else { format!("{} ({})", field.label, hints.join("; ")) }
}

/// The default in a form for people, shortened.
fn offer(field: &Field, offered: &Value) -> String {
    if field.sensitive {
        return MASK.to_owned();
    }
    let id = offered.to_plain();
    if let Some(choice) = field.choices.iter().find(|choice| *choice.id == *id) {
        return choice.label.to_string();
    }
    let text = field.shown(offered).replace('\n', " ");
    match text.char_indices().nth(MAX_OFFER) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}
