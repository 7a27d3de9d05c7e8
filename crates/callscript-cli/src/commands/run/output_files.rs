//! The transcript and result files of a call: checked before it starts, written when it is over.

use std::fs;
use std::path::{Path, PathBuf};

use callscript_output::{result, transcript};
use callscript_runner::Session;

use crate::args::Run;
use crate::console::Console;
use crate::error::Error;
use crate::files;

/// Checks that every file can be written, and that none is the same as another file of the call.
pub(super) fn check(arguments: &Run, console: &Console<'_>) -> Result<(), Error> {
    let written: Vec<&PathBuf> =
        arguments.transcript.iter().chain(&arguments.result).chain(&arguments.record).collect();
    let used =
        [Some(&arguments.script), arguments.input.as_ref(), arguments.journal.as_ref(), arguments.resume.as_ref()];
    let used: Vec<&PathBuf> = used.into_iter().flatten().collect();
    for (number, path) in (1..).zip(&written) {
        let mut others = used.iter().chain(written.iter().skip(number));
        if others.any(|other| is_same(&console.at(path), &console.at(other))) {
            return Err(Error::NamedTwice((*path).clone()));
        }
        files::check(path, console)?;
    }
    Ok(())
}

/// Writes the requested files. If one cannot be written, the other still is.
pub(super) fn write(session: &Session, arguments: &Run, console: &mut Console<'_>) -> Result<(), Error> {
    let mut write = |text: &dyn Fn() -> String, path: &Option<PathBuf>| match path {
        Some(path) => files::write(&text(), Some(path), console),
        None => Ok(()),
    };
    let is_json = arguments.transcript.as_ref().is_some_and(|path| has_ending(path, "json"));
    let text = || match session.transcript() {
        walked if is_json => transcript(&walked),
        walked => walked.to_markdown(),
    };
    let written = write(&text, &arguments.transcript);
    write(&|| result(&session.result()), &arguments.result).and(written)
}

/// Whether two paths lead to the same regular file. Pipes and devices do not count: they can be written to twice.
fn is_same(one: &Path, other: &Path) -> bool {
    let is_special = fs::metadata(one).is_ok_and(|found| !found.is_file());
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
        fs::canonicalize(path).ok().or_else(beside).unwrap_or_else(|| path.to_owned())
    };
    !is_special && place(one) == place(other)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}
