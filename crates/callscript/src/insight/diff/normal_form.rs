//! From a file to the parts that it says: every shorthand written out, every key kept, known to the format or not.
//!
//! It starts from the YAML rather than from the document, so that nothing is lost of a faulty script, nor of keys that the
//! format will have one day.

use std::collections::{HashMap, HashSet};

use super::part::{Part, Parts};
use crate::base::source::Source;
use crate::document::label_id;
use crate::format::{self, Place};
use crate::library::File;
use crate::syntax::yaml::{Blanked, Entry, Kind, Map, Scalar, Style, Value};

/// The parts of a script; of a file that could not be read, or says nothing, its text.
pub(super) fn script(file: &File) -> Part {
    let (source, tree) = (file.source(), file.tree());
    match &tree.root {
        Some(root) if !matches!(root.kind, Kind::Nothing) => Normal { source, blanked: &tree.blanked }.script(root),
        _ => Part::Text(source.text().to_owned()),
    }
}

struct Normal<'s> {
    source: &'s Source,
    blanked: &'s [Blanked],
}

impl Normal<'_> {
    fn script(&self, root: &Value<'_>) -> Part {
        self.record(root, |key, value| match key {
            "nodes" => self.nodes(value),
            _ => self.keyed(Place::Script, key, value),
        })
    }

    /// What stands behind a key of the format.
    fn keyed(&self, place: Place, key: &str, value: &Value<'_>) -> Part {
        place.key(key).map_or_else(|| self.plain(value), |key| self.part(key.value, value))
    }

    /// A value of that kind.
    fn part(&self, kind: format::Value, value: &Value<'_>) -> Part {
        use format::Value as Form;
        match (kind, &value.kind) {
            (Form::Map(place), _) => self.map(place, value),
            (Form::Each(place), _) => self.named(value, |value| self.map(place, value)),
            (Form::Labels(place), _) => self.labelled(place, value),
            (Form::List(place), Kind::List(edges)) => self.listed(place, edges),
            (Form::Say, Kind::Scalar(words)) => Part::of(Parts::from([("default".to_owned(), text(words))])),
            (Form::With, Kind::List(items)) => self.each(value, items, |name| operand("expression", name)),
            (Form::Set | Form::With, _) => self.assignments(value),
            (Form::Choices, Kind::List(items)) => self.each(value, items, |id| Part::Text(id.to_owned())),
            _ => self.plain(value),
        }
    }

    /// A map of keys that the format knows, or the key that stands for all of it.
    fn map(&self, place: Place, value: &Value<'_>) -> Part {
        match (place.shorthand(), &value.kind) {
            (Some(key), Kind::Scalar(scalar)) => Part::of(Parts::from([(key.to_owned(), text(scalar))])),
            _ => self.record(value, |key, value| self.keyed(place, key, value)),
        }
    }

    /// The nodes, those that could not be read as the text of their lines.
    fn nodes(&self, value: &Value<'_>) -> Part {
        let map = match &value.kind {
            Kind::Map(map) => Some(map),
            Kind::Nothing if !self.blanked.is_empty() => None,
            _ => return self.plain(value),
        };
        let mut nodes = Parts::with_capacity(map.map_or(0, |map| map.entries.len()));
        let mut blanked = self.blanked.iter().peekable();
        for entry in map.map_or(&[][..], |map| &map.entries) {
            while let Some(lost) = blanked.next_if(|lost| lost.span.start < entry.key.span.start) {
                self.lose(lost, &mut nodes);
            }
            nodes.entry(entry.key.text.to_string()).or_insert_with(|| self.map(Place::Node, &entry.value));
        }
        blanked.for_each(|lost| self.lose(lost, &mut nodes));
        Part::of(nodes)
    }

    fn lose(&self, lost: &Blanked, nodes: &mut Parts) {
        let lines = self.source.text().get(lost.lines.range()).unwrap_or_default();
        nodes.entry(lost.id.clone()).or_insert_with(|| Part::Text(lines.to_owned()));
    }

    /// Edges by the ids of their labels.
    fn labelled(&self, place: Place, value: &Value<'_>) -> Part {
        let Kind::Map(map) = &value.kind else {
            return self.plain(value);
        };
        let mut edges = Unique::default();
        let mut seen = HashSet::with_capacity(map.entries.len());
        for entry in map.entries.iter().filter(|entry| seen.insert(&*entry.key.text)) {
            let mut edge = match self.map(place, &entry.value) {
                Part::Map(edge) => edge.0,
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

    /// Arms by their conditions; the last, which has none, is `else`.
    fn listed(&self, place: Place, arms: &[Value<'_>]) -> Part {
        let mut edges = Unique::default();
        for arm in arms {
            let edge = self.map(place, arm);
            let when = edge.text_at("when").unwrap_or("else").to_owned();
            edges.add(&when, edge);
        }
        Part::of(edges.parts)
    }

    /// What stands in quotes is text, what stands without is an expression.
    fn assignments(&self, value: &Value<'_>) -> Part {
        self.named(value, |value| match &value.kind {
            Kind::Scalar(scalar) if scalar.style == Style::Plain => operand("expression", &scalar.text),
            Kind::Scalar(scalar) => operand("text", &scalar.text),
            _ => self.plain(value),
        })
    }

    /// A list of names as the map that it is short for.
    fn each(&self, value: &Value<'_>, items: &[Value<'_>], part: impl Fn(&str) -> Part) -> Part {
        let named = items.iter().map(|item| match &item.kind {
            Kind::Scalar(name) => Some((name.text.to_string(), part(&name.text))),
            _ => None,
        });
        named.collect::<Option<Parts>>().map_or_else(|| self.plain(value), Part::of)
    }

    /// A map of keys that the format knows: there is no meaning in their order.
    fn record(&self, value: &Value<'_>, read: impl Fn(&str, &Value<'_>) -> Part) -> Part {
        let Kind::Map(map) = &value.kind else {
            return self.plain(value);
        };
        let mut parts = unique(map, |entry| read(&entry.key.text, &entry.value));
        parts.sort_unstable_keys();
        Part::of(parts)
    }

    /// A map of names that the author chose, in their order.
    fn named(&self, value: &Value<'_>, read: impl Fn(&Value<'_>) -> Part) -> Part {
        match &value.kind {
            Kind::Map(map) => Part::of(unique(map, |entry| read(&entry.value))),
            _ => self.plain(value),
        }
    }

    /// A value as it stands there.
    fn plain(&self, value: &Value<'_>) -> Part {
        match &value.kind {
            Kind::Nothing => Part::Nothing,
            Kind::Scalar(scalar) => text(scalar),
            Kind::List(items) => Part::List(items.iter().map(|item| self.plain(item)).collect()),
            Kind::Map(_) => self.named(value, |value| self.plain(value)),
            Kind::Unknown => Part::Text(self.source.text().get(value.span.range()).unwrap_or_default().to_owned()),
        }
    }
}

/// Parts under keys that may clash, which is a finding: then a number tells them apart.
#[derive(Default)]
struct Unique {
    parts: Parts,
    clashes: HashMap<String, usize>,
}

impl Unique {
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

/// The parts of a map; of a key given twice the first counts.
fn unique(map: &Map<'_>, read: impl Fn(&Entry<'_>) -> Part) -> Parts {
    let mut parts = Parts::with_capacity(map.entries.len());
    for entry in &map.entries {
        if !parts.contains_key(&*entry.key.text) {
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
