//! Brings a script into its normal form: every shorthand is expanded, and every key is kept, even if the format does
//! not know it.
//!
//! It works on the YAML tree rather than on the document, so that invalid parts and keys of later versions of the
//! format are not lost.

use std::collections::{HashMap, HashSet};

use super::{Part, Parts};
use crate::base::source::Source;
use crate::document::label_id;
use crate::format::{self, MapKind};
use crate::library::File;
use crate::syntax::yaml::{Blanked, Entry, Kind, Map, Scalar, Style, Value};

/// The normal form of a script. If the file is empty or could not be parsed: its text.
pub(super) fn script(file: &File) -> Part {
    let (source, tree) = (file.source(), file.take_tree());
    match &tree.root {
        Some(root) if !matches!(root.kind, Kind::Nothing) => Normalizer { source, blanked: &tree.blanked }.script(root),
        _ => Part::Text(source.text().to_owned()),
    }
}

struct Normalizer<'s> {
    source: &'s Source,
    blanked: &'s [Blanked],
}

impl Normalizer<'_> {
    fn script(&self, root: &Value<'_>) -> Part {
        self.record(root, |key, value| match key {
            "nodes" => self.nodes(value),
            _ => self.key_value(MapKind::Script, key, value),
        })
    }

    /// The value of a key in a map of this kind.
    fn key_value(&self, map_kind: MapKind, key: &str, value: &Value<'_>) -> Part {
        map_kind.key(key).map_or_else(|| self.plain(value), |key| self.part(key.value, value))
    }

    /// A value of this kind.
    fn part(&self, kind: format::Value, value: &Value<'_>) -> Part {
        use format::Value as Form;
        match (kind, &value.kind) {
            (Form::Map(map_kind) | Form::MapOrFalse(map_kind), _) => self.map(map_kind, value),
            (Form::Each(map_kind), _) => self.named_map(value, |value| self.map(map_kind, value)),
            (Form::Labels(map_kind), _) => self.labelled(map_kind, value),
            (Form::List(map_kind), Kind::List(edges)) => self.arms(map_kind, edges),
            (Form::Say, Kind::Scalar(words)) => Part::of(Parts::from([("default".to_owned(), text(words))])),
            (Form::With, Kind::List(items)) => self.expanded_list(value, items, |name| operand("expression", name)),
            (Form::Set | Form::With, _) => self.assignments(value),
            (Form::Choices, Kind::List(items)) => self.expanded_list(value, items, |id| Part::Text(id.to_owned())),
            _ => self.plain(value),
        }
    }

    /// A map of this kind, or its shorthand.
    fn map(&self, map_kind: MapKind, value: &Value<'_>) -> Part {
        match (map_kind.shorthand(), &value.kind) {
            (Some(key), Kind::Scalar(scalar)) => Part::of(Parts::from([(key.to_owned(), text(scalar))])),
            _ => self.record(value, |key, value| self.key_value(map_kind, key, value)),
        }
    }

    /// The nodes. A node that could not be parsed is represented by its text.
    fn nodes(&self, value: &Value<'_>) -> Part {
        let map = match &value.kind {
            Kind::Map(map) => Some(map),
            Kind::Nothing if !self.blanked.is_empty() => None,
            _ => return self.plain(value),
        };
        let mut nodes = Parts::with_capacity(map.map_or(0, |map| map.entries.len()));
        let mut blanked = self.blanked.iter().peekable();
        for entry in map.map_or(&[][..], |map| &map.entries) {
            while let Some(unreadable) = blanked.next_if(|unreadable| unreadable.span.start < entry.key.span.start) {
                self.insert_unreadable(unreadable, &mut nodes);
            }
            if !nodes.contains_key(&entry.key.text) {
                nodes.insert(entry.key.text.to_string(), self.map(MapKind::Node, &entry.value));
            }
        }
        blanked.for_each(|unreadable| self.insert_unreadable(unreadable, &mut nodes));
        Part::of(nodes)
    }

    fn insert_unreadable(&self, unreadable: &Blanked, nodes: &mut Parts) {
        let lines = self.source.text().get(unreadable.lines.range()).unwrap_or_default();
        if !nodes.contains_key(&unreadable.id) {
            nodes.insert(unreadable.id.clone(), Part::Text(lines.to_owned()));
        }
    }

    /// A map of edges, keyed by the ids of their labels.
    fn labelled(&self, map_kind: MapKind, value: &Value<'_>) -> Part {
        let Kind::Map(map) = &value.kind else {
            return self.plain(value);
        };
        let mut edges = Unique::new();
        let mut seen = HashSet::with_capacity(map.entries.len());
        for entry in map.entries.iter().filter(|entry| seen.insert(&*entry.key.text)) {
            let mut edge = match self.map(map_kind, &entry.value) {
                Part::Map(edge) => edge.into_parts(),
                Part::Nothing => Parts::new(),
                other => Parts::from([("goto".to_owned(), other)]),
            };
            let id = edge.get("id").and_then(Part::text).map_or_else(|| label_id(&entry.key.text), str::to_owned);
            edge.insert("label".to_owned(), text(&entry.key));
            edge.sort_unstable_keys();
            edges.add(&id, Part::of(edge));
        }
        Part::of(edges.parts)
    }

    /// The arms of `decide`, keyed by their conditions; an arm without one by `else`.
    fn arms(&self, map_kind: MapKind, arms: &[Value<'_>]) -> Part {
        let mut edges = Unique::new();
        for arm in arms {
            let edge = self.map(map_kind, arm);
            let when = edge.text_at("when").unwrap_or("else").to_owned();
            edges.add(&when, edge);
        }
        Part::of(edges.parts)
    }

    /// A map of operands: text if they are in quotes, expressions if not.
    fn assignments(&self, value: &Value<'_>) -> Part {
        self.named_map(value, |value| match &value.kind {
            Kind::Scalar(scalar) if scalar.style == Style::Plain => operand("expression", &scalar.text),
            Kind::Scalar(scalar) => operand("text", &scalar.text),
            _ => self.plain(value),
        })
    }

    /// A list of names, expanded to the map that it is short for.
    fn expanded_list(&self, value: &Value<'_>, items: &[Value<'_>], part: impl Fn(&str) -> Part) -> Part {
        let named = items.iter().map(|item| match &item.kind {
            Kind::Scalar(name) => Some((name.text.to_string(), part(&name.text))),
            _ => None,
        });
        named.collect::<Option<Parts>>().map_or_else(|| self.plain(value), Part::of)
    }

    /// A map with keys of the format, which are sorted because their order has no meaning.
    fn record(&self, value: &Value<'_>, read: impl Fn(&str, &Value<'_>) -> Part) -> Part {
        let Kind::Map(map) = &value.kind else {
            return self.plain(value);
        };
        let mut parts = unique(map, |entry| read(&entry.key.text, &entry.value));
        parts.sort_unstable_keys();
        Part::of(parts)
    }

    /// A map with names that the author chose, in the author's order.
    fn named_map(&self, value: &Value<'_>, read: impl Fn(&Value<'_>) -> Part) -> Part {
        match &value.kind {
            Kind::Map(map) => Part::of(unique(map, |entry| read(&entry.value))),
            _ => self.plain(value),
        }
    }

    /// A value as it is written.
    fn plain(&self, value: &Value<'_>) -> Part {
        match &value.kind {
            Kind::Nothing => Part::Nothing,
            Kind::Scalar(scalar) => text(scalar),
            Kind::List(items) => Part::List(items.iter().map(|item| self.plain(item)).collect()),
            Kind::Map(_) => self.named_map(value, |value| self.plain(value)),
            Kind::Unknown => Part::Text(self.source.text().get(value.span.range()).unwrap_or_default().to_owned()),
        }
    }
}

