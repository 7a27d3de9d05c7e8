//! The normal form of a script as texts, lists and maps: without spans, comments and shorthands.

use std::sync::Arc;

use super::parts::Parts;

/// The normal form of a script, or of a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Part {
    /// No value.
    #[default]
    Nothing,
    /// A scalar, as it is written.
    Text(String),
    /// A list.
    List(Vec<Part>),
    /// A map. Where order has a meaning it is the author's; other maps are sorted by key.
    Map(Entries),
}

/// The parts of a map, each with its key. Clones share them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries(Arc<Parts>);

impl Entries {
    /// Each key with its part.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Part)> {
        self.0.iter().map(|(key, part)| (key.as_str(), part))
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.0
    }

    pub(super) fn into_parts(self) -> Parts {
        Arc::unwrap_or_clone(self.0)
    }
}

impl Part {
    /// A map.
    pub(super) fn of(mut parts: Parts) -> Self {
        parts.shrink_to_fit();
        Self::Map(Entries(Arc::new(parts)))
    }

    /// The part at a path of keys.
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

    /// The text of a key, if this is a map that has one.
    pub(super) fn text_at(&self, key: &str) -> Option<&str> {
        self.at(&[key])?.text()
    }

    /// Whether two parts are equal, including the order of keys in maps.
    pub(super) fn is_identical(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Map(Entries(one)), Self::Map(Entries(other))) => {
                one.len() == other.len()
                    && one
                        .iter()
                        .zip(other.iter())
                        .all(|((key, one), (name, other))| key == name && one.is_identical(other))
            }
            _ => self == other,
        }
    }

    /// The nodes, if this is a script that has a map of them.
    pub(super) fn nodes(&self) -> Option<&Parts> {
        self.at(&["nodes"])?.map()
    }
}
