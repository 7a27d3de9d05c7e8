//! Adds scenarios to the text of a scenario file, and keeps the rest as it is.

use callscript::scenario::{File, Scenario};
use callscript::source::Source;
use thiserror::Error;

use super::{items, write};
use crate::scenario::compose::make_names_unique;

/// A scenario file of one script, to which scenarios can be added.
#[derive(Debug)]
#[non_exhaustive]
pub struct Addition {
    script: String,
    /// The file; `None` if it does not exist yet.
    before: Option<File>,
}

/// Why scenarios cannot be added to a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AdditionError {
    /// The file has findings.
    #[error("something is wrong in it: {message}")]
    Faulty {
        /// The message of the first finding.
        message: String,
    },
    /// Its scenarios are of another script.
    #[error("its scenarios are for `{file}`, not for `{script}`")]
    OtherScript {
        /// The script that the file names.
        file: String,
        /// The script whose scenarios should be added.
        script: String,
    },
    /// The list is written in flow style, such as `[...]`, so that no line can be added after it.
    #[error("its list of scenarios is not written as lines that begin with `-`")]
    NotInLines,
}

impl Addition {
    /// For a file that does not exist yet.
    pub fn to_new(script: &str) -> Self {
        Self { script: script.to_owned(), before: None }
    }

    /// For an existing file.
    ///
    /// # Errors
    ///
    /// If the file has findings, or is for another script.
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

    /// The text of the file with these scenarios after the existing ones. A scenario whose name is taken gets a number.
    ///
    /// # Errors
    ///
    /// If the file's list is not written as lines that begin with `-`.
    pub fn add(&self, scenarios: &mut [Scenario]) -> Result<String, AdditionError> {
        let taken = self.scenarios().iter().map(|scenario| scenario.name.value.clone());
        make_names_unique(scenarios, taken.collect());
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
        // A comment after the last value stays on its line.
        let end = list.range().end;
        let rest = text.get(end..).unwrap_or_default();
        let line = rest.find('\n').map_or(text.len(), |line| end + line + 1);
        let (text, after) = text.split_at(line);
        let line_end = if text.ends_with('\n') { "" } else { "\n" };
        format!("{text}{line_end}{}{after}", items(scenarios, indent))
    }
}
