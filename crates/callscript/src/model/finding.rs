//! What a rule of a host's own found, as plain data.
//!
//! Must not know its rule and its level: the linter adds them.

use crate::base::source::Span;

/// A finding of a rule of a host's own: a fact, its place, and how to fix it.
///
/// ```
/// use callscript::model::Finding;
/// use callscript::source::Span;
///
/// let finding = Finding::at(Span::new(40, 52), "`greeting` blames the customer")
///     .node("greeting")
///     .help("say what happens now, and not whose fault it was")
///     .related(Span::new(10, 14), "the word is listed here");
/// assert_eq!(finding, finding.clone());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) node: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) related: Vec<(Span, String)>,
}

impl Finding {
    /// A finding at `span`. The message says the fact: lower case, no full stop, names in backticks.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), node: None, help: None, related: Vec::new() }
    }

    /// Sets the node that it is in or about. An id that the script does not have counts for nothing.
    #[must_use]
    pub fn node(self, id: impl Into<String>) -> Self {
        Self { node: Some(id.into()), ..self }
    }

    /// Sets the help: how to fix it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds a place in the same file that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }
}
