//! Sample values of a declaration, at which conditions may change.

use std::collections::HashSet;

use jiff::Span;
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::{Declaration, Number, Type, Value};

impl Declaration {
    /// Values that fit, the most ordinary first: the default, an ordinary value, the choices, and then the bounds and
    /// `constants` with their neighbours.
    pub fn samples(&self, constants: &[Value]) -> Vec<Value> {
        let mut tried: Vec<Value> = self.default.iter().cloned().collect();
        tried.extend(self.plain());
        tried.extend(self.choices.iter().cloned().map(Value::Choice));
        for bound in constants.iter().chain(&self.min).chain(&self.max) {
            tried.push(bound.clone());
            tried.extend(neighbours(bound));
        }
        let mut known = HashSet::new();
        let admitted = tried.into_iter().filter_map(|value| self.admit(value).ok());
        admitted.filter(|value| known.insert(value.to_plain())).collect()
    }

    /// Values that a person could have entered.
    fn plain(&self) -> Vec<Value> {
        match self.kind {
            Type::Text => match &self.pattern {
                Some(pattern) => pattern.example().map(Value::text).into_iter().collect(),
                None => vec![Value::text("some words")],
            },
            Type::Phone => vec![Value::text("+44 20 7946 0018")],
            Type::Email => vec![Value::text("ada@example.org")],
            Type::Integer => vec![Value::Integer(1)],
            Type::Number => vec![Value::Number(1.into())],
            Type::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
            Type::Date => vec![Value::Date(Date::constant(2026, 12, 1))],
            Type::Time => vec![Value::Time(Time::constant(14, 30, 0, 0))],
            Type::Choice => Vec::new(),
        }
    }
}

/// The next values below and above, for types that have them.
fn neighbours(value: &Value) -> Vec<Value> {
    match value {
        Value::Integer(number) => {
            vec![Value::Integer(number.saturating_sub(1)), Value::Integer(number.saturating_add(1))]
        }
        Value::Number(number) => {
            let around = [number.0.checked_sub(Decimal::ONE), number.0.checked_add(Decimal::ONE)];
            around.into_iter().flatten().map(|number| Value::Number(Number(number))).collect()
        }
        Value::Date(date) => {
            let day = Span::new().days(1);
            let around = [date.checked_sub(day), date.checked_add(day)];
            around.into_iter().filter_map(Result::ok).map(Value::Date).collect()
        }
        Value::Time(time) => {
            let minute = Span::new().minutes(1);
            let around = [time.checked_sub(minute), time.checked_add(minute)];
            around.into_iter().filter_map(Result::ok).map(Value::Time).collect()
        }
        Value::Text(_) | Value::Boolean(_) | Value::Choice(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_taken_and_lie_at_the_bounds() {
        let shown = |declaration: &Declaration, constants: &[Value]| {
            let samples = declaration.samples(constants);
            samples.iter().map(Value::to_plain).collect::<Vec<_>>().join(" ")
        };
        let mut integer = Declaration::new(Type::Integer);
        integer.min = Some(Value::Integer(0));
        integer.max = Some(Value::Integer(10));
        assert_eq!(shown(&integer, &[Value::Integer(7)]), "1 7 6 8 0 10 9");
        integer.min = Some(Value::Integer(3));
        integer.default = Some(Value::Integer(5));
        assert_eq!(shown(&integer, &[]), "5 3 4 10 9");
        let mut time = Declaration::new(Type::Time);
        time.max = Some(Value::Time(Time::constant(9, 0, 0, 0)));
        assert_eq!(shown(&time, &[]), "09:00 08:59");
        assert_eq!(shown(&Declaration::new(Type::Boolean), &[]), "true false");
        assert_eq!(shown(&Declaration::new(Type::Text), &[Value::text("gold")]), "some words gold");
        for kind in Type::ALL.into_iter().filter(|kind| *kind != Type::Choice) {
            assert!(!Declaration::new(kind).samples(&[]).is_empty(), "{kind:?}");
        }
    }
}
