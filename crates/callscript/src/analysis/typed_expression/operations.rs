//! Operations by the type of their result: booleans, integers, numbers and dates. Those that yield text are in
//! `text_value`.

use std::sync::Arc;

use super::arithmetic::{add_days, days_between, integer, number};
use super::calendar::{add_months, years};
use super::division::whole;
use super::environment::{AnySlot, Env};
use super::kind::{Kind, dispatch, enum_over_kinds};
use super::text_value::TextValue;
use super::{Operation, TypedExpr};
use crate::base::value::with_decimals;
use crate::syntax::expression::{Comparison, Operator};
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

/// An operation that yields a boolean.
#[derive(Debug)]
pub(crate) enum BooleanOp {
    /// Whether a variable has a value.
    Defined(AnySlot),
    Not(TypedExpr<bool>),
    And(Vec<TypedExpr<bool>>),
    Or(Vec<TypedExpr<bool>>),
    Test(AnyTest),
    /// Whether the text is part of the value.
    Contains(TypedExpr<TextValue>, Arc<str>),
}

/// A comparison of two values of one kind, or membership of a value in a list.
#[derive(Debug)]
pub(crate) enum Test<T: Kind> {
    Compare(TypedExpr<T>, Comparison, TypedExpr<T>),
    /// The list is sorted.
    In(TypedExpr<T>, Vec<T>),
}

enum_over_kinds! {
    /// A test on values of some kind.
    AnyTest(Test)
}

/// An operation that yields an integer.
#[derive(Debug)]
pub(crate) enum IntegerOp {
    Negate(TypedExpr<i64>),
    /// `+`, `-` and `*`, applied from left to right.
    Arithmetic(TypedExpr<i64>, Vec<(Operator, TypedExpr<i64>)>),
    /// The number of days from the first date to the second.
    DaysBetween(TypedExpr<Date>, TypedExpr<Date>),
    /// The whole years from the first date to the second.
    YearsBetween(TypedExpr<Date>, TypedExpr<Date>),
    /// The nearest whole number.
    Whole(TypedExpr<Decimal>),
}

/// An operation that yields a decimal number.
#[derive(Debug)]
pub(crate) enum NumberOp {
    FromInteger(TypedExpr<i64>),
    Negate(TypedExpr<Decimal>),
    /// `+`, `-`, `*` and `/`, applied from left to right.
    Arithmetic(TypedExpr<Decimal>, Vec<(Operator, TypedExpr<Decimal>)>),
    /// Rounds to each of these numbers of decimals in turn.
    Round(TypedExpr<Decimal>, Vec<u32>),
}

/// An operation that yields a date.
#[derive(Debug)]
pub(crate) enum DateOp {
    /// The day of what happens.
    Today,
    /// Adds months.
    AddMonths(TypedExpr<Date>, TypedExpr<i64>),
    /// Adds or subtracts days, from left to right.
    Shift(TypedExpr<Date>, Vec<(Direction, TypedExpr<i64>)>),
}

/// Whether days are added to a date or subtracted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Direction {
    Later,
    Earlier,
}

/// An operation that yields a time of day.
#[derive(Debug)]
pub(crate) enum TimeOp {
    /// The time of what happens.
    Now,
}

impl Operation<bool> for BooleanOp {
    fn eval(&self, env: &Env) -> Option<bool> {
        Some(match self {
            Self::Defined(slot) => slot.is_set(env),
            Self::Not(part) => !part.holds(env),
            Self::And(parts) => parts.iter().all(|part| part.holds(env)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(env)),
            Self::Contains(whole, part) => whole.eval(env).is_some_and(|whole| whole.plain().contains(&**part)),
            Self::Test(test) => dispatch!(AnyTest, test, test => test.holds(env)),
        })
    }
}

impl<T: Kind> Test<T> {
    /// Whether the test holds. *Empty* is unequal to everything, itself included, and in no list.
    fn holds(&self, env: &Env) -> bool {
        match self {
            Self::Compare(left, by, right) => match (left.eval(env), right.eval(env)) {
                (Some(left), Some(right)) => by.holds(left.cmp(&right)),
                _ => *by == Comparison::NotEqual,
            },
            Self::In(value, list) => value.eval(env).is_some_and(|value| list.binary_search(&value).is_ok()),
        }
    }
}

