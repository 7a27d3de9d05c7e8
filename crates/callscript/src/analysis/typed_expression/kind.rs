//! The kinds of values that a formula can come to: a Rust type each, and what is said of each of them in turn.

use std::fmt::{Debug, Write};
use std::sync::Arc;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::environment::{AnySlot, Held};
use super::operations::{Day, Exact, Logic, Never, Whole};
use super::words::Words;
use super::{Formula, Make};
use crate::base::value::{Number, Value};

/// A kind of values.
pub(crate) trait Kind: Clone + Ord + Debug + 'static {
    /// What only this kind is made by.
    type Made: Make<Self> + Debug;

    /// The value, if it is of this kind; a whole number is a number, too.
    fn of(value: &Value) -> Option<Self>;

    /// The value, whatever its kind.
    fn into_value(self) -> Value;

    /// Where values of this kind are held.
    fn column(held: &Held) -> &[Option<Self>];

    /// Where values of this kind are held.
    fn column_mut(held: &mut Held) -> &mut Vec<Option<Self>>;

    /// Writes the value as a text shows it.
    fn print(&self, out: &mut String) {
        // To write to a `String` cannot fail.
        let _ = write!(out, "{}", self.clone().into_value());
    }
}

/// Declares an enum of one thing for each kind.
macro_rules! of_any_kind {
    ($(#[$meta:meta])* $name:ident($of:ident)) => {
        $crate::analysis::typed_expression::kind::of_any_kind! {
            @ $(#[$meta])* $name($of) {
                Boolean: bool,
                Integer: i64,
                Number: rust_decimal::Decimal,
                Date: jiff::civil::Date,
                Time: jiff::civil::Time,
                Words: $crate::analysis::typed_expression::words::Words,
            }
        }
    };
    (@ $(#[$meta:meta])* $name:ident($of:ident) { $($variant:ident: $kind:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub(crate) enum $name {
            $($variant($of<$kind>),)+
        }

        $(impl From<$of<$kind>> for $name {
            fn from(value: $of<$kind>) -> Self {
                Self::$variant(value)
            }
        })+
    };
}

/// Does the same with whichever it is.
macro_rules! whichever {
    ($name:ident, $any:expr, $it:ident => $then:expr) => {
        match $any {
            $name::Boolean($it) => $then,
            $name::Integer($it) => $then,
            $name::Number($it) => $then,
            $name::Date($it) => $then,
            $name::Time($it) => $then,
            $name::Words($it) => $then,
        }
    };
}

pub(super) use {of_any_kind, whichever};

of_any_kind! {
    /// A formula of some kind.
    AnyFormula(Formula)
}

/// Where values of a kind are held.
macro_rules! column {
    ($column:ident) => {
        fn column(held: &Held) -> &[Option<Self>] {
            &held.$column
        }

        fn column_mut(held: &mut Held) -> &mut Vec<Option<Self>> {
            &mut held.$column
        }
    };
}

pub(super) use column;

/// A kind that is one kind of `Value`.
macro_rules! kind {
    ($kind:ty, $made:ty, $column:ident, $variant:ident) => {
        impl Kind for $kind {
            type Made = $made;
            column!($column);

            fn of(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(value) => Some(*value),
                    _ => None,
                }
            }

            fn into_value(self) -> Value {
                Value::$variant(self)
            }
        }
    };
}

kind!(bool, Logic, booleans, Boolean);
kind!(i64, Whole, integers, Integer);
kind!(Date, Day, dates, Date);
kind!(Time, Never, times, Time);

impl Kind for Decimal {
    type Made = Exact;
    column!(numbers);

    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(value) => Some(value.0),
            Value::Integer(value) => Some(Self::from(*value)),
            _ => None,
        }
    }

    fn into_value(self) -> Value {
        Value::Number(Number(self))
    }
}

impl AnyFormula {
    /// This.
    pub(crate) fn fixed(value: &Value) -> Self {
        match value {
            Value::Boolean(value) => Self::Boolean(Formula::Fixed(*value)),
            Value::Integer(value) => Self::Integer(Formula::Fixed(*value)),
            Value::Number(value) => Self::Number(Formula::Fixed(value.0)),
            Value::Date(value) => Self::Date(Formula::Fixed(*value)),
            Value::Time(value) => Self::Time(Formula::Fixed(*value)),
            Value::Text(text) => Self::Words(Formula::Fixed(Words::Text(Arc::clone(text)))),
            Value::Choice(choice) => Self::Words(Formula::Fixed(Words::Choice(choice.clone()))),
        }
    }

    /// What a variable holds.
    pub(crate) fn variable(slot: AnySlot) -> Self {
        whichever!(AnySlot, slot, slot => Formula::Variable(slot).into())
    }

    /// What it comes to; none is *empty*.
    pub(crate) fn value(&self, held: &Held) -> Option<Value> {
        whichever!(Self, self, formula => formula.value(held).map(Kind::into_value))
    }

    /// Writes what it comes to as a text shows it; nothing if it is empty.
    pub(super) fn print(&self, held: &Held, out: &mut String) {
        whichever!(Self, self, formula => formula.worth(held).into_iter().for_each(|value| value.print(out)));
    }
}
