//! Diagnostics: the findings of a document.

use callscript::diagnostic::{Diagnostic as Finding, Severity};
use callscript_project::workspace::{Document, Workspace};
use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString,
    PublishDiagnosticsParams,
};

use super::positions;

/// All findings of a document.
pub(super) fn published(workspace: &Workspace, document: &Document) -> Option<PublishDiagnosticsParams> {
    let diagnostics = document.findings.iter().map(|finding| diagnostic(workspace, document, finding));
    Some(PublishDiagnosticsParams::new(positions::address(document)?, diagnostics.collect(), Some(document.version)))
}

/// One finding.
pub(super) fn diagnostic(workspace: &Workspace, document: &Document, finding: &Finding) -> Diagnostic {
    let related = finding.related.iter().filter_map(|related| {
        let location = positions::location(workspace.location_in(document, &related.file, related.span)?)?;
        Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
    });
    let related: Vec<_> = related.collect();
    let is_unused = finding.rule.name.starts_with("unused-");
    Diagnostic {
        range: positions::range(&document.text, finding.span.unwrap_or_default()),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(finding.rule.name.to_owned())),
        source: Some("callscript".to_owned()),
        message: match &finding.help {
            Some(help) => format!("{}\nhelp: {help}", finding.message),
            None => finding.message.clone(),
        },
        related_information: (!related.is_empty()).then_some(related),
        tags: is_unused.then(|| vec![DiagnosticTag::UNNECESSARY]),
        ..Diagnostic::default()
    }
}
