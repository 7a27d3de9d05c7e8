//! Performs scenarios, and collects the results.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::scenario::Scenario;
use callscript::script::coverage::Part;
use callscript::source::Source;
use callscript_output::scenarios::{Coverage, Failed, Report, Script, Tested, Verdict};
use callscript_project::{FoundScenarios, ScenarioFiles, ScriptPlace};
use callscript_runner::scenario::perform;
use rayon::prelude::*;

use super::checked_scripts::{Checked, Scripts, place_of};

/// The start time of every call, so that results do not depend on when the scenarios are performed.
const START: Timestamp = Timestamp::constant(1_767_600_000, 0);

/// A part of a script that a call covered.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct CoveredPart {
    /// The index of the script's library.
    library: usize,
    /// The script's id.
    script: String,
    part: Part,
}

/// Performs every scenario.
pub(super) fn all<'t>(tests: &'t ScenarioFiles, scripts: &Scripts) -> Report<'t> {
    let tested: Vec<(Tested<'_>, BTreeSet<CoveredPart>)> =
        tests.scenarios.par_iter().map(|found| test(tests, found, scripts)).collect();
    let mut passed = BTreeSet::new();
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
        sources: tests.scenarios.iter().map(|found| found.file.source()).chain(script_sources(tests)).collect(),
    }
}

/// The source files of all scripts.
pub(super) fn script_sources(tests: &ScenarioFiles) -> impl Iterator<Item = &Source> {
    tests.libraries.iter().flat_map(Library::files).map(|file| file.source())
}

/// The coverage of every script. Scripts that the paths name come first, in their order.
fn coverage<'t>(tests: &'t ScenarioFiles, scripts: &Scripts, passed: &BTreeSet<CoveredPart>) -> Coverage<'t> {
    let mut checked: Vec<_> = scripts.iter().collect();
    let named: HashMap<ScriptPlace, usize> = tests.scripts.iter().enumerate().map(|(at, place)| (*place, at)).collect();
    checked.sort_by_key(|(place, _)| named.get(place).copied().unwrap_or(usize::MAX));
    let mut coverage = Coverage { scripts: Vec::new(), unknown: Vec::new() };
    for (ScriptPlace { library, script: place }, script) in checked {
        let Some(file) = tests.libraries.get(library).and_then(|library| library.files().get(place)) else {
            continue;
        };
        match script {
            Ok(script) => {
                let is_passed = |part| passed.contains(&CoveredPart { library, script: script.id().to_owned(), part });
                coverage.scripts.extend(Script::new(file, Arc::clone(script), is_passed));
            }
            Err(_) => coverage.unknown.push(file),
        }
    }
    coverage
}

/// The scripts that should be covered or have a scenario.
pub(super) fn places(tests: &ScenarioFiles) -> BTreeSet<ScriptPlace> {
    let of_scenarios = tests.scenarios.iter();
    let of_scenarios = of_scenarios.filter_map(|found| place_of(tests, found.library, &found.file.script()?.value));
    tests.scripts.iter().copied().chain(of_scenarios).collect()
}

/// Performs the scenarios of a file.
fn test<'t>(
    tests: &ScenarioFiles,
    FoundScenarios { library, file }: &'t FoundScenarios,
    scripts: &Scripts,
) -> (Tested<'t>, BTreeSet<CoveredPart>) {
    let place = file.script().and_then(|script| place_of(tests, *library, &script.value));
    let script = place.and_then(|place| scripts.get(place));
    let mut findings = file.findings().to_vec();
    match script {
        None => {
            let known = tests.libraries.get(*library).map(Library::files).unwrap_or_default();
            let ids: Vec<&str> = known.iter().filter_map(|file| file.id()).collect();
            findings.extend(file.unknown_script(&ids));
        }
        Some(Ok(script)) => findings.extend(file.check(script)),
        Some(Err(_)) => {}
    }
    let performed: Vec<_> =
        file.scenarios().par_iter().map(|scenario| one(scenario, script, &findings, *library)).collect();
    let mut passed = BTreeSet::new();
    let verdicts = performed.into_iter().map(|(verdict, more)| {
        passed.extend(more);
        verdict
    });
    let verdicts = verdicts.collect();
    (Tested { file, findings, verdicts }, passed)
}

/// Performs one scenario, unless something is wrong with it or its script.
fn one(
    scenario: &Scenario,
    script: Option<&Checked>,
    findings: &[Diagnostic],
    library: usize,
) -> (Verdict, BTreeSet<CoveredPart>) {
    let script = match script {
        _ if scenario.is_faulty(findings) => return (Verdict::Faulty, BTreeSet::new()),
        None => return (Verdict::Faulty, BTreeSet::new()),
        Some(Err(errors)) => return (Verdict::Unwalkable(Arc::clone(errors)), BTreeSet::new()),
        Some(Ok(script)) => script,
    };
    let performed = perform(script, scenario, START);
    let passed = performed.passed.iter();
    let passed = passed.map(|one| CoveredPart { library, script: one.script.id().to_owned(), part: one.part });
    let verdict = match performed.failure {
        None => Verdict::Passed,
        Some(failure) => Verdict::Failed(Box::new(Failed { failure, session: performed.session })),
    };
    (verdict, passed.collect())
}
