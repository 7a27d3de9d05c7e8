//! What `date(…)` and `time(…)` may hold: the name of a style, which every language writes in its own way, or letters after
//! `%`, as `strftime` has them.

use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::fmt::strtime::format;

use crate::base::locale::DateStyle;
use crate::base::source::Span;
use crate::base::value::{first_day, last_day};
use crate::syntax::expression::{SyntaxError, shown};

/// Letters that name a month or a day in English.
const NAMES: &str = "AaBbhv";
/// Letters whose meaning depends on the language, and which no text may use.
const FOREIGN: &str = "cpPrxX";

/// How a date is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DateFormat {
    /// As the language of the script has it.
    Named(DateStyle),
    /// By letters, which were checked.
    Letters {
        /// The format.
        format: Arc<str>,
        /// The first letter, with its `%`, that names a month or a day in English.
        named: Option<Arc<str>>,
    },
}

/// How a time of day is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TimeFormat {
    /// As the language of the script has it.
    Short,
    /// By letters, which were checked.
    Letters(Arc<str>),
}

/// Why a format is none.
pub(super) enum Unfit {
    /// It has a letter that depends on a language.
    Foreign(char),
    /// It cannot be understood.
    Other,
}

impl DateFormat {
    pub(super) fn new(text: &Arc<str>) -> Result<Self, Unfit> {
        if let Some(style) = DateStyle::from_name(text) {
            return Ok(Self::Named(style));
        }
        no_foreign(text)?;
        // Formatting fails by letter and not by value, except perhaps at the limits, so trying three dates is enough.
        let tried = [first_day(), Date::constant(2026, 12, 1), last_day()];
        if !tried.into_iter().all(|day| format(&**text, day).is_ok()) {
            return Err(Unfit::Other);
        }
        let named = letters(text).find(|letter| NAMES.contains(*letter)).map(|letter| format!("%{letter}").into());
        Ok(Self::Letters { format: Arc::clone(text), named })
    }
}

impl TimeFormat {
    pub(super) fn new(text: &Arc<str>) -> Result<Self, Unfit> {
        if &**text == "short" {
            return Ok(Self::Short);
        }
        no_foreign(text)?;
        let tried = [Time::MIN, Time::constant(23, 59, 0, 0)];
        let fits = tried.into_iter().all(|time| format(&**text, time).is_ok());
        if fits { Ok(Self::Letters(Arc::clone(text))) } else { Err(Unfit::Other) }
    }
}

impl Unfit {
    /// The error for `text`, which is no format for a date or a time.
    pub(super) fn error(&self, span: Span, text: &str, kind: &str, usage: &str) -> SyntaxError {
        match self {
            Self::Foreign(letter) => {
                let message = format!("`%{letter}` means something else in each language");
                SyntaxError::new(span, message)
                    .help(format!("write `{usage}`, which every language has in its own way"))
            }
            Self::Other => {
                let message = format!("`{}` is not a format for a {kind}", shown(text));
                SyntaxError::new(span, message).help(format!("write it like `{usage}`"))
            }
        }
    }
}

fn no_foreign(text: &str) -> Result<(), Unfit> {
    letters(text).find(|letter| FOREIGN.contains(*letter)).map_or(Ok(()), |letter| Err(Unfit::Foreign(letter)))
}

/// The letters after `%`, without the flags and widths between.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut characters = text.chars();
    std::iter::from_fn(move || {
        characters.find(|character| *character == '%')?;
        characters.find(|character| !"-_0^#:.".contains(*character) && !character.is_ascii_digit())
    })
}
