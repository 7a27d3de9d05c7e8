//! Declarations of variables. Every value of a variable passes `parse` or `admit`.
//!
//! An error says what is wanted, and never repeats the value, which may be sensitive.

mod wanted;

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use super::notation::{self, first_day, last_day};
use super::{BooleanLabels, Choice, Choices, Number, Pattern, Type, Unfit, Value, ValueError};

/// The declaration of a variable: its type, and restrictions of its values.
///
/// ```
/// use callscript::value::{Declaration, Type, Value};
///
/// let age = Declaration { min: Some(Value::Integer(18)), ..Declaration::new(Type::Integer) };
/// assert_eq!(age.parse("36"), Ok(Value::Integer(36)));
/// let refused = age.parse("7").unwrap_err();
/// assert_eq!(refused.to_string(), "must be a whole number of at least 18");
/// ```
#[derive(Debug, Clone)]
pub struct Declaration {
    /// Its type.
    pub kind: Type,
    /// Its name for people.
    pub label: Option<String>,
    /// Plain words for whoever fills it in: where to find it, how it looks.
    pub hint: Option<Box<str>>,
    /// The words for yes and no, of a `boolean` that has its own.
    pub labels: Option<Box<BooleanLabels>>,
    /// The choices of a `choice`, in order.
    pub choices: Choices,
    /// The smallest value, of the declared type.
    pub min: Option<Value>,
    /// The largest value, of the declared type.
    pub max: Option<Value>,
    /// The number of decimals that a `number` keeps. Values are rounded to it, half away from zero.
    pub decimals: Option<u32>,
    /// The pattern that a `text` must match.
    pub pattern: Option<Pattern>,
    /// The initial value.
    pub default: Option<Value>,
    /// Whether the host gives the value at the start.
    pub input: bool,
    /// Whether it is masked wherever it could be stored or seen later.
    pub sensitive: bool,
    /// Whether it may be empty.
    pub optional: bool,
}

impl Declaration {
    /// A variable of this type without restrictions.
    pub fn new(kind: Type) -> Self {
        Self {
            kind,
            label: None,
            hint: None,
            labels: None,
            choices: Choices::default(),
            min: None,
            max: None,
            decimals: None,
            pattern: None,
            default: None,
            input: false,
            sensitive: false,
            optional: false,
        }
    }

    /// Parses what someone typed, or a plain YAML scalar.
    ///
    /// White space at both ends is ignored, except for `text`. A choice is given by its id or, if that is unique, by
    /// its id or label in any case; a boolean by its label, or by `true`, `false`, `yes` or `no`.
    ///
    /// # Errors
    ///
    /// If the value does not fit: says what would.
    pub fn parse(&self, text: &str) -> Result<Value, ValueError> {
        let trimmed = text.trim();
        let value = match self.kind {
            Type::Text => Ok(Value::text(text)),
            Type::Phone | Type::Email => Ok(Value::text(trimmed)),
            Type::Integer => notation::parse_integer(trimmed).map(Value::Integer),
            Type::Number => notation::parse_number(trimmed).map(Value::Number),
            Type::Boolean => self.boolean(trimmed).map(Value::Boolean).ok_or(Unfit::Other),
            Type::Choice => self.find_choice(trimmed).map(Value::Choice).ok_or(Unfit::Other),
            Type::Date => notation::parse_date(trimmed).map(Value::Date),
            Type::Time => notation::parse_time(trimmed).map(Value::Time),
        };
        self.admit(value.map_err(|unfit| self.refuse(unfit))?)
    }

    /// Converts a computed value to one that this variable can store, and checks that it fits.
    ///
    /// CRLF becomes LF. An integer becomes a number; a choice becomes its id for a `text`; a text, or another
    /// variable's choice, becomes the choice with that id. A number is rounded to `decimals` before `min` and `max` are
    /// checked.
    ///
    /// # Errors
    ///
    /// If the value does not fit: says what would.
    pub(crate) fn admit(&self, value: Value) -> Result<Value, ValueError> {
        self.convert(value).filter(|value| self.is_between(value)).ok_or_else(|| self.refusal())
    }

    fn convert(&self, value: Value) -> Option<Value> {
        match (self.kind, value) {
            (Type::Text, Value::Choice(choice)) => self.check_text(choice.id),
            (Type::Text | Type::Phone | Type::Email, Value::Text(text)) => self.check_text(text),
            (Type::Number, Value::Integer(value)) => Some(self.store(Decimal::from(value))),
            (Type::Number, Value::Number(value)) => Some(self.store(value.0)),
            (Type::Choice, Value::Text(id)) => self.choice(&id),
            (Type::Choice, Value::Choice(choice)) => self.choice(&choice.id),
            (Type::Date, Value::Date(date)) => (first_day()..=last_day()).contains(&date).then_some(Value::Date(date)),
            (Type::Time, Value::Time(time)) => {
                (time.second() == 0 && time.subsec_nanosecond() == 0).then_some(Value::Time(time))
            }
            (Type::Integer, value @ Value::Integer(_)) | (Type::Boolean, value @ Value::Boolean(_)) => Some(value),
            _ => None,
        }
    }

    fn check_text(&self, text: Arc<str>) -> Option<Value> {
        let text = if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text };
        let fits = match self.kind {
            Type::Phone => notation::is_phone(&text),
            Type::Email => notation::is_email(&text),
            _ => notation::is_clean(&text) && self.pattern.as_ref().is_none_or(|pattern| pattern.matches(&text)),
        };
        fits.then_some(Value::Text(text))
    }

    /// A number, rounded to the declared decimals.
    fn store(&self, mut number: Decimal) -> Value {
        if let Some(decimals) = self.decimals {
            number = with_decimals(number, decimals);
        }
        Value::Number(Number(notation::without_negative_zero(number)))
    }

    fn choice(&self, id: &str) -> Option<Value> {
        self.choices.find(id).cloned().map(Value::Choice)
    }

    fn find_choice(&self, typed: &str) -> Option<Choice> {
        let exact = self.choices.find(typed);
        if exact.is_some() {
            return exact.cloned();
        }
        let lower = typed.to_lowercase();
        let like = |choice: &&Choice| choice.id.to_lowercase() == lower || choice.label.to_lowercase() == lower;
        let mut near = self.choices.iter().filter(like);
        near.next().filter(|_| near.next().is_none()).cloned()
    }

    fn is_between(&self, value: &Value) -> bool {
        let over = self.min.as_ref().is_none_or(|min| compare(value, min) != Some(Ordering::Less));
        let under = self.max.as_ref().is_none_or(|max| compare(value, max) != Some(Ordering::Greater));
        over && under
    }
}

/// Rounds half away from zero. The result prints with exactly this number of decimals.
pub(crate) fn with_decimals(number: Decimal, decimals: u32) -> Decimal {
    let decimals = decimals.min(Decimal::MAX_SCALE);
    let mut rounded = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    notation::without_negative_zero(rounded)
}

/// Compares two values; `None` if their types have no common order.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Integer(left), Value::Number(right)) => Some(Number::from(*left).cmp(right)),
        (Value::Number(left), Value::Integer(right)) => Some(left.cmp(&Number::from(*right))),
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Time(left), Value::Time(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
