//! Carries a call over to changed scripts: asks for what the journal does not hold, and says what was left out.
//!
//! Must not know files.

use std::sync::Arc;

use callscript::script::Script;
use callscript_runner::journal::{CarriedOver, CarryOver, JournalError, LeftOut, Needed, Recorded, Repeated, Standing};
use callscript_runner::{EventKind, Field, PromptKind, ResultChoice, Values};

use super::choose::{Item, choose};
use super::read_line::{Question, Reader, Stop};
use super::slash_command::{self, Command};
use super::{fields, show};
use crate::console::Console;
use crate::error::Error;

/// The most lines about what was left out.
const MAX_LISTED: usize = 20;

/// What was typed where the journal does not hold what is asked.
enum Typed {
    Given(EventKind),
    /// `/stop`: go on from here.
    Rest,
    Stopped(Stop),
}

/// How one line was meant.
enum Line {
    Text(String),
    Empty,
    Skip,
    Rest,
    Stopped(Stop),
}

/// Carries the call over. The inner error is what came before everything was given. `refused` makes an error of one of the
/// journal.
pub(super) fn carry_over(
    recorded: &Recorded,
    script: &Arc<Script>,
    refused: impl Fn(JournalError) -> Error,
    reader: &mut Reader,
    console: &mut Console<'_>,
) -> Result<Result<CarriedOver, Stop>, Error> {
    let mut how = CarryOver::default();
    loop {
        match recorded.carry_over(script, &how) {
            Ok(carried) => return Ok(Ok(carried)),
            Err(JournalError::Needed(needed)) => {
                console.warn(&needed.to_string());
                match ask(&needed, script, reader, console)? {
                    Typed::Given(event) => how.given.push(event),
                    Typed::Rest => how.stops = true,
                    Typed::Stopped(stop) => return Ok(Err(stop)),
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
            true => format!("`{action}` at `{place}` was done before: take care that it is not done twice"),
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

fn ask(needed: &Needed, script: &Script, reader: &mut Reader, console: &mut Console<'_>) -> Result<Typed, Error> {
    let Some(prompt) = &needed.prompt else {
        return ask_fields(&needed.fields, false, reader, console, |values| EventKind::Entered { values });
    };
    show::prompt(prompt, false, script.id(), console)?;
    match &prompt.kind {
        PromptKind::Ask { answers } => {
            let items = show::labelled(answers).map(|(number, answer, label)| Item {
                closed: !answer.open,
                sensitive: answer.sensitive,
                ..Item::new(number, &answer.id, label)
            });
            let chosen = ask_choice("answer", &items.collect::<Vec<_>>(), reader, console)?;
            match chosen {
                Ok(answer) => {
                    let fields = answers.iter().find(|known| known.id == answer).map_or(&[][..], |known| &known.fields);
                    ask_fields(fields, false, reader, console, |values| EventKind::Answered { answer, values })
                }
                Err(other) => Ok(other),
            }
        }
        PromptKind::Act { results, .. } => ask_result(results, reader, console),
        kind => {
            let may_skip = matches!(kind, PromptKind::Form { cannot_give: true, .. });
            ask_fields(&needed.fields, may_skip, reader, console, |values| EventKind::Entered { values })
        }
    }
}

fn ask_result(results: &[ResultChoice], reader: &mut Reader, console: &mut Console<'_>) -> Result<Typed, Error> {
    let items = (1..).zip(results).map(|(number, result)| Item::new(number, &result.name, &result.name));
    let result = match ask_choice("result", &items.collect::<Vec<_>>(), reader, console)? {
        Ok(result) => result,
        Err(other) => return Ok(other),
    };
    let returns = results.iter().find(|known| known.name == result).map_or(&[][..], |result| &result.returns);
    ask_fields(returns, false, reader, console, |returned| EventKind::Completed { token: None, result, returned })
}

/// Asks for one of these items until one is chosen; or what else was typed.
fn ask_choice(
    what: &str,
    items: &[Item<'_>],
    reader: &mut Reader,
    console: &mut Console<'_>,
) -> Result<Result<String, Typed>, Error> {
    let question = Question { text: what.to_owned(), ..Question::default() };
    loop {
        match line(&question, false, reader, console)? {
            Line::Text(text) => match choose(&text, items) {
                Ok(item) => return Ok(Ok(item.id.to_owned())),
                Err(refusal) => console.fault(&refusal.reason),
            },
            Line::Empty | Line::Skip => console.fault("there is no field here to leave empty"),
            Line::Rest => return Ok(Err(Typed::Rest)),
            Line::Stopped(stop) => return Ok(Err(Typed::Stopped(stop))),
        }
    }
}

/// Asks for each field until its value fits.
fn ask_fields(
    asked: &[Field],
    may_skip: bool,
    reader: &mut Reader,
    console: &mut Console<'_>,
    event: impl FnOnce(Values) -> EventKind,
) -> Result<Typed, Error> {
    let mut values = Values::new();
    for field in asked {
        show::choices(field, console)?;
        let question = fields::question(field);
        loop {
            let value = match line(&question, may_skip, reader, console)? {
                Line::Text(text) => {
                    fields::meaning(&text, field, console.clock.now()).map_err(|refusal| refusal.reason)
                }
                Line::Empty => Ok(None),
                Line::Skip => return Ok(Typed::Given(EventKind::CannotGive)),
                Line::Rest => return Ok(Typed::Rest),
                Line::Stopped(stop) => return Ok(Typed::Stopped(stop)),
            };
            let added = value.and_then(|value| {
                fields::add(value, field, &mut values, |values| {
                    field.check(values.get(&field.name).unwrap_or_default()).err().map(|fault| vec![fault].into())
                })
            });
            match added {
                Ok(()) => break,
                Err(reason) => console.fault(&reason),
            }
        }
    }
    Ok(Typed::Given(event(values)))
}

fn line(question: &Question, may_skip: bool, reader: &mut Reader, console: &mut Console<'_>) -> Result<Line, Error> {
    loop {
        let line = match reader.ask(question, console)? {
            Ok(line) => line,
            Err(stop) => return Ok(Line::Stopped(stop)),
        };
        match slash_command::parse(&line) {
            None => return Ok(Line::Text(slash_command::unescape(line))),
            Some(Ok(Command::Empty)) => return Ok(Line::Empty),
            Some(Ok(Command::Skip)) if may_skip => return Ok(Line::Skip),
            Some(_) if line.trim() == "/stop" => return Ok(Line::Rest),
            Some(_) => console.fault(
                "the call is still being carried over: answer what is asked, or type `/stop` to go on from here and leave \
                 the rest out",
            ),
        }
    }
}
