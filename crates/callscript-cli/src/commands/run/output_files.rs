//! The transcript and result files of a call: checked before it starts, written when it is over.

use std::path::{Path, PathBuf};

use callscript_output::{result, transcript};
use callscript_project::Files;
use callscript_runner::Session;

use crate::args::Run;
use crate::console::Console;
use crate::disk::Readers;
use crate::error::Error;
use crate::files;

/// Checks that every file can be written, and that none is the same as another file of the call.
pub(super) fn check(arguments: &Run, console: &Console<'_>) -> Result<(), Error> {
    let Run { script, input, journal, resume, record, .. } = arguments;
    let named = [Some(script), input.as_ref(), journal.as_ref(), resume.as_ref(), record.as_ref()];
    let named: Vec<&Path> = named.into_iter().flatten().map(PathBuf::as_path).collect();
    files::check(&written(arguments), &named, console)?;
    journal.as_deref().map_or(Ok(()), |journal| files::check_name(journal, console))
}

/// Checks that no file is one that the script's library was read from.
pub(super) fn check_apart(arguments: &Run, read: &Files, console: &Console<'_>) -> Result<(), Error> {
    files::check_apart(&written(arguments), read.read(), console)
}

/// The files that are replaced.
fn written(arguments: &Run) -> Vec<&Path> {
    arguments.transcript.iter().chain(&arguments.result).map(PathBuf::as_path).collect()
}

/// Writes the requested files, which tell of the call and of those that were restarted before it. If one cannot be
/// written, the other still is.
pub(super) fn write(
    session: &Session,
    restarted: &[Session],
    arguments: &Run,
    console: &mut Console<'_>,
) -> Result<(), Error> {
    let mut write = |text: &dyn Fn() -> String, path: &Option<PathBuf>| match path {
        Some(path) => files::write_file(&text(), path, Readers::Owner, console),
        None => Ok(()),
    };
    let is_json = arguments.transcript.as_ref().is_some_and(|path| has_ending(path, "json"));
    let text = || match session.transcript().with_restarted(restarted.iter().map(Session::transcript)) {
        call if is_json => transcript(&call),
        call => call.to_markdown(),
    };
    let written = write(&text, &arguments.transcript);
    let text = || result(&session.result().with_restarted(restarted.iter().map(Session::result)));
    write(&text, &arguments.result).and(written)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}
