//! The inputs of a call: values from `--set` and `--input`, and values that the user is asked for.

mod values_file;

use std::sync::Arc;

use callscript::script::{Script, Variable};
use callscript_runner::{Field, Moment, Session, Start, StartError, Values};

use super::{fields, read_line, show, slash_command};
use crate::args::Run;
use crate::console::Console;
use crate::error::Error;

/// How starting a call ended.
pub(super) enum Begun {
    /// The call has started.
    Session(Start, Box<Session>),
    /// The input ended before all inputs were given.
    EndOfInput,
}

/// The values of `--input`, overridden by those of `--set`.
pub(super) fn given(arguments: &Run, console: &Console<'_>) -> Result<Values, Error> {
    let mut inputs = match &arguments.input {
        Some(path) => values_file::read(path, console)?,
        None => Values::new(),
    };
    for assignment in &arguments.set {
        let (name, value) = assignment.split_once('=').ok_or(Error::NoAssignment)?;
        inputs.set(name, value);
    }
    Ok(inputs)
}

/// Starts a call, and asks for the inputs that are not given.
pub(super) fn begin(
    script: &Arc<Script>,
    inputs: Values,
    arguments: &Run,
    console: &mut Console<'_>,
) -> Result<Begun, Error> {
    let mut start = Start { inputs, channel: arguments.channel.clone(), entry: arguments.entry.clone() };
    let mut attempted = attempt(script, &start, console.clock.now())?;
    show::title(script, console)?;
    loop {
        let missing = match attempted {
            Ok(session) => return Ok(Begun::Session(start, Box::new(session))),
            Err(missing) => missing,
        };
        let variables = missing.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
        for Variable { name, declaration, .. } in variables {
            if !ask(&Field::new(name, declaration, None), script, &mut start, console)? {
                return Ok(Begun::EndOfInput);
            }
        }
        attempted = attempt(script, &start, console.clock.now())?;
    }
}

/// Starts the session, or returns the names of the inputs that are missing.
fn attempt(script: &Arc<Script>, start: &Start, now: Moment) -> Result<Result<Session, Vec<String>>, Error> {
    match Session::start(script, start.clone(), now) {
        Ok(session) => Ok(Ok(session)),
        Err(StartError::Missing { missing, .. }) => Ok(Err(missing)),
        Err(error) => Err(error.into()),
    }
}

/// Asks for a field until the script accepts the value; returns false at the end of input.
fn ask(field: &Field, script: &Arc<Script>, start: &mut Start, console: &mut Console<'_>) -> Result<bool, Error> {
    show::choices(field, console)?;
    while let Some(line) = read_line::ask(&show::field(field), field.sensitive, console)? {
        if slash_command::parse(&line).is_some() {
            console.fault(
                "the call has not begun, so commands do not work yet; type `//` for a value that begins with `/`",
            );
            continue;
        }
        let Start { channel, entry, .. } = start.clone();
        let now = console.clock.now();
        let refused = |inputs| match Session::start(script, Start { inputs, channel, entry }, now) {
            Err(StartError::Values(error)) => Some(error),
            Err(StartError::Missing { missing, .. }) if missing.contains(&field.name) => Some(fields::missing(field)),
            _ => None,
        };
        let value = fields::meaning(&slash_command::unescape(line), field);
        match value.and_then(|value| fields::add(value, field, &mut start.inputs, refused)) {
            Ok(()) => return Ok(true),
            Err(reason) => console.fault(&reason),
        }
    }
    Ok(false)
}
