//! One row of the table.

use super::{Place, Value};
use crate::base::value::Type;

/// A key, in the maps that may have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// The maps.
    pub places: &'static [Place],
    /// The key as it is written.
    pub name: &'static str,
    /// What stands behind it.
    pub value: Value,
    /// Whether the map has to have it.
    pub need: Need,
    /// It may stand only beside one of these keys; empty: beside any.
    pub belongs_to: &'static [&'static str],
    /// Each of these keys has to stand beside it.
    pub requires: &'static [&'static str],
    /// The types of variables that may have it; empty: all.
    pub types: &'static [Type],
    /// What it means, in one line of Markdown.
    pub meaning: &'static str,
}

/// Whether a map has to have a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may be left out.
    Optional,
    /// It has to be there.
    Required,
    /// Exactly one of the keys that say this has to be there.
    OneOf,
}

impl Key {
    /// An optional key that belongs to no other.
    pub(super) const fn new(places: &'static [Place], name: &'static str, value: Value, meaning: &'static str) -> Self {
        Self { places, name, value, need: Need::Optional, belongs_to: &[], requires: &[], types: &[], meaning }
    }

    pub(super) const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    pub(super) const fn one_of(self) -> Self {
        Self { need: Need::OneOf, ..self }
    }

    pub(super) const fn belongs_to(self, belongs_to: &'static [&'static str]) -> Self {
        Self { belongs_to, ..self }
    }

    pub(super) const fn requires(self, requires: &'static [&'static str]) -> Self {
        Self { requires, ..self }
    }

    pub(super) const fn of_types(self, types: &'static [Type]) -> Self {
        Self { types, ..self }
    }

    /// Whether a variable of that type may have it.
    pub fn is_of_type(&self, kind: Type) -> bool {
        self.types.is_empty() || self.types.contains(&kind)
    }

    /// Whether it may stand beside the keys that `is_there` says are there.
    pub fn fits_beside(&self, is_there: impl Fn(&str) -> bool) -> bool {
        self.belongs_to.is_empty() || self.belongs_to.iter().any(|owner| is_there(owner))
    }
}
