//! A text that the author has not written yet.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "placeholder-text",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/placeholder-text.md"),
};

/// Words that mark a place where text is still missing.
const MARKS: [&str; 3] = ["TODO", "TBD", "XXX"];
const LOREM: &[u8] = b"lorem ipsum";
/// Where its rarest letter is.
const P: usize = 7;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (node, text) in subject.document.texts() {
        let Some(what) = placeholder(text.as_str()) else {
            continue;
        };
        let mut finding = subject.finding(&RULE, text.span(), what).help("write what is to be said");
        finding.node = node.map(str::to_owned);
        findings.push(finding);
    }
    findings
}

/// The first sign in a text that it has not been written yet.
fn placeholder(text: &str) -> Option<String> {
    if text.chars().all(char::is_whitespace) {
        return Some("the text is empty".to_owned());
    }
    let bytes = text.as_bytes();
    let is_mark = |at: usize| MARKS.iter().any(|mark| bytes[at..].starts_with(mark.as_bytes()));
    if memchr::memchr2_iter(b'T', b'X', bytes).any(is_mark) {
        let mut words = text.split(|character: char| !character.is_alphanumeric());
        if let Some(word) = words.find(|word| MARKS.contains(word)) {
            return Some(format!("the text says `{word}`"));
        }
    }
    let begins = memchr::memchr2_iter(b'p', b'P', bytes).filter_map(|at| at.checked_sub(P));
    let mut parts = begins.filter_map(|at| bytes.get(at..at + LOREM.len()));
    let lorem = parts.any(|part| part.eq_ignore_ascii_case(LOREM));
    lorem.then(|| "the text says `lorem ipsum`".to_owned())
}
