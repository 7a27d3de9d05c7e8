//! A path in words, for the messages of rules.

use super::Paths;
use crate::document::Document;
use crate::graph::{Graph, Link, To};
use crate::source::Span;

/// The most steps of a path that are shown: the last.
const SHOWN: usize = 50;

/// A path as words (`: a -> b`), and its steps with their places.
pub(crate) type Way = (String, Vec<(Span, String)>);

/// The paths of one script.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ways<'s, 'd> {
    pub(crate) document: &'d Document,
    pub(crate) graph: &'s Graph<'d>,
}

impl<'d> Ways<'_, 'd> {
    /// The way to a node.
    pub(crate) fn node(self, paths: &Paths<'_>, node: usize) -> Way {
        self.way(&paths.to(node, SHOWN), Some(node), None)
    }

    /// The way to the nearest end with a certain outcome.
    pub(crate) fn end(self, paths: &Paths<'_>, is_meant: impl Fn(usize) -> bool) -> Option<Way> {
        let (node, link) = paths.end(is_meant)?;
        let links = node.map(|node| paths.to(node, SHOWN)).unwrap_or_default();
        Some(self.way(&links, node, link))
    }

    /// Over `links` to `node`, and on over `last`.
    fn way(self, links: &[usize], node: Option<usize>, last: Option<usize>) -> Way {
        let links = links.iter().chain(&last).filter_map(|&at| self.graph.links().get(at));
        let links: Vec<&Link<'_>> = links.collect();
        let mut path = Vec::with_capacity(links.len() + 2);
        let mut steps = Vec::with_capacity(links.len() + 1);
        if let Some(first) = links.first().map_or(node, |link| link.from) {
            let id = self.id(first);
            match self.document.start.as_ref().filter(|start| start.value == id) {
                Some(start) => steps.push((start.span, format!("the call starts at `{id}`"))),
                None => path.push("…".to_owned()),
            }
            path.push(id.to_owned());
        }
        for link in links {
            let to = match link.to {
                To::Node(node) => format!("`{}`", self.id(node)),
                To::End(outcome) => format!("end `{}`", outcome.value),
                To::Unknown { .. } | To::Resume | To::Nowhere => String::new(),
            };
            steps.push((
                link.span,
                match link.from {
                    Some(from) => format!("`{}` -> {to}: {}", self.id(from), link.described()),
                    None => format!("{} leads to {to}", link.described()),
                },
            ));
            path.push(to.replace('`', ""));
        }
        (format!(": {}", path.join(" -> ")), steps)
    }

    fn id(self, node: usize) -> &'d str {
        self.document.nodes.get_index(node).map_or("", |(id, _)| id)
    }
}
