//! What a call begins with: values from `--set` and `--input`, and those that are asked for.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use callscript::script::Script;
use callscript::source::Source;
use callscript_runner::{Session, Start, StartError, Values};
use jiff::Timestamp;

use super::{line, show};
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
        for name in missing {
            let Some(text) = ask(script, &name, console)? else {
                return Ok(Begun::EndOfInput);
            };
            start.inputs.set(name, text);
        }
    }
}

/// Asks for a variable until something is typed that it takes.
fn ask(script: &Script, name: &str, console: &mut Console<'_>) -> Result<Option<String>, Error> {
    let Some(id) = script.find_variable(name) else {
        return Ok(Some(String::new()));
    };
    let declaration = &script.variable(id).declaration;
    loop {
        show::question(&show::wanted(name, declaration), declaration.sensitive, console)?;
        match line::read(console.input)? {
            None => return Ok(None),
            Some(Err(reason)) => console.fault(&reason),
            Some(Ok(text)) if text.starts_with('/') && !text.starts_with("//") => {
                show::echo(&text, true, console)?;
                console.fault("the call has not begun: a line that begins with `/` is open to it later");
            }
            Some(Ok(text)) => {
                let text = text.strip_prefix('/').map_or(text.clone(), str::to_owned);
                show::echo(&text, declaration.sensitive, console)?;
                match declaration.parse(&text) {
                    Ok(_) => return Ok(Some(text)),
                    Err(error) => console.fault(&format!("`{name}` {error}")),
                }
            }
        }
    }
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
