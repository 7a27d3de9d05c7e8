//! What only values of one kind are made by: conditions, whole numbers, numbers, dates.

use super::arithmetic::{days_between, exact, later, whole};
use super::environment::{AnySlot, Held};
use super::kind::{Kind, of_any_kind, whichever};
use super::{Formula, Make};
use crate::base::value::with_decimals;
use crate::syntax::expression::{Comparison, Operator};
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

/// A condition.
#[derive(Debug)]
pub(crate) enum Logic {
    /// A variable holds something.
    Defined(AnySlot),
    Not(Formula<bool>),
    And(Vec<Formula<bool>>),
    Or(Vec<Formula<bool>>),
    Test(AnyTest),
}

/// A value compared with another of its kind, or looked for among several.
#[derive(Debug)]
pub(crate) enum Test<T: Kind> {
    Compared(Formula<T>, Comparison, Formula<T>),
    Listed(Formula<T>, Vec<T>),
}

of_any_kind! {
    /// A value compared with others of its kind.
    AnyTest(Test)
}

/// A whole number.
#[derive(Debug)]
pub(crate) enum Whole {
    Negated(Formula<i64>),
    /// From left to right.
    Reckoned(Formula<i64>, Vec<(Operator, Formula<i64>)>),
    /// The days from the one to the other.
    Days(Formula<Date>, Formula<Date>),
}

/// A number.
#[derive(Debug)]
pub(crate) enum Exact {
    Whole(Formula<i64>),
    Negated(Formula<Decimal>),
    /// From left to right.
    Reckoned(Formula<Decimal>, Vec<(Operator, Formula<Decimal>)>),
    /// To so many decimals, one after the other.
    Rounded(Formula<Decimal>, Vec<u32>),
}

/// A date.
#[derive(Debug)]
pub(crate) enum Day {
    /// So many days later or earlier, from left to right.
    Moved(Formula<Date>, Vec<(Direction, Formula<i64>)>),
}

/// Which way a date is moved.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Direction {
    Later,
    Earlier,
}

/// Nothing makes a time.
#[derive(Debug)]
pub(crate) enum Never {}

impl Make<bool> for Logic {
    fn make(&self, held: &Held) -> Option<bool> {
        Some(match self {
            Self::Defined(slot) => slot.is_set(held),
            Self::Not(part) => !part.holds(held),
            Self::And(parts) => parts.iter().all(|part| part.holds(held)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(held)),
            Self::Test(test) => whichever!(AnyTest, test, test => test.holds(held)),
        })
    }
}

impl<T: Kind> Test<T> {
    /// Whether it holds; what is empty is unequal to everything, and stands in no list.
    fn holds(&self, held: &Held) -> bool {
        match self {
            Self::Compared(left, by, right) => match (left.worth(held), right.worth(held)) {
                (Some(left), Some(right)) => by.holds(left.cmp(&right)),
                _ => *by == Comparison::NotEqual,
            },
            Self::Listed(value, list) => value.worth(held).is_some_and(|value| list.contains(&value)),
        }
    }
}

impl Make<i64> for Whole {
    fn make(&self, held: &Held) -> Option<i64> {
        match self {
            Self::Negated(operand) => operand.value(held).map(i64::saturating_neg),
            Self::Reckoned(first, rest) => {
                rest.iter().try_fold(first.value(held)?, |sum, (by, next)| Some(whole(sum, *by, next.value(held)?)))
            }
            Self::Days(from, to) => Some(days_between(from.value(held)?, to.value(held)?)),
        }
    }
}

impl Make<Decimal> for Exact {
    fn make(&self, held: &Held) -> Option<Decimal> {
        match self {
            Self::Whole(number) => number.value(held).map(Decimal::from),
            Self::Negated(operand) => Some(exact(Decimal::ZERO, Operator::Minus, operand.value(held)?)),
            Self::Reckoned(first, rest) => {
                rest.iter().try_fold(first.value(held)?, |sum, (by, next)| Some(exact(sum, *by, next.value(held)?)))
            }
            Self::Rounded(number, decimals) => {
                Some(decimals.iter().fold(number.value(held)?, |number, decimals| with_decimals(number, *decimals)))
            }
        }
    }
}

impl Make<Date> for Day {
    fn make(&self, held: &Held) -> Option<Date> {
        let Self::Moved(first, rest) = self;
        rest.iter().try_fold(first.value(held)?, |date, (direction, days)| {
            let days = days.value(held)?;
            Some(match direction {
                Direction::Later => later(date, days),
                Direction::Earlier => later(date, days.saturating_neg()),
            })
        })
    }
}

impl Make<Time> for Never {
    fn make(&self, _: &Held) -> Option<Time> {
        match *self {}
    }
}

impl<T: Kind> Formula<T> {
    /// With one more step behind those that are taken already: `apart` tells these from what else is made, and `whole`
    /// puts them together again.
    pub(super) fn extended<Step>(
        self,
        apart: impl FnOnce(T::Made) -> Result<(Self, Vec<Step>), T::Made>,
        step: Step,
        whole: impl FnOnce(Self, Vec<Step>) -> T::Made,
    ) -> Self {
        let (first, mut steps) = match self {
            Self::Made(made) => apart(*made).unwrap_or_else(|made| (Self::made(made), Vec::new())),
            first => (first, Vec::new()),
        };
        steps.push(step);
        Self::made(whole(first, steps))
    }
}

impl Formula<i64> {
    /// Reckoned on with the next.
    pub(super) fn reckoned(self, by: Operator, next: Self) -> Self {
        let apart = |made| match made {
            Whole::Reckoned(first, rest) => Ok((first, rest)),
            made => Err(made),
        };
        self.extended(apart, (by, next), Whole::Reckoned)
    }

    /// The same as a number.
    pub(super) fn exact(self) -> Formula<Decimal> {
        match self {
            Self::Fixed(number) => Formula::Fixed(number.into()),
            number => Formula::made(Exact::Whole(number)),
        }
    }
}

impl Formula<Decimal> {
    /// Reckoned on with the next.
    pub(super) fn reckoned(self, by: Operator, next: Self) -> Self {
        let apart = |made| match made {
            Exact::Reckoned(first, rest) => Ok((first, rest)),
            made => Err(made),
        };
        self.extended(apart, (by, next), Exact::Reckoned)
    }

    /// To so many decimals.
    pub(super) fn rounded(self, decimals: u32) -> Self {
        let apart = |made| match made {
            Exact::Rounded(number, all) => Ok((number, all)),
            made => Err(made),
        };
        self.extended(apart, decimals, Exact::Rounded)
    }
}

impl Formula<Date> {
    /// Moved on by so many days.
    pub(super) fn moved(self, direction: Direction, days: Formula<i64>) -> Self {
        self.extended(|Day::Moved(first, rest)| Ok((first, rest)), (direction, days), Day::Moved)
    }
}
