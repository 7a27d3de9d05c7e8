//! `--format full`: each file with its counts, each failing scenario with the step that failed, what was open there and
//! the call until then, and what is covered.

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::Level;
use callscript::coverage::Kind;
use callscript::diagnostic::{Diagnostic, Related, Severity};
use callscript::scenario::Scenario;
use callscript_runner::Session;
use callscript_runner::scenario::Failure;

use super::call;
use super::coverage::{Coverage, described, percent};
use super::report::{Report, Tested, Verdict};
use crate::console::PAGE_WIDTH;
use crate::escape::escape;
use crate::lint::full::{self, Sources};

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
    for errors in report.unwalkable.iter().filter(|errors| !report.has_scenarios(errors)) {
        text.push('\n');
        text += &unwalkable(errors, &|name| report.source(name), style.colour, style.width);
    }
    coverage(&report.coverage, &mut text);
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
    if failed == 0 && tested.findings.is_empty() {
        return;
    }
    text.push('\n');
    *text += &full::write_findings(&tested.findings, &|name| report.source(name), style.colour, style.width);
    let mut told = false;
    for (scenario, verdict) in tested.file.scenarios().iter().zip(&tested.verdicts) {
        // What is wrong with the script is said once.
        if matches!(verdict, Verdict::Unwalkable(_)) && std::mem::replace(&mut told, true) {
            continue;
        }
        if let Some(block) = one(scenario, verdict, tested, report, style) {
            *text += &block;
            text.push('\n');
        }
    }
}

fn one(scenario: &Scenario, verdict: &Verdict, tested: &Tested, report: &Report<'_>, style: Style) -> Option<String> {
    match verdict {
        Verdict::Passed | Verdict::Faulty => None,
        Verdict::Unwalkable(errors) => Some(unwalkable(errors, &|name| report.source(name), style.colour, style.width)),
        Verdict::Failed(failed) => {
            let (failure, session) = failed.as_ref();
            Some(failed_one(scenario, failure, session.as_ref(), tested, report, style))
        }
    }
}

fn failed_one(
    scenario: &Scenario,
    failure: &Failure,
    session: Option<&Session>,
    tested: &Tested,
    report: &Report<'_>,
    style: Style,
) -> String {
    let mut text = format!("failed: {}\n", escape(&scenario.name.value));
    let finding = finding(failure, tested);
    text += &full::write_one(Level::ERROR, None, &finding, &|name| report.source(name), style.colour, style.width);
    text.push('\n');
    let width = style.width.unwrap_or(PAGE_WIDTH);
    if let Some(session) = session {
        let _ = writeln!(text, "\n  the call until then:");
        for line in call::until_then(session, width) {
            let _ = writeln!(text, "    {line}");
        }
        if let Some(open) = failure.open.as_ref().filter(|open| !open.prompt.is_ended()) {
            let _ = writeln!(text, "\n  open at `{}`:", escape(&call::node(&open.prompt, session.script().id())));
            for line in call::open(open) {
                let _ = writeln!(text, "    {line}");
            }
            let asides = call::asides(open);
            if !asides.is_empty() {
                let _ = writeln!(text, "    {}", asides.join(" | "));
            }
        }
    }
    text
}

/// A failure, to be drawn like a finding.
fn finding(failure: &Failure, tested: &Tested) -> Diagnostic {
    let file: Arc<str> = tested.file.source().name().into();
    let related = failure.also.iter().map(|(span, complaint)| Related {
        message: complaint.to_string(),
        file: Arc::clone(&file),
        span: *span,
    });
    Diagnostic {
        rule: "",
        severity: Severity::Error,
        message: failure.complaint.to_string(),
        help: None,
        related: related.collect(),
        file,
        script: None,
        node: None,
        nodes: Vec::new(),
        span: Some(failure.span),
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

fn coverage(coverage: &Coverage<'_>, text: &mut String) {
    let kinds = Kind::ALL;
    let width = coverage.scripts.iter().map(|script| script.id.chars().count()).max().unwrap_or_default().max(8);
    text.push('\n');
    let _ = write!(text, "{:<width$}", "covered");
    for kind in kinds {
        let _ = write!(text, "  {:>9}", format!("{}s", kind.as_str()));
    }
    text.push('\n');
    for script in &coverage.scripts {
        let _ = write!(text, "{:<width$}", script.id);
        for kind in kinds {
            let count = match script.count(Some(kind)) {
                (_, 0) => "-".to_owned(),
                (covered, all) => format!("{covered}/{all}"),
            };
            let _ = write!(text, "  {count:>9}");
        }
        let _ = writeln!(text, "  {:>6}", percent(script.count(None)));
    }
    let missing = coverage.scripts.iter();
    let missing = missing.flat_map(|script| script.missing_in_short().map(move |missing| (script.source, missing)));
    let lines = missing.map(|(source, (part, inside))| {
        let at = source.position(part.span.start);
        let what = described(part);
        let more = match (inside, what.as_str()) {
            (0, _) => String::new(),
            (1, _) => ", with its 1 way on".to_owned(),
            (ways, _) => format!(", with its {ways} ways on"),
        };
        format!("  {}:{}:{}: {}{more}", escape(source.name()), at.line, at.column, escape(&what))
    });
    let lines: Vec<_> = lines.collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\nnot covered\n{}", lines.join("\n"));
    }
}
