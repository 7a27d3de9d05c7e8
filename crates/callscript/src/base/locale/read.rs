//! Reading what people type, as their language writes it. Everything that a text could mean is found first; what does not fit the
//! declaration is left out; one that remains is meant, and two are refused. Must not know ICU4X.

mod contact;
mod dates;
mod names;
mod numbers;
mod times;
mod typed;

#[cfg(test)]
#[cfg(feature = "locale")]
mod tests;

use jiff::civil::Date;

use self::typed::Typed;
use super::Locale;
use crate::base::value::{Declaration, Type, Unfit, Value, ValueError};

/// Why what was typed is refused.
///
/// Neither is to be shown for a sensitive value, but where it was typed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ReadError {
    /// It can be read in two ways, and both would fit.
    Ambiguous([Value; 2]),
    /// It cannot be read, or does not fit.
    Unfit(ValueError),
}

/// What a text could mean.
enum Meanings {
    /// Any of these, the likeliest first.
    Any(Vec<Value>),
    /// The nearest to today, if it is far nearer than any other.
    Nearest(Vec<Date>),
    /// Nothing, and why.
    Nothing(Unfit),
}

impl Locale {
    /// Reads what someone typed for a value, on a given day. The notation of [`Declaration::parse`] is always understood.
    ///
    /// # Errors
    ///
    /// If it can be read in two ways, or does not fit: says what would.
    pub fn read(&self, declaration: &Declaration, text: &str, today: Date) -> Result<Value, ReadError> {
        let fits = |value: &Value| declaration.admit(value.clone()).is_ok();
        let meanings = match declaration.kind {
            Type::Integer | Type::Number => {
                Typed::new(text, self.conventions()).map(|typed| self.numbers(&typed, declaration))
            }
            Type::Date => Typed::new(text, self.conventions()).map(|typed| self.dates(&typed, today, &fits)),
            Type::Time => Typed::new(text, self.conventions()).map(|typed| self.times(&typed)),
            Type::Phone => return declaration.parse(&contact::phone(text)).map_err(ReadError::Unfit),
            Type::Email => return declaration.parse(&contact::email(text)).map_err(ReadError::Unfit),
            _ => return declaration.parse(text).map_err(ReadError::Unfit),
        };
        match meanings.unwrap_or(Meanings::Nothing(Unfit::Other)) {
            Meanings::Any(values) => one_of(values, declaration),
            Meanings::Nearest(days) => nearest(days, declaration, today),
            Meanings::Nothing(unfit) => Err(ReadError::Unfit(declaration.refuse(unfit))),
        }
    }

    /// A value, as people of this language read it without a doubt: a date with its weekday.
    pub fn shown(&self, value: &Value) -> String {
        let mut shown = String::new();
        match value {
            Value::Date(date) => self.print_date(*date, super::DateStyle::Full, &mut shown),
            Value::Time(time) => self.print_time(*time, &mut shown),
            Value::Number(number) => self.print_number(number.0, &mut shown),
            value => shown = value.to_string(),
        }
        shown
    }
}

/// The only value that fits, as the declaration stores it.
fn one_of(values: Vec<Value>, declaration: &Declaration) -> Result<Value, ReadError> {
    let mut fitting: Vec<Value> = Vec::new();
    let mut refused = None;
    for value in values {
        match declaration.admit(value) {
            Ok(value) if fitting.contains(&value) => {}
            Ok(value) => fitting.push(value),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match <[Value; 1]>::try_from(fitting) {
        Ok([only]) => Ok(only),
        Err(fitting) => match <[Value; 2]>::try_from(fitting.into_iter().take(2).collect::<Vec<_>>()) {
            Ok(both) => Err(ReadError::Ambiguous(both)),
            Err(_) => Err(ReadError::Unfit(refused.unwrap_or_else(|| declaration.refusal()))),
        },
    }
}

/// The day nearest to today, unless another one that fits is less than three times as far.
fn nearest(mut days: Vec<Date>, declaration: &Declaration, today: Date) -> Result<Value, ReadError> {
    days.sort_by_key(|day| (distance(*day, today), *day));
    days.dedup();
    let fitting: Vec<&Date> = days.iter().filter(|day| declaration.admit(Value::Date(**day)).is_ok()).collect();
    match fitting[..] {
        [first, second, ..] if distance(*second, today) < 3 * distance(*first, today) => {
            Err(ReadError::Ambiguous([Value::Date(*first), Value::Date(*second)]))
        }
        [first, ..] => declaration.admit(Value::Date(*first)).map_err(ReadError::Unfit),
        [] => Err(ReadError::Unfit(declaration.refusal())),
    }
}

fn distance(day: Date, today: Date) -> i64 {
    i64::from((day - today).get_days().unsigned_abs())
}
