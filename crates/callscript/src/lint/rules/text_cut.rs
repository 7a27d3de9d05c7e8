//! A comment after an unquoted text, which may be a part of the text that YAML cut off at ` #`.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::silence;
use crate::lint::subject::Subject;
use crate::syntax::yaml::Style;

pub(crate) static RULE: Rule =
    Rule { name: "text-cut", group: Group::Suspicious, page: include_str!("../../../docs/rules/text-cut.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    if document.comments.is_empty() {
        return Vec::new();
    }
    let file = subject.source.text();
    let mut findings = Vec::new();
    for (node, text) in document.texts() {
        let end = text.span().end;
        let at = document.comments.partition_point(|comment| comment.start < end);
        let Some(comment) =
            document.comments.get(at).filter(|_| text.scalar.style == Style::Plain && !text.as_str().is_empty())
        else {
            continue;
        };
        let between = file.get(end as usize..comment.start as usize).unwrap_or("\n");
        let silences = silence::is_silence(file.get(comment.range()).unwrap_or_default());
        if !silences && between.bytes().all(|byte| byte == b' ' || byte == b'\t') {
            let message = "the text ends where ` #` begins a comment".to_owned();
            let help =
                "if these are words of the text, put all of it in quotes; if not, give the comment a line of its own";
            let mut finding = subject.finding(&RULE, *comment, message).help(help);
            finding.node = node.map(str::to_owned);
            findings.push(finding);
        }
    }
    findings
}
