//! `--format github`: annotations for a pull request, as workflow commands.
//!
//! Escapes as GitHub's own toolkit does: `%`, CR and LF everywhere; also `:` and `,` in properties.

use callscript::diagnostic::Diagnostic;
use callscript::internal::inert::escape;

use super::report::{Report, Sources};

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`
pub fn github(report: &Report<'_>) -> String {
    report.findings.iter().map(|finding| annotation(finding, &report.sources)).collect()
}

fn annotation(finding: &Diagnostic, sources: &Sources<'_>) -> String {
    let source = sources.get(&finding.file);
    let place = source.zip(finding.span).map_or(String::new(), |(source, span)| {
        let (start, end) = (source.position(span.start), source.position(span.end));
        format!(",line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column)
    });
    let file = property(&finding.file);
    let title = property(&format!("callscript: {}", finding.rule.name));
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {}", escape(help)));
    let message = data(&format!("{}{help}", escape(&finding.message)));
    format!("::{} file={file}{place},title={title}::{message}\n", finding.severity.as_str())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&escape(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_github_is_escaped() {
        assert_eq!(data("100% :, done\r\nnext"), "100%25 :, done%0D%0Anext");
        assert_eq!(property("a:b,c%0A\n.yaml"), "a%3Ab%2Cc%250A\\n.yaml");
    }
}
