//! What the linter says: plain data. Drawing it is the command line's.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::base::source::Span;
use crate::editor::fixer::Fix;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The script can be walked, but someone should look.
    Warning,
    /// The script cannot be walked safely; or a policy does not hold, or a warning that a team wants to weigh so much.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding: a fact, its place, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, such as `dead-end`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The fact: lower case, no full stop, names in backticks.
    pub message: String,
    /// The cure, where one can be named.
    pub help: Option<String>,
    /// The file's name, as it was given.
    pub file: Arc<str>,
    /// The script's id, if it has one.
    pub script: Option<String>,
    /// The node that it sits in or is about.
    pub node: Option<String>,
    /// All members of a `cycle` or an `unreachable-node`, in document order; else empty.
    pub nodes: Vec<String>,
    /// Where it sits; none for what a whole file lacks.
    pub span: Option<Span>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The change that mends it, where that is certain.
    pub fix: Option<Fix>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// The file's name.
    pub file: Arc<str>,
    /// Where in that file.
    pub span: Span,
}

impl Diagnostic {
    /// The order of findings within one file: offset, rule, message.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let key = |d: &Self| (d.span.map(|span| span.start), d.rule);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// Words that are not longer than anyone reads: what they quote may be as long as a file.
pub(crate) fn shortened(mut words: String) -> String {
    const MAX_BYTES: usize = 4_000;
    if words.len() > MAX_BYTES {
        let end = (0..=MAX_BYTES).rev().find(|&end| words.is_char_boundary(end));
        words.truncate(end.unwrap_or_default());
        words.push('…');
        words.shrink_to_fit();
    }
    words
}
