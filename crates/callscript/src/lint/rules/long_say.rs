//! More words than anyone listens to.

use crate::analysis::timing;
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "long-say", group: Group::Suspicious, page: include_str!("../../../docs/rules/long-say.md") };

/// The most words to say in one node.
const MOST: usize = 120;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, node) in subject.document.nodes.iter().filter(|(_, node)| !node.verbatim) {
        // A word is a letter and a space at least.
        let long = node.say.iter().filter(|say| say.text.as_str().len() > 2 * MOST);
        let longest = long.map(|say| (timing::words(&say.text), say.text.span())).max_by_key(|&(words, _)| words);
        if let Some((words, span)) = longest.filter(|&(words, _)| words > MOST) {
            let message = format!("`{id}` has {words} words to say, and more than {MOST} lose the customer");
            let help = "say it in several steps, or mark it `verbatim: true` if it must be read as written";
            findings.push(subject.finding(&RULE, span, message).node(id).help(help));
        }
    }
    findings
}
