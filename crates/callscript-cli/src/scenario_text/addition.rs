//! Scenarios added to a file: whatever else is in it stays as it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use callscript::scenario::{File, Scenario};
use callscript::source::Source;
use callscript_runner::scenario::name_apart;

use super::{file, items};
use crate::console::Console;
use crate::error::Error;
use crate::files;

/// A file that scenarios can be added to.
pub(crate) struct Addition {
    path: PathBuf,
    script: String,
    /// What is in the file; none if there is no such file yet.
    before: Option<File>,
}

impl Addition {
    /// Makes sure that scenarios of the script can be added to the file.
    pub(crate) fn new(path: &Path, script: &str, console: &Console<'_>) -> Result<Self, Error> {
        let before = match fs::read_to_string(console.at(path)) {
            Ok(text) => Some(File::read(Source::new(path.to_string_lossy(), text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(refused(path, error.to_string())),
        };
        if let Some(file) = &before {
            if let Some(finding) = file.findings().first() {
                return Err(refused(path, format!("something is wrong in it: {}", finding.message)));
            }
            let id = file.script().map(|script| script.value.as_str()).unwrap_or_default();
            if id != script {
                return Err(refused(path, format!("its scenarios are of `{id}`, not of `{script}`")));
            }
        }
        Ok(Self { path: path.to_owned(), script: script.to_owned(), before })
    }

    /// Adds scenarios behind those that are there; whoever has a name that is taken gets a number. Tells their names.
    pub(crate) fn add(self, mut scenarios: Vec<Scenario>, console: &mut Console<'_>) -> Result<Vec<String>, Error> {
        let taken = self.scenarios().iter().map(|scenario| scenario.name.value.clone());
        name_apart(&mut scenarios, taken.collect());
        let text = self.with(&scenarios);
        let after = File::read(Source::new("", text.as_str()));
        if !after.findings().is_empty() || after.scenarios().len() != self.scenarios().len() + scenarios.len() {
            let reason = "its list of scenarios is not written as lines that begin with `-`".to_owned();
            return Err(refused(&self.path, reason));
        }
        files::write(&text, Some(&self.path), console)?;
        Ok(scenarios.into_iter().map(|scenario| scenario.name.value).collect())
    }

    fn scenarios(&self) -> &[Scenario] {
        self.before.as_ref().map_or(&[], File::scenarios)
    }

    fn with(&self, scenarios: &[Scenario]) -> String {
        let Some(before) = &self.before else {
            return file(&self.script, scenarios);
        };
        let text = before.source().text();
        let Some(list) = before.list() else {
            return text.to_owned();
        };
        let indent = before.source().position(list.start).column - 1;
        // Behind the last value may stand a comment; it stays with it.
        let end = list.range().end;
        let rest = text.get(end..).unwrap_or_default();
        let line = rest.find('\n').map_or(text.len(), |line| end + line + 1);
        let (text, after) = text.split_at(line);
        let line_end = if text.ends_with('\n') { "" } else { "\n" };
        format!("{text}{line_end}{}{after}", items(scenarios, indent))
    }
}

fn refused(path: &Path, reason: String) -> Error {
    Error::Record { path: path.to_owned(), reason }
}
