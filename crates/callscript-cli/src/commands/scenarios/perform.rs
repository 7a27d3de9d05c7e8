//! Performs scenarios, and gathers what came of them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use callscript::coverage::Part;
use callscript::diagnostic::Diagnostic;
use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::scenario::{self, Scenario};
use callscript::source::Source;
use callscript_output::scenarios::{Coverage, Report, Script, Tested, Verdict};
use callscript_project::ScenarioFiles;
use callscript_runner::scenario::perform;
use rayon::prelude::*;

use super::scripts::{Checked, Place, Scripts, place_of};

/// When the calls of all scenarios start, so that they go alike whenever they are performed.
const START: Timestamp = Timestamp::constant(1_767_600_000, 0);

/// Parts of scripts that were passed, by library and the script's id.
type Passed = BTreeSet<(usize, String, Part)>;

/// Performs every scenario.
pub(super) fn all<'t>(tests: &'t ScenarioFiles, scripts: &Scripts) -> Report<'t> {
    let tested: Vec<(Tested<'_>, Passed)> =
        tests.scenarios.par_iter().map(|(library, file)| test(tests, *library, file, scripts)).collect();
    let mut passed = Passed::new();
    let files = tested.into_iter().map(|(tested, more)| {
        passed.extend(more);
        tested
    });
    let files = files.collect();
    let unwalkable = scripts.iter().filter_map(|(_, checked)| checked.as_ref().err().cloned());
    Report {
        files,
        unwalkable: unwalkable.collect(),
        coverage: coverage(tests, scripts, &passed),
        sources: tests.scenarios.iter().map(|(_, file)| file.source()).chain(script_sources(tests)).collect(),
    }
}

/// The files of all scripts.
pub(super) fn script_sources(tests: &ScenarioFiles) -> impl Iterator<Item = &Source> {
    tests.libraries.iter().flat_map(Library::files).map(|file| file.source())
}

/// What is covered of every script: those that the paths name come first, in their order.
fn coverage<'t>(tests: &'t ScenarioFiles, scripts: &Scripts, passed: &Passed) -> Coverage<'t> {
    let mut checked: Vec<_> = scripts.iter().collect();
    let named: HashMap<Place, usize> = tests.scripts.iter().enumerate().map(|(at, place)| (*place, at)).collect();
    checked.sort_by_key(|(place, _)| named.get(place).copied().unwrap_or(usize::MAX));
    let mut coverage = Coverage { scripts: Vec::new(), unknown: Vec::new() };
    for ((library, place), script) in checked {
        let Some(file) = tests.libraries.get(library).and_then(|library| library.files().get(place)) else {
            continue;
        };
        match script {
            Ok(script) => {
                let is_passed = |part| passed.contains(&(library, script.id().to_owned(), part));
                coverage.scripts.extend(Script::new(file, Arc::clone(script), is_passed));
            }
            Err(_) => coverage.unknown.push(file),
        }
    }
    coverage
}

/// The scripts that are to be covered or have a scenario.
pub(super) fn places(tests: &ScenarioFiles) -> BTreeSet<Place> {
    let of_scenarios =
        tests.scenarios.iter().filter_map(|(library, file)| place_of(tests, *library, &file.script()?.value));
    tests.scripts.iter().copied().chain(of_scenarios).collect()
}

/// Performs the scenarios of a file.
fn test<'t>(
    tests: &ScenarioFiles,
    library: usize,
    file: &'t scenario::File,
    scripts: &Scripts,
) -> (Tested<'t>, Passed) {
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
    (Tested { file, findings, verdicts }, passed)
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
