//! Carries a call over to changed scripts: asks for what the journal does not hold, and says what was left out.
//!
//! Must not know files.

use std::sync::Arc;

use callscript::script::Script;
use callscript_runner::journal::{CarriedOver, CarryOver, JournalError, LeftOut, Needed, Recorded, Repeated, Standing};
use callscript_runner::{EventKind, Field, Prompt, PromptKind, Values, ValuesError};

use super::choose::{Item, choose};
use super::slash_command::{self, Command};
use super::{fields, read_line, show};
use crate::console::Console;
use crate::error::Error;

/// The most lines about what was left out.
const MAX_LISTED: usize = 20;

/// What was typed where the journal does not hold what is asked.
enum Typed {
    Given(EventKind),
    /// `/stop`: go on from here.
    Stop,
    EndOfInput,
}

/// How one line was meant.
enum Line {
    Text(String),
    Empty,
    Skip,
    Stop,
    EndOfInput,
}

/// Carries the call over; `None` if the input ended before everything was given. `refused` makes an error of one of the
/// journal.
pub(super) fn carry_over(
    recorded: &Recorded,
    script: &Arc<Script>,
    refused: impl Fn(JournalError) -> Error,
    console: &mut Console<'_>,
) -> Result<Option<CarriedOver>, Error> {
    let mut how = CarryOver::default();
    loop {
        match recorded.carry_over(script, &how) {
            Ok(carried) => return Ok(Some(carried)),
            Err(JournalError::Needed(needed)) => {
                console.warn(&needed.to_string());
                match ask(&needed, script, console)? {
                    Typed::Given(event) => how.given.push(event),
                    Typed::Stop => how.stops = true,
                    Typed::EndOfInput => return Ok(None),
                }
            }
            Err(JournalError::Refused(error)) => {
                console.fault(&error.to_string());
                how.given.pop();
            }
            Err(error) => return Err(refused(error)),
        }
    }
}

/// Says what was passed, left out, and may be done twice.
pub(super) fn report(carried: &CarriedOver, console: &mut Console<'_>) {
    let CarriedOver { session, standing, left_out, repeated, .. } = carried;
    let counted: Vec<&LeftOut> = left_out.iter().filter(|left_out| !left_out.undone).collect();
    for LeftOut { misfit, done, .. } in counted.iter().take(MAX_LISTED) {
        let done = if *done { "; the action was done, and stays done" } else { "" };
        console.warn(&format!("{misfit}: it is left out{done}"));
    }
    if let Some(more @ 1..) = counted.len().checked_sub(MAX_LISTED) {
        console.warn(&format!("{more} more are left out"));
    }
    for Repeated { script, node, action, done, .. } in repeated {
        let place = if script == session.script().id() { node.clone() } else { format!("{script} / {node}") };
        console.warn(&match done {
            true => format!("`{action}` at `{place}` was done before, and is done again"),
            false => format!("`{action}` at `{place}` was begun before, and begins again: it may be done twice"),
        });
    }
    let now = &session.prompt().node;
    if let Standing::Elsewhere { node } = standing
        && node != now
    {
        console.warn(&format!("the call is now at `{now}`, and was at `{node}` before"));
    }
}

fn ask(needed: &Needed, script: &Script, console: &mut Console<'_>) -> Result<Typed, Error> {
    let Some(prompt) = &needed.prompt else {
        return ask_fields(&needed.fields, false, script, console, |values| EventKind::Entered { values });
    };
    let reach = script.reach();
    let running = reach.get(prompt.script.as_str()).copied().unwrap_or(script);
    show::prompt(prompt, false, script.id(), console)?;
    match &prompt.kind {
        PromptKind::Ask { answers } => {
            let items =
                answers.iter().map(|answer| Item { id: &answer.id, label: &answer.label, closed: !answer.open });
            let chosen = ask_choice("answer", &items.collect::<Vec<_>>(), console)?;
            Ok(chosen.map_or_else(|other| other, |answer| Typed::Given(EventKind::Answered { answer })))
        }
        PromptKind::Act { .. } => ask_result(prompt, running, console),
        kind => {
            let may_skip = matches!(kind, PromptKind::Form { cannot_give: true, .. });
            ask_fields(&needed.fields, may_skip, running, console, |values| EventKind::Entered { values })
        }
    }
}

