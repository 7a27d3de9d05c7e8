//! `callscript test --replay`: replays recorded calls with the current scripts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript_output::scenarios::replay::{self, Call, Counts, ReplayResult};
use callscript_project::{Reason, ScenarioFiles, ScriptPlace};
use callscript_runner::journal::{self, Recorded};
use rayon::prelude::*;

use super::checked_scripts::{Checked, Scripts, place_of};
use super::perform::script_sources;
use crate::args::{Results, Test};
use crate::console::{Console, Status};
use crate::disk::{Disk, Readers};
use crate::error::Error;
use crate::files::{self, MAX_JOURNAL};

/// Replays every call. `status` is the exit status so far.
pub(super) fn replay(
    tests: &ScenarioFiles,
    arguments: &Test,
    mut status: Status,
    console: &mut Console<'_>,
) -> Result<Status, Error> {
    let (journals, mut errors) = journals(&arguments.replay, console);
    let (folder, disk) = (&console.folder, &console.disk);
    let read: Vec<_> = journals.par_iter().map(|path| read(path, &folder.join(path), disk)).collect();
    let mut recorded = Vec::new();
    for read in read {
        match read {
            Ok(read) => recorded.push(read),
            Err(error) => errors.push(error),
        }
    }
    let places: BTreeMap<&str, ScriptPlace> = recorded
        .iter()
        .filter_map(|(_, recorded)| Some((recorded.script.as_str(), place(tests, &recorded.script)?)))
        .collect();
    let scripts = Scripts::check(tests, places.values().copied().collect());
    let calls: Vec<_> = recorded
        .par_iter()
        .map(|(path, recorded)| {
            let script = places.get(recorded.script.as_str()).and_then(|place| scripts.get(*place));
            one(path, recorded, script)
        })
        .collect();
    let mut came = Vec::new();
    for call in calls {
        match call {
            Ok(call) => came.push(call),
            Err(error) => errors.push(error),
        }
    }
    for error in &errors {
        status = status.max(console.fail(error));
    }
    let counts = Counts::of(&came);
    if counts.as_before < came.len() {
        status = status.max(Status::Faulty);
    }
    if journals.is_empty() && errors.is_empty() {
        return Ok(console.fail(&Error::NoJournals));
    }
    write(&came, &counts, tests, arguments, console)?;
    Ok(status)
}

fn write(
    calls: &[Call],
    counts: &Counts,
    tests: &ScenarioFiles,
    arguments: &Test,
    console: &mut Console<'_>,
) -> Result<(), Error> {
    let text = match arguments.format {
        Results::Full => {
            let sources = script_sources(tests).collect();
            replay::full(calls, &sources, console.screen_or(arguments.output.as_deref()))
        }
        Results::Json => replay::json(calls, counts),
        Results::Junit => replay::junit(calls, Timestamp::now()),
    };
    match &arguments.output {
        Some(path) => files::write_file(&text, path, Readers::Owner, console)?,
        None => files::write(&text, None, console)?,
    }
    if arguments.format != Results::Json {
        console.note(&format!("{}\n", counts.closing_line()));
    }
    Ok(())
}

/// The journals at these paths. Files of a folder are sorted by name.
fn journals(paths: &[PathBuf], console: &Console<'_>) -> (Vec<PathBuf>, Vec<Error>) {
    let (mut journals, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let at = console.at(path);
        // Whatever else it is, it is refused where it is read.
        if !console.disk.metadata(&at).is_ok_and(|found| found.is_dir()) {
            journals.push(path.clone());
            continue;
        }
        match console.disk.list(&at) {
            Ok(names) => {
                let paths = names.into_iter().map(|name| path.join(name));
                let mut found: Vec<_> =
                    paths.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")).collect();
                found.sort();
                journals.extend(found);
            }
            Err(error) => errors.push(Error::JournalFile { path: path.clone(), reason: Reason::from(&error) }),
        }
    }
    (journals, errors)
}

fn read(path: &Path, at: &Path, disk: &Disk) -> Result<(PathBuf, Recorded), Error> {
    let unreadable = |reason| Error::JournalFile { path: path.to_owned(), reason };
    let bytes = disk.read_whole(at, MAX_JOURNAL, false).map_err(unreadable)?;
    let recorded = journal::read(&bytes);
    let recorded = recorded.map_err(|error| Error::Replay { path: path.to_owned(), reason: error.to_string() })?;
    Ok((path.to_owned(), recorded))
}

/// The first script with this id.
fn place(tests: &ScenarioFiles, id: &str) -> Option<ScriptPlace> {
    (0..tests.libraries.len()).find_map(|library| place_of(tests, library, id))
}

fn one(path: &Path, recorded: &Recorded, script: Option<&Checked>) -> Result<Call, Error> {
    let refuse = |reason: String| Error::Replay { path: path.to_owned(), reason };
    let result = match script {
        None => return Err(refuse(format!("there is no script `{}` here", recorded.script))),
        Some(Err(errors)) => ReplayResult::Unwalkable(Arc::clone(errors)),
        Some(Ok(script)) => {
            ReplayResult::Through(Box::new(recorded.replay(script).map_err(|error| refuse(error.to_string()))?))
        }
    };
    Ok(Call { journal: path.to_string_lossy().into_owned(), script: recorded.script.clone(), result })
}
