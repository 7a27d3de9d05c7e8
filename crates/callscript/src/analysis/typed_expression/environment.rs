//! What the variables of one call hold: a column for each kind of values, and a place in one for each variable.
//!
//! What comes in is of its column's kind by its type. Must not know names.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::kind::{Kind, of_any_kind, whichever};
use super::words::Words;
use crate::base::value::{Type, Value};

/// What the variables of one call hold: each a value that fits it, or nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    pub(super) booleans: Vec<Option<bool>>,
    pub(super) integers: Vec<Option<i64>>,
    pub(super) numbers: Vec<Option<Decimal>>,
    pub(super) dates: Vec<Option<Date>>,
    pub(super) times: Vec<Option<Time>>,
    pub(super) words: Vec<Option<Words>>,
}

/// Where a variable's values of type `T` are held.
pub(crate) struct Slot<T> {
    at: usize,
    kind: PhantomData<fn() -> T>,
}

of_any_kind! {
    /// Where a variable's values are held.
    #[derive(Clone, Copy)]
    AnySlot(Slot)
}

/// A value for a variable, or nothing, which empties it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Put<T> {
    pub(super) slot: Slot<T>,
    pub(super) value: Option<T>,
}

of_any_kind! {
    /// A value for a variable, or nothing, which empties it.
    #[derive(Clone, PartialEq)]
    AnyPut(Put)
}

impl Held {
    /// Makes room for one more variable, which holds nothing yet.
    pub(crate) fn add(&mut self, kind: Type) -> AnySlot {
        match kind {
            Type::Boolean => AnySlot::Boolean(self.push()),
            Type::Integer => AnySlot::Integer(self.push()),
            Type::Number => AnySlot::Number(self.push()),
            Type::Date => AnySlot::Date(self.push()),
            Type::Time => AnySlot::Time(self.push()),
            Type::Text | Type::Choice | Type::Phone | Type::Email => AnySlot::Words(self.push()),
        }
    }

    fn push<T: Kind>(&mut self) -> Slot<T> {
        let column = T::column_mut(self);
        column.push(None);
        Slot { at: column.len() - 1, kind: PhantomData }
    }

    /// What a variable holds.
    pub(super) fn get<T: Kind>(&self, slot: Slot<T>) -> Option<&T> {
        T::column(self).get(slot.at)?.as_ref()
    }

    /// Puts a value where it belongs.
    pub(crate) fn put(&mut self, put: AnyPut) {
        whichever!(AnyPut, put, put => self.put_in(put));
    }

    fn put_in<T: Kind>(&mut self, put: Put<T>) {
        if let Some(place) = T::column_mut(self).get_mut(put.slot.at) {
            *place = put.value;
        }
    }
}

impl AnySlot {
    /// What the variable holds.
    pub(crate) fn value(self, held: &Held) -> Option<Value> {
        whichever!(Self, self, slot => value(held.get(slot)))
    }

    /// Whether the variable holds something.
    pub(crate) fn is_set(self, held: &Held) -> bool {
        whichever!(Self, self, slot => held.get(slot).is_some())
    }

    /// Empties the variable.
    pub(crate) fn empty(self) -> AnyPut {
        whichever!(Self, self, slot => slot.put(None).into())
    }

    /// A value for the variable; none if it is of another kind.
    pub(crate) fn holding(self, value: &Value) -> Option<AnyPut> {
        Some(whichever!(Self, self, slot => slot.put(Some(Kind::of(value)?)).into()))
    }
}

impl AnyPut {
    /// The value.
    pub(crate) fn value(&self) -> Option<Value> {
        whichever!(Self, self, put => value(put.value.as_ref()))
    }
}

fn value<T: Kind>(value: Option<&T>) -> Option<Value> {
    value.cloned().map(Kind::into_value)
}

impl<T> Slot<T> {
    /// A value for it, or nothing.
    pub(super) fn put(self, value: Option<T>) -> Put<T> {
        Put { slot: self, value }
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T> PartialEq for Slot<T> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({})", self.at)
    }
}