fn ask_result(prompt: &Prompt, script: &Script, console: &mut Console<'_>) -> Result<Typed, Error> {
    let PromptKind::Act { results, .. } = &prompt.kind else { return Ok(Typed::EndOfInput) };
    let items = results.iter().map(|result| Item { id: &result.name, label: &result.name, closed: false });
    let result = match ask_choice("result", &items.collect::<Vec<_>>(), console)? {
        Ok(result) => result,
        Err(other) => return Ok(other),
    };
    let returns = results.iter().find(|known| known.name == result).map_or(&[][..], |result| &result.returns);
    ask_fields(returns, false, script, console, |returned| EventKind::Completed { result, returned })
}

/// Asks for one of these items until one is chosen; or what else was typed.
fn ask_choice(question: &str, items: &[Item<'_>], console: &mut Console<'_>) -> Result<Result<String, Typed>, Error> {
    loop {
        match line(question, false, false, console)? {
            Line::Text(text) => match choose(&text, items) {
                Ok(id) => return Ok(Ok(id.to_owned())),
                Err(reason) => console.fault(&reason),
            },
            Line::Empty | Line::Skip => console.fault("there is no field here to leave empty"),
            Line::Stop => return Ok(Err(Typed::Stop)),
            Line::EndOfInput => return Ok(Err(Typed::EndOfInput)),
        }
    }
}

/// Asks for each field until its value fits.
fn ask_fields(
    asked: &[Field],
    may_skip: bool,
    script: &Script,
    console: &mut Console<'_>,
    event: impl FnOnce(Values) -> EventKind,
) -> Result<Typed, Error> {
    let mut values = Values::new();
    for field in asked {
        show::choices(field, console)?;
        loop {
            let value = match line(&show::field(field), field.sensitive, may_skip, console)? {
                Line::Text(text) => fields::meaning(&text, field),
                Line::Empty => Ok(None),
                Line::Skip => return Ok(Typed::Given(EventKind::CannotGive)),
                Line::Stop => return Ok(Typed::Stop),
                Line::EndOfInput => return Ok(Typed::EndOfInput),
            };
            let added = value
                .and_then(|value| fields::add(value, field, &mut values, |values| refusal(script, field, &values)));
            match added {
                Ok(()) => break,
                Err(reason) => console.fault(&reason),
            }
        }
    }
    Ok(Typed::Given(event(values)))
}

/// Why the value of a field is refused, if its variable alone tells.
fn refusal(script: &Script, field: &Field, values: &Values) -> Option<ValuesError> {
    let Some(text) = values.get(&field.name) else {
        let has_default = script.find_variable(&field.name).is_some_and(|id| script.variable(id).default().is_some());
        return (!field.optional && !has_default).then(|| fields::missing(field));
    };
    let variable = script.variable(script.find_variable(&field.name)?);
    let error = variable.read(text).err()?;
    Some(ValuesError::Refused { name: field.name.clone(), error })
}

fn line(question: &str, sensitive: bool, may_skip: bool, console: &mut Console<'_>) -> Result<Line, Error> {
    loop {
        let Some(line) = read_line::ask(question, sensitive, console)? else { return Ok(Line::EndOfInput) };
        match slash_command::parse(&line) {
            None => return Ok(Line::Text(slash_command::unescape(line))),
            Some(Ok(Command::Empty)) => return Ok(Line::Empty),
            Some(Ok(Command::Skip)) if may_skip => return Ok(Line::Skip),
            Some(_) if line.trim() == "/stop" => return Ok(Line::Stop),
            Some(_) => console.fault(
                "the call is still being carried over: answer what is asked, or type `/stop` to go on from here and leave \
                 the rest out",
            ),
        }
    }
}
