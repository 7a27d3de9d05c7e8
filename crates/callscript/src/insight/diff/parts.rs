//! Parts by key, in order. Nearly all maps of a script have a few keys, so only a large one has a table of them.

use foldhash::fast::RandomState;

use super::Part;
use crate::base::map::OrderedMap;

/// With more keys than these, a table finds them.
const FEW: usize = 12;

/// Parts by key. They are equal whatever their order.
#[derive(Debug, Clone)]
pub(crate) enum Parts {
    Few(Vec<(String, Part)>),
    /// In a box, since nearly all are not.
    Many(Box<OrderedMap<String, Part>>),
}

impl Parts {
    pub(super) fn new() -> Self {
        Self::Few(Vec::new())
    }

    pub(super) fn with_capacity(capacity: usize) -> Self {
        if capacity > FEW {
            Self::Many(Box::new(OrderedMap::with_capacity_and_hasher(capacity, RandomState::default())))
        } else {
            Self::Few(Vec::with_capacity(capacity))
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few(parts) => parts.len(),
            Self::Many(parts) => parts.len(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Part)> {
        let (few, many) = match self {
            Self::Few(parts) => (parts.as_slice(), None),
            Self::Many(parts) => (&[][..], Some(parts)),
        };
        few.iter().map(|(key, part)| (key, part)).chain(many.into_iter().flat_map(|parts| parts.iter()))
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.iter().map(|(key, _)| key)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Part> {
        self.iter().map(|(_, part)| part)
    }

    pub(super) fn get_index_of(&self, key: &str) -> Option<usize> {
        match self {
            Self::Few(parts) => parts.iter().position(|(known, _)| known == key),
            Self::Many(parts) => parts.get_index_of(key),
        }
    }

    pub(super) fn get_index(&self, at: usize) -> Option<(&String, &Part)> {
        match self {
            Self::Few(parts) => parts.get(at).map(|(key, part)| (key, part)),
            Self::Many(parts) => parts.get_index(at),
        }
    }

    pub(super) fn get_key_value(&self, key: &str) -> Option<(&String, &Part)> {
        self.get_index(self.get_index_of(key)?)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Part> {
        self.get_key_value(key).map(|(_, part)| part)
    }

    pub(super) fn contains_key(&self, key: &str) -> bool {
        self.get_index_of(key).is_some()
    }

    /// Sets the part of a key: of a new one at the end.
    pub(super) fn insert(&mut self, key: String, part: Part) {
        match self {
            Self::Few(parts) => {
                if let Some((_, known)) = parts.iter_mut().find(|(known, _)| *known == key) {
                    *known = part;
                    return;
                }
                parts.push((key, part));
                if parts.len() > FEW {
                    *self = Self::Many(Box::new(std::mem::take(parts).into_iter().collect()));
                }
            }
            Self::Many(parts) => _ = parts.insert(key, part),
        }
    }

    /// Gives back room for further parts: there are very many small maps.
    pub(super) fn shrink_to_fit(&mut self) {
        if let Self::Few(parts) = self {
            parts.shrink_to_fit();
        }
    }

    pub(super) fn sort_unstable_keys(&mut self) {
        match self {
            Self::Few(parts) => parts.sort_unstable_by(|(one, _), (other, _)| one.cmp(other)),
            Self::Many(parts) => parts.sort_unstable_keys(),
        }
    }
}

impl<const N: usize> From<[(String, Part); N]> for Parts {
    fn from(parts: [(String, Part); N]) -> Self {
        parts.into_iter().collect()
    }
}

impl FromIterator<(String, Part)> for Parts {
    fn from_iter<I: IntoIterator<Item = (String, Part)>>(parts: I) -> Self {
        let parts = parts.into_iter();
        let mut all = Self::with_capacity(parts.size_hint().0);
        parts.for_each(|(key, part)| all.insert(key, part));
        all
    }
}

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, part)| other.get(key) == Some(part))
    }
}

impl Eq for Parts {}
