//! Equivalence classes of ordered values (numbers, dates, times): the constants, and the intervals between them.

use jiff::Span as Days;
use jiff::civil::Time;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::base::value::{Declaration, Number, Type, Value, first_day, last_day};

/// The values of an ordered variable, as points on a number line: a date is a number of days since the first supported
/// day, a time a number of minutes since midnight.
#[derive(Debug)]
pub(super) struct OrderedDomain {
    kind: Type,
    /// The number of decimals of a point; `None` if points are dense.
    decimals: Option<u32>,
    low: Decimal,
    high: Decimal,
}

impl OrderedDomain {
    pub(super) fn new(declaration: &Declaration) -> Self {
        let (kind, decimals) = match declaration.kind {
            Type::Number => (Type::Number, declaration.decimals),
            kind => (kind, Some(0)),
        };
        let (low, high) = match kind {
            Type::Integer => (i64::MIN.into(), i64::MAX.into()),
            Type::Date => (Decimal::ZERO, point(&Value::Date(last_day())).unwrap_or_default()),
            Type::Time => (Decimal::ZERO, Decimal::from(24 * 60 - 1)),
            _ => (Decimal::MIN, Decimal::MAX),
        };
        let mut domain = Self { kind, decimals, low, high };
        if let Some(min) = declaration.min.as_ref().and_then(point) {
            domain.low = domain.up(min);
        }
        if let Some(max) = declaration.max.as_ref().and_then(point) {
            domain.high = domain.down(max);
        }
        domain
    }

    /// One value of each class: every constant, and a value below, between and above them where there is one.
    pub(super) fn partition(&self, constants: &[&Value]) -> Vec<Value> {
        let mut points: Vec<Decimal> = constants.iter().filter_map(|constant| point(constant)).collect();
        points.sort_unstable();
        points.dedup();
        let mut parts = Vec::with_capacity(points.len() * 2 + 1);
        let mut last = None;
        for point in points {
            parts.extend(self.between(last, Some(point)));
            if self.has(point) {
                parts.push(point);
            }
            last = Some(point);
        }
        parts.extend(self.between(last, None));
        parts.into_iter().filter_map(|point| self.value(point)).collect()
    }

    /// A point strictly between two bounds, if there is one. It lies close to a bound, so that messages name a familiar
    /// value.
    fn between(&self, over: Option<Decimal>, under: Option<Decimal>) -> Option<Decimal> {
        let fits = |point: &Decimal| {
            self.has(*point) && over.is_none_or(|over| over < *point) && under.is_none_or(|under| *point < under)
        };
        let next = over.and_then(|over| self.down(over).checked_add(self.step()));
        let previous = under.and_then(|under| self.up(under).checked_sub(self.step()));
        let one_more = over.and_then(|over| over.checked_add(Decimal::ONE));
        let one_less = under.and_then(|under| under.checked_sub(Decimal::ONE));
        let (from, to) =
            (over.map_or(self.low, |over| over.max(self.low)), under.map_or(self.high, |under| under.min(self.high)));
        let middle = to.checked_sub(from).and_then(|length| from.checked_add(length / Decimal::TWO));
        let candidates =
            [one_more, one_less, next, previous, middle, Some(Decimal::ZERO), Some(self.low), Some(self.high)];
        candidates.into_iter().flatten().find(fits)
    }

    /// Whether the variable can have this value.
    fn has(&self, point: Decimal) -> bool {
        self.low <= point && point <= self.high && self.down(point) == point
    }

    fn step(&self) -> Decimal {
        self.decimals.map_or(Decimal::ONE, |decimals| Decimal::new(1, decimals))
    }

    /// The largest point that is at most `point`.
    fn down(&self, point: Decimal) -> Decimal {
        self.rounded(point, RoundingStrategy::ToNegativeInfinity)
    }

    /// The smallest point that is at least `point`.
    fn up(&self, point: Decimal) -> Decimal {
        self.rounded(point, RoundingStrategy::ToPositiveInfinity)
    }

    fn rounded(&self, point: Decimal, strategy: RoundingStrategy) -> Decimal {
        self.decimals.map_or(point, |decimals| point.round_dp_with_strategy(decimals, strategy))
    }

    fn value(&self, point: Decimal) -> Option<Value> {
        match self.kind {
            Type::Integer => point.to_i64().map(Value::Integer),
            Type::Date => {
                let day = first_day().checked_add(Days::new().try_days(point.to_i64()?).ok()?);
                day.ok().map(Value::Date)
            }
            Type::Time => {
                let minutes = point.to_i64()?;
                let (hour, minute) = (i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?);
                Time::new(hour, minute, 0, 0).ok().map(Value::Time)
            }
            _ => Some(Value::Number(Number(point.normalize()))),
        }
    }
}

/// The point of a value; `None` if its type has no order.
fn point(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(value) => Some(Decimal::from(*value)),
        Value::Number(value) => Some(value.0),
        Value::Date(date) => Some(Decimal::from(date.duration_since(first_day()).as_hours() / 24)),
        Value::Time(time) => Some(Decimal::from(i64::from(time.hour()) * 60 + i64::from(time.minute()))),
        _ => None,
    }
}
