//! `--format full`: each finding with its line, related places, and how to fix it.

use annotate_snippets::Level;
use callscript::diagnostic::{Diagnostic, Severity};

use super::annotated::{Annotated, Place};
use super::report::{Report, Sources};
use crate::screen::Screen;

/// Every finding, with an empty line after each.
pub fn full(report: &Report<'_>, screen: Screen) -> String {
    blocks(&report.findings, &report.sources, screen)
}

/// These findings, with an empty line after each.
pub(crate) fn blocks(findings: &[Diagnostic], sources: &Sources<'_>, screen: Screen) -> String {
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        text += &annotated(finding).draw(level, Some(finding.rule.name), sources, screen);
        text += "\n\n";
    }
    text
}

fn annotated(finding: &Diagnostic) -> Annotated<'_> {
    let related =
        finding.related.iter().map(|place| Place { file: &place.file, span: place.span, label: Some(&place.message) });
    Annotated {
        message: &finding.message,
        help: finding.help.as_deref(),
        file: &finding.file,
        span: finding.span,
        related: related.collect(),
    }
}
