//! What `+`, `-`, `*` and `==` do with two values.
//!
//! Total but for types that do not fit, which are `None`: integers, numbers and dates saturate.

use jiff::{Span as Days, civil::Date};
use rust_decimal::Decimal;

use super::Operator;
use crate::value::{Value, compare, first_day, last_day};

/// Two values reckoned with.
pub(super) fn reckon(left: &Value, by: Operator, right: &Value) -> Option<Value> {
    match (left, by, right) {
        (Value::Integer(left), _, Value::Integer(right)) => Some(Value::Integer(match by {
            Operator::Plus => left.saturating_add(*right),
            Operator::Minus => left.saturating_sub(*right),
            Operator::Times => left.saturating_mul(*right),
        })),
        (Value::Date(date), Operator::Plus, Value::Integer(days)) => Some(Value::Date(add_days(*date, *days))),
        (Value::Date(date), Operator::Minus, Value::Integer(days)) => {
            Some(Value::Date(add_days(*date, days.saturating_neg())))
        }
        (Value::Date(left), Operator::Minus, Value::Date(right)) => {
            Some(Value::Integer(left.duration_since(*right).as_hours() / 24))
        }
        _ => Some(Value::Number(reckon_numbers(number(left)?, by, number(right)?))),
    }
}

/// A number with the other sign.
pub(super) fn negate(value: &Value) -> Option<Value> {
    match value {
        Value::Integer(value) => Some(Value::Integer(value.saturating_neg())),
        Value::Number(value) => Some(Value::Number(reckon_numbers(Decimal::ZERO, Operator::Minus, *value))),
        _ => None,
    }
}

/// Whether two values of one type are equal; a choice may be compared with the text of an id.
pub(super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => Some(left == right),
        (Value::Boolean(left), Value::Boolean(right)) => Some(left == right),
        (Value::Choice(left), Value::Choice(right)) => Some(left == right),
        (Value::Choice(choice), Value::Text(id)) | (Value::Text(id), Value::Choice(choice)) => Some(choice.id == *id),
        _ => compare(left, right).map(std::cmp::Ordering::is_eq),
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(value) => Some(Decimal::from(*value)),
        Value::Number(value) => Some(*value),
        _ => None,
    }
}

fn reckon_numbers(left: Decimal, by: Operator, right: Decimal) -> Decimal {
    let (result, negative) = match by {
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

/// So many days later, but neither before the first day nor after the last.
fn add_days(date: Date, days: i64) -> Date {
    /// More days than there are from the first to the last.
    const MOST: i64 = 4_000_000;
    let sum = date.checked_add(Days::new().days(days.clamp(-MOST, MOST)));
    let end = if days < 0 { first_day() } else { last_day() };
    sum.unwrap_or(end).clamp(first_day(), last_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Value {
        Value::Date(text.parse().unwrap())
    }

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    #[test]
    fn everything_saturates() {
        use Operator::{Minus, Plus, Times};
        let (most, least) = (Value::Integer(i64::MAX), Value::Integer(i64::MIN));
        let cases = [
            (most.clone(), Plus, Value::Integer(1), most.clone()),
            (least.clone(), Minus, Value::Integer(1), least.clone()),
            (most.clone(), Times, Value::Integer(-2), least.clone()),
            (Value::Number(Decimal::MAX), Plus, number("1"), Value::Number(Decimal::MAX)),
            (Value::Number(Decimal::MIN), Minus, number("1"), Value::Number(Decimal::MIN)),
            (Value::Number(Decimal::MAX), Times, number("-2"), Value::Number(Decimal::MIN)),
            (date("9999-12-30"), Plus, Value::Integer(2), date("9999-12-31")),
            (date("0001-01-02"), Minus, Value::Integer(2), date("0001-01-01")),
            (date("2026-01-01"), Plus, most, date("9999-12-31")),
            (date("2026-01-01"), Minus, least.clone(), date("9999-12-31")),
            (date("2026-01-01"), Plus, least, date("0001-01-01")),
            (date("2024-02-28"), Plus, Value::Integer(2), date("2024-03-01")),
            (date("9999-12-31"), Minus, date("0001-01-01"), Value::Integer(3_652_058)),
            (Value::Integer(2), Times, number("1.5"), number("3.0")),
        ];
        for (left, by, right, expected) in cases {
            assert_eq!(reckon(&left, by, &right), Some(expected), "{left} {} {right}", by.as_str());
        }
        assert_eq!(negate(&Value::Integer(i64::MIN)), Some(Value::Integer(i64::MAX)));
        assert_eq!(negate(&number("0.0")).map(|zero| zero.to_string()).as_deref(), Some("0.0"));
    }

    #[test]
    fn types_that_do_not_fit_have_no_result() {
        let text = Value::text("2026-01-01");
        assert_eq!(reckon(&text, Operator::Plus, &Value::Integer(1)), None);
        assert_eq!(reckon(&Value::Integer(1), Operator::Plus, &date("2026-01-01")), None);
        assert_eq!(reckon(&date("2026-01-01"), Operator::Plus, &date("2026-01-01")), None);
        assert_eq!(equal(&text, &date("2026-01-01")), None);
        assert_eq!(negate(&text), None);
    }
}
