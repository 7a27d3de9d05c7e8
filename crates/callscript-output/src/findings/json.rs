//! `--format json`: for programs. Every key is always present; under version 1, fields are only added.

use callscript::diagnostic::{Diagnostic, Related, Severity};
use callscript::edit;
use callscript::source::{self, Source};
use serde::Serialize;

use super::report::{Report, Sources};
use crate::json::{self, Items};

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Document"))]
struct Document<F> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    version: u8,
    summary: Summary,
    diagnostics: F,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    files: usize,
    scripts: usize,
    nodes: usize,
    errors: usize,
    warnings: usize,
}

/// A finding, as every report shows it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    script: Option<&'a str>,
    node: Option<&'a str>,
    nodes: &'a [String],
    span: Option<Span>,
    related: Vec<Place<'a>>,
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Fix<'a> {
    title: &'a str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Edit<'a> {
    span: Option<Span>,
    text: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Place<'a> {
    message: &'a str,
    file: &'a str,
    span: Option<Span>,
}

/// A place in a file.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Span {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Position {
    line: usize,
    column: usize,
    offset: usize,
}

/// The whole report as one JSON object.
pub fn json(report: &Report<'_>) -> String {
    let document = Document {
        version: 1,
        summary: Summary {
            files: report.scripts.len() + report.passed_over.all,
            scripts: report.scripts.len(),
            nodes: report.nodes(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
        },
        diagnostics: Items(|| report.findings.iter().map(|finding| Finding::new(finding, &report.sources))),
    };
    json::document(&document)
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<Vec<Finding<'static>>>>()
}

impl<'a> Finding<'a> {
    pub(crate) fn new(finding: &'a Diagnostic, sources: &Sources<'_>) -> Self {
        Self {
            rule: finding.rule.name,
            severity: finding.severity.as_str(),
            message: &finding.message,
            help: finding.help.as_deref(),
            file: &finding.file,
            script: finding.script.as_deref(),
            node: finding.node.as_deref(),
            nodes: &finding.nodes,
            span: span(finding.span, sources.get(&finding.file)),
            related: finding.related.iter().map(|place| Place::new(place, sources)).collect(),
            fix: finding.fix.as_ref().map(|fix| Fix::new(fix, sources.get(&finding.file))),
        }
    }
}

impl<'a> Fix<'a> {
    fn new(fix: &'a edit::Fix, source: Option<&Source>) -> Self {
        let edits = fix.edits.iter().map(|edit| Edit { span: span(Some(edit.span), source), text: &edit.text });
        Self { title: &fix.title, edits: edits.collect() }
    }
}

impl<'a> Place<'a> {
    fn new(place: &'a Related, sources: &Sources<'_>) -> Self {
        Self { message: &place.message, file: &place.file, span: span(Some(place.span), sources.get(&place.file)) }
    }
}

impl From<source::Position> for Position {
    fn from(position: source::Position) -> Self {
        Self { line: position.line, column: position.column, offset: position.offset }
    }
}

/// A place, if its file is known.
pub(crate) fn span(span: Option<source::Span>, source: Option<&Source>) -> Option<Span> {
    let (span, source) = span.zip(source)?;
    Some(Span { start: source.position(span.start).into(), end: source.position(span.end).into() })
}
