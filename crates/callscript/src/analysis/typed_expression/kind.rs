//! The kinds of values that an expression can have, one Rust type each; and macros that treat all kinds alike.

use std::fmt::{Debug, Write};
use std::sync::Arc;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::column::Column;
use super::environment::{AnySlot, Env};
use super::operations::{BooleanOp, DateOp, IntegerOp, NumberOp, TimeOp};
use super::text_value::TextValue;
use super::{Operation, TypedExpr};
use crate::base::value::{Number, Value};

/// A kind of values.
pub(crate) trait Kind: Clone + Ord + Debug + 'static {
    /// The operations that yield this kind.
    type Operation: Operation<Self> + Debug;

    /// The value, if it is of this kind. An integer also counts as a number.
    fn of(value: &Value) -> Option<Self>;

    /// The value as a [`Value`].
    fn into_value(self) -> Value;

    /// The column of the environment that has the values of this kind.
    fn column(env: &Env) -> &Column<Self>;

    /// The column of the environment that has the values of this kind, mutable.
    fn column_mut(env: &mut Env) -> &mut Column<Self>;

    /// Appends the value to a rendered text.
    fn print(&self, out: &mut String) {
        // To write to a `String` cannot fail.
        let _ = write!(out, "{}", self.clone().into_value());
    }
}

/// Declares an enum with one variant for each kind: `AnyX` over `X<T>`.
macro_rules! enum_over_kinds {
    ($(#[$meta:meta])* $name:ident($of:ident)) => {
        $crate::analysis::typed_expression::kind::enum_over_kinds! {
            @ $(#[$meta])* $name($of) {
                Boolean: bool,
                Integer: i64,
                Number: rust_decimal::Decimal,
                Date: jiff::civil::Date,
                Time: jiff::civil::Time,
                Text: $crate::analysis::typed_expression::text_value::TextValue,
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

/// Runs the same expression for whichever variant it is.
macro_rules! dispatch {
    ($name:ident, $any:expr, $it:ident => $then:expr) => {
        match $any {
            $name::Boolean($it) => $then,
            $name::Integer($it) => $then,
            $name::Number($it) => $then,
            $name::Date($it) => $then,
            $name::Time($it) => $then,
            $name::Text($it) => $then,
        }
    };
}

pub(super) use {dispatch, enum_over_kinds};

enum_over_kinds! {
    /// An expression of any kind.
    AnyTypedExpr(TypedExpr)
}

/// Implements [`Kind::column`] and [`Kind::column_mut`].
macro_rules! column {
    ($column:ident) => {
        fn column(env: &Env) -> &$crate::analysis::typed_expression::column::Column<Self> {
            &env.$column
        }

        fn column_mut(env: &mut Env) -> &mut $crate::analysis::typed_expression::column::Column<Self> {
            &mut env.$column
        }
    };
}

pub(super) use column;

/// Implements [`Kind`] for a type that corresponds to one variant of [`Value`].
macro_rules! kind {
    ($kind:ty, $made:ty, $column:ident, $variant:ident) => {
        impl Kind for $kind {
            type Operation = $made;
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

kind!(bool, BooleanOp, booleans, Boolean);
kind!(i64, IntegerOp, integers, Integer);
kind!(Date, DateOp, dates, Date);
kind!(Time, TimeOp, times, Time);

impl Kind for Decimal {
    type Operation = NumberOp;
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

impl AnyTypedExpr {
    /// A constant.
    pub(crate) fn constant(value: &Value) -> Self {
        match value {
            Value::Boolean(value) => Self::Boolean(TypedExpr::Constant(*value)),
            Value::Integer(value) => Self::Integer(TypedExpr::Constant(*value)),
            Value::Number(value) => Self::Number(TypedExpr::Constant(value.0)),
            Value::Date(value) => Self::Date(TypedExpr::Constant(*value)),
            Value::Time(value) => Self::Time(TypedExpr::Constant(*value)),
            Value::Text(text) => Self::Text(TypedExpr::Constant(TextValue::Text(Arc::clone(text)))),
            Value::Choice(choice) => Self::Text(TypedExpr::Constant(TextValue::Choice(choice.clone()))),
        }
    }

    /// The value of a variable.
    pub(crate) fn variable(slot: AnySlot) -> Self {
        dispatch!(AnySlot, slot, slot => TypedExpr::Variable(slot).into())
    }

    /// Evaluates the expression; `None` is *empty*.
    pub(crate) fn value(&self, env: &Env) -> Option<Value> {
        dispatch!(Self, self, expr => expr.value(env).map(Kind::into_value))
    }

    /// Appends the value to a rendered text; *empty* appends nothing.
    pub(super) fn print(&self, env: &Env, out: &mut String) {
        dispatch!(Self, self, expr => expr.eval(env).into_iter().for_each(|value| value.print(out)));
    }
}
