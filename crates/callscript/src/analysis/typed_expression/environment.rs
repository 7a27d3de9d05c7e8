//! The environment: the values of a script's variables in one call. It has one column for each kind of values; a slot
//! says which column and which index a variable has. Beside them are the day, the time and the channel.
//!
//! A slot's type ensures that only values of the right kind are written. Must not know names.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::column::Column;
use super::kind::{Kind, dispatch, enum_over_kinds};
use super::surroundings::Surroundings;
use super::text_value::TextValue;
use crate::base::value::{Type, Value};

/// The values of a script's variables in one call. Each variable has a value that fits its declaration, or none.
#[derive(Clone, Default, PartialEq)]
pub struct Env {
    pub(super) booleans: Column<bool>,
    pub(super) integers: Column<i64>,
    pub(super) numbers: Column<Decimal>,
    pub(super) dates: Column<Date>,
    pub(super) times: Column<Time>,
    pub(super) texts: Column<TextValue>,
    pub(super) surroundings: Surroundings,
    pub(super) channel: Option<Arc<str>>,
}

/// The index of a variable in the column for values of type `T`.
pub(crate) struct Slot<T> {
    at: usize,
    kind: PhantomData<fn() -> T>,
}

enum_over_kinds! {
    /// The column and index of a variable.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    AnySlot(Slot)
}

/// A value to write to a variable; `None` clears it.
#[derive(Clone, PartialEq)]
pub(crate) struct Write<T> {
    pub(super) slot: Slot<T>,
    pub(super) value: Option<T>,
}

enum_over_kinds! {
    /// A value to write to a variable, or none, which clears it.
    #[derive(Clone, PartialEq)]
    AnyWrite(Write)
}

/// Without the values: they may be sensitive.
impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env").finish_non_exhaustive()
    }
}

/// Without the value: it may be sensitive.
impl<T> fmt::Debug for Write<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Write").field("slot", &self.slot).finish_non_exhaustive()
    }
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
        Slot { at: T::column_mut(self).push(), kind: PhantomData }
    }

    /// The value of a variable.
    pub(super) fn get<T: Kind>(&self, slot: Slot<T>) -> Option<&T> {
        T::column(self).get(slot.at)
    }

    /// Whether the value of a variable may differ in another environment of the same script: if not, it is the same.
    fn may_differ<T: Kind>(&self, other: &Self, slot: Slot<T>) -> bool {
        T::column(self).may_differ(T::column(other), slot.at)
    }

    /// Sets what `today`, `now` and `channel` are.
    pub fn surround(&mut self, surroundings: Surroundings, channel: &str) {
        self.surroundings = surroundings;
        if self.channel.as_deref() != Some(channel) {
            self.channel = Some(channel.into());
        }
    }

    /// Performs a write.
    pub(crate) fn apply(&mut self, write: AnyWrite) {
        dispatch!(AnyWrite, write, write => self.apply_typed(write));
    }

    fn apply_typed<T: Kind>(&mut self, write: Write<T>) {
        T::column_mut(self).set(write.slot.at, write.value);
    }
}

impl AnySlot {
    /// The value of the variable.
    pub(crate) fn value(self, env: &Env) -> Option<Value> {
        dispatch!(Self, self, slot => value(env.get(slot)))
    }

    /// Whether the value of the variable may differ in these environments: if not, it is the same.
    pub(crate) fn may_differ(self, env: &Env, other: &Env) -> bool {
        dispatch!(Self, self, slot => env.may_differ(other, slot))
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

impl<T> Eq for Slot<T> {}

impl<T> PartialOrd for Slot<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Slot<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at)
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({})", self.at)
    }
}
