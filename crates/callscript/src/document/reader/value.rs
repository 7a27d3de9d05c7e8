//! Reading single values: maps, lists, texts, names, numbers, booleans and expressions.

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

/// What a text may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Text without `{{ }}` and `{% %}`.
    Plain,
    /// Text with `{{ }}` and `{% %}`.
    Template,
}

impl Context<'_> {
    /// Expects a map; reports anything else, even a missing value.
    pub(super) fn map<'m, 'v>(&mut self, value: &'m Value<'v>, what: &str) -> Option<&'m Map<'v>> {
        match &value.kind {
            Kind::Map(map) => Some(map),
            _ => self.wrong_type(value, what, self.map_example()),
        }
    }

    /// Expects a list; reports anything else.
    pub(super) fn list<'m, 'v>(&mut self, value: &'m Value<'v>, what: &str) -> Option<&'m [Value<'v>]> {
        match &value.kind {
            Kind::List(items) => Some(items),
            _ => self.wrong_type(value, what, self.list_example()),
        }
    }

    /// Expects a scalar; reports anything else. `wanted` describes the value that is expected.
    pub(super) fn scalar<'m, 'v>(
        &mut self,
        value: &'m Value<'v>,
        what: impl Display,
        wanted: &str,
    ) -> Option<&'m Scalar<'v>> {
        match &value.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => self.wrong_type(value, what, wanted),
        }
    }

    /// Reports a value of the right type that is not allowed.
    pub(super) fn bad_value(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.report(self.finding(&reading::BAD_VALUE, span, message).help(help));
    }

    /// Reports a name that is not one of those allowed. Suggests `near`; without it, `otherwise` is the help.
    pub(super) fn unknown_name(&mut self, name: &Name, message: String, near: Option<Near<'_>>, otherwise: String) {
        let finding = self.finding(&reading::BAD_VALUE, name.span, message);
        self.report(match near {
            Some(near) => finding.meant(near, name.span),
            None => finding.help(otherwise),
        });
    }

    /// Reads a name. The caller checks its form, if that matters.
    pub(super) fn name(&mut self, value: &Value<'_>, what: impl Display) -> Option<Name> {
        self.scalar(value, what, "a name").map(name)
    }

    /// Reads a list of distinct names. `item` is what messages call one of them.
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
                self.bad_value(name.span, format!("{item} `{}` is given twice", name.value), "remove one of the two");
            }
        }
        found
    }

    /// Reads a text. A missing value is an empty text.
    pub(super) fn text(&mut self, value: &Value<'_>, what: &str, kind: TextKind) -> Option<Text> {
        if matches!(value.kind, Kind::Nothing) {
            let empty = Scalar { text: Cow::Borrowed(""), style: Style::Plain, span: value.span };
            return Some(Text { scalar: empty, template: None });
        }
        let scalar = self.scalar(value, what, "a text")?;
        Some(self.text_of(scalar, what, kind))
    }

    /// Turns a scalar into a text, and reports what it may not contain.
    pub(super) fn text_of(&mut self, scalar: &Scalar<'_>, what: &str, kind: TextKind) -> Text {
        let scalar = owned(scalar);
        let template = match kind {
            TextKind::Template if has_brace(&scalar.text) => {
                let (template, errors) = Template::parse(&scalar.text);
                self.report_syntax_errors(&reading::BAD_TEXT, &scalar, errors);
                Some(Box::new(template))
            }
            TextKind::Template => None,
            TextKind::Plain => {
                self.forbid_braces(&scalar, what);
                None
            }
        };
        Text { scalar, template }
    }

    pub(super) fn forbid_braces(&mut self, scalar: &Scalar<'_>, what: &str) {
        if has_brace(&scalar.text) && (scalar.text.contains("{{") || scalar.text.contains("{%")) {
            let message = format!("{what} may not hold `{{{{ }}}}`");
            self.bad_value(scalar.span, message, "only `say`, `guidance` and labels with an `id` of their own may");
        }
    }

    /// Reads an expression. A missing value is reported as an expression that does not parse.
    pub(super) fn expression(&mut self, value: &Value<'_>, what: &str) -> Option<Expression> {
        let nothing = Scalar { text: Cow::Borrowed(""), style: Style::Plain, span: value.span };
        let scalar = match &value.kind {
            Kind::Nothing => &nothing,
            _ => self.scalar(value, what, "an expression")?,
        };
        Some(self.parse_expression(scalar))
    }

    pub(super) fn parse_expression(&mut self, scalar: &Scalar<'_>) -> Expression {
        let scalar = owned(scalar);
        let expr = match expression::parse(&scalar.text) {
            Ok(expr) => Some(Arc::new(expr)),
            Err(error) => {
                self.report_syntax_errors(&reading::BAD_EXPRESSION, &scalar, vec![error]);
                None
            }
        };
        Expression { scalar, expr }
    }

    /// Reports the syntax errors inside a scalar.
    fn report_syntax_errors(&mut self, rule: &'static Rule, scalar: &Scalar<'_>, errors: Vec<expression::SyntaxError>) {
        if self.cut_by_comma {
            return;
        }
        for error in errors {
            let span = yaml::locate(self.source, scalar, error.span);
            let instead = error.instead.and_then(|(at, text)| yaml::rewrite(self.source, scalar, at, &text));
            let finding = self.finding(rule, span, error.message).fix(instead);
            self.report(error.help.into_iter().fold(finding, Diagnostic::help));
        }
    }

    /// Reads `true` or `false`, not in quotes.
    pub(super) fn boolean(&mut self, value: &Value<'_>, what: &str) -> Option<bool> {
        const WANTED: &str = "`true` or `false`";
        let scalar = self.scalar(value, what, WANTED)?;
        match (&*scalar.text, scalar.style) {
            ("true", Style::Plain) => Some(true),
            ("false", Style::Plain) => Some(false),
            _ => self.wrong_type(value, what, WANTED),
        }
    }

    /// Reads a number, not in quotes.
    pub(super) fn number<T: FromStr>(&mut self, value: &Value<'_>, what: &str, wanted: &str) -> Option<T> {
        let scalar = self.scalar(value, what, wanted)?;
        let parsed = scalar.text.parse().ok().filter(|_| scalar.style == Style::Plain);
        parsed.or_else(|| self.wrong_type(value, what, wanted))
    }

    /// Reads a share: a number from 0 to 1.
    pub(super) fn share(&mut self, value: &Value<'_>) -> Option<Spanned<Decimal>> {
        let share: Decimal = self.number(value, "`share`", "a number")?;
        if share < Decimal::ZERO || share > Decimal::ONE {
            self.bad_value(
                value.span,
                format!("`share` is {share}"),
                "a share lies between 0 and 1: a quarter is `0.25`",
            );
            return None;
        }
        Some(Spanned::new(share, value.span))
    }

    /// Reads the duration of a step in seconds.
    pub(super) fn seconds(&mut self, value: &Value<'_>) -> Option<Decimal> {
        let seconds: Decimal = self.number(value, "`seconds`", "a number")?;
        if seconds < Decimal::ZERO {
            self.bad_value(value.span, format!("`seconds` is {seconds}"), "it must be 0 or more");
            return None;
        }
        Some(seconds)
    }
}

/// A scalar as a name, shortened if it is very long.
pub(super) fn name(scalar: &Scalar<'_>) -> Name {
    Spanned::new(names::kept(&scalar.text).to_owned(), scalar.span)
}

/// Whether a text has a `{`. Most have none.
fn has_brace(text: &str) -> bool {
    memchr::memchr(b'{', text.as_bytes()).is_some()
}

/// A copy of a scalar that does not borrow from the file.
fn owned(scalar: &Scalar<'_>) -> Scalar<'static> {
    scalar.clone().into_owned()
}
