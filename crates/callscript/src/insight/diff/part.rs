//! What a script says, without its places, comments and shorthands: texts, lists and maps.

use indexmap::IndexMap;

/// A script or a part of one, as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Part {
    /// No value.
    #[default]
    Nothing,
    /// A text, or a number or the like as it is written.
    Text(String),
    /// A list.
    List(Vec<Part>),
    /// A map, in the author's order, or in that of its keys if there is no meaning in their order.
    Map(Entries),
}

/// The parts of a map, each with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries(pub(super) Parts);

/// Parts by their keys.
pub(super) type Parts = IndexMap<String, Part>;

impl Entries {
    /// Each key with its part.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Part)> {
        self.0.iter().map(|(key, part)| (key.as_str(), part))
    }
}

impl Part {
    /// A map.
    pub(super) fn of(parts: Parts) -> Self {
        Self::Map(Entries(parts))
    }

    /// The part at the end of a path of keys.
    pub(super) fn at<K: AsRef<str>>(&self, path: &[K]) -> Option<&Self> {
        path.iter().try_fold(self, |part, key| part.map()?.get(key.as_ref()))
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub(super) fn map(&self) -> Option<&Parts> {
        match self {
            Self::Map(entries) => Some(&entries.0),
            _ => None,
        }
    }

    /// The text behind a key.
    pub(super) fn text_at(&self, key: &str) -> Option<&str> {
        self.at(&[key])?.text()
    }

    /// Whether another part is the same, in the same order.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Map(Entries(one)), Self::Map(Entries(other))) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|((key, one), (name, other))| key == name && one.is(other))
            }
            _ => self == other,
        }
    }

    /// The nodes of a script.
    pub(super) fn nodes(&self) -> Option<&Parts> {
        self.at(&["nodes"])?.map()
    }
}
