//! What came of the scenarios, in the order in which it is said, whatever the form.

use std::collections::HashSet;
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::internal::quantity::many;
use callscript::scenario::File;
use callscript::source::Span;
use callscript_runner::Session;
use callscript_runner::scenario::Failure;

use super::coverage::Coverage;
use crate::findings::Sources;

/// What came of some scenarios.
#[derive(Debug)]
pub struct Report<'t> {
    /// In order.
    pub files: Vec<Tested<'t>>,
    /// Scripts that cannot be walked: their errors.
    pub unwalkable: Vec<Arc<Vec<Diagnostic>>>,
    /// What they passed.
    pub coverage: Coverage<'t>,
    /// Every file that a finding may point into.
    pub sources: Sources<'t>,
}

/// A file of scenarios, and what came of each.
#[derive(Debug)]
pub struct Tested<'t> {
    /// The file.
    pub file: &'t File,
    /// What is wrong with the file.
    pub findings: Vec<Diagnostic>,
    /// As the scenarios in it.
    pub verdicts: Vec<Verdict>,
}

/// What came of a scenario.
#[derive(Debug)]
pub enum Verdict {
    /// It went as it was to go.
    Passed,
    /// It did not.
    Failed(Box<Failed>),
    /// Something is wrong with what is written, or with its file; the findings say what.
    Faulty,
    /// Its script has these errors.
    Unwalkable(Arc<Vec<Diagnostic>>),
}

/// A scenario that failed.
#[derive(Debug)]
pub struct Failed {
    /// Why.
    pub failure: Failure,
    /// The call, as far as it came; none if it did not start.
    pub session: Option<Session>,
}

/// How many scenarios there are, and how many of them failed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Totals {
    pub(super) scenarios: usize,
    pub(super) failed: usize,
}

impl Report<'_> {
    /// What is wrong with files of scenarios, and with scripts that cannot be walked; each once.
    pub(super) fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut diagnostics: Vec<_> = self.files.iter().flat_map(|tested| &tested.findings).collect();
        let mut told = HashSet::new();
        let errors = self.unwalkable.iter().flat_map(|errors| errors.iter());
        diagnostics.extend(errors.filter(|error| told.insert(identity(error))));
        diagnostics
    }

    /// Of scripts that cannot be walked: the errors that no scenario tells of; those that begin with the same one once.
    #[cfg(feature = "terminal")]
    pub(super) fn untold(&self) -> Vec<&Arc<Vec<Diagnostic>>> {
        let verdicts = self.files.iter().flat_map(|tested| &tested.verdicts);
        let told = verdicts.filter_map(|verdict| match verdict {
            Verdict::Unwalkable(errors) => Some(errors.first().map(identity)),
            _ => None,
        });
        let mut told: HashSet<_> = told.collect();
        self.unwalkable.iter().filter(|errors| told.insert(errors.first().map(identity))).collect()
    }

    /// Whether every scenario passed, and every script can be walked.
    pub fn is_well(&self) -> bool {
        self.files.iter().all(Tested::is_well) && self.unwalkable.is_empty()
    }

    pub(super) fn totals(&self) -> Totals {
        Totals {
            scenarios: self.files.iter().map(|tested| tested.verdicts.len()).sum(),
            failed: self.files.iter().map(Tested::failed).sum(),
        }
    }

    /// The counts, for people.
    pub fn closing_line(&self) -> String {
        let Totals { scenarios, failed } = self.totals();
        let how = match (scenarios, failed) {
            (0, _) => String::new(),
            (1, 0) => ", it passes".to_owned(),
            (_, 0) => ", all pass".to_owned(),
            (_, 1) => ", 1 fails".to_owned(),
            (_, failed) => format!(", {failed} fail"),
        };
        let covered = if self.coverage.scripts.is_empty() { "" } else { &format!("; {}", self.coverage.told()) };
        let unknown = match self.coverage.unknown.len() {
            0 => String::new(),
            count => format!("; {} cannot be walked", many(count, "script")),
        };
        let scenarios = many(scenarios, "scenario");
        format!("{scenarios}{how}{covered}{unknown}")
    }
}

impl Tested<'_> {
    /// Whether nothing is wrong in it, and all its scenarios passed.
    pub(super) fn is_well(&self) -> bool {
        self.findings.is_empty() && self.failed() == 0
    }

    /// How many of its scenarios failed, for whatever reason.
    pub(super) fn failed(&self) -> usize {
        self.verdicts.iter().filter(|verdict| !matches!(verdict, Verdict::Passed)).count()
    }
}

/// What tells one finding from another.
fn identity(finding: &Diagnostic) -> (&str, Option<Span>, &str, &str) {
    (&finding.file, finding.span, finding.rule.name, &finding.message)
}
