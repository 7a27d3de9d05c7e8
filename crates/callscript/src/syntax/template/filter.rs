//! The filters of `{{ EXPRESSION | filter }}` and their arguments.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::fmt::strtime::format;

use crate::base::source::{Span, Spanned};
use crate::base::value::{Value, first_day, last_day};
use crate::syntax::expression::{Expr, Parser, SyntaxError, Token, shown};

/// A filter, with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    /// Converts to upper case.
    Upper,
    /// Converts to lower case.
    Lower,
    /// Capitalises each word.
    Title,
    /// Removes white space at both ends.
    Trim,
    /// Formats a date. The `strftime` format was checked.
    Date(Arc<str>),
    /// Formats a time of day. The `strftime` format was checked.
    Time(Arc<str>),
    /// Rounds to this number of decimals.
    Decimals(u32),
    /// Chooses a word by a number.
    Plural {
        /// The word for 1.
        one: Arc<str>,
        /// The word for any other number.
        many: Arc<str>,
    },
}

/// The filters by name, with an example of each.
pub(crate) const USES: [(&str, &str); 8] = [
    ("upper", "| upper"),
    ("lower", "| lower"),
    ("title", "| title"),
    ("trim", "| trim"),
    ("date", "| date(\"%-d %B\")"),
    ("time", "| time(\"%H:%M\")"),
    ("decimals", "| decimals(2)"),
    ("plural", "| plural(\"day\", \"days\")"),
];

/// The maximum argument of `decimals`.
const MAX_DECIMALS: u32 = 28;

/// Parses the filters after `expr`; `text` is the template.
pub(super) fn read_filters(
    parser: &mut Parser<'_>,
    expr: &Expr,
    text: &str,
) -> Result<Vec<Spanned<Filter>>, SyntaxError> {
    let mut filters = Vec::new();
    if parser.token == Token::Sign("|") && parser.operand != expr.span {
        let part = text.get(parser.operand.range()).unwrap_or_default();
        let fault = SyntaxError::new(parser.span, format!("the filter would apply to `{}` only", shown(part)));
        return Err(fault.help("put everything before it in parentheses"));
    }
    while parser.eat_sign("|")? {
        let Token::Word(word) = parser.token else {
            return Err(parser.unexpected());
        };
        let name = Spanned::new(word, parser.span);
        parser.advance()?;
        let arguments = read_arguments(parser)?;
        filters.push(Spanned::new(Filter::new(&name, &arguments)?, parser.since(name.span)));
    }
    Ok(filters)
}

fn read_arguments(parser: &mut Parser<'_>) -> Result<Vec<Spanned<Value>>, SyntaxError> {
    let mut arguments = Vec::new();
    if !parser.eat_sign("(")? || parser.eat_sign(")")? {
        return Ok(arguments);
    }
    arguments.push(parser.literal()?);
    while parser.eat_sign(",")? {
        arguments.push(parser.literal()?);
    }
    parser.expect_sign(")")?;
    Ok(arguments)
}

impl Filter {
    /// Makes a filter from its name and arguments.
    pub(super) fn new(name: &Spanned<&str>, arguments: &[Spanned<Value>]) -> Result<Self, SyntaxError> {
        let Some((_, usage)) = USES.iter().find(|(known, _)| *known == name.value) else {
            return Err(unknown(name));
        };
        let values: Vec<&Value> = arguments.iter().map(|argument| &argument.value).collect();
        match (name.value, values.as_slice()) {
            ("upper", []) => Ok(Self::Upper),
            ("lower", []) => Ok(Self::Lower),
            ("title", []) => Ok(Self::Title),
            ("trim", []) => Ok(Self::Trim),
            ("date", [Value::Text(text)]) if fits_dates(text) => Ok(Self::Date(text.clone())),
            ("time", [Value::Text(text)]) if fits_times(text) => Ok(Self::Time(text.clone())),
            ("decimals", [Value::Integer(n)]) => match u32::try_from(*n) {
                Ok(decimals) if decimals <= MAX_DECIMALS => Ok(Self::Decimals(decimals)),
                _ => Err(fault(arguments, name, format!("`decimals` takes 0 to {MAX_DECIMALS}"), usage)),
            },
            ("plural", [Value::Text(one), Value::Text(many)]) => {
                Ok(Self::Plural { one: one.clone(), many: many.clone() })
            }
            (kind @ ("date" | "time"), [Value::Text(text)]) => {
                let message = format!("`{}` is not a format for a {kind}", shown(text));
                Err(fault(arguments, name, message, usage))
            }
            _ => Err(fault(arguments, name, format!("`{}` cannot be used like this", name.value), usage)),
        }
    }

    /// The name of the filter.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Upper => "upper",
            Self::Lower => "lower",
            Self::Title => "title",
            Self::Trim => "trim",
            Self::Date(_) => "date",
            Self::Time(_) => "time",
            Self::Decimals(_) => "decimals",
            Self::Plural { .. } => "plural",
        }
    }

    /// What it takes, for messages.
    pub(crate) fn wanted(&self) -> &'static str {
        match self {
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Decimals(_) | Self::Plural { .. } => "a number",
            Self::Upper | Self::Lower | Self::Title | Self::Trim => "a text",
        }
    }
}

fn unknown(name: &Spanned<&str>) -> SyntaxError {
    if name.value == "default" {
        return SyntaxError::new(name.span, "`default` must come right after a variable's name")
            .help("write `NAME | default(\"…\")` first, and other filters after it");
    }
    let known: Vec<&str> = USES.iter().map(|(known, _)| *known).collect();
    SyntaxError::new(name.span, format!("there is no filter `{}`", shown(name.value)))
        .help(format!("the filters are: default, {}", known.join(", ")))
}

/// An error at the arguments, or at the name if there are none.
fn fault(arguments: &[Spanned<Value>], name: &Spanned<&str>, message: String, usage: &str) -> SyntaxError {
    let span = match arguments {
        [first, .., last] => Span { start: first.span.start, end: last.span.end },
        [only] => only.span,
        [] => name.span,
    };
    SyntaxError::new(span, message).help(format!("write it like `{usage}`"))
}

/// Whether the format works for every date. Formatting fails by directive and not by value, except perhaps at the
/// limits, so trying three dates is enough.
fn fits_dates(text: &str) -> bool {
    [first_day(), Date::constant(2026, 12, 1), last_day()].into_iter().all(|day| format(text, day).is_ok())
}

fn fits_times(text: &str) -> bool {
    use jiff::civil::Time;
    [Time::MIN, Time::constant(23, 59, 0, 0)].into_iter().all(|time| format(text, time).is_ok())
}
