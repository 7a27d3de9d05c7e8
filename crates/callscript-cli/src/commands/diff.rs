//! `callscript diff`: reads two scripts or two folders, lets the core compare them, and writes the changes.

mod versions;

use std::env;
use std::path::Path;

use callscript::internal::inert::escape;
use callscript_output::diff::{self, Report};
use rayon::prelude::*;

use self::versions::{Pair, Versions};
use crate::args::{Changes, Diff};
use crate::console::{Console, Status};
use crate::error::Error;

/// Shows the changes between two versions.
pub(crate) fn diff(arguments: &Diff, console: &mut Console<'_>) -> Result<Status, Error> {
    let versions = match (&arguments.new, arguments.git.as_slice()) {
        (Some(new), []) => versions::of_paths(&arguments.old, new, console)?,
        // Git passes the file name, then the old and the new version, each with hash and mode; for a renamed file also
        // its new name.
        (Some(old), [_, _, new, _, _, rest @ ..]) if rest.len() <= 2 => {
            let renamed = rest.first().unwrap_or(&arguments.old);
            match versions::of_git((&arguments.old, old), (renamed, new), console)? {
                Some(versions) => versions,
                None => {
                    return note(
                        &arguments.old,
                        "is not a call script; `git diff --no-ext-diff` shows its lines",
                        console,
                    );
                }
            }
        }
        (None, []) if env::var_os("GIT_DIFF_PATH_TOTAL").is_some() => {
            return note(&arguments.old, "is not merged yet", console);
        }
        _ => return Err(Error::NotTwo),
    };
    let Versions { pairs, faults } = versions;
    let report = Report::new(pairs.into_par_iter().map(Pair::compare).collect());
    let text = match arguments.format {
        // Git runs the command once for each file.
        Changes::Full if !arguments.git.is_empty() => diff::full(&report, arguments.all, console.screen()) + "\n",
        Changes::Full => diff::full(&report, arguments.all, console.screen()),
        Changes::Json => diff::json(&report),
        Changes::Markdown => diff::markdown(&report, arguments.all),
    };
    console.out.write_all(text.as_bytes())?;
    let mut status = if arguments.exit_code && report.has_changes() { Status::Faulty } else { Status::Good };
    for fault in faults {
        status = console.fail(&fault);
    }
    Ok(status)
}

/// Tells why a file is not compared.
fn note(path: &Path, why: &str, console: &mut Console<'_>) -> Result<Status, Error> {
    let text = format!("`{}` {why}\n", escape(&path.to_string_lossy()));
    console.out.write_all(text.as_bytes())?;
    Ok(Status::Good)
}
