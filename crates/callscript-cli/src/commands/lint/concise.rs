//! `--format concise`: one line for each finding.

use callscript::diagnostic::Diagnostic;

use super::report::Report;
use callscript::inert::escape;

/// `file:line:column: severity[rule] message`
pub(super) fn write(report: &Report) -> String {
    report.findings.iter().map(|finding| line(finding, report)).collect()
}

/// One finding.
pub(super) fn line(finding: &Diagnostic, report: &Report) -> String {
    let place = report.source(&finding.file).zip(finding.span).map(|(source, span)| source.position(span.start));
    let place = place.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
    let (file, message) = (escape(&finding.file), escape(&finding.message));
    format!("{file}{place}: {}[{}] {message}\n", finding.severity.as_str(), finding.rule.name)
}
