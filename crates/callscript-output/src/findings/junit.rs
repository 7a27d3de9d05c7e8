//! `--format junit`: a suite for each script, with a case for each finding; a script without findings has one passed
//! case. A finding that does not fail `lint` is a passed case, too, and is told in the output of its suite.

use std::collections::{HashMap, HashSet};

use callscript::diagnostic::{Diagnostic, Severity};
use callscript::jiff::Timestamp;

use super::concise;
use super::report::{Report, Sources};
use crate::junit::{self, Case, Problem, Suite, Weight};

/// The whole report of scripts that were linted at this time. Findings of this severity, or a higher one, are failures.
pub fn junit(report: &Report<'_>, failing: Severity, at: Timestamp) -> String {
    let mut findings: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in &report.findings {
        findings.entry(&finding.file).or_default().push(finding);
    }
    let scripts: Vec<&str> = report.scripts.iter().map(|script| script.source().name()).collect();
    let known: HashSet<&str> = scripts.iter().copied().collect();
    // Findings in configurations come before those in scripts.
    let others = report.findings.iter().map(|finding| &*finding.file).filter(|file| !known.contains(file));
    let mut names: Vec<&str> = others.collect();
    names.dedup();
    names.extend(scripts);
    let suite = |name| suite(name, findings.get(name).map_or(&[], Vec::as_slice), report, failing);
    junit::write(&names.into_iter().map(suite).collect::<Vec<_>>(), at)
}

fn suite(name: &str, findings: &[&Diagnostic], report: &Report<'_>, failing: Severity) -> Suite {
    let findings = findings.iter();
    let mut cases: Vec<Case> = findings.map(|finding| case(name, finding, failing, &report.sources)).collect();
    if cases.is_empty() {
        cases.push(Case { name: "nothing is wrong".to_owned(), class: name.to_owned(), problem: None });
    }
    Suite { name: name.to_owned(), cases }
}

fn case(file: &str, finding: &Diagnostic, failing: Severity, sources: &Sources<'_>) -> Case {
    let line = concise::line(finding, sources);
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("help: {help}\n"));
    let problem = Problem {
        weight: if finding.severity >= failing { Weight::Failure } else { Weight::Note },
        kind: finding.severity.as_str(),
        message: finding.message.clone(),
        text: format!("{line}{help}"),
    };
    let place = sources.get(file).zip(finding.span).map(|(source, span)| source.position(span.start).line);
    let line = place.map_or_else(String::new, |line| format!(", line {line}"));
    let mark = if problem.weight == Weight::Note { " (warning)" } else { "" };
    let name = format!("{}{line}{mark}", finding.rule.name);
    Case { name, class: file.to_owned(), problem: Some(problem) }
}
