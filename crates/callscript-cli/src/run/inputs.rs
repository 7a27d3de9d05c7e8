//! What a call begins with: values from `--set` and `--input`, and those that are asked for.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use callscript::script::{Script, Variable};
use callscript::source::Source;
use callscript_runner::{Field, Session, Start, StartError, Values};
use jiff::Timestamp;

use super::{command, fields, line, show};
use crate::args::Run;
use crate::console::Console;
use crate::error::Error;

/// How a call begins.
pub(super) enum Begun {
    /// With this, and now it is here.
    Session(Start, Box<Session>),
    /// Not at all: the input ended before everything was given.
    EndOfInput,
}

/// Begins a call, asking for the inputs that are not given.
pub(super) fn begin(script: &Arc<Script>, arguments: &Run, console: &mut Console<'_>) -> Result<Begun, Error> {
    let mut inputs = match &arguments.input {
        Some(path) => read(path)?,
        None => Values::new(),
    };
    for assignment in &arguments.set {
        // It is not repeated if it is none: what should be a value may be sensitive.
        let (name, value) = assignment.split_once('=').ok_or(Error::NoAssignment)?;
        inputs.set(name, value);
    }
    let mut start = Start { inputs, channel: arguments.channel.clone(), entry: arguments.entry.clone() };
    loop {
        let missing = match Session::start(script, start.clone(), Timestamp::now()) {
            Ok(session) => return Ok(Begun::Session(start, Box::new(session))),
            Err(StartError::Missing { missing, .. }) => missing,
            Err(error) => return Err(error.into()),
        };
        let variables = missing.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
        for Variable { name, declaration, .. } in variables {
            if !ask(&Field::new(name, declaration, None), script, &mut start, console)? {
                return Ok(Begun::EndOfInput);
            }
        }
    }
}

/// Asks for a field until something is typed that the script takes; false at the end of input.
fn ask(field: &Field, script: &Arc<Script>, start: &mut Start, console: &mut Console<'_>) -> Result<bool, Error> {
    show::choices(field, console)?;
    while let Some(line) = line::ask(&show::field(field), field.sensitive, console)? {
        if command::parse(&line).is_some() {
            console.fault("the call has not begun: commands are for later, and `//` begins a value with `/`");
            continue;
        }
        let Start { channel, entry, .. } = start.clone();
        let refused = |inputs| match Session::start(script, Start { inputs, channel, entry }, Timestamp::now()) {
            Err(StartError::Values(error)) => Some(error),
            Err(StartError::Missing { missing, .. }) if missing.contains(&field.name) => Some(fields::missing(field)),
            _ => None,
        };
        let value = fields::meaning(&command::unescape(line), field);
        match value.and_then(|value| fields::add(value, field, &mut start.inputs, refused)) {
            Ok(()) => return Ok(true),
            Err(reason) => console.fault(&reason),
        }
    }
    Ok(false)
}

/// Reads a map of names and values: YAML, and so JSON, too.
fn read(path: &Path) -> Result<Values, Error> {
    let refuse = |reason: String| Error::Values { path: path.to_owned(), reason };
    let mut text = String::new();
    let file = File::open(path).and_then(|file| file.take(Source::MAX_BYTES).read_to_string(&mut text));
    file.map_err(|error| refuse(error.to_string()))?;
    // Where text belongs, a scalar is its own characters: `+49 30` and `1.50` stay as they are.
    let values: BTreeMap<String, Option<String>> =
        serde_yaml::from_str(&text).map_err(|error| refuse(reason(&text, &error)))?;
    let mut read = Values::new();
    for (name, value) in values {
        if let Some(value) = value {
            read.set(name, value);
        }
    }
    Ok(read)
}

/// Why a file cannot be read, without a word of what it holds: that may be sensitive.
fn reason(text: &str, error: &serde_yaml::Error) -> String {
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(value) if !value.is_mapping() => "it should be a map of names and values".to_owned(),
        _ => error.to_string(),
    }
}
