//! A node that says more words than a customer will listen to.

use crate::analysis::timing;
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "long-say", group: Group::Suspicious, page: include_str!("../../../docs/rules/long-say.md") };

/// The most words that a node should say.
const MAX_WORDS: usize = 120;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, node) in subject.document.nodes.iter().filter(|(_, node)| !node.verbatim) {
        // A quick bound before counting: a word and its space take at least two bytes.
        let long = node.say.iter().filter(|say| say.text.as_str().len() > 2 * MAX_WORDS);
        let longest = long.map(|say| (timing::words(&say.text), say.text.span())).max_by_key(|&(words, _)| words);
        if let Some((words, span)) = longest.filter(|&(words, _)| words > MAX_WORDS) {
            let message = format!("`{id}` has {words} words to say, and more than {MAX_WORDS} lose the customer");
            let help = "say it in several steps, or mark it `verbatim: true` if it must be read as written";
            findings.push(subject.finding(&RULE, span, message).node(id).help(help));
        }
    }
    findings
}
