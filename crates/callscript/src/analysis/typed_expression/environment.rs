//! The environment: the values of a script's variables in one call. It has one column for each kind of values; a slot
//! says which column and which index a variable has.
//!
//! A slot's type ensures that only values of the right kind are written. Must not know names.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::kind::{Kind, dispatch, enum_over_kinds};
use super::text_value::TextValue;
use crate::base::value::{Type, Value};

/// The values of a script's variables in one call. Each variable has a value that fits its declaration, or none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Env {
    pub(super) booleans: Vec<Option<bool>>,
    pub(super) integers: Vec<Option<i64>>,
    pub(super) numbers: Vec<Option<Decimal>>,
    pub(super) dates: Vec<Option<Date>>,
    pub(super) times: Vec<Option<Time>>,
    pub(super) texts: Vec<Option<TextValue>>,
}

/// The index of a variable in the column for values of type `T`.
pub(crate) struct Slot<T> {
    at: usize,
    kind: PhantomData<fn() -> T>,
}

enum_over_kinds! {
    /// The column and index of a variable.
    #[derive(Clone, Copy)]
    AnySlot(Slot)
}

/// A value to write to a variable; `None` clears it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Write<T> {
    pub(super) slot: Slot<T>,
    pub(super) value: Option<T>,
}

enum_over_kinds! {
    /// A value to write to a variable, or none, which clears it.
    #[derive(Clone, PartialEq)]
    AnyWrite(Write)
}

impl Env {
    /// Adds a variable without a value.
    pub(crate) fn add(&mut self, kind: Type) -> AnySlot {
        match kind {
            Type::Boolean => AnySlot::Boolean(self.push()),
            Type::Integer => AnySlot::Integer(self.push()),
            Type::Number => AnySlot::Number(self.push()),
            Type::Date => AnySlot::Date(self.push()),
            Type::Time => AnySlot::Time(self.push()),
            Type::Text | Type::Choice | Type::Phone | Type::Email => AnySlot::Text(self.push()),
        }
    }

    fn push<T: Kind>(&mut self) -> Slot<T> {
        let column = T::column_mut(self);
        column.push(None);
        Slot { at: column.len() - 1, kind: PhantomData }
    }

    /// The value of a variable.
    pub(super) fn get<T: Kind>(&self, slot: Slot<T>) -> Option<&T> {
        T::column(self).get(slot.at)?.as_ref()
    }

    /// Performs a write.
    pub(crate) fn apply(&mut self, write: AnyWrite) {
        dispatch!(AnyWrite, write, write => self.apply_typed(write));
    }

    fn apply_typed<T: Kind>(&mut self, write: Write<T>) {
        if let Some(place) = T::column_mut(self).get_mut(write.slot.at) {
            *place = write.value;
        }
    }
}

impl AnySlot {
    /// The value of the variable.
    pub(crate) fn value(self, env: &Env) -> Option<Value> {
        dispatch!(Self, self, slot => value(env.get(slot)))
    }

    /// Whether the variable has a value.
    pub(crate) fn is_set(self, env: &Env) -> bool {
        dispatch!(Self, self, slot => env.get(slot).is_some())
    }

    /// The write that clears the variable.
    pub(crate) fn clear(self) -> AnyWrite {
        dispatch!(Self, self, slot => slot.write(None).into())
    }

    /// The write of `value`; `None` if it is of the wrong kind.
    pub(crate) fn write(self, value: &Value) -> Option<AnyWrite> {
        Some(dispatch!(Self, self, slot => slot.write(Some(Kind::of(value)?)).into()))
    }
}

impl AnyWrite {
    /// The value to write.
    pub(crate) fn value(&self) -> Option<Value> {
        dispatch!(Self, self, write => value(write.value.as_ref()))
    }
}

fn value<T: Kind>(value: Option<&T>) -> Option<Value> {
    value.cloned().map(Kind::into_value)
}

impl<T> Slot<T> {
    /// The write of `value`, or the one that clears the variable.
    pub(super) fn write(self, value: Option<T>) -> Write<T> {
        Write { slot: self, value }
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
