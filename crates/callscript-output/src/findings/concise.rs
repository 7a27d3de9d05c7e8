//! `--format concise`: one line for each finding.

use callscript::diagnostic::Diagnostic;
use callscript::internal::inert::escape;

use super::report::{Report, Sources};

/// `file:line:column: severity[rule] message`
pub fn concise(report: &Report<'_>) -> String {
    report.findings.iter().map(|finding| line(finding, &report.sources)).collect()
}

/// One finding.
pub(super) fn line(finding: &Diagnostic, sources: &Sources<'_>) -> String {
    let place = sources.get(&finding.file).zip(finding.span).map(|(source, span)| source.position(span.start));
    let place = place.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
    let (file, message) = (escape(&finding.file), escape(&finding.message));
    format!("{file}{place}: {}[{}] {message}\n", finding.severity.as_str(), finding.rule.name)
}