impl Operation<i64> for IntegerOp {
    fn eval(&self, env: &Env) -> Option<i64> {
        match self {
            Self::Negate(operand) => operand.value(env).map(i64::saturating_neg),
            Self::Arithmetic(first, rest) => {
                rest.iter().try_fold(first.value(env)?, |sum, (by, next)| Some(integer(sum, *by, next.value(env)?)))
            }
            Self::YearsBetween(from, to) => Some(years(from.value(env)?, to.value(env)?)),
            Self::Whole(number) => number.value(env).map(whole),
            Self::DaysBetween(from, to) => Some(days_between(from.value(env)?, to.value(env)?)),
        }
    }
}

impl Operation<Decimal> for NumberOp {
    fn eval(&self, env: &Env) -> Option<Decimal> {
        match self {
            Self::FromInteger(number) => number.value(env).map(Decimal::from),
            Self::Negate(operand) => Some(number(Decimal::ZERO, Operator::Minus, operand.value(env)?)),
            Self::Arithmetic(first, rest) => {
                rest.iter().try_fold(first.value(env)?, |sum, (by, next)| Some(number(sum, *by, next.value(env)?)))
            }
            Self::Round(number, decimals) => {
                Some(decimals.iter().fold(number.value(env)?, |number, decimals| with_decimals(number, *decimals)))
            }
        }
    }
}

impl Operation<Date> for DateOp {
    fn eval(&self, env: &Env) -> Option<Date> {
        let (first, rest) = match self {
            Self::Today => return Some(env.surroundings.today),
            Self::AddMonths(date, months) => return Some(add_months(date.value(env)?, months.value(env)?)),
            Self::Shift(first, rest) => (first, rest),
        };
        rest.iter().try_fold(first.value(env)?, |date, (direction, days)| {
            let days = days.value(env)?;
            Some(match direction {
                Direction::Later => add_days(date, days),
                Direction::Earlier => add_days(date, days.saturating_neg()),
            })
        })
    }
}

impl Operation<Time> for TimeOp {
    fn eval(&self, env: &Env) -> Option<Time> {
        let Self::Now = self;
        Some(env.surroundings.now)
    }
}

impl<T: Kind> TypedExpr<T> {
    /// Appends a step to a chain of operations, so that `a + b + c` is one node and not a nested tree. `split` takes an
    /// operation apart if it is a chain of the right sort; `join` builds one.
    pub(super) fn appended<Step>(
        self,
        split: impl FnOnce(T::Operation) -> Result<(Self, Vec<Step>), T::Operation>,
        step: Step,
        join: impl FnOnce(Self, Vec<Step>) -> T::Operation,
    ) -> Self {
        let (first, mut steps) = match self {
            Self::Operation(made) => split(*made).unwrap_or_else(|made| (Self::operation(made), Vec::new())),
            first => (first, Vec::new()),
        };
        steps.push(step);
        Self::operation(join(first, steps))
    }
}

impl TypedExpr<i64> {
    /// Appends an operator and its operand to the chain.
    pub(super) fn arithmetic(self, by: Operator, next: Self) -> Self {
        let split = |made| match made {
            IntegerOp::Arithmetic(first, rest) => Ok((first, rest)),
            made => Err(made),
        };
        self.appended(split, (by, next), IntegerOp::Arithmetic)
    }

    /// Converts to a decimal number.
    pub(super) fn into_number(self) -> TypedExpr<Decimal> {
        match self {
            Self::Constant(number) => TypedExpr::Constant(number.into()),
            number => TypedExpr::operation(NumberOp::FromInteger(number)),
        }
    }
}

impl TypedExpr<Decimal> {
    /// Appends an operator and its operand to the chain.
    pub(super) fn arithmetic(self, by: Operator, next: Self) -> Self {
        let split = |made| match made {
            NumberOp::Arithmetic(first, rest) => Ok((first, rest)),
            made => Err(made),
        };
        self.appended(split, (by, next), NumberOp::Arithmetic)
    }

    /// Rounds to this number of decimals.
    pub(super) fn rounded(self, decimals: u32) -> Self {
        let split = |made| match made {
            NumberOp::Round(number, all) => Ok((number, all)),
            made => Err(made),
        };
        self.appended(split, decimals, NumberOp::Round)
    }
}

impl TypedExpr<Date> {
    /// Adds or subtracts this number of days.
    pub(super) fn shifted(self, direction: Direction, days: TypedExpr<i64>) -> Self {
        let split = |made| match made {
            DateOp::Shift(first, rest) => Ok((first, rest)),
            made => Err(made),
        };
        self.appended(split, (direction, days), DateOp::Shift)
    }
}
