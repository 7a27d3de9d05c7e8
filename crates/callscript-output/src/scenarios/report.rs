//! The results of scenarios in the order of the report, independent of the output format.

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

/// The results of scenario files.
#[derive(Debug)]
pub struct Report<'t> {
    /// The files, in order.
    pub files: Vec<Tested<'t>>,
    /// Scripts with errors.
    pub unwalkable: Vec<Arc<Vec<Diagnostic>>>,
    /// The coverage.
    pub coverage: Coverage<'t>,
    /// The source of every file to which a finding may refer.
    pub sources: Sources<'t>,
}

/// A scenario file and the result of each scenario.
#[derive(Debug)]
pub struct Tested<'t> {
    /// The file.
    pub file: &'t File,
    /// The findings in the file.
    pub findings: Vec<Diagnostic>,
    /// The results, in the order of the scenarios.
    pub verdicts: Vec<Verdict>,
}

/// The result of a scenario.
#[derive(Debug)]
pub enum Verdict {
    /// It passed.
    Passed,
    /// It failed.
    Failed(Box<Failed>),
    /// It was not performed: the scenario or its file has errors, which are among the findings.
    Faulty,
    /// It was not performed: its script has these errors.
    Unwalkable(Arc<Vec<Diagnostic>>),
}

/// A scenario that failed.
#[derive(Debug)]
pub struct Failed {
    /// The reason.
    pub failure: Failure,
    /// The call up to the failure; `None` if it did not start.
    pub session: Option<Session>,
}

/// The number of scenarios, and how many of them failed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Totals {
    pub(super) scenarios: usize,
    pub(super) failed: usize,
}

impl Report<'_> {
    /// The findings of scenario files and of scripts with errors, each once.
    pub(super) fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut diagnostics: Vec<_> = self.files.iter().flat_map(|tested| &tested.findings).collect();
        let mut seen = HashSet::new();
        let errors = self.unwalkable.iter().flat_map(|errors| errors.iter());
        diagnostics.extend(errors.filter(|error| seen.insert(identity(error))));
        diagnostics
    }

    /// The errors of scripts that no scenario reports; lists with the same first error are reported once.
    #[cfg(feature = "terminal")]
    pub(super) fn unreported_errors(&self) -> Vec<&Arc<Vec<Diagnostic>>> {
        let verdicts = self.files.iter().flat_map(|tested| &tested.verdicts);
        let reported = verdicts.filter_map(|verdict| match verdict {
            Verdict::Unwalkable(errors) => Some(errors.first().map(identity)),
            _ => None,
        });
        let mut reported: HashSet<_> = reported.collect();
        self.unwalkable.iter().filter(|errors| reported.insert(errors.first().map(identity))).collect()
    }

    /// Whether every scenario passed and no script has errors.
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
        let covered = if self.coverage.scripts.is_empty() { "" } else { &format!("; {}", self.coverage.summary()) };
        let unknown = match self.coverage.unknown.len() {
            0 => String::new(),
            count => format!("; {} cannot be walked", many(count, "script")),
        };
        let scenarios = many(scenarios, "scenario");
        format!("{scenarios}{how}{covered}{unknown}")
    }
}

impl Tested<'_> {
    /// Whether the file has no findings and all its scenarios passed.
    pub fn is_well(&self) -> bool {
        self.findings.is_empty() && self.failed() == 0
    }

    /// How many of its scenarios failed, for whatever reason.
    pub(super) fn failed(&self) -> usize {
        self.verdicts.iter().filter(|verdict| !matches!(verdict, Verdict::Passed)).count()
    }
}

/// A key that identifies a finding.
fn identity(finding: &Diagnostic) -> (&str, Option<Span>, &str, &str) {
    (&finding.file, finding.span, finding.rule.name, &finding.message)
}
