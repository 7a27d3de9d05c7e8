//! Makes checked scripts of the files of a library. Each is checked and lowered once, however many others run it.
//!
//! Must not know what rules find.

use std::collections::HashMap;
use std::sync::Arc;

use super::findings::finished;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::locale::{self, Locale};
use crate::base::value::Pattern;
use crate::library::File;
use crate::library::Index;
use crate::library::Library;
use crate::script::{self, Script};

/// Why a script cannot be run.
///
/// ```
/// use callscript::CheckError;
/// use callscript::library::Library;
///
/// assert!(matches!(Library::default().check("hello"), Err(CheckError::Unknown(id)) if id == "hello"));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The library has no script with this id.
    #[error("there is no script `{0}` in the library")]
    Unknown(String),
    /// The library has no file with this index.
    #[error("there is no file {0} in the library")]
    NoFile(usize),
    /// The script, or one that it runs, has errors: at least one.
    #[error("the script has {} error{}", .0.len(), if .0.len() == 1 { "" } else { "s" })]
    Faulty(Vec<Diagnostic>),
    /// The script, or one that it runs, is written in a language of which this program knows nothing, since it was built
    /// without the feature `locale`.
    #[error(
        "the script `{script}` is in the language `{language}`, and this program was built for English alone, without the feature `locale`"
    )]
    LanguageNotBuilt {
        /// The id of the script.
        script: String,
        /// The tag of its language.
        language: String,
    },
    /// The script passed every check and still could not be lowered: a bug in this program.
    #[error("the script `{0}` has no errors, but it cannot be built: this is a bug in callscript, please report it")]
    Unbuilt(String),
}

impl Library {
    /// The checked script with this id. There is no other way to get one.
    ///
    /// # Errors
    ///
    /// If there is no such script, or if it or a script that it runs has errors.
    pub fn check(&self, id: &str) -> Result<Arc<Script>, CheckError> {
        let at = self.files.iter().position(|file| file.id() == Some(id));
        self.check_file(at.ok_or_else(|| CheckError::Unknown(id.to_owned()))?)
    }

    /// The checked script in the file with this index.
    ///
    /// # Errors
    ///
    /// If there is no such file, or its script or one that it runs has errors.
    pub fn check_file(&self, at: usize) -> Result<Arc<Script>, CheckError> {
        Checker::new(self).check(at)
    }

    /// The checked scripts in the files with these indices. A subscript of several is checked once.
    pub fn check_files(&self, places: &[usize]) -> Vec<Result<Arc<Script>, CheckError>> {
        let mut checker = Checker::new(self);
        places.iter().map(|&at| checker.check(at)).collect()
    }
}

/// Checks scripts of one library.
pub(super) struct Checker<'l> {
    library: &'l Library,
    index: Index<'l>,
    /// Scripts that passed, by id, with all that they run.
    scripts: HashMap<&'l str, Arc<Script>>,
    /// The languages of these scripts.
    locales: HashMap<&'l str, Arc<Locale>>,
    /// The different patterns of these scripts, which share them.
    patterns: HashMap<Arc<str>, Pattern>,
    /// For each file, whether its script passed.
    passed: Vec<bool>,
}

impl<'l> Checker<'l> {
    pub(super) fn new(library: &'l Library) -> Self {
        let files = &library.files;
        let (index, passed) = (Index::new(files), vec![false; files.len()]);
        Self { library, index, scripts: HashMap::new(), locales: HashMap::new(), patterns: HashMap::new(), passed }
    }

    /// The checked script in the file with this index.
    pub(super) fn check(&mut self, at: usize) -> Result<Arc<Script>, CheckError> {
        let files = &self.library.files;
        let file = files.get(at).ok_or(CheckError::NoFile(at))?;
        let order = self.index.callees_first_but(files, &[at], &self.passed);
        let errors = if order.is_empty() { Vec::new() } else { self.errors(&order) };
        if !errors.is_empty() {
            return Err(CheckError::Faulty(errors));
        }
        for at in order {
            let file = &files[at];
            let locale = self.locale(file)?;
            let script = script::lower(&file.source, &file.document, file.graph(), &self.scripts, &locale);
            let script = script.map_err(|_| CheckError::Unbuilt(file.id().unwrap_or_default().to_owned()));
            let mut script = script?;
            file.document.free_patterns();
            script.share_patterns(&mut self.patterns);
            self.scripts.insert(file.id().unwrap_or_default(), Arc::new(script));
            self.passed[at] = true;
        }
        let id = file.id().unwrap_or_default();
        self.scripts.get(id).cloned().ok_or_else(|| CheckError::Unknown(id.to_owned()))
    }

    /// The locale of a file's language: one for all scripts of a language.
    fn locale(&mut self, file: &'l File) -> Result<Arc<Locale>, CheckError> {
        let language = file.document.language.as_ref().map_or(locale::DEFAULT, |language| &language.value);
        if let Some(known) = self.locales.get(language) {
            return Ok(Arc::clone(known));
        }
        let not_built = || CheckError::LanguageNotBuilt {
            script: file.id().unwrap_or_default().to_owned(),
            language: language.to_owned(),
        };
        let locale = Arc::new(Locale::new(language).ok_or_else(not_built)?);
        self.locales.insert(language, Arc::clone(&locale));
        Ok(locale)
    }

    /// The errors of these files, in the order of the library.
    fn errors(&self, files: &[usize]) -> Vec<Diagnostic> {
        let mut reported = vec![false; self.passed.len()];
        for &at in files {
            reported[at] = true;
        }
        self.library.check_errors(&self.index, &reported);
        let in_order = (0..reported.len()).filter(|&at| reported[at]);
        let findings = in_order.flat_map(|at| finished(&self.library.files[at], self.library.errors(at, &self.index)));
        findings.filter(|finding| finding.severity == Severity::Error).collect()
    }
}

#[cfg(all(test, not(feature = "locale")))]
mod tests {
    use super::*;
    use crate::base::source::Source;

    #[test]
    fn without_the_feature_locale_a_german_script_is_linted_and_refused() {
        let script = |id: &str, language: &str| {
            let text = format!(
                "callscript: 1\nid: {id}\ntitle: T\nlanguage: {language}\nstart: a\noutcomes: {{ done: Fertig }}\n\
                 nodes: {{ a: {{ say: Hallo, end: done }} }}\n"
            );
            Source::new(format!("{id}.yaml"), text)
        };
        let library = Library::from_sources(vec![script("german", "de"), script("english", "en-US")]);
        let findings = library.lint();
        assert!(findings.is_empty(), "{findings:#?}");
        assert!(library.check("english").is_ok());
        let refused = library.check("german").unwrap_err();
        assert!(
            matches!(&refused, CheckError::LanguageNotBuilt { script, language } if script == "german" && language == "de"),
            "{refused}"
        );
    }
}
