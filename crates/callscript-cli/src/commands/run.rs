//! `callscript run`: walks through a call with input from a terminal or a pipe.
//!
//! The conversation goes to standard output, error messages to standard error.

mod asides;
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

use self::journal_file::{Journal, ResumedCall};
use self::read_line::{Reader, Stop};
use self::walk::{Walk, WalkEnd, Walked};
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
    // Until everything is written, signals do not end the program.
    let mut reader = Reader::new(console)?;
    let call = match begin(&script, inputs, arguments, &mut reader, console)? {
        Ok(call) => call,
        Err(Stop::Signal(signal)) => return Ok(Status::Ended(signal)),
        Err(Stop::End) => {
            console.fault(match arguments.resume {
                Some(_) => "the call was not carried over: the input ended before everything was given; its journal is as it was",
                None => "the call did not begin: the input ended before everything was given",
            });
            return Ok(Status::Faulty);
        }
    };
    let kept_in = arguments.journal.as_deref().or(arguments.resume.as_deref());
    let walked = match show::begun(&call.session, kept_in, console) {
        Ok(()) => Walk::new(call.start, call.session, call.journal, &mut reader, console).finish(),
        Err(error) => {
            let (is_kept, session) = (call.journal.as_ref().is_some_and(Journal::has_call), call.session);
            if !is_kept && let Some(journal) = call.journal {
                journal.discard();
            }
            Walked { session, restarted: Vec::new(), end: WalkEnd::Failed(error), is_kept }
        }
    };
    finish(walked, record, arguments, console)
}

/// Writes what is kept of a call, whatever ended it, and says what ended it.
fn finish(walked: Walked, record: Option<Record>, arguments: &Run, console: &mut Console<'_>) -> Result<Status, Error> {
    let Walked { session, restarted, end, is_kept } = walked;
    let written = output_files::write(&session, &restarted, arguments, console);
    let recorded = record.map_or(Ok(()), |record| record.add(&session, console));
    let (status, can_resume) = match &end {
        // Its help says how to go on.
        WalkEnd::Failed(error @ Error::JournalChanged(_)) => (console.fail(error), false),
        WalkEnd::Failed(error) => (console.fail(error), is_kept),
        WalkEnd::Stopped(stop) => (status(&session, *stop, console), !session.is_over()),
    };
    if can_resume {
        help_to_resume(arguments, console);
    }
    written.and(recorded).map_or_else(|error| Ok(status.max(console.fail(&error))), |()| Ok(status))
}

/// Starts a new call, or resumes the one in a journal. The inner error is what came before all inputs were given.
fn begin(
    script: &Arc<Script>,
    inputs: Values,
    arguments: &Run,
    reader: &mut Reader,
    console: &mut Console<'_>,
) -> Result<Result<Call, Stop>, Error> {
    let taken_up = match (&arguments.resume, &arguments.journal) {
        (Some(_), Some(_)) if !arguments.carry_over => return Err(Error::TwoJournals),
        (Some(old), Some(new)) => match journal_file::carry_over(old, new, script, reader, console)? {
            Err(stop) => return Ok(Err(stop)),
            Ok(taken_up) => Some(taken_up),
        },
        (Some(path), None) => Some(journal_file::resume(path, script, console)?),
        (None, _) => None,
    };
    if let Some(ResumedCall { mut session, journal }) = taken_up {
        // The time since the call stopped counts for nothing. This is refused where the call is over, and by a journal of
        // version 1, which cannot say it.
        let _ = session.take_up(console.clock.now());
        show::title(script, console)?;
        return Ok(Ok(Call { start: Start::default(), session, journal: Some(journal) }));
    }
    let mut journal = arguments.journal.as_deref().map(|path| Journal::create(path, console)).transpose()?;
    let begun = inputs::begin(script, inputs, arguments, reader, console);
    if !matches!(begun, Ok(Ok(_)))
        && let Some(journal) = journal.take()
    {
        journal.discard();
    }
    Ok(begun?.map(|(start, session)| Call { start, session, journal }))
}

/// The checked script. If it has errors, shows them and returns `None`.
fn check(arguments: &Run, console: &mut Console<'_>) -> Result<Option<Arc<Script>>, Error> {
    let mut files = console.files(Source::MAX_BYTES);
    let located = files.script(&arguments.script)?;
    let libraries = files.libraries(&[located]);
    output_files::check_apart(arguments, &files, console)?;
    if let Some(fault) = files.unread().next() {
        return Err(fault.clone().into());
    }
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
    if let Some(fault) = files.unread_scripts().next() {
        return Err(fault.clone().into());
    }
    let path = arguments.script.display();
    console.fault(&format!("`{path}` cannot be walked until its errors are fixed"));
    Ok(None)
}

fn status(session: &Session, stop: Stop, console: &mut Console<'_>) -> Status {
    let node = &session.prompt().node;
    match (&session.prompt().kind, stop) {
        (PromptKind::Ended { .. }, Stop::Signal(signal)) => Status::Ended(signal),
        (PromptKind::Ended { outcome: Some(_), .. }, Stop::End) => Status::Good,
        (PromptKind::Ended { .. }, Stop::End) => Status::Faulty,
        (_, Stop::Signal(signal)) => {
            console.fault(&format!("the call is not finished: the program was ended at `{node}`"));
            Status::Ended(signal)
        }
        (_, Stop::End) => {
            console.fault(&format!("the call is not finished: the input ended at `{node}`"));
            Status::Faulty
        }
    }
}

/// Tells how a call that has a journal is resumed.
fn help_to_resume(arguments: &Run, console: &mut Console<'_>) {
    if let Some(journal) = arguments.journal.as_ref().or(arguments.resume.as_ref()) {
        let (script, journal) = (arguments.script.display(), journal.display());
        let files =
            [("transcript", &arguments.transcript), ("result", &arguments.result), ("record", &arguments.record)];
        let files = files.iter().filter_map(|(option, path)| Some(format!(" --{option} {}", path.as_ref()?.display())));
        console.help(&format!("`callscript run {script} --resume {journal}{}` resumes it", files.collect::<String>()));
    }
}
