//! Reading `nodes`, in parallel, and checking their channels.

use std::collections::HashSet;

use indexmap::map::Entry as Slot;

use super::context::Context;
use crate::base::diagnostic::Diagnostic;
use crate::base::names::{self, Names};
use crate::base::parallel;
use crate::base::source::{Name, Span};
use crate::document::{Document, Node};
use crate::syntax::yaml::{Blanked, Entry, Kind, Value};

/// The fewest nodes for one parallel task: for fewer, starting a task takes longer than reading them.
const MIN_NODES: usize = 256;

/// One node and its findings.
struct ReadNode {
    id: Name,
    node: Node,
    findings: Vec<Diagnostic>,
}

impl Context<'_> {
    /// Reads the nodes of a script. `blanked` are the nodes that the YAML parser had to skip.
    pub(super) fn nodes(&mut self, value: &Value<'_>, blanked: &[Blanked], document: &mut Document) {
        let empty = matches!(&value.kind, Kind::Nothing);
        let map = if empty { None } else { self.map(value, "`nodes`") };
        document.unknown.nodes = match map {
            Some(map) if blanked.is_empty() => self.report_if_empty(value, map, "nodes"),
            _ => blanked.is_empty(),
        };
        document.nodes.reserve(map.map_or(0, |map| map.entries.len()));
        let entries = map.map_or(&[][..], |map| &map.entries);
        let read = parallel::map_runs(entries, MIN_NODES, || self.fresh(), |cx, entry| cx.one_node(entry));
        let mut blanked = blanked.iter().peekable();
        for (entry, ReadNode { id, node, findings }) in entries.iter().zip(read) {
            while let Some(unreadable) = blanked.next_if(|unreadable| unreadable.span.start < entry.key.span.start) {
                insert_unreadable(unreadable, document);
            }
            match document.nodes.entry(id.value) {
                // If two nodes have the same id, the first counts.
                Slot::Occupied(mut first) => {
                    first.get_mut().faulty = true;
                    let earlier = first.get().span;
                    self.in_node(Some(first.key()), |cx| cx.duplicate(entry, earlier, "the node"));
                }
                Slot::Vacant(slot) => {
                    self.may_name_anything |= !findings.is_empty();
                    self.findings.extend(findings);
                    slot.insert(node);
                }
            }
        }
        blanked.for_each(|unreadable| insert_unreadable(unreadable, document));
    }

    fn one_node(&mut self, entry: &Entry<'_>) -> ReadNode {
        let id = super::value::name(&entry.key);
        let (mut node, faulty) = self.in_node(Some(&id.value), |cx| {
            if !names::is_kebab(&id.value) {
                cx.bad_id(&id, "node");
            }
            cx.node(id.span, &entry.value)
        });
        node.faulty = faulty;
        node.extent = Span { start: id.span.start, end: entry.value.span.end.max(id.span.end) };
        ReadNode { id, node, findings: std::mem::take(&mut self.findings) }
    }

    /// Reports words for channels that are not declared.
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
                self.in_node(Some(id), |cx| cx.unknown_name(channel, message, near, "add it to `channels`".to_owned()));
            }
        }
    }
}

/// Adds a node that could not be read: it counts as declared, with unknown edges.
fn insert_unreadable(unreadable: &Blanked, document: &mut Document) {
    let node = Node { span: unreadable.span, extent: unreadable.span, faulty: true, ..Node::default() };
    document.nodes.entry(unreadable.id.clone()).or_insert(node);
}
