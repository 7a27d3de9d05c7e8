//! What came of the scenarios, in the order in which it is said, whatever the format.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use callscript::coverage::Part;
use callscript::diagnostic::Diagnostic;
use callscript::library::Library;
use callscript::library::files::Tests;
use callscript::scenario::{self, Scenario};
use callscript::source::{Source, Span};
use callscript_runner::Session;
use callscript_runner::scenario::{Failure, perform};
use jiff::Timestamp;
use rayon::prelude::*;

use super::coverage::Coverage;
use super::scripts::{Checked, Place, Scripts, place_of};
use crate::console::Status;
use crate::words::many;

/// When the calls of all scenarios start, so that they go alike whenever they are performed.
pub(super) const START: Timestamp = Timestamp::constant(1_767_600_000, 0);

/// What came of some scenarios.
pub(super) struct Report<'t> {
    /// In order.
    pub(super) files: Vec<Tested>,
    /// Scripts that cannot be walked: their errors.
    pub(super) unwalkable: Vec<Arc<Vec<Diagnostic>>>,
    pub(super) coverage: Coverage<'t>,
    tests: &'t Tests,
}

/// A file of scenarios, and what came of each.
pub(super) struct Tested {
    pub(super) file: Arc<scenario::File>,
    /// What is wrong with the file.
    pub(super) findings: Vec<Diagnostic>,
    /// As the scenarios in it.
    pub(super) verdicts: Vec<Verdict>,
}

/// What came of a scenario.
pub(super) enum Verdict {
    /// It went as it was to go.
    Passed,
    /// It did not: why not, and the call as far as it came.
    Failed(Box<(Failure, Option<Session>)>),
    /// Something is wrong with what is written, or with its file; the findings say what.
    Faulty,
    /// Its script has these errors.
    Unwalkable(Arc<Vec<Diagnostic>>),
}

/// Parts of scripts that were passed, by library and the script's id.
pub(super) type Passed = BTreeSet<(usize, String, Part)>;

impl<'t> Report<'t> {
    /// Performs every scenario.
    pub(super) fn new(tests: &'t Tests, scripts: &Scripts) -> Self {
        let tested: Vec<(Tested, Passed)> =
            tests.scenarios.par_iter().map(|(library, file)| test(tests, *library, file, scripts)).collect();
        let mut passed = Passed::new();
        let files = tested.into_iter().map(|(tested, more)| {
            passed.extend(more);
            tested
        });
        let files = files.collect();
        let unwalkable = scripts.iter().filter_map(|(_, checked)| checked.as_ref().err().cloned());
        Self { files, unwalkable: unwalkable.collect(), coverage: Coverage::new(tests, scripts, &passed), tests }
    }

    /// The file of this name.
    pub(super) fn source(&self, name: &str) -> Option<&Source> {
        let mut scenarios = self.files.iter().map(|tested| tested.file.source());
        scenarios.find(|source| source.name() == name).or_else(|| self.tests.source(name))
    }

    /// What is wrong with files of scenarios, and with scripts that cannot be walked; each once.
    pub(super) fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut diagnostics: Vec<_> = self.files.iter().flat_map(|tested| &tested.findings).collect();
        let mut told = HashSet::new();
        let errors = self.unwalkable.iter().flat_map(|errors| errors.iter());
        diagnostics.extend(errors.filter(|error| told.insert(identity(error))));
        diagnostics
    }

    /// Of scripts that cannot be walked: the errors that no scenario tells of; those that begin with the same one once.
    pub(super) fn untold(&self) -> Vec<&Arc<Vec<Diagnostic>>> {
        let verdicts = self.files.iter().flat_map(|tested| &tested.verdicts);
        let told = verdicts.filter_map(|verdict| match verdict {
            Verdict::Unwalkable(errors) => Some(errors.first().map(identity)),
            _ => None,
        });
        let mut told: HashSet<_> = told.collect();
        self.unwalkable.iter().filter(|errors| told.insert(errors.first().map(identity))).collect()
    }

    pub(super) fn status(&self) -> Status {
        let is_well = self.files.iter().all(Tested::is_well) && self.unwalkable.is_empty();
        if is_well { Status::Good } else { Status::Faulty }
    }

    /// How many scenarios there are, and how many failed.
    pub(super) fn counts(&self) -> (usize, usize) {
        let all = self.files.iter().map(|tested| tested.verdicts.len()).sum();
        (all, self.files.iter().map(Tested::failed).sum())
    }

    /// The counts, for people.
    pub(super) fn closing_line(&self) -> String {
        let (all, failed) = self.counts();
        let scenarios = many(all, "scenario");
        let how = match (all, failed) {
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
        format!("{scenarios}{how}{covered}{unknown}")
    }
}

impl Tested {
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

/// The scripts that are to be covered or have a scenario.
pub(super) fn places(tests: &Tests) -> BTreeSet<Place> {
    let of_scenarios =
        tests.scenarios.iter().filter_map(|(library, file)| place_of(tests, *library, &file.script()?.value));
    tests.scripts.iter().copied().chain(of_scenarios).collect()
}

/// Performs the scenarios of a file.
fn test(tests: &Tests, library: usize, file: &Arc<scenario::File>, scripts: &Scripts) -> (Tested, Passed) {
    let place = file.script().and_then(|script| place_of(tests, library, &script.value));
    let script = place.and_then(|place| scripts.get(place));
    let mut findings = file.findings().to_vec();
    match script {
        None => {
            let known = tests.libraries.get(library).map(Library::files).unwrap_or_default();
            let ids: Vec<&str> = known.iter().filter_map(|file| file.id()).collect();
            findings.extend(file.unknown_script(&ids));
        }
        Some(Ok(script)) => findings.extend(file.check(script)),
        Some(Err(_)) => {}
    }
    let performed: Vec<_> =
        file.scenarios().par_iter().map(|scenario| one(scenario, script, &findings, library)).collect();
    let mut passed = Passed::new();
    let verdicts = performed.into_iter().map(|(verdict, more)| {
        passed.extend(more);
        verdict
    });
    let verdicts = verdicts.collect();
    (Tested { file: Arc::clone(file), findings, verdicts }, passed)
}

/// Performs one scenario, unless something is wrong with it or its script.
fn one(scenario: &Scenario, script: Option<&Checked>, findings: &[Diagnostic], library: usize) -> (Verdict, Passed) {
    let script = match script {
        _ if scenario.is_faulty(findings) => return (Verdict::Faulty, Passed::new()),
        None => return (Verdict::Faulty, Passed::new()),
        Some(Err(errors)) => return (Verdict::Unwalkable(Arc::clone(errors)), Passed::new()),
        Some(Ok(script)) => script,
    };
    let performed = perform(script, scenario, START);
    let passed = performed.passed.iter().map(|passed| (library, passed.script.id().to_owned(), passed.part));
    let verdict = match performed.failure {
        None => Verdict::Passed,
        Some(failure) => Verdict::Failed(Box::new((failure, performed.session))),
    };
    (verdict, passed.collect())
}
