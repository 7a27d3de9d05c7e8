//! Reading single values: a text, a name, a number, a boolean, an expression.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::context::Context;
use crate::base::diagnostic::Diagnostic;
use crate::base::names::{self, Near};
use crate::base::rule::{Rule, reading};
use crate::base::source::{Name, Span, Spanned};
use crate::document::{Expression, Text};
use crate::syntax::expression;
use crate::syntax::template::Template;
use crate::syntax::yaml::{self, Kind, Map, Scalar, Style, Value};

/// What a text may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words alone.
    Words,
    /// Words and `{{ }}`.
    Template,
}

impl Context<'_> {
    /// The map that `value` should be; no value at all is a finding, too.
    pub(super) fn map<'m, 'v>(&mut self, value: &'m Value<'v>, what: &str) -> Option<&'m Map<'v>> {
        match &value.kind {
            Kind::Map(map) => Some(map),
            _ => self.wrong(value, what, self.a_map()),
        }
    }

    /// The list that `value` should be.
    pub(super) fn list<'m, 'v>(&mut self, value: &'m Value<'v>, what: &str) -> Option<&'m [Value<'v>]> {
        match &value.kind {
            Kind::List(items) => Some(items),
            _ => self.wrong(value, what, self.a_list()),
        }
    }

    /// The scalar that `value` should be.
    pub(super) fn scalar<'m, 'v>(
        &mut self,
        value: &'m Value<'v>,
        what: impl Display,
        wanted: &str,
    ) -> Option<&'m Scalar<'v>> {
        match &value.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => self.wrong(value, what, wanted),
        }
    }

    /// Makes a finding of a value of the wrong type, unless one was made already.
    fn wrong<T>(&mut self, value: &Value<'_>, what: impl Display, wanted: &str) -> Option<T> {
        let found = match &value.kind {
            Kind::Nothing => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => self.map_name(),
            Kind::Unknown => return None,
        };
        let message = format!("{what} is {found}, and should be {wanted}");
        self.report(self.finding(&reading::WRONG_TYPE, value.span, message));
        None
    }

    /// Makes a finding of a value that is of the right type, but not allowed.
    pub(super) fn refuse(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.report(self.finding(&reading::BAD_VALUE, span, message).help(help));
    }

    /// Makes a finding of a name that is none of those that may stand here: perhaps another is meant.
    pub(super) fn mistaken(&mut self, name: &Name, message: String, near: Option<Near<'_>>, otherwise: String) {
        let finding = self.finding(&reading::BAD_VALUE, name.span, message);
        self.report(match near {
            Some(near) => finding.meant(near, name.span),
            None => finding.help(otherwise),
        });
    }

    /// A name: a text whose shape the caller checks, or nobody needs to.
    pub(super) fn name(&mut self, value: &Value<'_>, what: impl Display) -> Option<Name> {
        self.scalar(value, what, "a name").map(name)
    }

    /// A list of names, each once.
    pub(super) fn names(&mut self, value: &Value<'_>, what: &str, item: &str) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        let mut seen = HashSet::new();
        for value in self.list(value, what).unwrap_or_default() {
            let Some(name) = self.name(value, item) else {
                continue;
            };
            if seen.insert(name.value.clone()) {
                found.push(name);
            } else {
                self.refuse(name.span, format!("{item} `{}` is given twice", name.value), "remove one of the two");
            }
        }
        found
    }

    /// Words; of no value at all, empty ones.
    pub(super) fn text(&mut self, value: &Value<'_>, what: &str, holds: Holds) -> Option<Text> {
        if matches!(value.kind, Kind::Nothing) {
            let empty = Scalar { text: Cow::Borrowed(""), style: Style::Plain, span: value.span };
            return Some(Text { scalar: empty, template: None });
        }
        let scalar = self.scalar(value, what, "a text")?;
        Some(self.words(scalar, what, holds))
    }

    /// The words of a scalar.
    pub(super) fn words(&mut self, scalar: &Scalar<'_>, what: &str, holds: Holds) -> Text {
        let scalar = owned(scalar);
        let template = match holds {
            Holds::Template if scalar.text.contains('{') => {
                let (template, errors) = Template::parse(&scalar.text);
                self.syntax(&reading::BAD_TEXT, &scalar, errors);
                Some(Box::new(template))
            }
            Holds::Template => None,
            Holds::Words => {
                self.no_braces(&scalar, what);
                None
            }
        };
        Text { scalar, template }
    }

    pub(super) fn no_braces(&mut self, scalar: &Scalar<'_>, what: &str) {
        if scalar.text.contains("{{") || scalar.text.contains("{%") {
            let message = format!("{what} may not hold `{{{{ }}}}`");
            self.refuse(scalar.span, message, "only `say`, `guidance` and labels with an `id` of their own may");
        }
    }

    /// An expression.
    pub(super) fn expression(&mut self, value: &Value<'_>, what: &str) -> Option<Expression> {
        let nothing = Scalar { text: Cow::Borrowed(""), style: Style::Plain, span: value.span };
        let scalar = match &value.kind {
            Kind::Nothing => &nothing,
            _ => self.scalar(value, what, "an expression")?,
        };
        Some(self.parsed(scalar))
    }

    pub(super) fn parsed(&mut self, scalar: &Scalar<'_>) -> Expression {
        let scalar = owned(scalar);
        let expr = match expression::parse(&scalar.text) {
            Ok(expr) => Some(Arc::new(expr)),
            Err(error) => {
                self.syntax(&reading::BAD_EXPRESSION, &scalar, vec![error]);
                None
            }
        };
        Expression { scalar, expr }
    }

    /// Makes findings of what does not parse inside a scalar.
    fn syntax(&mut self, rule: &'static Rule, scalar: &Scalar<'_>, errors: Vec<expression::SyntaxError>) {
        if self.cut {
            return;
        }
        for error in errors {
            let span = yaml::locate(self.source, scalar, error.span);
            let finding = self.finding(rule, span, error.message);
            self.report(error.help.into_iter().fold(finding, Diagnostic::help));
        }
    }

    /// `true` or `false`, not in quotes.
    pub(super) fn boolean(&mut self, value: &Value<'_>, what: &str) -> Option<bool> {
        const WANTED: &str = "`true` or `false`";
        let scalar = self.scalar(value, what, WANTED)?;
        match (&*scalar.text, scalar.style) {
            ("true", Style::Plain) => Some(true),
            ("false", Style::Plain) => Some(false),
            _ => self.wrong(value, what, WANTED),
        }
    }

    /// A number that is not in quotes.
    pub(super) fn number<T: FromStr>(&mut self, value: &Value<'_>, what: &str, wanted: &str) -> Option<T> {
        let scalar = self.scalar(value, what, wanted)?;
        let parsed = scalar.text.parse().ok().filter(|_| scalar.style == Style::Plain);
        parsed.or_else(|| self.wrong(value, what, wanted))
    }

    /// A share: a number from 0 to 1.
    pub(super) fn share(&mut self, value: &Value<'_>) -> Option<Spanned<Decimal>> {
        let share: Decimal = self.number(value, "`share`", "a number")?;
        if share < Decimal::ZERO || share > Decimal::ONE {
            self.refuse(value.span, format!("`share` is {share}"), "a share lies between 0 and 1: a quarter is `0.25`");
            return None;
        }
        Some(Spanned::new(share, value.span))
    }

    /// The seconds that a step takes.
    pub(super) fn seconds(&mut self, value: &Value<'_>) -> Option<Decimal> {
        let seconds: Decimal = self.number(value, "`seconds`", "a number")?;
        if seconds < Decimal::ZERO {
            self.refuse(value.span, format!("`seconds` is {seconds}"), "it must be 0 or more");
            return None;
        }
        Some(seconds)
    }
}

/// A scalar as a name.
pub(super) fn name(scalar: &Scalar<'_>) -> Name {
    Spanned::new(names::kept(&scalar.text).to_owned(), scalar.span)
}

/// A scalar that no longer borrows from the file.
fn owned(scalar: &Scalar<'_>) -> Scalar<'static> {
    scalar.clone().into_owned()
}
