//! Hovers, in Markdown.

mod about;

use callscript::diagnostic::Diagnostic;
use callscript::internal::completion;
use callscript_project::workspace::{Place, Workspace};
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Range};

use super::client_capabilities::Client;
use super::{navigation, positions};

/// The hover for a position: facts about the symbol or key there, and the findings there.
pub(super) fn hover(workspace: &Workspace, client: Client, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let place = positions::place(workspace, &at.text_document.uri, at.position)?;
    let mut parts = Vec::new();
    let mut range = None;
    if let Some(named) = navigation::named(workspace, at) {
        let about = named.symbols.iter().filter_map(|symbol| named.place.names.about(symbol));
        parts.extend(about.map(|about| about::markdown(&about)));
        range = Some(named.range).filter(|_| !parts.is_empty());
    }
    if parts.is_empty()
        && let Some((span, meaning)) = completion::key_at(place.document.text.as_str(), place.offset)
    {
        parts.push(meaning);
        range = Some(positions::range(&place.document.text, span));
    }
    for finding in findings_at(place) {
        range = range.or_else(|| Some(positions::range(&place.document.text, finding.span?)));
        parts.extend(fix_section(finding));
    }
    let value = (!parts.is_empty()).then(|| parts.join("\n\n---\n\n"))?;
    Some(shown(client, value, range))
}

fn shown(client: Client, value: String, range: Option<Range>) -> Hover {
    let kind = if client.shows_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range }
}

/// The findings at a position, at most one for each rule.
fn findings_at(place: Place<'_>) -> Vec<&Diagnostic> {
    let mut found: Vec<&Diagnostic> = Vec::new();
    for finding in &place.document.findings {
        let touches = finding.span.is_some_and(|span| (span.range().start..=span.range().end).contains(&place.offset));
        if touches && found.iter().all(|other| other.rule.name != finding.rule.name) {
            found.push(finding);
        }
    }
    found
}

/// The section of a rule's page that explains how to fix the finding.
fn fix_section(finding: &Diagnostic) -> Option<String> {
    let rule = finding.rule;
    let (_, section) = rule.page.split_once("\n## How to fix it\n")?;
    let section = section.split("\n## ").next().unwrap_or(section).trim();
    Some(format!("**{}**: {}.\n\n{section}", rule.name, rule.summary()))
}
