//! Adds scenarios to a file on disk. Must not know the syntax of scenarios.

use std::path::{Path, PathBuf};

use callscript::scenario::{File, Scenario};
use callscript::source::Source;
use callscript_project::{Reason, is_scenarios};
use callscript_runner::scenario::Addition;

use crate::console::Console;
use crate::disk::Readers;
use crate::error::Error;
use crate::files::{self, FolderLock};

/// The first line of the scenarios that `callscript new` writes. Whoever rewrites the script must write others.
pub(crate) const OF_NEW: &str = "# These are calls through the script as `callscript new` wrote it.";

/// How often a file is read anew when somebody else has just saved it.
const ATTEMPTS: usize = 5;

/// A file that scenarios of one script can be added to.
pub(crate) struct ScenarioFile {
    path: PathBuf,
    script: String,
    /// Who may read it, if it is new.
    readers: Readers,
}

/// The text of a file, if there is one, and what can be added to it.
struct Content {
    text: Option<String>,
    addition: Addition,
}

impl ScenarioFile {
    /// Checks that scenarios of the script can be added to the file.
    pub(crate) fn new(path: &Path, script: &str, readers: Readers, console: &Console<'_>) -> Result<Self, Error> {
        let file = Self { path: path.to_owned(), script: script.to_owned(), readers };
        if !is_scenarios(path) {
            return Err(file.refused("the name of a scenario file ends in `.test.yaml`"));
        }
        file.read(console)?;
        files::check_writable(path, console)?;
        Ok(file)
    }

    /// Appends scenarios. A name that is already taken gets a number. Returns the final names.
    pub(crate) fn add(&self, mut scenarios: Vec<Scenario>, console: &mut Console<'_>) -> Result<Vec<String>, Error> {
        let _lock = FolderLock::wait(&self.path, console)?;
        for _ in 1..ATTEMPTS {
            match self.try_add(&mut scenarios, console) {
                Err(Error::Changed(_) | Error::Exists(_)) => {}
                added => return added,
            }
        }
        self.try_add(&mut scenarios, console)
    }

    fn try_add(&self, scenarios: &mut [Scenario], console: &mut Console<'_>) -> Result<Vec<String>, Error> {
        // The file may have changed since it was checked.
        let Content { text, addition } = self.read(console)?;
        let new = addition.add(scenarios).map_err(|error| self.refused(&error.to_string()))?;
        match text {
            Some(old) => files::change(&self.path, old.as_bytes(), &new, console)?,
            None => files::create(&[(&self.path, &new)], self.readers, console)?,
        }
        Ok(scenarios.iter().map(|scenario| scenario.name.value.clone()).collect())
    }

    fn read(&self, console: &Console<'_>) -> Result<Content, Error> {
        let bytes = match console.disk.read_whole(&console.at(&self.path), Source::MAX_BYTES, false) {
            Ok(bytes) => bytes,
            Err(Reason::NotFound) => return Ok(Content { text: None, addition: Addition::to_new(&self.script) }),
            Err(reason) => return Err(self.refused(&reason.to_string())),
        };
        let text = String::from_utf8(bytes).map_err(|_| self.refused("it is not UTF-8"))?;
        let file = File::read(Source::new(self.path.to_string_lossy(), text.as_str()));
        let addition = Addition::to(file, &self.script).map_err(|error| self.refused(&error.to_string()))?;
        Ok(Content { text: Some(text), addition })
    }

    /// Its path, as it was given.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn refused(&self, reason: &str) -> Error {
        Error::Record { path: self.path.clone(), reason: reason.to_owned() }
    }
}
