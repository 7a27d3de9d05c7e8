//! `--format junit`: a suite for each file of scenarios, a case for each scenario.

use callscript::jiff::Timestamp;
use callscript::scenario::Scenario;

use super::full;
use super::report::{Report, Tested, Verdict};
use super::unwalkable::in_errors;
use crate::findings::full::blocks;
use crate::junit::{self, Case, Problem, Suite, Weight};
use crate::screen::Screen;

/// The whole report of scenarios that were performed at this time.
pub fn junit(report: &Report<'_>, at: Timestamp) -> String {
    let mut suites: Vec<_> = report.files.iter().map(|tested| suite(tested, report)).collect();
    for errors in report.unreported_errors() {
        let file = errors.first().map(|error| error.file.to_string()).unwrap_or_default();
        let problem = Problem {
            weight: Weight::Error,
            kind: "faulty script",
            message: in_errors(errors),
            text: blocks(errors, &report.sources, Screen::PAGE),
        };
        let case = Case { name: "the script can be walked".to_owned(), class: file.clone(), problem: Some(problem) };
        suites.push(Suite { name: file, cases: vec![case] });
    }
    junit::write(&suites, at)
}

fn suite(tested: &Tested<'_>, report: &Report<'_>) -> Suite {
    let name = tested.file.source().name().to_owned();
    let mut cases = Vec::new();
    if !tested.findings.is_empty() {
        let problem = Problem {
            weight: Weight::Error,
            kind: "faulty scenarios",
            message: tested.findings.first().map(|finding| finding.message.clone()).unwrap_or_default(),
            text: blocks(&tested.findings, &report.sources, Screen::PAGE),
        };
        let case = Case { name: "the file can be read".to_owned(), class: name.clone(), problem: Some(problem) };
        cases.push(case);
    }
    let scenarios = tested.file.scenarios().iter().zip(&tested.verdicts);
    cases.extend(scenarios.map(|(scenario, verdict)| case(scenario, verdict, tested, report)));
    Suite { name, cases }
}

fn case(scenario: &Scenario, verdict: &Verdict, tested: &Tested, report: &Report<'_>) -> Case {
    let (kind, message) = match verdict {
        Verdict::Passed => ("", None),
        Verdict::Failed(failed) => ("failed scenario", Some(failed.failure.complaint.to_string())),
        Verdict::Faulty => ("faulty scenario", Some("it was not run: something is wrong in the file".to_owned())),
        Verdict::Unwalkable(errors) => ("faulty script", Some(in_errors(errors))),
    };
    let weight = if matches!(verdict, Verdict::Failed(_)) { Weight::Failure } else { Weight::Error };
    let problem = message.map(|message| Problem {
        weight,
        kind,
        text: full::one(scenario, verdict, tested, report, Screen::PAGE).unwrap_or_else(|| message.clone()),
        message,
    });
    let script = tested.file.script().map_or_else(|| tested.file.source().name(), |script| &script.value);
    let name = match &*scenario.name.value {
        "" => "a scenario without a name",
        name => name,
    };
    Case { name: name.to_owned(), class: script.to_owned(), problem }
}
