//! `--format full`: each file with its counts, each failing scenario with the failed step, the call up to it and what
//! was open there, and the coverage: a single line if something fails, so that it does not hide the failures.

mod call_so_far;
mod coverage_table;
mod failed;

use std::fmt::Write as _;

use callscript::internal::inert::escape;
use callscript::scenario::Scenario;

use super::report::{Report, Tested, Verdict};
use super::unwalkable::unwalkable;
use crate::findings::full::blocks;
use crate::screen::Screen;

/// The whole report.
pub fn full(report: &Report<'_>, screen: Screen) -> String {
    let mut text = String::new();
    for tested in &report.files {
        file(tested, report, screen, &mut text);
    }
    for errors in report.unreported_errors() {
        paragraph(&unwalkable(errors, &report.sources, screen), &mut text);
    }
    if !report.coverage.scripts.is_empty() {
        let is_well = report.files.iter().all(Tested::is_well);
        let covered =
            if is_well { coverage_table::write(&report.coverage) } else { coverage_table::in_short(&report.coverage) };
        paragraph(&covered, &mut text);
    }
    text
}

fn file(tested: &Tested<'_>, report: &Report<'_>, screen: Screen, text: &mut String) {
    let (all, failed) = (tested.verdicts.len(), tested.failed());
    let name = escape(tested.file.source().name());
    let how = match (all, failed) {
        (0, _) => "no scenarios".to_owned(),
        (all, 0) => format!("{all} passed"),
        (all, failed) if all == failed => format!("{failed} failed"),
        (all, failed) => format!("{} passed, {failed} failed", all - failed),
    };
    let _ = writeln!(text, "{name}: {how}");
    let findings = blocks(&tested.findings, &report.sources, screen);
    paragraph(&findings, text);
    let mut is_explained = false;
    for (scenario, verdict) in tested.file.scenarios().iter().zip(&tested.verdicts) {
        // The errors of the script are reported once.
        if matches!(verdict, Verdict::Unwalkable(_)) && std::mem::replace(&mut is_explained, true) {
            continue;
        }
        if let Some(block) = one(scenario, verdict, tested, report, screen) {
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

/// One scenario; nothing if it passed.
pub(super) fn one(
    scenario: &Scenario,
    verdict: &Verdict,
    tested: &Tested<'_>,
    report: &Report<'_>,
    screen: Screen,
) -> Option<String> {
    match verdict {
        Verdict::Passed | Verdict::Faulty => None,
        Verdict::Unwalkable(errors) => Some(unwalkable(errors, &report.sources, screen)),
        Verdict::Failed(failed) => Some(failed::write(scenario, failed, tested, report, screen)),
    }
}
