//! Values of variables, their types and declarations.
//!
//! Must not know expressions, templates, YAML or scripts.

mod choices;
mod declaration;
mod error;
mod labels;
mod normalize;
mod notation;
mod number;
mod pattern;
mod sample;

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, Time};

pub use choices::Choices;
pub(crate) use choices::weekdays;
pub use declaration::Declaration;
pub(crate) use declaration::{compare, with_decimals};
pub use error::{Unfit, ValueError};
pub use labels::BooleanLabels;
pub(crate) use labels::usual as usual_boolean;
pub(crate) use notation::{first_day, last_day, parse_date, parse_integer, parse_number, parse_time};
pub use number::Number;
pub(crate) use pattern::Patterns;
pub use pattern::{Pattern, PatternError};

/// A value. Cloning it is cheap.
///
/// It prints as in a rendered template: a choice as its label, a boolean as `yes` or `no`.
///
/// ```
/// use callscript::value::Value;
///
/// assert_eq!(Value::Boolean(true).to_string(), "yes");
/// assert_eq!(Value::Boolean(true).to_plain(), "true");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, phone number or email address.
    Text(Arc<str>),
    /// A 64-bit integer.
    Integer(i64),
    /// An exact decimal. It prints with the decimals that it was stored with.
    Number(Number),
    /// True or false, shown as yes or no.
    Boolean(bool),
    /// One of the choices of a declaration.
    Choice(Choice),
    /// A day in the years 1 to 9999.
    Date(Date),
    /// A time of day, in minutes.
    Time(Time),
}

/// One of the values of a `choice`. Choices are equal if their ids are.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id in conditions, sessions and reports.
    pub id: Arc<str>,
    /// Its name for people.
    pub label: Arc<str>,
}

/// The type of a variable, as named in the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// `text`
    Text,
    /// `integer`, of 64 bits
    Integer,
    /// `number`, an exact decimal
    Number,
    /// `boolean`
    Boolean,
    /// `choice`
    Choice,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `phone`
    Phone,
    /// `email`
    Email,
}

impl Value {
    /// The value for machines, which `Declaration::parse` reads back: the id of a choice, `true` or `false` for a
    /// boolean.
    pub fn to_plain(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Choice(choice) => choice.id.to_string(),
            _ => self.to_string(),
        }
    }

    /// A text value.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Boolean(true) => f.write_str("yes"),
            Self::Boolean(false) => f.write_str("no"),
            Self::Choice(choice) => f.write_str(&choice.label),
            Self::Date(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            Self::Time(time) => write!(f, "{:02}:{:02}", time.hour(), time.minute()),
        }
    }
}

impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Choice {}

impl Type {
    /// Every type, in the order of the format's documentation.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Choice,
        Self::Date,
        Self::Time,
        Self::Phone,
        Self::Email,
    ];

    /// The name of the type in the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Choice => "choice",
            Self::Date => "date",
            Self::Time => "time",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// The type with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether its values have an order, so that `min` and `max` apply.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Integer | Self::Number | Self::Date | Self::Time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_the_names_of_the_format() {
        for kind in Type::ALL {
            assert_eq!(Type::from_name(kind.name()), Some(kind));
        }
        assert_eq!(Type::from_name("Text"), None);
    }

    #[test]
    fn values_print_for_people_and_for_machines() {
        let gold = Choice { id: "gold".into(), label: "Gold plan".into() };
        let cases = [
            (Value::text("Ada"), "Ada", "Ada"),
            (Value::Integer(-3), "-3", "-3"),
            (Value::Number("2.50".parse().unwrap()), "2.50", "2.50"),
            (Value::Boolean(true), "yes", "true"),
            (Value::Boolean(false), "no", "false"),
            (Value::Choice(gold), "Gold plan", "gold"),
            (Value::Date(Date::constant(7, 2, 1)), "0007-02-01", "0007-02-01"),
            (Value::Time(Time::constant(9, 5, 0, 0)), "09:05", "09:05"),
        ];
        for (value, shown, plain) in cases {
            assert_eq!((value.to_string().as_str(), value.to_plain().as_str()), (shown, plain));
        }
    }
}
