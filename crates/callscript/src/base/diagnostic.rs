//! Findings of the linter, as plain data. Must not know how they are shown.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::edit::Fix;
use super::inert;
use super::names::Near;
use super::rule::Rule;
use crate::base::source::Span;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The script can be run, but someone should look.
    Warning,
    /// The script cannot be run; or a policy is violated; or the team's configuration raises a warning to an error.
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

/// A finding: a fact, its place, and how to fix it.
///
/// ```
/// use callscript::diagnostic::Severity;
/// use callscript::library::Library;
/// use callscript::source::Source;
///
/// let library = Library::from_sources(vec![Source::new("hello.yaml", "callscript: 1\nid: hello\nnods: {}\n")]);
/// let findings = library.lint();
/// let misspelt = findings.iter().find(|finding| finding.rule.name == "unknown-key");
/// assert!(misspelt.is_some_and(|finding| finding.severity == Severity::Error && finding.span.is_some()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that it violates, such as `dead-end`.
    pub rule: &'static Rule,
    /// Its severity.
    pub severity: Severity,
    /// The fact: lower case, no full stop, names in backticks.
    pub message: String,
    /// How to fix it, if that is known.
    pub help: Option<String>,
    /// The name of the file.
    pub file: Arc<str>,
    /// The script's id, if it has one.
    pub script: Option<String>,
    /// The node that it is in or about.
    pub node: Option<String>,
    /// All nodes of a `cycle` or an `unreachable-node`, in document order; otherwise empty.
    pub nodes: Vec<String>,
    /// Its place; `None` if something is missing from the file as a whole.
    pub span: Option<Span>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// The edits that fix it, if they are certain.
    pub fix: Option<Fix>,
}

/// Another place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// What is at that place.
    pub message: String,
    /// The name of the file.
    pub file: Arc<str>,
    /// The place in that file.
    pub span: Span,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    pub(crate) fn new(rule: &'static Rule, file: &Arc<str>, span: Span, message: String) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            message: shown(message),
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

    /// Sets the node that it is in or about.
    pub(crate) fn node(mut self, id: &str) -> Self {
        self.node = Some(id.to_owned());
        self
    }

    /// Sets the help.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shown(help.into()));
        self
    }

    /// Adds a place in the same file.
    pub(crate) fn related(self, span: Span, message: impl Into<String>) -> Self {
        let file = Arc::clone(&self.file);
        self.related_in(&file, span, message)
    }

    /// Sets the help to the name that was probably meant, and the fix if no other name is similar.
    pub(crate) fn meant(self, near: Near<'_>, span: Span) -> Self {
        let fix = near.fix(span);
        Self { fix, ..self.help(near.help()) }
    }

    /// Sets the fix.
    pub(crate) fn fix(self, fix: Option<Fix>) -> Self {
        Self { fix, ..self }
    }

    /// Adds a place in any file.
    pub(crate) fn related_in(mut self, file: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { message: shown(message.into()), file: Arc::clone(file), span });
        self
    }

    /// Orders the findings of one file: by offset, rule and message.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let key = |d: &Self| (d.span.map(|span| span.start), d.rule.name);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// Cuts a long message and makes it safe to show. What a message quotes can be as long as a file, and of any characters.
fn shown(mut words: String) -> String {
    const MAX_BYTES: usize = 4_000;
    if let Cow::Owned(escaped) = inert::escape(&words) {
        words = escaped;
    }
    if words.len() > MAX_BYTES {
        let end = (0..=MAX_BYTES).rev().find(|&end| words.is_char_boundary(end));
        words.truncate(end.unwrap_or_default());
        words.push('…');
        words.shrink_to_fit();
    }
    words
}
