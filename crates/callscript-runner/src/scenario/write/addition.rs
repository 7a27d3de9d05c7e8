//! Adds scenarios to the text of a file, and leaves the rest of it as it is.

use callscript::scenario::{File, Scenario};
use callscript::source::Source;
use thiserror::Error;

use super::{items, write};
use crate::scenario::compose::name_apart;

/// A file of scenarios of one script, to which more can be added.
#[derive(Debug)]
#[non_exhaustive]
pub struct Addition {
    script: String,
    /// The existing file; `None` if there is none yet.
    before: Option<File>,
}

/// Why scenarios cannot be added to a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AdditionError {
    /// The file has an error.
    #[error("something is wrong in it: {message}")]
    Faulty {
        /// The message of the first finding.
        message: String,
    },
    /// The file has scenarios of another script.
    #[error("its scenarios are for `{file}`, not for `{script}`")]
    OtherScript {
        /// The script that the file names.
        file: String,
        /// The script of the scenarios to add.
        script: String,
    },
    /// The list of scenarios is written in a way to which no line can be added.
    #[error("its list of scenarios is not written as lines that begin with `-`")]
    NotInLines,
}

impl Addition {
    /// An addition to a new file.
    pub fn to_new(script: &str) -> Self {
        Self { script: script.to_owned(), before: None }
    }

    /// An addition to an existing file.
    ///
    /// # Errors
    ///
    /// If the file has an error, or scenarios of another script.
    pub fn to(file: File, script: &str) -> Result<Self, AdditionError> {
        if let Some(finding) = file.findings().first() {
            return Err(AdditionError::Faulty { message: finding.message.clone() });
        }
        let id = file.script().map(|script| script.value.as_str()).unwrap_or_default();
        if id != script {
            return Err(AdditionError::OtherScript { file: id.to_owned(), script: script.to_owned() });
        }
        Ok(Self { script: script.to_owned(), before: Some(file) })
    }

    /// The text of the file with these scenarios at the end of its list. A scenario whose name is taken gets a number.
    ///
    /// # Errors
    ///
    /// If the list is not written as lines that begin with `-`.
    pub fn add(&self, scenarios: &mut [Scenario]) -> Result<String, AdditionError> {
        let taken = self.scenarios().iter().map(|scenario| scenario.name.value.clone());
        name_apart(scenarios, taken.collect());
        let text = self.with(scenarios);
        let after = File::read(Source::new("", text.as_str()));
        if !after.findings().is_empty() || after.scenarios().len() != self.scenarios().len() + scenarios.len() {
            return Err(AdditionError::NotInLines);
        }
        Ok(text)
    }

    fn scenarios(&self) -> &[Scenario] {
        self.before.as_ref().map_or(&[], File::scenarios)
    }

    fn with(&self, scenarios: &[Scenario]) -> String {
        let Some(before) = &self.before else {
            return write(&self.script, scenarios);
        };
        let text = before.source().text();
        let Some(list) = before.list() else {
            return text.to_owned();
        };
        let indent = before.source().position(list.start).column - 1;
        // A comment after the last value belongs to that value.
        let end = list.range().end;
        let rest = text.get(end..).unwrap_or_default();
        let line = rest.find('\n').map_or(text.len(), |line| end + line + 1);
        let (text, after) = text.split_at(line);
        let line_end = if text.ends_with('\n') { "" } else { "\n" };
        format!("{text}{line_end}{}{after}", items(scenarios, indent))
    }
}
