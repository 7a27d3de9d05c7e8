//! The words of a boolean.

use std::sync::Arc;

use super::{Declaration, Value};

/// The words for people of a boolean that has its own.
///
/// ```
/// use callscript::value::{BooleanLabels, Declaration, Type, Value};
///
/// let labels = BooleanLabels { yes: "Ja".into(), no: "Nein".into() };
/// let tired = Declaration { labels: Some(Box::new(labels)), ..Declaration::new(Type::Boolean) };
/// assert_eq!(tired.parse("nein"), Ok(Value::Boolean(false)));
/// assert_eq!(tired.shown(&Value::Boolean(true)), "Ja");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BooleanLabels {
    /// The word for true.
    pub yes: Arc<str>,
    /// The word for false.
    pub no: Arc<str>,
}

impl BooleanLabels {
    /// The word for a value.
    pub fn of(&self, value: bool) -> &Arc<str> {
        if value { &self.yes } else { &self.no }
    }

    /// The value with this word, in any case.
    fn find(&self, typed: &str) -> Option<bool> {
        let lower = typed.to_lowercase();
        [true, false].into_iter().find(|value| self.of(*value).to_lowercase() == lower)
    }
}

impl Declaration {
    /// A value as people read it: the label of a choice or of a boolean.
    pub fn shown(&self, value: &Value) -> String {
        match (value, &self.labels) {
            (Value::Boolean(value), Some(labels)) => labels.of(*value).to_string(),
            _ => value.to_string(),
        }
    }

    /// The boolean that someone typed: a label, or the usual words.
    pub(super) fn boolean(&self, typed: &str) -> Option<bool> {
        self.labels.as_ref().and_then(|labels| labels.find(typed)).or_else(|| usual(typed))
    }
}

/// The boolean of the usual words, which every script takes.
pub(crate) fn usual(typed: &str) -> Option<bool> {
    match typed.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}
