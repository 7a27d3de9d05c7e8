//! How a field is asked for: what it is called, what it wants, what there is to choose, and what was typed.

use callscript::internal::MASK;
use callscript::internal::inert::escape;
use callscript::value::Value;
use callscript_runner::Field;

use super::{SENSITIVE, numbered};
use crate::commands::run::fields;
use crate::console::Console;
use crate::error::Error;

/// More characters than these of a text that is offered are cut off.
const LONGEST_OFFER: usize = 40;

/// What there is to choose, of a choice.
pub(in crate::commands::run) fn choices(field: &Field, console: &mut Console<'_>) -> Result<(), Error> {
    for (number, choice) in (1..).zip(field.choices.iter()) {
        writeln!(console.out, "{}", numbered(number, &choice.label))?;
    }
    Ok(())
}

/// What a field is called, what it wants, and what it gets if nothing is typed.
pub(in crate::commands::run) fn field(field: &Field) -> String {
    let wanted = fields::wanted(field).map(str::to_owned);
    let empty = match &field.offered {
        Some(offered) => Some(format!("Enter for {}", offer(field, offered))),
        None => field.optional.then(|| "optional".to_owned()),
    };
    let hints: Vec<_> = wanted.into_iter().chain(empty).collect();
    if hints.is_empty() { field.label.clone() } else { format!("{} ({})", field.label, hints.join("; ")) }
}

/// What is to be typed next.
pub(in crate::commands::run) fn question(what: &str, sensitive: bool, console: &mut Console<'_>) -> Result<(), Error> {
    let (space, mark) = if sensitive { (" ", SENSITIVE) } else { ("", "") };
    write!(console.out, "{}{space}{mark}> ", escape(what))?;
    Ok(console.out.flush()?)
}

/// Shows what was read, if nobody sees it typed.
pub(in crate::commands::run) fn echo(line: &str, sensitive: bool, console: &mut Console<'_>) -> Result<(), Error> {
    if console.typed {
        return Ok(());
    }
    let line = if sensitive && !line.is_empty() { MASK.into() } else { escape(line) };
    Ok(writeln!(console.out, "{line}")?)
}

/// What is offered, as people say it, and not too much of it.
fn offer(field: &Field, offered: &Value) -> String {
    if field.sensitive {
        return MASK.to_owned();
    }
    let id = offered.to_plain();
    if let Some(choice) = field.choices.iter().find(|choice| *choice.id == *id) {
        return choice.label.to_string();
    }
    let text = offered.to_string();
    match text.char_indices().nth(LONGEST_OFFER) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}
