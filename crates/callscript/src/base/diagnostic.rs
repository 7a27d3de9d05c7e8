//! What the linter says: plain data. Must not know how it is shown.

use std::cmp::Ordering;
use std::sync::Arc;

use super::edit::Fix;
use super::names::Near;
use super::rule::Rule;
use crate::base::source::Span;

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
///
/// ```
/// use callscript::diagnostic::Severity;
/// use callscript::library::Library;
/// use callscript::source::Source;
///
/// let library = Library::from_sources(vec![Source::new("hello.yaml", "callscript: 1\nid: hello\nnods: {}\n")]);
/// let findings = library.lint(&[0]);
/// let misspelt = findings.iter().find(|finding| finding.rule.name == "unknown-key");
/// assert!(misspelt.is_some_and(|finding| finding.severity == Severity::Error && finding.span.is_some()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What kind of fault it is, such as `dead-end`.
    pub rule: &'static Rule,
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
#[non_exhaustive]
pub struct Related {
    /// What is there.
    pub message: String,
    /// The file's name.
    pub file: Arc<str>,
    /// Where in that file.
    pub span: Span,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    pub(crate) fn new(rule: &'static Rule, file: &Arc<str>, span: Span, message: String) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            message: shortened(message),
            help: None,
            file: Arc::clone(file),
            script: None,
            node: None,
            nodes: Vec::new(),
            span: Some(span),
            related: Vec::new(),
            fix: None,
        }
    }

    /// Names the node that it sits in or is about.
    pub(crate) fn node(mut self, id: &str) -> Self {
        self.node = Some(id.to_owned());
        self
    }

    /// Adds the cure.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Adds another place of the same file.
    pub(crate) fn related(self, span: Span, message: impl Into<String>) -> Self {
        let file = Arc::clone(&self.file);
        self.related_in(&file, span, message)
    }

    /// Adds the name that was most likely meant, and puts it at `span` if no other comes near.
    pub(crate) fn meant(self, near: Near<'_>, span: Span) -> Self {
        let fix = near.fix(span);
        Self { fix, ..self.help(near.help()) }
    }

    /// Adds the change that mends it for certain, if there is one.
    pub(crate) fn fix(self, fix: Option<Fix>) -> Self {
        Self { fix, ..self }
    }

    /// Adds a place of any file.
    pub(crate) fn related_in(mut self, file: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { message: shortened(message.into()), file: Arc::clone(file), span });
        self
    }

    /// The order of findings within one file: offset, rule, message.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let key = |d: &Self| (d.span.map(|span| span.start), d.rule.name);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// Words that are not longer than anyone reads: what they quote may be as long as a file.
fn shortened(mut words: String) -> String {
    const MAX_BYTES: usize = 4_000;
    if words.len() > MAX_BYTES {
        let end = (0..=MAX_BYTES).rev().find(|&end| words.is_char_boundary(end));
        words.truncate(end.unwrap_or_default());
        words.push('…');
        words.shrink_to_fit();
    }
    words
}
