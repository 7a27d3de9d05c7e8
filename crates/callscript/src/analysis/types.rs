//! Type checking: infers the type of an expression, and checks which values it may yield.
//!
//! Checks one expression at a time against the declarations of one script. Spans are offsets in the expression's own
//! text. Must not know nodes, files or findings.

mod call;
mod domain;
mod expr_type;
mod operand;
mod template;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::base::names::{self, Near};
use crate::base::source::{Name, Span, Spanned};
use crate::base::value::{Declaration, Type, Value};
use crate::document::Document;
use crate::syntax::expression::{Expr, ExprKind};

use domain::Id;
pub(crate) use domain::{Declared, Target, quoted};
use expr_type::{ExprType, described};

/// A type error: the fact, a hint for fixing it, and its span in the expression's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// What to write at which place of the expression's text, if that is certain.
    pub(crate) instead: Option<(Span, String)>,
    /// Whether it is the text that cannot be said so in its language, and no type that does not fit.
    pub(crate) in_text: bool,
}

/// The variables that expressions of one script may name, and which of the optional ones are known not to be empty.
pub(crate) struct Scope<'d> {
    document: &'d Document,
    /// Optional variables that are known not to be empty at this point.
    defined: Vec<&'d str>,
    /// A cache: for a source and a target variable, the first choice of the source that the target does not have.
    foreign_choices: RefCell<HashMap<[Id<'d>; 2], Option<Arc<str>>>>,
}

impl<'d> Scope<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, defined: Vec::new(), foreign_choices: RefCell::default() }
    }

    /// Checks that an expression is boolean.
    pub(crate) fn check_condition(&self, expr: &'d Expr) -> Result<(), Mismatch> {
        match self.infer(expr)? {
            ExprType::Unknown | ExprType::Of(Type::Boolean) => Ok(()),
            class => {
                let fault = Mismatch::new(expr.span, format!("{} is {class}, not a condition", subject(expr)));
                Err(fault.help(format!("compare it with something, such as `{}`", comparison(expr, class))))
            }
        }
    }

    /// Type-checks an expression of any type.
    pub(crate) fn check_value(&self, expr: &'d Expr) -> Result<(), Mismatch> {
        self.infer(expr).map(drop)
    }

    /// Forgets earlier assumptions, and assumes that `when` holds: what it tests with `is defined` is not empty.
    pub(crate) fn assume(&mut self, when: Option<&'d Expr>) {
        self.defined.clear();
        if let Some(when) = when {
            defined(when, &mut self.defined);
        }
    }

    /// Drops the assumptions about variables that are collected after the condition held.
    pub(crate) fn collect(&mut self, collected: &[Name]) {
        self.defined.retain(|name| collected.iter().all(|collected| collected.value != *name));
    }

    /// Updates the assumptions after the assignment `target = expr`.
    pub(crate) fn assign(&mut self, target: &str, expr: &'d Expr) {
        if !self.defined.is_empty() && self.emptiable(expr).is_some() {
            self.defined.retain(|name| *name != target);
        }
    }

    /// Updates the assumptions after a variable was emptied.
    pub(crate) fn forget(&mut self, target: &str) {
        self.defined.retain(|name| *name != target);
    }

    /// The declaration of what a name reads; `None` if it is undeclared or its declaration could not be read.
    fn declaration(&self, name: &str) -> Option<&'d Declaration> {
        self.document.readable(name)
    }

    /// The first variable that can make the expression empty.
    fn emptiable(&self, expr: &'d Expr) -> Option<&'d Spanned<String>> {
        match &expr.kind {
            ExprKind::Variable(variable) => {
                let optional = self.declaration(&variable.value).is_some_and(|declaration| declaration.optional);
                (optional && !self.defined.contains(&variable.value.as_str())).then_some(variable)
            }
            ExprKind::Conditional { then, otherwise, .. } => self.emptiable(then).or_else(|| self.emptiable(otherwise)),
            _ => None,
        }
    }
}

impl Mismatch {
    fn new(span: Span, message: String) -> Self {
        Self { span, message, help: None, instead: None, in_text: false }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the help to the choice that was probably meant, and what to write if no other is similar.
    fn meant(mut self, near: Near<'_>) -> Self {
        self.instead = near.alone.then(|| (self.span, format!("\"{}\"", near.name)));
        self.help(format!("did you mean `\"{}\"`?", near.name))
    }
}

/// Collects the variables that a condition tests with `is defined`, alone or in a conjunction.
fn defined<'d>(when: &'d Expr, names: &mut Vec<&'d str>) {
    match &when.kind {
        ExprKind::Defined { variable, negated: false } => names.push(&variable.value),
        ExprKind::And(parts) => parts.iter().for_each(|part| defined(part, names)),
        _ => {}
    }
}

/// The choice that is most similar to `id`.
fn near_choice<'d>(declaration: &'d Declaration, id: &str) -> Option<Near<'d>> {
    /// Of more choices the rest is not looked at.
    const MOST: usize = 1000;
    names::nearest(id, declaration.choices.iter().take(MOST).map(|choice| &*choice.id))
}

/// What messages call an operand.
fn subject(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Variable(variable) => format!("`{}`", variable.value),
        ExprKind::Literal(value) => literal(value),
        _ => "this".to_owned(),
    }
}

/// What messages call a literal.
fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("`\"{}\"`", crate::syntax::expression::shown(text)),
        value => format!("`{}`", value.to_plain()),
    }
}

/// An example of a comparison with a value of this type.
fn comparison(expr: &Expr, class: ExprType) -> String {
    let name = match &expr.kind {
        ExprKind::Variable(variable) => &variable.value,
        _ => "NAME",
    };
    match class {
        ExprType::Of(Type::Integer | Type::Number) => format!("{name} > 0"),
        ExprType::Of(Type::Date) => format!("{name} >= date(\"2026-12-01\")"),
        ExprType::Of(Type::Time) => format!("{name} < time(\"14:30\")"),
        _ => format!("{name} == \"…\""),
    }
}
