//! The inputs of a call: values from `--set` and `--input`, and values that the user is asked for.

mod values_file;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use callscript::internal::inert::escape;
use callscript::script::{Script, Variable};
use callscript_runner::{Field, FieldError, Session, Start, StartError, Values, ValuesError};

use self::values_file::Datum;
use super::read_line::{Reader, Stop};
use super::{fields, show, slash_command};
use crate::args::Run;
use crate::console::Console;
use crate::error::Error;

/// What is given for inputs, as it is written.
pub(super) struct Given {
    /// The content of `--input`.
    record: Vec<(String, Datum)>,
    /// The values of `--set`, which override it.
    set: Vec<(String, String)>,
}

/// Reads what is given for inputs.
pub(super) fn read(arguments: &Run, console: &Console<'_>) -> Result<Given, Error> {
    let record = arguments.input.as_deref().map(|path| values_file::read(path, console)).transpose()?;
    let assignments = arguments.set.iter().map(|assignment| {
        let (name, value) = assignment.split_once('=').ok_or(Error::NoAssignment)?;
        Ok((name.to_owned(), value.to_owned()))
    });
    Ok(Given { record: record.unwrap_or_default(), set: assignments.collect::<Result<_, Error>>()? })
}

/// The values for the inputs of a script. Reports everything in the record that cannot be used.
pub(super) fn fit(
    Given { record, set }: Given,
    script: &Script,
    arguments: &Run,
    console: &mut Console<'_>,
) -> Result<Values, Error> {
    let path = arguments.input.as_deref().unwrap_or(Path::new(""));
    // At an entry, any variable may be given.
    let is_input = |variable: &&Variable| variable.declaration.input || arguments.entry.is_some();
    let known = |name: &str| script.find_variable(name).map(|id| script.variable(id)).filter(is_input);
    let (mut inputs, mut faults, mut unknown) = (Values::new(), Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for (name, datum) in &record {
        let is_first = seen.insert(name);
        let Some(variable) = known(name) else {
            unknown.extend(is_first.then(|| name.clone()));
            continue;
        };
        match value(datum, variable) {
            Err(fault) => faults.push(format!("`{name}` {fault}")),
            Ok(_) if !is_first => faults.push(format!("`{name}` is given twice, but a single value is expected")),
            Ok(Some(value)) => inputs.set(name, value),
            Ok(None) => {}
        }
    }
    let mut errors: Vec<Error> =
        faults.into_iter().map(|reason| Error::Values { path: path.to_owned(), reason }).collect();
    if arguments.ignore_unknown {
        say_left(unknown.len(), path, script, console);
    } else if !unknown.is_empty() {
        errors.push(Error::UnknownInputs { path: path.to_owned(), names: unknown, script: script.id().to_owned() });
    }
    for (name, text) in set {
        match known(&name).map(|variable| normalize(&text, variable)) {
            Some(Ok(text)) => inputs.set(name, text),
            Some(Err(fault)) => errors.push(refused(fault)),
            None => {
                let wanted = script.variables().iter().filter(is_input).map(|variable| variable.name.clone());
                errors.push(refused(FieldError::NotAsked { name, wanted: wanted.collect() }));
            }
        }
    }
    report(errors, console)?;
    Ok(inputs)
}

/// The text of a value of `--set`, as the script takes it.
fn normalize(text: &str, Variable { name, declaration, .. }: &Variable) -> Result<String, FieldError> {
    if text.trim().is_empty() {
        return Ok(text.to_owned());
    }
    declaration.normalize(text).map_err(|error| Field::new(name, declaration, None).refuse(text, error))
}

fn refused(fault: FieldError) -> Error {
    StartError::from(ValuesError::from(vec![fault])).into()
}

/// Reports all errors; the last is the one that ends the command.
fn report(mut errors: Vec<Error>, console: &mut Console<'_>) -> Result<(), Error> {
    let Some(last) = errors.pop() else { return Ok(()) };
    for error in &errors {
        console.fault(&error.to_string());
    }
    Err(last)
}

/// The value of a variable; `None` if there is none.
fn value(datum: &Datum, variable: &Variable) -> Result<Option<String>, String> {
    match datum {
        Datum::Nothing => Ok(None),
        Datum::Other(what) => Err(format!("is {what}, but a single value is expected")),
        Datum::Text(text) if text.trim().is_empty() => Ok(Some(text.clone())),
        Datum::Text(text) => variable.declaration.normalize(text).map(Some).map_err(|error| error.to_string()),
    }
}

fn say_left(count: usize, path: &Path, script: &Script, console: &mut Console<'_>) {
    let keys = match count {
        0 => return,
        1 => "1 key".to_owned(),
        count => format!("{count} keys"),
    };
    let (path, script) = (path.display(), script.id());
    console.note(&format!("{keys} of `{}` left out: not inputs of `{script}`\n", escape(&path.to_string())));
}

/// Starts a call, and asks for the inputs that are not given. The inner error is what came instead of them.
pub(super) fn begin(
    script: &Arc<Script>,
    inputs: Values,
    arguments: &Run,
    reader: &mut Reader,
    console: &mut Console<'_>,
) -> Result<Result<(Start, Session), Stop>, Error> {
    let mut start = Start { inputs, channel: arguments.channel.clone(), entry: arguments.entry.clone() };
    let mut attempted = attempt(script, &start, console)?;
    show::title(script, console)?;
    loop {
        let missing = match attempted {
            Ok(session) => return Ok(Ok((start, session))),
            Err(missing) => missing,
        };
        let variables = missing.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
        for Variable { name, declaration, .. } in variables {
            let field = Field::new(name, declaration, None).in_language(script.locale());
            if let Err(stop) = ask(&field, script, &mut start, reader, console)? {
                return Ok(Err(stop));
            }
        }
        attempted = attempt(script, &start, console)?;
    }
}

/// Starts the session, or returns the names of the inputs that are missing.
fn attempt(
    script: &Arc<Script>,
    start: &Start,
    console: &mut Console<'_>,
) -> Result<Result<Session, Vec<String>>, Error> {
    match Session::start(script, start.clone(), console.clock.now()) {
        Ok(session) => Ok(Ok(session)),
        Err(StartError::Missing { missing, .. }) => Ok(Err(missing)),
        Err(StartError::Values(faults)) => {
            // What is not given at all would be asked for.
            let is_given = |fault: &FieldError| start.inputs.iter().any(|(name, _)| name == fault.name());
            let faults = faults.into_fields().into_iter().filter(is_given);
            report(faults.map(refused).collect(), console).map(|()| Err(Vec::new()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks for a field until the script accepts the value.
fn ask(
    field: &Field,
    script: &Arc<Script>,
    start: &mut Start,
    reader: &mut Reader,
    console: &mut Console<'_>,
) -> Result<Result<(), Stop>, Error> {
    show::choices(field, console)?;
    let question = fields::question(field);
    loop {
        let line = match reader.ask(&question, console)? {
            Ok(line) => line,
            Err(stop) => return Ok(Err(stop)),
        };
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
            Err(StartError::Missing { missing, .. }) if missing.contains(&field.name) => {
                Some(vec![field.missing()].into())
            }
            _ => None,
        };
        let line = slash_command::unescape(line);
        let value = fields::meaning(&line, field, now).map_err(|refusal| refusal.reason);
        let understood = value.as_ref().ok().and_then(|value| fields::understood(&line, field, value.as_ref()));
        match value.and_then(|value| fields::add(value, field, &mut start.inputs, refused)) {
            Ok(()) => {
                if let Some(understood) = understood {
                    console.note(&format!(
                        "{understood}
"
                    ));
                }
                return Ok(Ok(()));
            }
            Err(reason) => console.fault(&reason),
        }
    }
}
