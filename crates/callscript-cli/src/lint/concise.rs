//! `--format concise`: one line for each finding.

use super::report::Report;
use crate::escape::escape;

/// `file:line:column: severity[rule] message`
pub(super) fn write(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let place = report.source(&finding.file).zip(finding.span).map(|(source, span)| source.position(span.start));
        text += &escape(&finding.file);
        if let Some(place) = place {
            text += &format!(":{}:{}", place.line, place.column);
        }
        let severity = finding.severity.as_str();
        text += &format!(": {severity}[{}] {}\n", finding.rule, escape(&finding.message));
    }
    text
}
