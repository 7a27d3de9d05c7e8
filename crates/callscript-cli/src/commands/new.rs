//! `callscript new`: writes a small script to start from, and its scenarios.

use std::path::Path;

use callscript::library::Library;
use callscript::source::Source;

use crate::args::New;
use crate::console::{Console, Status};
use crate::disk::Readers;
use crate::error::Error;
use crate::files;

/// The script, with the placeholder `ID` for its id.
const SCRIPT: &str = include_str!("new/script.yaml");

/// Its scenarios, with the placeholder `ID` for the script's id.
const SCENARIOS: &str = include_str!("new/scenarios.yaml");

/// Writes a script and its scenarios, if neither file exists yet.
pub(crate) fn new(arguments: &New, console: &mut Console<'_>) -> Result<Status, Error> {
    let id = &arguments.id;
    let files = [(format!("{id}.yaml"), SCRIPT), (format!("{id}.test.yaml"), SCENARIOS)];
    let files = files.map(|(name, text)| (name, text.replace("ID", id)));
    let [(name, script), _] = &files;
    // The linter decides whether the id is valid.
    let library = Library::from_sources(vec![Source::new(name, script)]);
    if library.check(id).is_err() {
        return Err(Error::NoId(id.clone()));
    }
    let made = files.each_ref().map(|(name, text)| (Path::new(name), text.as_str()));
    files::create(&made, Readers::Usual, console)?;
    let [(script, _), (scenarios, _)] = &files;
    console.note(&format!(
        "wrote `{script}` and `{scenarios}`\n\n  callscript run {script}    walk through it\n  callscript lint {script}   prove it\n  callscript test {script}   walk its scenarios\n"
    ));
    Ok(Status::Good)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario_file::OF_NEW;

    #[test]
    fn its_scenarios_say_where_they_come_from() {
        assert_eq!(SCENARIOS.lines().next(), Some(OF_NEW));
    }
}
