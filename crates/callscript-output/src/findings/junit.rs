//! `--format junit`: a suite for each script, with a case for each finding; a script without findings has one passed
//! case.

use callscript::diagnostic::Diagnostic;
use callscript::jiff::Timestamp;

use super::concise;
use super::report::{Report, Sources};
use crate::junit::{self, Case, Problem, Suite, Weight};

/// The whole report of scripts that were linted at this time.
pub fn junit(report: &Report<'_>, at: Timestamp) -> String {
    let scripts = report.scripts.iter().map(|script| script.source().name());
    let mut names: Vec<&str> = scripts.collect();
    // Findings in configurations come before those in scripts.
    let others = report.findings.iter().map(|finding| &*finding.file).filter(|file| !names.contains(file));
    let mut others: Vec<&str> = others.collect();
    others.dedup();
    names.splice(0..0, others);
    let suites: Vec<Suite> = names.into_iter().map(|name| suite(name, report)).collect();
    junit::write(&suites, at)
}

fn suite(name: &str, report: &Report<'_>) -> Suite {
    let findings = report.findings.iter().filter(|finding| *finding.file == *name);
    let mut cases: Vec<Case> = findings.map(|finding| case(name, finding, &report.sources)).collect();
    if cases.is_empty() {
        cases.push(Case { name: "nothing is wrong".to_owned(), class: name.to_owned(), problem: None });
    }
    Suite { name: name.to_owned(), cases }
}

fn case(file: &str, finding: &Diagnostic, sources: &Sources<'_>) -> Case {
    let line = concise::line(finding, sources);
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("help: {help}\n"));
    let problem = Problem {
        weight: Weight::Failure,
        kind: finding.severity.as_str(),
        message: finding.message.clone(),
        text: format!("{line}{help}"),
    };
    let place = sources.get(file).zip(finding.span).map(|(source, span)| source.position(span.start).line);
    let name = place.map_or_else(|| finding.rule.name.to_owned(), |line| format!("{}, line {line}", finding.rule.name));
    Case { name, class: file.to_owned(), problem: Some(problem) }
}
