//! A row of the table of keys.

use super::{MapKind, Value};
use crate::base::value::Type;

/// A key of the format, and the kinds of map that may have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// The kinds of map that may have it.
    pub maps: &'static [MapKind],
    /// The key as an author writes it.
    pub name: &'static str,
    /// The kind of its value.
    pub value: Value,
    /// Whether it is required.
    pub need: Need,
    /// Any one of these keys must be in the same map. Empty: no condition.
    pub belongs_to: &'static [&'static str],
    /// All of these keys must be in the same map. Empty: no condition.
    pub requires: &'static [&'static str],
    /// For a key of a variable: the types of variable that may have it. Empty: all types.
    pub types: &'static [Type],
    /// Its meaning, in one line of Markdown.
    pub meaning: &'static str,
}

/// Whether a map must have a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The key may be left out.
    Optional,
    /// The key must be there.
    Required,
    /// The map must have exactly one of its keys with this `Need`.
    OneOf,
}

impl Key {
    /// An optional key that depends on no other.
    pub(super) const fn new(maps: &'static [MapKind], name: &'static str, value: Value, meaning: &'static str) -> Self {
        Self { maps, name, value, need: Need::Optional, belongs_to: &[], requires: &[], types: &[], meaning }
    }

    pub(super) const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    pub(super) const fn one_of(self) -> Self {
        Self { need: Need::OneOf, ..self }
    }

    /// The key is allowed only if any of these keys is in the same map.
    pub(super) const fn belongs_to(self, belongs_to: &'static [&'static str]) -> Self {
        Self { belongs_to, ..self }
    }

    /// The key is allowed only if all of these keys are in the same map.
    pub(super) const fn requires(self, requires: &'static [&'static str]) -> Self {
        Self { requires, ..self }
    }

    pub(super) const fn of_types(self, types: &'static [Type]) -> Self {
        Self { types, ..self }
    }

    /// Whether a variable of type `kind` may have this key.
    pub fn applies_to(&self, kind: Type) -> bool {
        self.types.is_empty() || self.types.contains(&kind)
    }

    /// Whether the map has any of the keys in `belongs_to`, or none is needed. `has_key` tells whether the map has a
    /// given key.
    pub fn owner_present(&self, has_key: impl Fn(&str) -> bool) -> bool {
        self.belongs_to.is_empty() || self.belongs_to.iter().any(|owner| has_key(owner))
    }
}
