//! Templates in their lowered form: literal text, `{{ }}` and `{% if %}`. Rendering one cannot fail.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::text_value::{TextFilter, TextOp, TextValue};
use super::{AnyTypedExpr, Env, LowerError, Lowered, Lowering, TypedExpr, all};
use crate::base::value::BooleanLabels;
use crate::syntax::expression::{Expr, ExprKind};
use crate::syntax::template::{self, DateFormat, Filter, MASK, Template, TimeFormat};

/// A lowered template: what is said or shown, once it is rendered with the values of a call.
#[derive(Debug)]
pub struct Text(Content);

#[derive(Debug)]
enum Content {
    /// Literal text only, which is the usual case.
    Plain(Box<str>),
    Segments(Vec<Segment>),
}

/// One part of a template.
#[derive(Debug)]
enum Segment {
    Literal(Box<str>),
    Print {
        value: AnyTypedExpr,
        /// It prints a sensitive variable.
        sensitive: bool,
    },
    If {
        arms: Vec<Arm>,
        otherwise: Vec<Segment>,
    },
}

#[derive(Debug)]
struct Arm {
    condition: TypedExpr<bool>,
    body: Vec<Segment>,
}

impl Text {
    /// Literal text, even if it contains `{{`.
    pub(crate) fn plain(words: &str) -> Self {
        Self(Content::Plain(words.into()))
    }

    /// The literal text, if the template is nothing else.
    pub fn as_plain(&self) -> Option<&str> {
        match &self.0 {
            Content::Plain(words) => Some(words),
            Content::Segments(_) => None,
        }
    }

    /// Renders the text with the current values of the variables.
    ///
    /// With `masked`, each `{{ }}` that names a sensitive variable renders as `•••`. An `{% if %}` still tests the real
    /// value.
    pub fn render(&self, env: &Env, masked: bool) -> String {
        match &self.0 {
            Content::Plain(words) => words.to_string(),
            Content::Segments(segments) => {
                let mut out = String::new();
                render(segments, env, masked, &mut out);
                out
            }
        }
    }

    /// Whether a `{{ }}` names a sensitive variable, so that the rendered text may reveal its value.
    pub fn is_sensitive(&self) -> bool {
        matches!(&self.0, Content::Segments(segments) if is_sensitive(segments))
    }
}

fn is_sensitive(segments: &[Segment]) -> bool {
    segments.iter().any(|segment| match segment {
        Segment::Literal(_) => false,
        Segment::Print { sensitive, .. } => *sensitive,
        Segment::If { arms, otherwise } => arms.iter().any(|arm| is_sensitive(&arm.body)) || is_sensitive(otherwise),
    })
}

fn render(segments: &[Segment], env: &Env, masked: bool, out: &mut String) {
    for segment in segments {
        match segment {
            Segment::Literal(words) => out.push_str(words),
            Segment::Print { sensitive: true, .. } if masked => out.push_str(MASK),
            Segment::Print { value, .. } => value.print(env, out),
            Segment::If { arms, otherwise } => {
                let open = arms.iter().find(|arm| arm.condition.holds(env));
                render(open.map_or(otherwise, |arm| &arm.body), env, masked, out);
            }
        }
    }
}

