//! Words: what texts, phone numbers, email addresses and choices come to.

use std::cmp::Ordering;
use std::sync::Arc;

use super::environment::Held;
use super::kind::{Kind, column};
use super::word_operations::Said;
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
