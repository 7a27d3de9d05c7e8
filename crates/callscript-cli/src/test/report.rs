//! What came of the scenarios, in the order in which it is said, whatever the format.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use callscript::coverage::Part;
use callscript::diagnostic::Diagnostic;
use callscript::library::CheckError;
use callscript::library::files::Tests;
use callscript::scenario;
use callscript::script::Script;
use callscript::source::Source;
use callscript_runner::Session;
use callscript_runner::scenario::{Failure, perform};
use jiff::Timestamp;
use rayon::prelude::*;

use super::coverage::Coverage;
use crate::console::Status;

/// When the calls of all scenarios start, so that they go alike whenever they are performed.
const START: Timestamp = Timestamp::constant(1_767_600_000, 0);

/// What came of some scenarios.
pub(super) struct Report<'t> {
    /// In order.
    pub(super) files: Vec<Tested>,
    pub(super) coverage: Coverage<'t>,
    /// Scripts that cannot be walked: their errors.
    pub(super) unwalkable: Vec<Arc<Vec<Diagnostic>>>,
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

/// Scripts by library and place.
pub(super) type Scripts = HashMap<(usize, usize), Result<Arc<Script>, Arc<Vec<Diagnostic>>>>;

/// A part of a script, by library, the script's id, and what it is.
pub(super) type Covered = BTreeSet<(usize, String, Part)>;

impl<'t> Report<'t> {
    /// Performs every scenario.
    pub(super) fn new(tests: &'t Tests) -> Self {
        let scripts = check(tests);
        let tested: Vec<_> = tests
            .scenarios
            .iter()
            .map(|(library, file)| {
                let known = tests.libraries.get(*library).map(|library| library.files()).unwrap_or_default();
                let id = file.script().map(|script| script.value.as_str());
                let place = known.iter().position(|known| known.id().is_some() && known.id() == id);
                let script = place.and_then(|place| scripts.get(&(*library, place)));
                let mut findings = file.findings().to_vec();
                match script {
                    None => {
                        let ids: Vec<&str> = known.iter().filter_map(|file| file.id()).collect();
                        findings.extend(file.unknown_script(&ids));
                    }
                    Some(Ok(script)) => findings.extend(file.check(script)),
                    Some(Err(_)) => {}
                }
                (*library, file, script, findings)
            })
            .collect();
        let performed: Vec<_> = tested
            .par_iter()
            .map(|(library, file, script, findings)| {
                let scenarios = file.scenarios().par_iter();
                let results = scenarios.map(|scenario| one(scenario, *script, findings, *library));
                results.collect::<Vec<_>>()
            })
            .collect();
        let mut covered = Covered::new();
        let files = tested.iter().zip(performed).map(|((_, file, _, findings), results)| {
            let verdicts = results.into_iter().map(|(verdict, passed)| {
                covered.extend(passed);
                verdict
            });
            Tested { file: Arc::clone(file), findings: findings.clone(), verdicts: verdicts.collect() }
        });
        let files = files.collect();
        let coverage = Coverage::new(tests, &scripts, &covered);
        Self { files, coverage, unwalkable: unwalkable(&scripts), tests }
    }

    /// The file of this name.
    pub(super) fn source(&self, name: &str) -> Option<&Source> {
        let scenarios = self.files.iter().map(|tested| tested.file.source());
        let scripts = self.tests.libraries.iter().flat_map(|library| library.files()).map(|file| file.source());
        scenarios.chain(scripts).find(|source| source.name() == name)
    }

    /// What is wrong with files of scenarios, and with scripts that cannot be walked; each once.
    pub(super) fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut diagnostics: Vec<_> = self.files.iter().flat_map(|tested| &tested.findings).collect();
        for error in self.unwalkable.iter().flat_map(|errors| errors.iter()) {
            if !diagnostics.contains(&error) {
                diagnostics.push(error);
            }
        }
        diagnostics
    }

    /// Whether there are scenarios of the script that has these errors.
    pub(super) fn has_scenarios(&self, errors: &Arc<Vec<Diagnostic>>) -> bool {
        let mut verdicts = self.files.iter().flat_map(|tested| &tested.verdicts);
        verdicts.any(|verdict| matches!(verdict, Verdict::Unwalkable(known) if Arc::ptr_eq(known, errors)))
    }

    pub(super) fn status(&self) -> Status {
        let is_good = |tested: &Tested| tested.findings.is_empty() && tested.failed() == 0;
        if self.files.iter().all(is_good) && self.unwalkable.is_empty() { Status::Good } else { Status::Faulty }
    }

    /// How many scenarios there are, and how many failed.
    pub(super) fn counts(&self) -> (usize, usize) {
        let all = self.files.iter().map(|tested| tested.verdicts.len()).sum();
        (all, self.files.iter().map(Tested::failed).sum())
    }

    /// The counts, for people.
    pub(super) fn closing_line(&self) -> String {
        let (all, failed) = self.counts();
        let scenarios = if all == 1 { "1 scenario".to_owned() } else { format!("{all} scenarios") };
        let how = match failed {
            0 => "all pass".to_owned(),
            1 => "1 fails".to_owned(),
            failed => format!("{failed} fail"),
        };
        format!("{scenarios}, {how}; {} of the scripts is covered", self.coverage.percent())
    }
}

impl Tested {
    /// How many of its scenarios failed, for whatever reason.
    pub(super) fn failed(&self) -> usize {
        self.verdicts.iter().filter(|verdict| !matches!(verdict, Verdict::Passed)).count()
    }
}

/// Every script that is to be covered or has a scenario, checked.
fn check(tests: &Tests) -> Scripts {
    let of_scenarios = tests.scenarios.iter().filter_map(|(library, file)| {
        let id = file.script()?.value.as_str();
        Some((*library, tests.libraries.get(*library)?.files().iter().position(|file| file.id() == Some(id))?))
    });
    let wanted: BTreeSet<(usize, usize)> = tests.scripts.iter().copied().chain(of_scenarios).collect();
    let checked = wanted.into_par_iter().filter_map(|(library, place)| {
        let checked = match tests.libraries.get(library)?.check_file(place) {
            Ok(script) => Ok(script),
            Err(CheckError::Faulty(findings)) => Err(Arc::new(findings)),
            Err(CheckError::Unknown(_)) => return None,
        };
        Some(((library, place), checked))
    });
    checked.collect()
}

/// Performs one scenario, unless something is wrong with it or its script.
fn one(
    scenario: &scenario::Scenario,
    script: Option<&Result<Arc<Script>, Arc<Vec<Diagnostic>>>>,
    findings: &[Diagnostic],
    library: usize,
) -> (Verdict, Covered) {
    let script = match script {
        Some(Ok(script)) if !scenario.is_faulty(findings) => script,
        Some(Err(errors)) if !scenario.is_faulty(findings) => {
            return (Verdict::Unwalkable(Arc::clone(errors)), Covered::new());
        }
        _ => return (Verdict::Faulty, Covered::new()),
    };
    let performed = perform(script, scenario, START);
    let passed = performed.passed.iter().map(|passed| (library, passed.script.id().to_owned(), passed.part));
    let verdict = match performed.failure {
        None => Verdict::Passed,
        Some(failure) => Verdict::Failed(Box::new((failure, performed.session))),
    };
    (verdict, passed.collect())
}

/// The errors of the scripts that cannot be walked, in the order of their places.
fn unwalkable(scripts: &Scripts) -> Vec<Arc<Vec<Diagnostic>>> {
    let places: BTreeSet<_> = scripts.keys().collect();
    places.into_iter().filter_map(|place| scripts.get(place)?.as_ref().err().cloned()).collect()
}
