//! What is never called unused, and never removed: whatever something that could not be read may name.
//!
//! Must not know how variables and outcomes are used.

use std::collections::HashSet;

use super::rules;
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Level, Rule};
use crate::base::source::Span;
use crate::document::Document;
use crate::document::policy::{By, Demand, Policy};
use crate::document::visitor::{self, Part};
use crate::library::{File, Library};

/// The rules that call something unused.
static UNUSED: [&Rule; 2] = [&rules::unused_variable::RULE, &rules::unused_outcome::RULE];

/// The rules whose findings are about an expression, a text, an assignment or a form. What that is meant to name is not
/// known.
static NAMES_UNSURE: [&Rule; 5] = [
    &rules::missing_input::RULE,
    &rules::sensitive_leak::RULE,
    &rules::type_mismatch::RULE,
    &rules::unknown_variable::RULE,
    &rules::unset_variable::RULE,
];

/// The rules whose findings are about words that are not all there. In a node these may name something.
static WORDS_UNSURE: [&Rule; 2] = [&rules::placeholder_text::RULE, &rules::text_cut::RULE];

/// Whether the rule calls something unused.
pub(super) fn is_about_unused(rule: &str) -> bool {
    UNUSED.iter().any(|unused| unused.name == rule)
}

impl Library {
    /// Removes the findings of what is unused if something in the script may name it, and the fixes that would remove
    /// what may be used. Returns whether it removed all findings of that kind.
    pub(super) fn hold_back_unused(&self, file: &File, findings: &mut Vec<Diagnostic>) -> bool {
        let counts = |finding: &Diagnostic| {
            (NAMES_UNSURE.contains(&finding.rule) || (WORDS_UNSURE.contains(&finding.rule) && finding.node.is_some()))
                && self.level(finding.rule.name) != Some(Level::Off)
                && !finding.span.is_some_and(|span| file.silences(finding.rule, span))
        };
        if file.document.has_faulty_node() || file.document.may_name_anything || findings.iter().any(counts) {
            findings.retain(|finding| !UNUSED.contains(&finding.rule));
            return true;
        }
        if !findings.iter().any(|finding| UNUSED.contains(&finding.rule)) {
            return false;
        }
        let words = words_like_code(&file.document);
        for finding in findings.iter_mut().filter(|finding| UNUSED.contains(&finding.rule)) {
            let name = finding.span.map_or("", |span| named_at(file, span));
            if words.contains(name) || self.policies_of(file).any(|policy| demands(policy, name)) {
                finding.fix = None;
            }
        }
        false
    }

    fn policies_of<'l>(&'l self, file: &'l File) -> impl Iterator<Item = &'l Policy> {
        self.config.iter().flat_map(|config| config.policies()).chain(&file.document.policies)
    }
}

/// The name at `span`, without quotes.
fn named_at(file: &File, span: Span) -> &str {
    file.source.text().get(span.range()).unwrap_or_default().trim_matches(['"', '\''])
}

/// Whether a policy names the outcome.
fn demands(policy: &Policy, outcome: &str) -> bool {
    let named = match &policy.demand {
        Demand::Ends { outcomes, .. } => outcomes,
        Demand::Before { target: nodes, .. } | Demand::Verbatim { nodes, .. } if nodes.by == By::Outcome => {
            &nodes.names
        }
        _ => return false,
    };
    named.iter().any(|name| name.value == outcome)
}

/// The words of texts that look as if a part of them was meant to be read: a key or a list that is indented too far, a
/// single brace, an expression in quotes.
fn words_like_code(document: &Document) -> HashSet<&str> {
    let mut texts: Vec<&str> = document.texts().into_iter().map(|(_, text)| text.as_str()).collect();
    texts.retain(|text| text.contains(['{', '}', '[', ':', '%']));
    visitor::visit(document, &mut |_, part| {
        if let Part::Quoted(text) = part {
            texts.push(&text.value);
        }
    });
    let in_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    texts.into_iter().flat_map(|text| text.split(move |letter| !in_word(letter))).collect()
}
