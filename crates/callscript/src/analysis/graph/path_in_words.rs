//! Describes a path for messages.

use super::{Graph, Link, To};
use crate::base::source::Span;
use crate::document::Document;

/// The maximum number of steps that a message shows: the last ones.
pub(crate) const MAX_STEPS_SHOWN: usize = 50;

/// The description of a path.
#[derive(Debug, Default)]
pub(crate) struct PathInWords {
    /// The whole path on one line: `: a -> b`.
    pub(crate) words: String,
    pub(crate) steps: Vec<Step>,
}

/// One step of a path.
#[derive(Debug)]
pub(crate) struct Step {
    /// The place in the source.
    pub(crate) span: Span,
    pub(crate) words: String,
}

/// Describes paths through one script.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathWriter<'d> {
    pub(crate) document: &'d Document,
    pub(crate) graph: &'d Graph,
}

impl<'d> PathWriter<'d> {
    /// The path over the links with these indices to `node`, and on over the link `last`.
    pub(crate) fn over(self, links: &[usize], node: Option<usize>, last: Option<usize>) -> PathInWords {
        let links: Vec<&Link> = links.iter().chain(&last).filter_map(|&at| self.graph.links().get(at)).collect();
        let mut path = Vec::with_capacity(links.len() + 2);
        let mut steps = Vec::with_capacity(links.len() + 1);
        if let Some(first) = links.first().map_or(node, |link| link.from) {
            match self.start(first) {
                Some(span) => steps.push(Step { span, words: format!("the call starts at `{}`", self.id(first)) }),
                None => path.push("…".to_owned()),
            }
            path.push(self.id(first).to_owned());
        }
        for link in links {
            steps.push(Step { span: link.span, words: self.step(link) });
            path.push(self.target(link));
        }
        PathInWords { words: format!(": {}", path.join(" -> ")), steps }
    }

    /// The span of the script's `start`, if it names this node.
    pub(crate) fn start(self, node: usize) -> Option<Span> {
        self.document.start.as_ref().filter(|start| start.value == self.id(node)).map(|start| start.span)
    }

    /// Describes a link as a step.
    pub(crate) fn step(self, link: &Link) -> String {
        let to = match link.end_in(self.document) {
            Some(outcome) => format!("end `{}`", outcome.value),
            None => format!("`{}`", self.target(link)),
        };
        match link.from {
            Some(from) => format!("`{}` -> {to}: {}", self.id(from), link.described(self.document)),
            None => format!("{} leads to {to}", link.described(self.document)),
        }
    }

    /// Describes the target of a link: the node's id, or the end.
    pub(crate) fn target(self, link: &Link) -> String {
        match link.to {
            To::Node(node) => self.id(node).to_owned(),
            To::End => link.end_in(self.document).map_or_else(String::new, |outcome| format!("end {}", outcome.value)),
            To::Unknown(_) | To::Resume | To::Nowhere => String::new(),
        }
    }

    /// The id of a node.
    pub(crate) fn id(self, node: usize) -> &'d str {
        self.document.nodes.get_index(node).map_or("", |(id, _)| id)
    }
}
