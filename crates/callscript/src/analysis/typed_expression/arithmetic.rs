//! `+`, `-`, `*` and `/` on numbers, `+` and `-` on dates. Every operation saturates: past the largest value it yields the largest
//! value.

use jiff::{Span as Days, civil::Date};
use rust_decimal::Decimal;

use super::division::divided;
use crate::base::value::{first_day, last_day};
use crate::syntax::expression::Operator;

/// Integer arithmetic.
pub(super) fn integer(left: i64, by: Operator, right: i64) -> i64 {
    match by {
        Operator::Plus => left.saturating_add(right),
        Operator::Minus => left.saturating_sub(right),
        Operator::Times => left.saturating_mul(right),
        // Division gives a number: `Lowering` makes numbers of its operands.
        Operator::Over => left.checked_div(right).unwrap_or_default(),
    }
}

/// Decimal arithmetic. A result of zero never has a minus sign.
pub(super) fn number(left: Decimal, by: Operator, right: Decimal) -> Decimal {
    let (result, negative) = match by {
        Operator::Over => return divided(left, right),
        Operator::Plus => (left.checked_add(right), left.is_sign_negative()),
        Operator::Minus => (left.checked_sub(right), left.is_sign_negative()),
        Operator::Times => (left.checked_mul(right), left.is_sign_negative() != right.is_sign_negative()),
    };
    let mut result = result.unwrap_or(if negative { Decimal::MIN } else { Decimal::MAX });
    if result.is_zero() {
        result.set_sign_positive(true);
    }
    result
}

/// Adds `days`, which may be negative. The result stays between the first and the last supported day.
pub(super) fn add_days(date: Date, days: i64) -> Date {
    /// More days than there are between the first and the last.
    const MOST: i64 = 4_000_000;
    let sum = date.checked_add(Days::new().days(days.clamp(-MOST, MOST)));
    let end = if days < 0 { first_day() } else { last_day() };
    sum.unwrap_or(end).clamp(first_day(), last_day())
}

/// The number of days from `from` to `to`; negative if `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use Operator::{Minus, Plus, Times};

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn whole_numbers_saturate() {
        let cases = [
            (i64::MAX, Plus, 1, i64::MAX),
            (i64::MIN, Minus, 1, i64::MIN),
            (i64::MAX, Times, -2, i64::MIN),
            (2, Times, -3, -6),
        ];
        for (left, by, right, expected) in cases {
            assert_eq!(integer(left, by, right), expected, "{left} {} {right}", by.as_str());
        }
    }

    #[test]
    fn numbers_saturate_and_zero_has_no_sign() {
        let cases = [
            (Decimal::MAX, Plus, number("1"), Decimal::MAX),
            (Decimal::MIN, Minus, number("1"), Decimal::MIN),
            (Decimal::MAX, Times, number("-2"), Decimal::MIN),
            (number("2"), Times, number("1.5"), number("3.0")),
        ];
        for (left, by, right, expected) in cases {
            assert_eq!(super::number(left, by, right), expected, "{left} {} {right}", by.as_str());
        }
        for (left, by) in [("0", Minus), ("-1.5", Times)] {
            assert!(super::number(number(left), by, number("0.0")).is_sign_positive(), "{left}");
        }
    }

    #[test]
    fn dates_stay_between_the_first_day_and_the_last() {
        let cases = [
            ("9999-12-30", 2, "9999-12-31"),
            ("0001-01-02", -2, "0001-01-01"),
            ("2026-01-01", i64::MAX, "9999-12-31"),
            ("2026-01-01", i64::MIN, "0001-01-01"),
            ("2024-02-28", 2, "2024-03-01"),
        ];
        for (from, days, expected) in cases {
            assert_eq!(add_days(date(from), days), date(expected), "{from} {days}");
        }
        assert_eq!(days_between(date("0001-01-01"), date("9999-12-31")), 3_652_058);
        assert_eq!(days_between(date("2026-12-01"), date("2026-11-30")), -1);
    }
}
