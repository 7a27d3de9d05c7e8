//! The filters of `{{ EXPRESSION | filter }}` and their arguments.

use std::sync::Arc;

use super::formats::{DateFormat, TimeFormat};
use crate::base::locale::Category;
use crate::base::source::{Span, Spanned};
use crate::base::value::Value;
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
    /// Formats a date.
    Date(DateFormat),
    /// Formats a time of day.
    Time(TimeFormat),
    /// Rounds to this number of decimals, and groups the digits.
    Decimals(u32),
    /// Chooses a word by a number.
    Plural(Forms),
}

/// The words that `plural` chooses from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Forms(Arc<[(Category, Arc<str>)]>);

impl Forms {
    /// The word for a category; where there is none, that of `other`.
    pub(crate) fn word(&self, category: Category) -> &Arc<str> {
        let word = |wanted: Category| self.0.iter().find(|(known, _)| *known == wanted);
        let found = word(category).or_else(|| word(Category::Other)).or(self.0.last());
        // There is at least one.
        found.map_or(&self.0[0].1, |(_, word)| word)
    }

    /// Whether there is a word for a category.
    pub(crate) fn has(&self, category: Category) -> bool {
        self.0.iter().any(|(known, _)| *known == category)
    }
}

/// The filters by name, with an example of each.
pub(crate) const USES: [(&str, &str); 8] = [
    ("upper", "| upper"),
    ("lower", "| lower"),
    ("title", "| title"),
    ("trim", "| trim"),
    ("date", "| date(\"long\")"),
    ("time", "| time(\"short\")"),
    ("decimals", "| decimals(2)"),
    ("plural", "| plural(\"day\", \"days\")"),
];

/// The maximum argument of `decimals`.
const MAX_DECIMALS: u32 = 28;

/// What stands between the parentheses of a filter, with its name if it has one.
type Argument<'t> = (Option<Spanned<&'t str>>, Spanned<Value>);

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

fn read_arguments<'t>(parser: &mut Parser<'t>) -> Result<Vec<Argument<'t>>, SyntaxError> {
    let mut arguments = Vec::new();
    if !parser.eat_sign("(")? || parser.eat_sign(")")? {
        return Ok(arguments);
    }
    loop {
        arguments.push((parser.eat_name_of_argument()?, parser.literal()?));
        if !parser.eat_sign(",")? {
            break;
        }
    }
    parser.expect_sign(")")?;
    Ok(arguments)
}

impl Filter {
    /// Makes a filter from its name and arguments.
    pub(super) fn new(name: &Spanned<&str>, arguments: &[Argument<'_>]) -> Result<Self, SyntaxError> {
        let Some((_, usage)) = USES.iter().find(|(known, _)| *known == name.value) else {
            return Err(unknown(name));
        };
        let misused = || fault(arguments, name, format!("`{}` cannot be used like this", name.value), usage);
        if name.value == "plural" {
            return Ok(Self::Plural(forms(arguments, &misused)?));
        }
        if arguments.iter().any(|(named, _)| named.is_some()) {
            return Err(misused());
        }
        let values: Vec<&Value> = arguments.iter().map(|(_, argument)| &argument.value).collect();
        match (name.value, values.as_slice()) {
            ("upper", []) => Ok(Self::Upper),
            ("lower", []) => Ok(Self::Lower),
            ("title", []) => Ok(Self::Title),
            ("trim", []) => Ok(Self::Trim),
            ("date", [Value::Text(text)]) => match DateFormat::new(text) {
                Ok(format) => Ok(Self::Date(format)),
                Err(unfit) => Err(unfit.error(whole(arguments, name), text, "date", usage)),
            },
            ("time", [Value::Text(text)]) => match TimeFormat::new(text) {
                Ok(format) => Ok(Self::Time(format)),
                Err(unfit) => Err(unfit.error(whole(arguments, name), text, "time", usage)),
            },
            ("decimals", [Value::Integer(n)]) => match u32::try_from(*n) {
                Ok(decimals) if decimals <= MAX_DECIMALS => Ok(Self::Decimals(decimals)),
                _ => Err(fault(arguments, name, format!("`decimals` takes 0 to {MAX_DECIMALS}"), usage)),
            },
            _ => Err(misused()),
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
            Self::Plural(_) => "plural",
        }
    }

    /// What it takes, for messages.
    pub(crate) fn wanted(&self) -> &'static str {
        match self {
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Decimals(_) | Self::Plural(_) => "a number",
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

/// The words of `plural`: two, for one and for more, or one for each category that is named.
fn forms(arguments: &[Argument<'_>], misused: &dyn Fn() -> SyntaxError) -> Result<Forms, SyntaxError> {
    let text = |value: &Spanned<Value>| match &value.value {
        Value::Text(text) => Ok(Arc::clone(text)),
        _ => Err(misused()),
    };
    if let [(None, one), (None, many)] = arguments {
        return Ok(Forms([(Category::One, text(one)?), (Category::Other, text(many)?)].into()));
    }
    let mut forms: Vec<(Category, Arc<str>)> = Vec::new();
    for (name, value) in arguments {
        let name = name.as_ref().ok_or_else(misused)?;
        let category = Category::from_name(name.value).ok_or_else(|| {
            let known = Category::ALL.map(Category::name).join(", ");
            let message = format!("`{}` is no form of a counted word", shown(name.value));
            SyntaxError::new(name.span, message).help(format!("the forms are: {known}"))
        })?;
        if forms.iter().any(|(known, _)| *known == category) {
            let message = format!("the form `{}` is given twice", name.value);
            return Err(SyntaxError::new(name.span, message).help("remove one of the two"));
        }
        forms.push((category, text(value)?));
    }
    if forms.is_empty() { Err(misused()) } else { Ok(Forms(forms.into())) }
}

/// An error at the arguments, or at the name if there are none.
fn fault(arguments: &[Argument<'_>], name: &Spanned<&str>, message: String, usage: &str) -> SyntaxError {
    SyntaxError::new(whole(arguments, name), message).help(format!("write it like `{usage}`"))
}

/// The place of the arguments, or of the name if there are none.
fn whole(arguments: &[Argument<'_>], name: &Spanned<&str>) -> Span {
    let start = |(named, value): &Argument<'_>| named.as_ref().map_or(value.span, |named| named.span).start;
    match arguments {
        [first, .., (_, last)] => Span { start: start(first), end: last.span.end },
        [only] => Span { start: start(only), end: only.1.span.end },
        [] => name.span,
    }
}
