//! `run --record`: turns a call into a scenario, and adds it to a scenario file, which may be new.

use std::path::Path;

use callscript::script::Script;
use callscript_runner::scenario::{RecordedScenario, record};
use callscript_runner::{PromptKind, Session};

use crate::console::Console;
use crate::disk::Readers;
use crate::error::Error;
use crate::scenario_file::ScenarioFile;

/// The scenario file to add the call to.
pub(crate) struct Record(ScenarioFile);

impl Record {
    /// Checks, before the call starts, that a scenario of the script can be added to the file.
    pub(crate) fn new(path: &Path, script: &Script, console: &Console<'_>) -> Result<Self, Error> {
        ScenarioFile::new(path, script.id(), Readers::Owner, console).map(Self)
    }

    /// Adds the call, if it is finished.
    pub(crate) fn add(self, session: &Session, console: &mut Console<'_>) -> Result<(), Error> {
        let path = self.0.path().display();
        match record(session, &name(session)) {
            Ok(RecordedScenario { scenario, replaced }) => {
                let names = self.0.add(vec![scenario], console)?;
                let replaced = if replaced { ", with made-up values in place of sensitive ones" } else { "" };
                console.note(&format!("the call was added to `{path}` as `{}`{replaced}\n", names.concat()));
            }
            Err(reason) => console.warn(&format!("nothing was added to `{path}`: {reason}")),
        }
        Ok(())
    }
}

/// A name for the scenario, which its author will want to improve.
fn name(session: &Session) -> String {
    match &session.prompt().kind {
        PromptKind::Ended { outcome: Some(ending), .. } => format!("recorded call ({})", ending.label),
        _ => "recorded call (hung up)".to_owned(),
    }
}
