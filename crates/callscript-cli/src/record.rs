//! `run --record`: a call that was walked becomes a scenario, in a file of its own or behind those that are there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use callscript::scenario::{File, Scenario};
use callscript::script::Script;
use callscript::source::Source;
use callscript_runner::scenario::{self, Recorded};
use callscript_runner::{PromptKind, Session};

use crate::console::Console;
use crate::error::Error;
use crate::{output, scenario_text};

/// The file that a call is to be added to.
pub(crate) struct Record {
    path: PathBuf,
    /// What is in it.
    before: Option<String>,
}

impl Record {
    /// Makes sure, before the call begins, that a scenario of the script can be added to the file.
    pub(crate) fn new(path: &Path, script: &Script) -> Result<Self, Error> {
        let refuse = |reason: String| Error::Record { path: path.to_owned(), reason };
        let before = match fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(refuse(error.to_string())),
        };
        let record = Self { path: path.to_owned(), before };
        if let Some(file) = record.file() {
            if let Some(finding) = file.findings().first() {
                return Err(refuse(format!("something is wrong in it: {}", finding.message)));
            }
            let id = file.script().map(|script| script.value.as_str()).unwrap_or_default();
            if id != script.id() {
                return Err(refuse(format!("its scenarios are of `{id}`, not of `{}`", script.id())));
            }
        }
        Ok(record)
    }

    /// Adds the call, unless it is not finished.
    pub(crate) fn add(self, session: &Session, console: &mut Console<'_>) -> Result<(), Error> {
        // Something may have been added while the call went on.
        let record = Self::new(&self.path, session.script())?;
        let file = record.file();
        let taken = |name: &str| {
            let scenarios = file.as_ref().map_or(&[][..], File::scenarios);
            scenarios.iter().any(|scenario| scenario.name.value == name)
        };
        let wanted = name(session);
        let names = (2_usize..).map(|number| format!("{wanted} ({number})"));
        let name = std::iter::once(wanted.clone()).chain(names).find(|name| !taken(name)).unwrap_or_default();
        let Recorded { scenario, replaced } = match scenario::record(session, &name) {
            Ok(recorded) => recorded,
            Err(reason) => {
                console.warn(&format!("nothing was added to `{}`: {reason}", self.path.display()));
                return Ok(());
            }
        };
        let text = record.with(file.as_ref(), &scenario, session.script().id());
        let read = File::read(Source::new("", text.as_str()));
        let count = file.as_ref().map_or(0, |file| file.scenarios().len()) + 1;
        if !read.findings().is_empty() || read.scenarios().len() != count {
            let reason = "its list of scenarios is not written as lines that begin with `-`".to_owned();
            return Err(Error::Record { path: self.path, reason });
        }
        output::write(&text, Some(&self.path), console)?;
        let replaced = if replaced { ", with made-up values in the place of sensitive ones" } else { "" };
        console.note(&format!("the call was added to `{}` as `{name}`{replaced}\n", self.path.display()));
        Ok(())
    }

    fn file(&self) -> Option<File> {
        self.before.as_ref().map(|text| File::read(Source::new(self.path.to_string_lossy(), text.as_str())))
    }

    /// The text of the file with one more scenario: whatever else is in it stays as it is.
    fn with(&self, file: Option<&File>, scenario: &Scenario, script: &str) -> String {
        let scenarios = std::slice::from_ref(scenario);
        let (Some(before), Some(file)) = (&self.before, file) else {
            return scenario_text::file(script, scenarios);
        };
        let Some(list) = file.list() else {
            return before.clone();
        };
        let indent = file.source().position(list.start).column - 1;
        // Behind the last value may stand a comment; it stays with it.
        let end = list.range().end;
        let rest = before.get(end..).unwrap_or_default();
        let line = rest.find('\n').map_or(before.len(), |line| end + line + 1);
        let (before, after) = before.split_at(line);
        let line_end = if before.ends_with('\n') { "" } else { "\n" };
        format!("{before}{line_end}{}{after}", scenario_text::items(scenarios, indent))
    }
}

/// What the scenario is called, until somebody finds a better name.
fn name(session: &Session) -> String {
    match &session.prompt().kind {
        PromptKind::Ended { outcome: Some(ending), .. } => format!("recorded call ({})", ending.label),
        _ => "recorded call (hung up)".to_owned(),
    }
}
