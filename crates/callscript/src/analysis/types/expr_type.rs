//! The inferred type of an expression.

use std::fmt;

use crate::base::value::{Type, Value};
use crate::syntax::expression::Operator;

/// The inferred type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExprType {
    /// Text of no particular type, such as a string literal: it fits wherever text is wanted.
    AnyText,
    /// A value of this type.
    Of(Type),
    /// The type of something unreadable, which was reported already; it fits everywhere.
    Unknown,
}

impl ExprType {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Text(_) => Self::AnyText,
            Value::Integer(_) => Self::Of(Type::Integer),
            Value::Number(_) => Self::Of(Type::Number),
            Value::Boolean(_) => Self::Of(Type::Boolean),
            Value::Choice(_) => Self::Of(Type::Choice),
            Value::Date(_) => Self::Of(Type::Date),
            Value::Time(_) => Self::Of(Type::Time),
        }
    }

    pub(super) fn is_textual(self) -> bool {
        matches!(self, Self::AnyText | Self::Of(Type::Text | Type::Choice | Type::Phone | Type::Email))
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Of(Type::Integer | Type::Number))
    }

    pub(super) fn is_ordered(self) -> bool {
        matches!(self, Self::Of(kind) if kind.is_ordered())
    }

    pub(super) fn allows_arithmetic(self) -> bool {
        self == Self::Unknown || self.is_number() || self == Self::Of(Type::Date)
    }

    /// Whether values of the two types can be compared.
    pub(super) fn is_comparable(self, other: Self) -> bool {
        self == Self::Unknown
            || other == Self::Unknown
            || self == other
            || self.is_number() && other.is_number()
            || self == Self::AnyText && other.is_textual()
            || other == Self::AnyText && self.is_textual()
    }

    /// The least upper bound of two types: the type of a conditional expression with these branches. `None` if there is
    /// none.
    pub(super) fn join(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Some(Self::Unknown),
            _ if self == other => Some(self),
            _ if self.is_number() && other.is_number() => Some(Self::Of(Type::Number)),
            (Self::AnyText, words) | (words, Self::AnyText) if words.is_textual() => Some(words),
            _ if self.is_textual() && other.is_textual() => Some(Self::Of(Type::Text)),
            _ => None,
        }
    }

    pub(super) fn arithmetic(self, by: Operator, other: Self) -> Option<Self> {
        use Type::{Date, Integer, Number};
        match (self, by, other) {
            (Self::Unknown, ..) | (_, _, Self::Unknown) => Some(Self::Unknown),
            (_, Operator::Over, _) => (self.is_number() && other.is_number()).then_some(Self::Of(Number)),
            (Self::Of(Integer), _, Self::Of(Integer)) | (Self::Of(Date), Operator::Minus, Self::Of(Date)) => {
                Some(Self::Of(Integer))
            }
            (Self::Of(Date), Operator::Plus | Operator::Minus, Self::Of(Integer)) => Some(Self::Of(Date)),
            _ if self.is_number() && other.is_number() => Some(Self::Of(Number)),
            _ => None,
        }
    }
}

impl fmt::Display for ExprType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AnyText | Self::Of(Type::Text) => "a text",
            Self::Of(kind) => described(*kind),
            Self::Unknown => "unknown",
        })
    }
}

/// What messages call a type.
pub(super) fn described(kind: Type) -> &'static str {
    match kind {
        Type::Text => "a text",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::Boolean => "a yes-or-no value",
        Type::Choice => "a choice",
        Type::Date => "a date",
        Type::Time => "a time",
        Type::Phone => "a phone number",
        Type::Email => "an email address",
    }
}