/// Parts by key. A key that occurs again (in a script with an error) gets a number to keep it distinct.
struct Unique {
    parts: Parts,
    clashes: HashMap<String, usize>,
}

impl Unique {
    fn new() -> Self {
        Self { parts: Parts::new(), clashes: HashMap::new() }
    }

    fn add(&mut self, key: &str, part: Part) {
        let mut free = key.to_owned();
        while self.parts.contains_key(&free) {
            let clashes = self.clashes.entry(key.to_owned()).or_insert(1);
            *clashes += 1;
            free = format!("{key} ({clashes})");
        }
        self.parts.insert(free, part);
    }
}

/// The parts of a map. If a key is given twice, the first counts.
fn unique(map: &Map<'_>, read: impl Fn(&Entry<'_>) -> Part) -> Parts {
    let mut parts = Parts::with_capacity(map.entries.len());
    for entry in &map.entries {
        if !parts.contains_key(&entry.key.text) {
            parts.insert(entry.key.text.to_string(), read(entry));
        }
    }
    parts
}

fn operand(kind: &str, value: &str) -> Part {
    Part::of(Parts::from([(kind.to_owned(), Part::Text(value.to_owned()))]))
}

fn text(scalar: &Scalar<'_>) -> Part {
    Part::Text(scalar.text.to_string())
}
