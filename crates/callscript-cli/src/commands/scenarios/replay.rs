//! `callscript test --replay`: goes through recorded calls under the scripts as they are now.

mod full;
mod json;
mod junit;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript_project::{Reason, ScenarioFiles};
use callscript_runner::journal::{self, Recorded, Replayed};
use jiff::Timestamp;
use rayon::prelude::*;

use super::scripts::{Checked, Place, Scripts, place_of};
use crate::args::{Results, Test};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;
use crate::words::{grouped, plural};

/// A recorded call, and what came of it.
struct Call {
    journal: PathBuf,
    /// The script's id.
    script: String,
    result: Came,
}

/// What came of a recorded call.
enum Came {
    Through(Box<Replayed>),
    /// The script has these errors.
    Unwalkable(Arc<Vec<Diagnostic>>),
}

/// How many calls came to what.
#[derive(Default)]
struct Counts {
    as_before: usize,
    elsewhere: usize,
    unfit: usize,
    unwalkable: usize,
}

/// Goes through every call; `status` is how it stands before.
pub(super) fn replay(
    tests: &ScenarioFiles,
    arguments: &Test,
    mut status: Status,
    console: &mut Console<'_>,
) -> Result<Status, Error> {
    let (journals, mut errors) = journals(&arguments.replay, console);
    let folder = &console.folder;
    let read: Vec<_> = journals.par_iter().map(|path| read(path, &folder.join(path))).collect();
    let mut recorded = Vec::new();
    for read in read {
        match read {
            Ok(read) => recorded.push(read),
            Err(error) => errors.push(error),
        }
    }
    let places: BTreeMap<&str, Place> = recorded
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
    let to_file = arguments.output.is_some();
    let text = match arguments.format {
        Results::Full => full::write(calls, tests, console.colour && !to_file, console.width.filter(|_| !to_file)),
        Results::Json => json::write(calls, counts),
        Results::Junit => junit::write(calls, Timestamp::now()),
    };
    files::write(&text, arguments.output.as_deref(), console)?;
    if arguments.format != Results::Json {
        console.note(&format!("{}\n", counts.closing_line()));
    }
    Ok(())
}

/// The files that are meant: those of a folder by name.
fn journals(paths: &[PathBuf], console: &Console<'_>) -> (Vec<PathBuf>, Vec<Error>) {
    let (mut journals, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let at = console.at(path);
        if !at.is_dir() {
            journals.push(path.clone());
            continue;
        }
        match fs::read_dir(at).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => {
                let paths = entries.into_iter().map(|entry| path.join(entry.file_name()));
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

fn read(path: &Path, at: &Path) -> Result<(PathBuf, Recorded), Error> {
    let unreadable = |error| Error::JournalFile { path: path.to_owned(), reason: Reason::from(&error) };
    let bytes = fs::read(at).map_err(unreadable)?;
    let recorded = journal::read(&bytes);
    let recorded = recorded.map_err(|error| Error::Replay { path: path.to_owned(), reason: error.to_string() })?;
    Ok((path.to_owned(), recorded))
}

/// The first script of that id.
fn place(tests: &ScenarioFiles, id: &str) -> Option<Place> {
    (0..tests.libraries.len()).find_map(|library| place_of(tests, library, id))
}

fn one(path: &Path, recorded: &Recorded, script: Option<&Checked>) -> Result<Call, Error> {
    let refuse = |reason: String| Error::Replay { path: path.to_owned(), reason };
    let result = match script {
        None => return Err(refuse(format!("there is no script `{}` here", recorded.script))),
        Some(Err(errors)) => Came::Unwalkable(Arc::clone(errors)),
        Some(Ok(script)) => {
            Came::Through(Box::new(recorded.replay(script).map_err(|error| refuse(error.to_string()))?))
        }
    };
    Ok(Call { journal: path.to_owned(), script: recorded.script.clone(), result })
}

impl Counts {
    fn of(calls: &[Call]) -> Self {
        let mut counts = Self::default();
        for call in calls {
            let count = match &call.result {
                Came::Unwalkable(_) => &mut counts.unwalkable,
                Came::Through(replayed) => match **replayed {
                    Replayed::AsBefore(_) => &mut counts.as_before,
                    Replayed::Elsewhere { .. } => &mut counts.elsewhere,
                    Replayed::Unfit { .. } => &mut counts.unfit,
                },
            };
            *count += 1;
        }
        counts
    }

    /// `of 1,000 calls 37 now end elsewhere`, and the like.
    fn closing_line(&self) -> String {
        let all = self.as_before + self.elsewhere + self.unfit + self.unwalkable;
        let calls = format!("{} {}", grouped(&all), plural(all, "call"));
        let parts = [
            (self.elsewhere, "now ends elsewhere", "now end elsewhere"),
            (self.unfit, "no longer fits", "no longer fit"),
            (self.unwalkable, "cannot be walked", "cannot be walked"),
        ];
        let parts = parts.iter().filter(|(number, ..)| *number > 0);
        let parts =
            parts.map(|(number, one, many)| format!("{} {}", grouped(number), if *number == 1 { one } else { many }));
        let parts: Vec<_> = parts.collect();
        match parts.split_last() {
            None => format!("{calls}, all end as they did"),
            Some((last, [])) => format!("of {calls} {last}"),
            Some((last, others)) => format!("of {calls} {} and {last}", others.join(", ")),
        }
    }
}
