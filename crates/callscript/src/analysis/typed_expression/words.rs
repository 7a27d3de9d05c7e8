//! Words: what texts, phone numbers, email addresses and choices come to, and what they alone are made by.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::fmt::strtime::BrokenDownTime;
use rust_decimal::Decimal;

use super::environment::Held;
use super::kind::{Kind, column};
use super::{Formula, Make};
use crate::base::value::{Choice, Value};

/// A text, phone number, email address or choice: they stand for one another in conditions and texts.
#[derive(Debug, Clone)]
pub(crate) enum Words {
    Text(Arc<str>),
    Choice(Choice),
}

impl Kind for Words {
    type Made = Said;
    column!(words);

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

impl Words {
    /// As people read them: of a choice its label.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Choice(choice) => &choice.label,
        }
    }

    /// What they are compared by: of a choice its id.
    pub(super) fn plain(&self) -> &Arc<str> {
        match self {
            Self::Text(text) => text,
            Self::Choice(choice) => &choice.id,
        }
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.plain() == other.plain()
    }
}

impl Eq for Words {}

impl PartialOrd for Words {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Words {
    fn cmp(&self, other: &Self) -> Ordering {
        self.plain().cmp(other.plain())
    }
}

/// Words.
#[derive(Debug)]
pub(crate) enum Said {
    /// As people read them, changed one way after the other.
    Changed(Formula<Words>, Vec<Change>),
    /// `yes` or `no`.
    YesNo(Formula<bool>),
    /// A date in this format.
    Date(Formula<Date>, Arc<str>),
    /// A time in this format.
    Time(Formula<Time>, Arc<str>),
    /// The one word for 1, the other for any other number.
    Plural { number: Formula<Decimal>, one: Arc<str>, many: Arc<str> },
    /// As a text holds them: of a choice its id.
    Plain(Formula<Words>),
    /// As a choice of these holds them.
    Chosen(Formula<Words>, Arc<[Choice]>),
}

/// What can be done to words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    Upper,
    Lower,
    Title,
    Trim,
}

impl Make<Words> for Said {
    fn make(&self, held: &Held) -> Option<Words> {
        Some(match self {
            Self::Changed(words, changes) => {
                let words = words.worth(held)?;
                let change = |words: String, change: &Change| change.of(&words);
                Words::Text(changes.iter().fold(words.shown().to_owned(), change).into())
            }
            Self::YesNo(holds) => Words::Text(Value::Boolean(holds.value(held)?).to_string().into()),
            Self::Date(date, format) => formatted(format, &date.value(held)?.into()),
            Self::Time(time, format) => formatted(format, &time.value(held)?.into()),
            Self::Plural { number, one, many } => {
                let is_one = number.value(held)? == Decimal::ONE;
                Words::Text(Arc::clone(if is_one { one } else { many }))
            }
            Self::Plain(words) => Words::Text(Arc::clone(words.worth(held)?.plain())),
            Self::Chosen(words, choices) => {
                let words = words.value(held)?;
                // That there is one is for the checks of domains to prove.
                let own = choices.iter().find(|choice| choice.id == *words.plain());
                own.cloned().map_or(words, Words::Choice)
            }
        })
    }
}

impl Change {
    fn of(self, words: &str) -> String {
        match self {
            Self::Upper => words.to_uppercase(),
            Self::Lower => words.to_lowercase(),
            Self::Title => title(words),
            Self::Trim => words.trim().to_owned(),
        }
    }
}

impl Formula<Words> {
    /// Changed in one more way.
    pub(super) fn changed(self, change: Change) -> Self {
        let apart = |made| match made {
            Said::Changed(words, changes) => Ok((words, changes)),
            made => Err(made),
        };
        self.extended(apart, change, Said::Changed)
    }
}

fn formatted(format: &str, moment: &BrokenDownTime) -> Words {
    let mut text = String::new();
    // The format was tried when the text was read, so there is nothing to fail here.
    drop(moment.format(format, &mut text));
    Words::Text(text.into())
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
