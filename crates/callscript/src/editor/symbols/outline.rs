//! The outline of a script: its declarations and nodes, each with the span of its lines.
//!
//! Works on the YAML tree, so that parts that the reader rejects are included. Must not know how it is shown.

use crate::base::inert;
use crate::base::source::Span;
use crate::format::MapKind;
use crate::library::File;
use crate::syntax::yaml::{Blanked, Entry, Kind, Tree, Value};

/// One heading of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The key.
    pub name: String,
    /// A short description, on one line.
    pub detail: String,
    /// The kind of heading.
    pub kind: HeadingKind,
    /// The span of the key.
    pub name_span: Span,
    /// The span of the key and its value.
    pub span: Span,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// The kinds of heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingKind {
    /// A part of the script, such as `nodes`.
    Part,
    /// A variable.
    Variable,
    /// An outcome.
    Outcome,
    /// An entry, an aside or an answer.
    Label,
    /// A node.
    Node,
}

/// The most columns to show of a description.
const COLUMNS: usize = 60;

impl File {
    /// The outline, in the order of the file.
    pub fn outline(&self) -> Vec<Heading> {
        let tree = self.tree();
        let Tree { root, blanked } = &*tree;
        let Some(Value { kind: Kind::Map(map), .. }) = root else {
            return Vec::new();
        };
        let mut headings: Vec<_> = map.entries.iter().map(part).collect();
        if let Some(nodes) = headings.iter_mut().find(|heading| heading.name == "nodes") {
            nodes.children.extend(blanked.iter().map(unreadable_node));
            nodes.children.sort_by_key(|node| node.span);
            nodes.span.end = nodes.children.iter().map(|node| node.span.end).fold(nodes.span.end, u32::max);
        }
        headings
    }
}

/// The heading of a node that cannot be parsed.
fn unreadable_node(&Blanked { ref id, span, .. }: &Blanked) -> Heading {
    Heading {
        name: id.clone(),
        detail: String::new(),
        kind: HeadingKind::Node,
        name_span: span,
        span,
        children: Vec::new(),
    }
}

fn part(entry: &Entry<'_>) -> Heading {
    let kind = match &*entry.key.text {
        "variables" => HeadingKind::Variable,
        "outcomes" => HeadingKind::Outcome,
        "entries" | "anytime" => HeadingKind::Label,
        "nodes" => HeadingKind::Node,
        _ => return heading(entry, HeadingKind::Part, Vec::new()),
    };
    heading(entry, HeadingKind::Part, entries(&entry.value).iter().map(|entry| child(entry, kind)).collect())
}

fn child(entry: &Entry<'_>, kind: HeadingKind) -> Heading {
    let answers = match kind {
        HeadingKind::Node => find(&entry.value, "answers"),
        _ => None,
    };
    let answers = answers.map_or(&[][..], entries).iter();
    heading(entry, kind, answers.map(|answer| heading(answer, HeadingKind::Label, Vec::new())).collect())
}

fn heading(entry: &Entry<'_>, kind: HeadingKind, children: Vec<Heading>) -> Heading {
    let (key, value) = (entry.key.span, entry.value.span);
    Heading {
        name: entry.key.text.to_string(),
        detail: inert::line(&detail(&entry.value), COLUMNS),
        kind,
        name_span: key,
        span: Span { start: key.start, end: value.end.max(key.end) },
        children,
    }
}

/// A value in a few words: a scalar itself, or the most telling key of a map.
fn detail(value: &Value<'_>) -> String {
    if let Kind::Scalar(scalar) = &value.kind {
        return scalar.text.to_string();
    }
    let keys = ["say", "label", "type", "goto", "end", "retry", "run", "action"];
    let exits = || MapKind::Node.one_of().find(|exit| find(value, exit).is_some());
    let said = keys.iter().find_map(|key| Some((key, find(value, key)?)));
    match said {
        Some((_, Value { kind: Kind::Map(map), .. })) => {
            map.entries.first().map_or_else(String::new, |first| detail(&first.value))
        }
        Some((&("say" | "label" | "type"), said)) => detail(said),
        Some((key, said)) => format!("{key}: {}", detail(said)),
        None => exits().map_or_else(String::new, str::to_owned),
    }
}

fn find<'v, 's>(value: &'v Value<'s>, key: &str) -> Option<&'v Value<'s>> {
    entries(value).iter().find(|entry| entry.key.text == key).map(|entry| &entry.value)
}

fn entries<'v, 's>(value: &'v Value<'s>) -> &'v [Entry<'s>] {
    match &value.kind {
        Kind::Map(map) => &map.entries,
        _ => &[],
    }
}
