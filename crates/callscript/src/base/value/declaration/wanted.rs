//! What a declaration wants, in words, and the error for a value that does not fit.

use super::Declaration;
use crate::base::value::{Type, Unfit, Value, ValueError, notation};

impl Declaration {
    /// What is wanted, for messages: `a number of at least 18`, `one of basic, gold`.
    pub fn wanted(&self) -> String {
        self.wanted_between(self.min.as_ref(), self.max.as_ref())
    }

    fn wanted_between(&self, min: Option<&Value>, max: Option<&Value>) -> String {
        let what = match self.kind {
            Type::Text => match (&self.pattern, &self.hint) {
                (Some(_), Some(hint)) => return format!("text in this form: {hint}"),
                (Some(pattern), None) => format!("text that matches `{}`", pattern.as_str()),
                (None, _) => "a text".to_owned(),
            },
            Type::Integer => "a whole number".to_owned(),
            Type::Number => "a number".to_owned(),
            Type::Boolean => match &self.labels {
                Some(labels) => format!("{} or {}", labels.yes, labels.no),
                None => "yes or no".to_owned(),
            },
            Type::Choice => self.wanted_choice(),
            Type::Date => "a date like 2026-12-01".to_owned(),
            Type::Time => "a time like 14:30".to_owned(),
            Type::Phone => "a phone number like +44 20 7946 0018".to_owned(),
            Type::Email => "an email address like ada@example.org".to_owned(),
        };
        self.with_hint(format!("{what}{}", self.wanted_bounds(min, max)))
    }

    /// What is wanted, with the hint of the author.
    fn with_hint(&self, wanted: String) -> String {
        match &self.hint {
            Some(hint) => format!("{wanted}: {hint}"),
            None => wanted,
        }
    }

    /// The error for a value that does not fit.
    pub(crate) fn refusal(&self) -> ValueError {
        self.refuse(Unfit::Other)
    }

    pub(crate) fn refuse(&self, unfit: Unfit) -> ValueError {
        let (min, max) = (self.min.as_ref(), self.max.as_ref());
        let wanted = match unfit {
            Unfit::TooLarge => self.wanted_between(min, max.or(Some(&notation::largest(self.kind)))),
            Unfit::TooSmall => self.wanted_between(min.or(Some(&notation::smallest(self.kind))), max),
            Unfit::TooManyDecimals => {
                let decimals = match self.decimals.unwrap_or_default() {
                    1 => "1 decimal".to_owned(),
                    decimals => format!("{decimals} decimals"),
                };
                format!("{} with at most {decimals}", self.wanted())
            }
            _ if self.kind == Type::Text && self.pattern.is_none() => {
                self.with_hint("text without control characters".to_owned())
            }
            _ => self.wanted(),
        };
        ValueError { unfit, wanted }
    }

    fn wanted_choice(&self) -> String {
        const SHOWN: usize = 12;
        let ids: Vec<&str> = self.choices.iter().take(SHOWN).map(|choice| &*choice.id).collect();
        let more = if self.choices.len() > SHOWN { ", …" } else { "" };
        format!("one of {}{more}", ids.join(", "))
    }

    fn wanted_bounds(&self, min: Option<&Value>, max: Option<&Value>) -> String {
        let clock = matches!(self.kind, Type::Date | Type::Time);
        match (min, max) {
            (None, None) => String::new(),
            (Some(min), Some(max)) if clock => format!(", from {min} to {max}"),
            (Some(min), None) if clock => format!(", not before {min}"),
            (None, Some(max)) if clock => format!(", not after {max}"),
            (Some(min), None) => format!(" of at least {min}"),
            (None, Some(max)) => format!(" of at most {max}"),
            (Some(min), Some(max)) => format!(" from {min} to {max}"),
        }
    }
}
