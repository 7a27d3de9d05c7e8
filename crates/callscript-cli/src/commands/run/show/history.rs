//! How the history of a call, and changes of earlier steps, are shown.

use callscript::Lapse;
use callscript_runner::{Shown, Turn, TurnKind};

use callscript::internal::inert;

use super::{folded, numbered, quiet};
use crate::console::Console;
use crate::error::Error;

/// Shows the steps so far, numbered.
pub(in crate::commands::run) fn history(turns: &[Turn], console: &mut Console<'_>) -> Result<(), Error> {
    if turns.is_empty() {
        return quiet("nothing has happened yet", console);
    }
    for turn in turns {
        let number = turn.number.unwrap_or_default();
        let width = console.screen().width;
        let mut lines =
            folded(&format!("{}: {}", turn.node, what(&turn.kind)), width.saturating_sub(6), console).into_iter();
        writeln!(console.out, "{}", numbered(number, &lines.next().unwrap_or_default()))?;
        for line in lines {
            writeln!(console.out, "{:6}{}", "", line)?;
        }
    }
    Ok(())
}

/// Tells in a terminal that a note was taken.
pub(in crate::commands::run) fn noted(console: &mut Console<'_>) -> Result<(), Error> {
    if console.typed { quiet("Noted.", console) } else { Ok(()) }
}

/// Tells which step is about to be changed.
pub(in crate::commands::run) fn change(step: usize, turns: &[Turn], console: &mut Console<'_>) -> Result<(), Error> {
    let was = turns.iter().find(|turn| turn.number == Some(step)).map(|turn| what(&turn.kind)).unwrap_or_default();
    writeln!(console.out)?;
    quiet(&format!("Step {step} was: {was}. Enter it again, or keep it with /back."), console)
}

/// Tells which later steps a changed step invalidated. `kept` is the number of the last step that is still valid.
pub(in crate::commands::run) fn changed(
    step: usize,
    kept: usize,
    lost: &[Turn],
    console: &mut Console<'_>,
) -> Result<(), Error> {
    let still = match kept.saturating_sub(step) {
        0 => String::new(),
        1 => format!(" Step {kept} still fits."),
        2 => format!(" Steps {} and {kept} still fit.", step + 1),
        _ => format!(" Steps {} to {kept} still fit.", step + 1),
    };
    writeln!(console.out)?;
    quiet(&format!("Step {step} is changed.{still}"), console)?;
    match lost {
        [] => return Ok(()),
        [_] => quiet("This one no longer fits, and is left out:", console)?,
        _ => quiet("These no longer fit, and are left out:", console)?,
    }
    history(lost, console)
}

/// Tells that a change or a jump was cancelled.
pub(in crate::commands::run) fn unchanged(console: &mut Console<'_>) -> Result<(), Error> {
    writeln!(console.out)?;
    quiet("Everything stays as it was.", console)
}

/// Tells with which answer the values belong that are asked for.
pub(in crate::commands::run) fn given_with(label: &str, console: &mut Console<'_>) -> Result<(), Error> {
    writeln!(console.out)?;
    quiet(&format!("{}; /back asks the question again.", inert::escape(label)), console)
}

/// Tells why a jump asks for values.
pub(in crate::commands::run) fn needed(node: &str, console: &mut Console<'_>) -> Result<(), Error> {
    writeln!(console.out)?;
    quiet(&format!("`{node}` needs this; /back keeps you where you are."), console)
}

fn what(what: &TurnKind) -> String {
    match what {
        TurnKind::Entered(values) | TurnKind::Completed { returned: values, .. } => {
            let values = listed(values);
            match what {
                TurnKind::Completed { result, .. } if values.is_empty() => result.clone(),
                TurnKind::Completed { result, .. } => format!("{result}, {values}"),
                _ => values,
            }
        }
        TurnKind::Stubbed { script, outcome, .. } => format!("{script} left out, ending with {outcome}"),
        TurnKind::CouldNotGive => "could not say".to_owned(),
        TurnKind::Answered { label, values, .. } if values.is_empty() => label.clone(),
        TurnKind::Answered { label, values, .. } => format!("{label}: {}", listed(values)),
        TurnKind::Lapsed { lapse: Lapse::Silence, .. } => "nothing came".to_owned(),
        TurnKind::Lapsed { input: None, .. } => "not understood".to_owned(),
        TurnKind::Lapsed { input: Some(input), .. } => format!("not understood: {input}"),
        TurnKind::Proceeded => "went on".to_owned(),
        TurnKind::Aside { label, .. } => format!("aside: {label}"),
        TurnKind::Jumped { to, reason, .. } if reason.is_empty() => format!("left the script for {to}"),
        TurnKind::Jumped { to, reason, .. } => format!("left the script for {to}: {reason}"),
        TurnKind::HungUp(_) => "hung up".to_owned(),
        TurnKind::Ended(ending) => ending.label.clone(),
        TurnKind::Waiting => "waiting".to_owned(),
    }
}

fn listed(values: &[Shown]) -> String {
    let values =
        values.iter().map(|value| format!("{} = {}", value.label, value.value.as_deref().unwrap_or("nothing")));
    values.collect::<Vec<_>>().join(", ")
}
