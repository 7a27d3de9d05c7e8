//! Values that are text: texts, phone numbers, email addresses and choices; and the operations that yield them.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::fmt::strtime::BrokenDownTime;
use rust_decimal::Decimal;

use super::calendar::weekday;
use super::environment::Env;
use super::kind::{Kind, column};
use super::{Operation, TypedExpr};
use crate::base::locale::{DateStyle, Locale};
use crate::base::value::{BooleanLabels, Choice, Choices, Value};
use crate::syntax::template::Forms;

/// A text, phone number or email address, or a choice. They can be compared with and converted to one another.
#[derive(Debug, Clone)]
pub(crate) enum TextValue {
    Text(Arc<str>),
    Choice(Choice),
}

impl Kind for TextValue {
    type Operation = TextOp;
    column!(texts);

    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::Text(Arc::clone(text))),
            Value::Choice(choice) => Some(Self::Choice(choice.clone())),
            _ => None,
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Choice(choice) => Value::Choice(choice),
        }
    }

    fn print(&self, out: &mut String) {
        out.push_str(self.shown());
    }
}

impl TextValue {
    /// What people read: the label of a choice.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Choice(choice) => &choice.label,
        }
    }

    /// What is compared: the id of a choice.
    pub(super) fn plain(&self) -> &Arc<str> {
        match self {
            Self::Text(text) => text,
            Self::Choice(choice) => &choice.id,
        }
    }
}

impl PartialEq for TextValue {
    fn eq(&self, other: &Self) -> bool {
        self.plain() == other.plain()
    }
}

impl Eq for TextValue {}

impl PartialOrd for TextValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TextValue {
    fn cmp(&self, other: &Self) -> Ordering {
        self.plain().cmp(other.plain())
    }
}

/// An operation that yields text.
#[derive(Debug)]
pub(crate) enum TextOp {
    /// The touch point of the call.
    Channel,
    /// The day of the week of a date, by its name in the language.
    Weekday(TypedExpr<Date>, Arc<Locale>),
    /// Filters, applied in order to what people read.
    Filtered(TypedExpr<TextValue>, Vec<TextFilter>),
    /// The words of a boolean: its own, or else `yes` or `no`.
    FromBoolean(TypedExpr<bool>, Option<Box<BooleanLabels>>),
    /// A date, formatted by a `strftime` format.
    FormatDate(TypedExpr<Date>, Arc<str>),
    /// A time of day, formatted by a `strftime` format.
    FormatTime(TypedExpr<Time>, Arc<str>),
    /// A date, as the language has it.
    LocalDate(TypedExpr<Date>, DateStyle, Arc<Locale>),
    /// A time of day, as the language has it.
    LocalTime(TypedExpr<Time>, Arc<Locale>),
    /// A number with the separators of the language, in groups.
    LocalNumber(TypedExpr<Decimal>, Arc<Locale>),
    /// The word that goes with a number.
    Plural(TypedExpr<Decimal>, Forms, Arc<Locale>),
    /// As a variable of type `text` stores it: a choice becomes its id.
    ToText(TypedExpr<TextValue>),
    /// As a variable of type `choice` stores it: an id becomes the choice from this list.
    ToChoice(TypedExpr<TextValue>, Choices),
}

/// A filter that takes text and yields text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TextFilter {
    Upper,
    Lower,
    Title,
    Trim,
}

impl Operation<TextValue> for TextOp {
    fn eval(&self, env: &Env) -> Option<TextValue> {
        Some(match self {
            Self::Weekday(date, locale) => {
                let date = date.value(env)?;
                TextValue::Choice(Choice { label: locale.weekday(date.weekday()).into(), ..weekday(date)? })
            }
            Self::Channel => {
                let id = env.channel.as_ref()?;
                TextValue::Choice(Choice { id: Arc::clone(id), label: Arc::clone(id) })
            }
            Self::Filtered(words, filters) => {
                let words = words.eval(env)?;
                let filter = |words: String, filter: &TextFilter| filter.apply(&words);
                TextValue::Text(filters.iter().fold(words.shown().to_owned(), filter).into())
            }
            Self::FromBoolean(holds, labels) => TextValue::Text(match (holds.value(env)?, labels) {
                (value, Some(labels)) => Arc::clone(labels.of(value)),
                (value, None) => Value::Boolean(value).to_string().into(),
            }),
            Self::FormatDate(date, format) => formatted(format, &date.value(env)?.into()),
            Self::FormatTime(time, format) => formatted(format, &time.value(env)?.into()),
            Self::LocalDate(date, style, locale) => {
                let date = date.value(env)?;
                written(|out| locale.print_date(date, *style, out))
            }
            Self::LocalTime(time, locale) => {
                let time = time.value(env)?;
                written(|out| locale.print_time(time, out))
            }
            Self::LocalNumber(number, locale) => {
                let number = number.value(env)?;
                written(|out| locale.print_number(number, out))
            }
            Self::Plural(number, forms, locale) => {
                TextValue::Text(Arc::clone(forms.word(locale.category(number.value(env)?))))
            }
            Self::ToText(words) => TextValue::Text(Arc::clone(words.eval(env)?.plain())),
            Self::ToChoice(words, choices) => {
                let words = words.value(env)?;
                // The domain check (`types::domain`) proves that the id is in the list.
                choices.find(words.plain()).cloned().map_or(words, TextValue::Choice)
            }
        })
    }
}

impl TextFilter {
    fn apply(self, text: &str) -> String {
        match self {
            Self::Upper => text.to_uppercase(),
            Self::Lower => text.to_lowercase(),
            Self::Title => title(text),
            Self::Trim => text.trim().to_owned(),
        }
    }
}

impl TypedExpr<TextValue> {
    /// Appends a filter.
    pub(super) fn filtered(self, filter: TextFilter) -> Self {
        let split = |made| match made {
            TextOp::Filtered(words, filters) => Ok((words, filters)),
            made => Err(made),
        };
        self.appended(split, filter, TextOp::Filtered)
    }
}

fn formatted(format: &str, moment: &BrokenDownTime) -> TextValue {
    let mut text = String::new();
    // The parser tried the format, so formatting cannot fail.
    drop(moment.format(format, &mut text));
    TextValue::Text(text.into())
}

fn written(print: impl FnOnce(&mut String)) -> TextValue {
    let mut text = String::new();
    print(&mut text);
    TextValue::Text(text.into())
}

fn title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut first = true;
    for c in text.chars() {
        if first {
            titled.extend(c.to_uppercase());
        } else {
            titled.extend(c.to_lowercase());
        }
        first = c.is_whitespace() || matches!(c, '-' | '(' | '{' | '[' | '<');
    }
    titled
}
