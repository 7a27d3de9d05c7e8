//! Looking the table up: the keys of a map, and what they lead to.

use std::sync::LazyLock;

use super::{Key, Name, Need, Place, Step, Value, keys};

/// The rows of one place.
#[derive(Default)]
struct Rows {
    keys: Vec<&'static Key>,
    names: Vec<&'static str>,
}

static ROWS: LazyLock<[Rows; Place::ALL.len()]> = LazyLock::new(|| {
    Place::ALL.map(|place| {
        let keys: Vec<&Key> = keys().filter(|key| key.places.contains(&place)).collect();
        Rows { names: keys.iter().map(|key| key.name).collect(), keys }
    })
});

impl Place {
    /// The keys that a map of this kind may have, in the order of the table.
    pub fn keys(self) -> &'static [&'static Key] {
        ROWS.get(self as usize).map_or(&[], |rows| &rows.keys)
    }

    /// Their names.
    pub fn names(self) -> &'static [&'static str] {
        ROWS.get(self as usize).map_or(&[], |rows| &rows.names)
    }

    /// The key of that name.
    pub fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().iter().find(|key| key.name == name).copied()
    }

    /// The names of the keys of which it has exactly one: how a node goes on, where an edge leads, what a policy asks.
    pub fn one_of(self) -> impl Iterator<Item = &'static str> {
        self.keys().iter().filter(|key| key.need == Need::OneOf).map(|key| key.name)
    }

    /// The names of the keys that it has to have, whatever the type of a variable is.
    pub fn required(self) -> impl Iterator<Item = &'static str> {
        self.keys().iter().filter(|key| key.need == Need::Required && key.types.is_empty()).map(|key| key.name)
    }
}

impl Value {
    /// What a step leads to.
    #[must_use]
    pub fn inside(self, step: Step<'_>) -> Self {
        match (self, step) {
            (Self::Map(place), Step::Key(key)) => place.key(key).map_or(Self::Free, |key| key.value),
            (Self::Each(place) | Self::Labels(place), Step::Key(_)) | (Self::List(place), Step::Item) => {
                Self::Map(place)
            }
            (Self::Say, Step::Key(_)) => Self::Template,
            (Self::Set | Self::With, Step::Key(_)) => Self::Operand,
            (Self::Take, Step::Key(_)) => Self::Taken,
            (Self::With, Step::Item) => Self::Name(Name::Shared),
            (Self::Names(name) | Self::SomeNames(name) | Self::OneOrMore(name), Step::Item) => Self::Name(name),
            _ => Self::Free,
        }
    }
}
