//! `--format full`: each file with its counts, each failing scenario with the step that failed, what was open there and
//! the call until then, and what is covered: in short where something fails, so that it does not bury that.

mod failed;
mod table;

use std::fmt::Write;

use callscript::diagnostic::Diagnostic;
use callscript::scenario::Scenario;

use super::report::{Report, Tested, Verdict};
use crate::commands::lint::full::{self, Sources};
use callscript::inert::escape;

/// How it is written.
#[derive(Clone, Copy)]
struct Style {
    colour: bool,
    width: Option<usize>,
}

/// All that there is to say.
pub(super) fn write(report: &Report<'_>, colour: bool, width: Option<usize>) -> String {
    let style = Style { colour, width };
    let mut text = String::new();
    for tested in &report.files {
        file(tested, report, style, &mut text);
    }
    for errors in report.untold() {
        paragraph(&unwalkable(errors, &|name| report.source(name), style.colour, style.width), &mut text);
    }
    if !report.coverage.scripts.is_empty() {
        let is_well = report.files.iter().all(Tested::is_well);
        let covered = if is_well { table::write(&report.coverage) } else { table::in_short(&report.coverage) };
        paragraph(&covered, &mut text);
    }
    text
}

/// One failing scenario, without colours.
pub(super) fn plain(scenario: &Scenario, verdict: &Verdict, tested: &Tested, report: &Report<'_>) -> Option<String> {
    one(scenario, verdict, tested, report, Style { colour: false, width: None })
}

/// Some findings, without colours.
pub(super) fn plain_findings(findings: &[Diagnostic], report: &Report<'_>) -> String {
    full::write_findings(findings, &|name| report.source(name), false, None)
}

fn file(tested: &Tested, report: &Report<'_>, style: Style, text: &mut String) {
    let (all, failed) = (tested.verdicts.len(), tested.failed());
    let name = escape(tested.file.source().name());
    let how = match (all, failed) {
        (0, _) => "no scenarios".to_owned(),
        (all, 0) => format!("{all} passed"),
        (all, failed) if all == failed => format!("{failed} failed"),
        (all, failed) => format!("{} passed, {failed} failed", all - failed),
    };
    let _ = writeln!(text, "{name}: {how}");
    let findings = full::write_findings(&tested.findings, &|name| report.source(name), style.colour, style.width);
    paragraph(&findings, text);
    let mut told = false;
    for (scenario, verdict) in tested.file.scenarios().iter().zip(&tested.verdicts) {
        // What is wrong with the script is said once.
        if matches!(verdict, Verdict::Unwalkable(_)) && std::mem::replace(&mut told, true) {
            continue;
        }
        if let Some(block) = one(scenario, verdict, tested, report, style) {
            paragraph(&block, text);
        }
    }
    if failed > 0 || !tested.findings.is_empty() {
        text.push('\n');
    }
}

/// Adds a paragraph, with an empty line before it.
fn paragraph(block: &str, text: &mut String) {
    if block.is_empty() {
        return;
    }
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
    *text += block.trim_end();
    text.push('\n');
}

fn one(scenario: &Scenario, verdict: &Verdict, tested: &Tested, report: &Report<'_>, style: Style) -> Option<String> {
    match verdict {
        Verdict::Passed | Verdict::Faulty => None,
        Verdict::Unwalkable(errors) => Some(unwalkable(errors, &|name| report.source(name), style.colour, style.width)),
        Verdict::Failed(failed) => {
            let (failure, session) = failed.as_ref();
            Some(failed::write(scenario, failure, session.as_ref(), tested, report, style))
        }
    }
}

/// A script that cannot be walked: its first error, and how many there are.
pub(super) fn unwalkable<'a>(
    errors: &'a [Diagnostic],
    source: Sources<'a>,
    colour: bool,
    width: Option<usize>,
) -> String {
    let first = errors.get(..1).unwrap_or_default();
    let mut text = full::write_findings(first, source, colour, width);
    let _ = writeln!(text, "{}", in_errors(errors));
    text
}

/// Why a script cannot be walked.
pub(super) fn in_errors(errors: &[Diagnostic]) -> String {
    let script = errors.first().and_then(|error| error.script.as_deref()).unwrap_or("the script");
    let count = match errors.len() {
        1 => "this error is".to_owned(),
        2 => "this error and another are".to_owned(),
        count => format!("this error and {} others are", count - 1),
    };
    format!("no call of `{}` can be walked before {count} mended", escape(script))
}
