//! The script that a rule checks.
//!
//! Must not know which rules exist.

use std::sync::Arc;

use crate::analysis::graph::Graph;
use crate::base::diagnostic::Diagnostic;
use crate::base::edit::Fix;
use crate::base::rule::Rule;
use crate::base::source::{Source, Span};
use crate::document::Document;

/// The script that a rule checks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'d> {
    pub(crate) file: &'d Arc<str>,
    pub(crate) source: &'d Source,
    pub(crate) document: &'d Document,
    pub(crate) graph: &'d Graph,
}

impl Subject<'_> {
    /// A finding of `rule` in this script.
    pub(crate) fn finding(&self, rule: &'static Rule, span: Span, message: String) -> Diagnostic {
        rule.finding(self.file, span, message)
    }

    /// The id of a node.
    pub(crate) fn id(&self, node: usize) -> &str {
        self.document.nodes.get_index(node).map_or("", |(id, _)| id)
    }

    /// The span of a node's id.
    pub(crate) fn span(&self, node: usize) -> Span {
        self.document.nodes.get_index(node).map_or_else(Span::default, |(_, node)| node.span)
    }

    /// The fix that removes the declaration of `name`, if it can be removed.
    pub(crate) fn removal(&self, entry: Option<Span>, name: &str) -> Option<Fix> {
        Fix::remove(format!("remove `{name}`"), self.source, &self.document.comments, entry?)
    }
}
