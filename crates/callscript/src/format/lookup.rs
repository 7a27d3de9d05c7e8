//! Lookups in the table: the keys of a kind of map, and the kind of value at the next step of a path.

use std::sync::LazyLock;

use super::{Key, MapKind, Name, Need, Step, Value, keys};
use crate::base::value::Type;

/// The rows of one kind of map.
#[derive(Default)]
struct Rows {
    keys: Vec<&'static Key>,
    names: Vec<&'static str>,
}

static ROWS: LazyLock<[Rows; MapKind::ALL.len()]> = LazyLock::new(|| {
    MapKind::ALL.map(|map_kind| {
        let keys: Vec<&Key> = keys().filter(|key| key.maps.contains(&map_kind)).collect();
        Rows { names: keys.iter().map(|key| key.name).collect(), keys }
    })
});

impl MapKind {
    /// The keys that a map of this kind may have, in table order.
    pub fn keys(self) -> &'static [&'static Key] {
        ROWS.get(self as usize).map_or(&[], |rows| &rows.keys)
    }

    /// The names of the keys that a map of this kind may have, in table order.
    pub fn names(self) -> &'static [&'static str] {
        ROWS.get(self as usize).map_or(&[], |rows| &rows.names)
    }

    /// The key called `name`, if a map of this kind may have it.
    pub fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().iter().find(|key| key.name == name).copied()
    }

    /// The names of the mutually exclusive keys, exactly one of which is required: a node's exits, an edge's targets, a
    /// policy's demands.
    pub fn one_of(self) -> impl Iterator<Item = &'static str> {
        self.keys().iter().filter(|key| key.need == Need::OneOf).map(|key| key.name)
    }

    /// The names of the required keys. `kind` is the type of a variable, `None` if it is unknown or this is another map.
    pub fn required(self, kind: Option<Type>) -> impl Iterator<Item = &'static str> {
        let applies = move |key: &Key| kind.map_or(key.types.is_empty(), |kind| key.applies_to(kind));
        self.keys().iter().filter(move |key| key.need == Need::Required && applies(key)).map(|key| key.name)
    }
}

impl Value {
    /// The kind of value that a step leads to; [`Value::Any`] if the format has no such key or item.
    #[must_use]
    pub fn child(self, step: Step<'_>) -> Self {
        match (self, step) {
            (Self::Map(map_kind) | Self::MapOrFalse(map_kind), Step::Key(key)) => {
                map_kind.key(key).map_or(Self::Any, |key| key.value)
            }
            (Self::Each(map_kind) | Self::Labels(map_kind), Step::Key(_)) | (Self::List(map_kind), Step::Item) => {
                Self::Map(map_kind)
            }
            (Self::Say, Step::Key(_)) => Self::Template,
            (Self::Set | Self::With, Step::Key(_)) => Self::Operand,
            (Self::Take, Step::Key(_)) => Self::TakeSource,
            (Self::With, Step::Item) => Self::Name(Name::SharedVariable),
            (Self::Names(name) | Self::NonEmptyNames(name) | Self::OneOrMore(name), Step::Item) => Self::Name(name),
            _ => Self::Any,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_are_in_the_order_of_their_variants() {
        for (index, map_kind) in MapKind::ALL.into_iter().enumerate() {
            assert_eq!(map_kind as usize, index);
        }
    }
}
