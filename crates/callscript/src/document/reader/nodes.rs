//! Reading `nodes`: all of them, side by side, and what they need of the script.

use std::collections::HashSet;

use super::context::Context;
use crate::base::diagnostic::Diagnostic;
use crate::base::names::{self, Names};
use crate::base::parallel;
use crate::base::source::{Name, Span};
use crate::document::{Document, Node};
use crate::syntax::yaml::{Blanked, Entry, Kind, Value};

/// So many nodes are read one after the other: to share out fewer takes longer than to read them.
const MIN_NODES: usize = 256;

/// One node, and what is wrong with it.
struct ReadNode {
    id: Name,
    node: Node,
    findings: Vec<Diagnostic>,
}

impl Context<'_> {
    /// The nodes of a script, and those that could not be read.
    pub(super) fn nodes(&mut self, value: &Value<'_>, blanked: &[Blanked], document: &mut Document) {
        let empty = matches!(&value.kind, Kind::Nothing);
        let map = if empty { None } else { self.map(value, "`nodes`") };
        document.unknown.nodes = match map {
            Some(map) if blanked.is_empty() => self.declares_nothing(value, map, "nodes"),
            _ => blanked.is_empty(),
        };
        document.nodes.reserve(map.map_or(0, |map| map.entries.len()));
        let entries = map.map_or(&[][..], |map| &map.entries);
        let read = parallel::map_runs(entries, MIN_NODES, || self.other(), |cx, entry| cx.one_node(entry));
        let mut blanked = blanked.iter().peekable();
        for (entry, ReadNode { id, node, findings }) in entries.iter().zip(read) {
            while let Some(lost) = blanked.next_if(|lost| lost.span.start < entry.key.span.start) {
                lose(lost, document);
            }
            // Of those with one id the first counts.
            if let Some(first) = document.nodes.get_mut(&id.value) {
                first.faulty = true;
                let earlier = first.span;
                self.within(Some(&id.value), |cx| cx.duplicate(entry, earlier, "the node"));
            } else {
                self.findings.extend(findings);
                document.nodes.insert(id.value, node);
            }
        }
        blanked.for_each(|lost| lose(lost, document));
    }

    fn one_node(&mut self, entry: &Entry<'_>) -> ReadNode {
        let id = super::value::name(&entry.key);
        let (mut node, faulty) = self.within(Some(&id.value), |cx| {
            if !names::is_kebab(&id.value) {
                cx.bad_id(&id, "node");
            }
            cx.node(id.span, &entry.value)
        });
        node.faulty = faulty;
        node.extent = Span { start: id.span.start, end: entry.value.span.end.max(id.span.end) };
        ReadNode { id, node, findings: std::mem::take(&mut self.findings) }
    }

    /// Makes findings of words on channels that are not declared.
    pub(super) fn undeclared_channels(&mut self, document: &mut Document) {
        let declared: HashSet<&str> = document.channels.iter().map(|channel| channel.value.as_str()).collect();
        let mut names: Option<Names<'_>> = None;
        for (id, node) in &mut document.nodes {
            for channel in node.say.iter().filter_map(|say| say.channel.as_ref()) {
                if channel.value == "default" || declared.contains(channel.value.as_str()) {
                    continue;
                }
                node.faulty = true;
                let message = format!("the channel `{}` is not declared", channel.value);
                let channels = || document.channels.iter().map(|channel| channel.value.as_str());
                let near = names.get_or_insert_with(|| Names::new(channels())).nearest(&channel.value);
                self.within(Some(id), |cx| cx.mistaken(channel, message, near, "add it to `channels`".to_owned()));
            }
        }
    }
}

/// A node that could not be read counts as present, with unknown edges.
fn lose(lost: &Blanked, document: &mut Document) {
    let node = Node { span: lost.span, extent: lost.span, faulty: true, ..Node::default() };
    document.nodes.entry(lost.id.clone()).or_insert(node);
}
