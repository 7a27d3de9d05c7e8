//! A script's headings: what it declares and its nodes, each with the lines that belong to it.
//!
//! Works on the tree of values, so that what the reader refuses is there as well. Must not know how it is shown.

use crate::base::inert;
use crate::base::source::Span;
use crate::format::Place;
use crate::library::File;
use crate::syntax::yaml::{Blanked, Entry, Kind, Tree, Value};

/// One heading of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The key.
    pub name: String,
    /// What it says, on a line.
    pub detail: String,
    /// What it is of.
    pub kind: HeadingKind,
    /// Where the key stands.
    pub name_span: Span,
    /// All that belongs to it, the key included.
    pub span: Span,
    /// What it holds.
    pub children: Vec<Heading>,
}

/// What a heading is of.
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

/// What is shown of a heading's words.
const COLUMNS: usize = 60;

impl File {
    /// Its headings, in the order of the file.
    pub fn outline(&self) -> Vec<Heading> {
        let Tree { root, blanked } = self.tree();
        let Some(Value { kind: Kind::Map(map), .. }) = root else {
            return Vec::new();
        };
        let mut headings: Vec<_> = map.entries.iter().map(part).collect();
        if let Some(nodes) = headings.iter_mut().find(|heading| heading.name == "nodes") {
            nodes.children.extend(blanked.iter().map(lost));
            nodes.children.sort_by_key(|node| node.span);
            nodes.span.end = nodes.children.iter().map(|node| node.span.end).fold(nodes.span.end, u32::max);
        }
        headings
    }
}

/// A node that cannot be read just now.
fn lost(&Blanked { ref id, span, .. }: &Blanked) -> Heading {
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

/// What a value says in a few words: a text itself, of a map the key that says most.
fn detail(value: &Value<'_>) -> String {
    if let Kind::Scalar(scalar) = &value.kind {
        return scalar.text.to_string();
    }
    let keys = ["say", "label", "type", "goto", "end", "retry", "run", "action"];
    let exits = || Place::Node.one_of().find(|exit| find(value, exit).is_some());
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
