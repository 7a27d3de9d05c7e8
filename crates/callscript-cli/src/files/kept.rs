//! What no output takes the place of: scripts, scenarios, configurations, journals, and what the command reads.

use std::path::Path;

use callscript::source::Source;
use callscript_project::{CONFIG, Reason, is_scenarios, is_script};

use super::target::{Target, is_name};
use super::unwritable;
use crate::console::Console;
use crate::error::Error;

/// Refuses to write in place of what is kept.
pub(super) fn check(path: &Path, target: &Target, console: &Console<'_>) -> Result<(), Error> {
    let Target::File(place) = target else {
        return Ok(());
    };
    check_name(path, place)?;
    match console.disk.read_start(place, Source::MAX_BYTES) {
        Ok(text) => what(&text).map_or(Ok(()), |what| Err(kept(path, what))),
        Err(Reason::NotFound) => Ok(()),
        Err(reason) => Err(unwritable(path, reason)),
    }
}

/// Refuses names that the program gives a meaning. `place` is the path as it is used.
pub(super) fn check_name(path: &Path, place: &Path) -> Result<(), Error> {
    if is_name(place, CONFIG.as_ref()) {
        Err(kept(path, "a `callscript.toml`"))
    } else if is_scenarios(place) {
        Err(kept(path, "a scenario file"))
    } else {
        Ok(())
    }
}

/// The error for a file that the command reads.
pub(super) fn read(path: &Path) -> Error {
    kept(path, "a file that this command reads")
}

fn kept(path: &Path, what: &'static str) -> Error {
    Error::Kept { path: path.to_owned(), what }
}

/// What a file with this content is, if it is one to keep.
fn what(bytes: &[u8]) -> Option<&'static str> {
    let begins = |words: &[u8]| bytes.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| line.starts_with(words));
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if is_script(bytes) {
        Some("a script")
    } else if first.starts_with(b"{") && contains(first, b"\"callscript_journal\"") {
        Some("a journal")
    } else if begins(b"scenarios:") && begins(b"script:") {
        Some("a scenario file")
    } else {
        None
    }
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
