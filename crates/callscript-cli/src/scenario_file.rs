//! Adds scenarios to a file on disk. Must not know the syntax of scenarios.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use callscript::scenario::{File, Scenario};
use callscript::source::Source;
use callscript_runner::scenario::Addition;

use crate::console::Console;
use crate::error::Error;
use crate::files;

/// The first line of the scenarios that `callscript new` writes. Whoever rewrites the script must write others.
pub(crate) const OF_NEW: &str = "# These are calls through the script as `callscript new` wrote it.";

/// A file that scenarios can be added to.
pub(crate) struct ScenarioFile {
    path: PathBuf,
    addition: Addition,
}

impl ScenarioFile {
    /// Checks that scenarios of the script can be added to the file.
    pub(crate) fn new(path: &Path, script: &str, console: &Console<'_>) -> Result<Self, Error> {
        let addition = match fs::read_to_string(console.at(path)) {
            Ok(text) => Addition::to(File::read(Source::new(path.to_string_lossy(), text)), script)
                .map_err(|error| refused(path, &error))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Addition::to_new(script),
            Err(error) => return Err(refused(path, &error)),
        };
        Ok(Self { path: path.to_owned(), addition })
    }

    /// Appends scenarios. A name that is already taken gets a number. Returns the final names.
    pub(crate) fn add(self, mut scenarios: Vec<Scenario>, console: &mut Console<'_>) -> Result<Vec<String>, Error> {
        let text = self.addition.add(&mut scenarios).map_err(|error| refused(&self.path, &error))?;
        files::write(&text, Some(&self.path), console)?;
        Ok(scenarios.into_iter().map(|scenario| scenario.name.value).collect())
    }
}

fn refused(path: &Path, reason: &dyn std::error::Error) -> Error {
    Error::Record { path: path.to_owned(), reason: reason.to_string() }
}