impl Lowering<'_> {
    /// Lowers a template.
    pub(crate) fn text(&self, template: &Template) -> Lowered<Text> {
        match template.segments() {
            Some(segments) => Ok(Text(Content::Segments(self.segments(template, segments)?))),
            None => Ok(Text::plain(template.source())),
        }
    }

    fn segments(&self, template: &Template, segments: &[template::Segment]) -> Lowered<Vec<Segment>> {
        let segment = |segment: &template::Segment| match segment {
            template::Segment::Literal(span) => Ok(Segment::Literal(template.slice(*span).into())),
            template::Segment::Print(print) => self.print(print, &print.expr),
            template::Segment::If { arms, otherwise } => {
                let arms = arms.iter().map(|arm| {
                    let condition = self.condition(&arm.condition)?;
                    Ok(Arm { condition, body: self.segments(template, &arm.body)? })
                });
                let arms = all(arms)?;
                Ok(Segment::If { arms, otherwise: self.segments(template, otherwise)? })
            }
        };
        all(segments.iter().map(segment))
    }

    /// Lowers what `expr`, the expression of `print` or a branch of it, prints.
    fn print(&self, print: &template::Print, expr: &Expr) -> Lowered<Segment> {
        let made = match self.expression(expr)? {
            AnyTypedExpr::Boolean(holds) => match &expr.kind {
                // Each branch has words of its own.
                ExprKind::Conditional { then, condition, otherwise } => {
                    let condition = self.condition(condition)?;
                    let body = vec![self.print(print, then)?];
                    let otherwise = vec![self.print(print, otherwise)?];
                    return Ok(Segment::If { arms: vec![Arm { condition, body }], otherwise });
                }
                _ => AnyTypedExpr::Text(TypedExpr::operation(TextOp::FromBoolean(holds, self.labels(expr)))),
            },
            made => made,
        };
        let mut value = print.filters.iter().try_fold(made, |value, filter| self.filtered(value, &filter.value))?;
        if let AnyTypedExpr::Number(number) = value {
            value = match print.filters.last() {
                Some(filter) if matches!(filter.value, Filter::Decimals(_)) => self.grouped(number),
                None if self.has_decimals(expr) => self.grouped(number),
                _ => AnyTypedExpr::Number(number),
            };
        }
        Ok(Segment::Print { value, sensitive: self.is_sensitive(&print.expr) })
    }

    /// The words of a boolean variable that is printed.
    fn labels(&self, expr: &Expr) -> Option<Box<BooleanLabels>> {
        let (ExprKind::Variable(name) | ExprKind::Default { variable: name, .. }) = &expr.kind else { return None };
        self.binding(&name.value).ok()?.declaration.labels.clone()
    }

    /// Whether the expression is a variable that declares `decimals`, with or without a value for when it is empty.
    fn has_decimals(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Variable(name) | ExprKind::Default { variable: name, .. } => {
                self.binding(&name.value).is_ok_and(|binding| binding.declaration.decimals.is_some())
            }
            ExprKind::Conditional { then, otherwise, .. } => self.has_decimals(then) && self.has_decimals(otherwise),
            _ => false,
        }
    }

    fn grouped(&self, number: TypedExpr<Decimal>) -> AnyTypedExpr {
        AnyTypedExpr::Text(TypedExpr::operation(TextOp::LocalNumber(number, self.locale())))
    }

    fn filtered(&self, value: AnyTypedExpr, filter: &Filter) -> Lowered<AnyTypedExpr> {
        Ok(match filter {
            Filter::Upper => words(value)?.filtered(TextFilter::Upper).into(),
            Filter::Lower => words(value)?.filtered(TextFilter::Lower).into(),
            Filter::Title => words(value)?.filtered(TextFilter::Title).into(),
            Filter::Trim => words(value)?.filtered(TextFilter::Trim).into(),
            Filter::Date(format) => {
                let AnyTypedExpr::Date(date) = value else { return Err(LowerError) };
                operation(match format {
                    DateFormat::Named(style) => TextOp::LocalDate(date, *style, self.locale()),
                    DateFormat::Letters { format, .. } => TextOp::FormatDate(date, Arc::clone(format)),
                })
            }
            Filter::Time(format) => {
                let AnyTypedExpr::Time(time) = value else { return Err(LowerError) };
                operation(match format {
                    TimeFormat::Short => TextOp::LocalTime(time, self.locale()),
                    TimeFormat::Letters(format) => TextOp::FormatTime(time, Arc::clone(format)),
                })
            }
            Filter::Decimals(decimals) => number(value)?.rounded(*decimals).into(),
            Filter::Plural(forms) => operation(TextOp::Plural(number(value)?, forms.clone(), self.locale())),
        })
    }
}

fn operation(operation: TextOp) -> AnyTypedExpr {
    AnyTypedExpr::Text(TypedExpr::operation(operation))
}

fn words(value: AnyTypedExpr) -> Lowered<TypedExpr<TextValue>> {
    match value {
        AnyTypedExpr::Text(words) => Ok(words),
        _ => Err(LowerError),
    }
}

fn number(value: AnyTypedExpr) -> Lowered<TypedExpr<Decimal>> {
    match value {
        AnyTypedExpr::Number(number) => Ok(number),
        AnyTypedExpr::Integer(number) => Ok(number.into_number()),
        _ => Err(LowerError),
    }
}
