//! `--format sarif`: SARIF 2.1.0 (OASIS), for code scanning. One run, with every rule that it could have found.

use callscript::diagnostic::Diagnostic;
use callscript::rule::Rule;
use callscript::rules;
use callscript::source::{Source, Span};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};

use super::report::{Report, Sources};
use crate::json::{self, Items};

/// The characters to percent-encode in the path of a URI (RFC 3986). A `:` is allowed, except before the first `/` of a
/// relative path.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b':')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Where people learn more about the program.
const INFORMATION: &str = "https://docs.rs/callscript";

/// The name of the folder that relative paths start from; services take it for the root of the repository.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [R; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    results: R,
}

/// The whole report as one SARIF log.
pub fn sarif(report: &Report<'_>) -> String {
    let listed = listed(report);
    let run = Run {
        tool: json!({ "driver": {
            "name": "callscript",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": INFORMATION,
            "rules": listed.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
        } }),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({
            ROOT: { "description": { "text": "The folder in which callscript was called." } },
        }),
        results: Items(|| report.findings.iter().map(|finding| result(finding, &listed, &report.sources))),
    };
    json::document(&Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] })
}

/// Every rule of ours, and then those of the host that found something.
fn listed(report: &Report<'_>) -> Vec<&'static Rule> {
    let mut listed: Vec<_> = rules::all().collect();
    for finding in &report.findings {
        if !listed.contains(&finding.rule) {
            listed.push(finding.rule);
        }
    }
    listed
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": format!("{}.", rule.summary()) },
        "fullDescription": { "text": rule.description() },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": rule.severity().as_str() },
    })
}

fn result(finding: &Diagnostic, listed: &[&Rule], sources: &Sources<'_>) -> Value {
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    let mut result = json!({
        "ruleId": finding.rule.name,
        "level": finding.severity.as_str(),
        "message": { "text": message(&format!("{}{help}", finding.message)) },
        "locations": [location(&finding.file, finding.span, sources)],
        "partialFingerprints": { "ruleScriptNode/v1": fingerprint(finding) },
    });
    if let Some(index) = listed.iter().position(|rule| *rule == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(node) = &finding.node {
        result["locations"][0]["logicalLocations"] = json!([{ "name": node, "kind": "element" }]);
    }
    let related = finding.related.iter().enumerate().map(|(id, place)| {
        let mut location = location(&place.file, Some(place.span), sources);
        location["id"] = json!(id);
        location["message"] = json!({ "text": message(&place.message) });
        location
    });
    let related: Vec<_> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some((fix, source)) = finding.fix.as_ref().zip(sources.get(&finding.file)) {
        let replacements = fix.edits.iter().map(
            |edit| json!({ "deletedRegion": region(edit.span, source), "insertedContent": { "text": edit.text } }),
        );
        result["fixes"] = json!([{
            "description": { "text": message(&fix.title) },
            "artifactChanges": [{
                "artifactLocation": artifact(&finding.file),
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        }]);
    }
    result
}

/// A plain text message. What SARIF would read as an embedded link or a placeholder (3.11.5, 3.11.6) is escaped; its
/// other brackets and braces are read as they are, and by every reader alike.
fn message(text: &str) -> String {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text.to_owned()
    };
    if has_placeholder(&text) { text.replace('{', "{{").replace('}', "}}") } else { text }
}

/// Whether a text holds a number in braces.
fn has_placeholder(text: &str) -> bool {
    let number = |part: &str| part.split_once('}').is_some_and(|(number, _)| is_number(number));
    text.split('{').skip(1).any(number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn location(file: &str, span: Option<Span>, sources: &Sources<'_>) -> Value {
    let mut place = json!({ "artifactLocation": artifact(file) });
    if let Some((span, source)) = span.zip(sources.get(file)) {
        place["region"] = region(span, source);
    }
    json!({ "physicalLocation": place })
}

fn region(span: Span, source: &Source) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        "byteOffset": start.offset, "byteLength": end.offset - start.offset,
    })
}

/// A file: by its path from the working directory, or by an absolute `file:` URI.
fn artifact(file: &str) -> Value {
    let file = file.strip_prefix("./").unwrap_or(file);
    let path = utf8_percent_encode(file, NOT_IN_PATHS).to_string();
    match path.strip_prefix('/') {
        Some(path) => json!({ "uri": format!("file:///{path}") }),
        None => json!({ "uri": path, "uriBaseId": ROOT }),
    }
}

/// What stays the same of a finding when lines move: its rule, script and node.
fn fingerprint(finding: &Diagnostic) -> String {
    let parts = [Some(finding.rule.name), finding.script.as_deref(), finding.node.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_holds_no_link_and_no_placeholder() {
        assert_eq!(message("`[x](1)` \\ of `{{ a }}`"), r"`\[x\](1)` \\ of `{{ a }}`");
        assert_eq!(message("`a {0} {b}` [c]"), "`a {{0}} {{b}}` [c]");
    }
}
