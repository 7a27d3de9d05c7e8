//! `callscript run`: walks through a call with input from a terminal or a pipe.
//!
//! The conversation goes to standard output, error messages to standard error.

mod carry_over;
mod choose;
mod fields;
mod inputs;
mod journal_file;
mod output_files;
mod read_line;
mod record;
mod show;
mod slash_command;
mod walk;

use std::sync::Arc;

use callscript::CheckError;
use callscript::script::Script;
use callscript::source::Source;
use callscript_output::Screen;
use callscript_output::findings::{self, Report};
use callscript_project::FoundLibrary;
use callscript_runner::{PromptKind, Session, Start, Values};

use self::inputs::Begun;
use self::journal_file::{Journal, ResumedCall};
use self::walk::Walk;
use crate::args::Run;
use crate::clock::Clock;
use crate::commands::run::record::Record;
use crate::console::{Console, Status};
use crate::error::Error;

/// A call that has started.
struct Call {
    /// How it started; the default for a call that was resumed from a journal.
    start: Start,
    session: Session,
    journal: Option<Journal>,
}

/// Walks through a call.
pub(crate) fn run(arguments: &Run, console: &mut Console<'_>) -> Result<Status, Error> {
    output_files::check(arguments, console)?;
    if let Some(name) = &arguments.time_zone {
        console.clock = Clock::in_time_zone(name)?;
    }
    let given = inputs::read(arguments, console)?;
    let Some(script) = check(arguments, console)? else {
        return Ok(Status::Faulty);
    };
    let inputs = inputs::fit(given, &script, arguments, console)?;
    let record = arguments.record.as_deref().map(|path| Record::new(path, &script, console)).transpose()?;
    let Some(call) = begin(&script, inputs, arguments, console)? else {
        console.fault("the call did not begin: the input ended before everything was given");
        return Ok(Status::Faulty);
    };
    let kept_in = arguments.journal.as_deref().or(arguments.resume.as_deref());
    show::begun(&call.session, kept_in, console)?;
    let session = Walk::new(call, console).finish()?;
    output_files::write(&session, arguments, console)?;
    if let Some(record) = record {
        record.add(&session, console)?;
    }
    Ok(status(&session, arguments, console))
}

/// Starts a new call, or resumes the one in a journal. `None` if the input ended before all inputs were given.
fn begin(
    script: &Arc<Script>,
    inputs: Values,
    arguments: &Run,
    console: &mut Console<'_>,
) -> Result<Option<Call>, Error> {
    let taken_up = match (&arguments.resume, &arguments.journal) {
        (Some(_), Some(_)) if !arguments.carry_over => return Err(Error::TwoJournals),
        (Some(old), Some(new)) => match journal_file::carry_over(old, new, script, console)? {
            None => return Ok(None),
            taken_up => taken_up,
        },
        (Some(path), None) => Some(journal_file::resume(path, script, console)?),
        (None, _) => None,
    };
    if let Some(ResumedCall { session, journal }) = taken_up {
        show::title(script, console)?;
        return Ok(Some(Call { start: Start::default(), session, journal: Some(journal) }));
    }
    let journal = arguments.journal.as_deref().map(|path| Journal::create(path, console)).transpose()?;
    match inputs::begin(script, inputs, arguments, console) {
        Ok(Begun::Session(start, session)) => Ok(Some(Call { start, session: *session, journal })),
        other => {
            if let Some(journal) = journal {
                journal.discard();
            }
            other.map(|_| None)
        }
    }
}

/// The checked script. If it has errors, shows them and returns `None`.
fn check(arguments: &Run, console: &mut Console<'_>) -> Result<Option<Arc<Script>>, Error> {
    let mut files = console.files(Source::MAX_BYTES);
    let located = files.script(&arguments.script)?;
    let libraries = files.libraries(&[located]);
    for FoundLibrary { library, scripts } in &libraries {
        for &place in scripts {
            match library.check_file(place) {
                Ok(script) => return Ok(Some(script)),
                Err(CheckError::Faulty(findings)) => {
                    let sources = library.files().iter().map(|file| file.source()).collect();
                    let report = Report { findings, sources, ..Report::default() };
                    console.note(&findings::full(&report, Screen { colour: false, ..console.screen() }));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    let path = arguments.script.display();
    console.fault(&format!("`{path}` cannot be walked until its errors are fixed"));
    Ok(None)
}

fn status(session: &Session, arguments: &Run, console: &mut Console<'_>) -> Status {
    match &session.prompt().kind {
        PromptKind::Ended { outcome: Some(_), .. } => Status::Good,
        PromptKind::Ended { .. } => Status::Faulty,
        _ => {
            let node = &session.prompt().node;
            console.fault(&format!("the call is not finished: the input ended at `{node}`"));
            if let Some(journal) = arguments.journal.as_ref().or(arguments.resume.as_ref()) {
                let (script, journal) = (arguments.script.display(), journal.display());
                console.help(&format!("`callscript run {script} --resume {journal}` resumes it"));
            }
            Status::Faulty
        }
    }
}
