//! What types the parts of an expression have, and which values may come out of it.
//!
//! Checks one expression at a time against the declarations of one script. Must not know nodes, files or findings; spans
//! count from the start of the text that was parsed.

mod domain;
mod expr_type;
mod operand;
mod template;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::base::source::{Span, Spanned};
use crate::base::value::{Declaration, Type, Value};
use crate::document::Document;
use crate::syntax::expression::{Expr, ExprKind};

use domain::Id;
pub(crate) use domain::{Declared, Target, quoted};
use expr_type::{ExprType, described};

/// What does not fit: the fact, the cure, and the place in the text that was parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// What expressions of one script may name.
pub(crate) struct Scope<'d> {
    document: &'d Document,
    /// Optional variables that are not empty here.
    defined: Vec<&'d str>,
    /// The ids of long lists of choices, by the variable.
    ids: RefCell<HashMap<&'d str, HashSet<&'d str>>>,
    /// Of two variables: the first choice of the one that the other cannot hold.
    foreign_choices: RefCell<HashMap<[Id<'d>; 2], Option<Arc<str>>>>,
}

impl<'d> Scope<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, defined: Vec::new(), ids: RefCell::default(), foreign_choices: RefCell::default() }
    }

    /// What is wrong with an expression that should be a condition.
    pub(crate) fn check_condition(&self, expr: &'d Expr) -> Result<(), Mismatch> {
        match self.infer(expr)? {
            ExprType::Unknown | ExprType::Of(Type::Boolean) => Ok(()),
            inferred => {
                let fault = Mismatch::new(expr.span, format!("{} is {inferred}, and no condition", subject(expr)));
                Err(fault.help(format!("compare it, such as `{}`", comparison(expr, inferred))))
            }
        }
    }

    /// What is wrong with an expression that may be worth anything.
    pub(crate) fn check_value(&self, expr: &'d Expr) -> Result<(), Mismatch> {
        self.infer(expr).map(drop)
    }

    /// From here on, what `when` says to be defined is not empty.
    pub(crate) fn assume(&mut self, when: Option<&'d Expr>) {
        self.defined.clear();
        if let Some(when) = when {
            defined(when, &mut self.defined);
        }
    }

    /// From here on, `target` holds what `expr` is worth.
    pub(crate) fn assign(&mut self, target: &str, expr: &'d Expr) {
        if !self.defined.is_empty() && self.emptiable(expr).is_some() {
            self.defined.retain(|name| *name != target);
        }
    }

    /// The declaration of a variable, if it could be read.
    fn declaration(&self, name: &str) -> Option<&'d Declaration> {
        self.document.variables.get(name)?.declaration.as_ref()
    }

    /// The first variable that can make an expression empty.
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

    /// Whether a variable is declared with a choice of that id.
    fn has_choice(&self, variable: &'d str, declaration: &'d Declaration, id: &str) -> bool {
        /// Fewer are looked through.
        const LONG: usize = 32;
        let choices = &declaration.choices;
        if choices.len() < LONG {
            return choices.iter().any(|choice| *choice.id == *id);
        }
        let mut known = self.ids.borrow_mut();
        let ids = || choices.iter().map(|choice| &*choice.id).collect();
        known.entry(variable).or_insert_with(ids).contains(id)
    }
}

impl Mismatch {
    fn new(span: Span, message: String) -> Self {
        Self { span, message, help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The variables that a condition says to be defined, alone or joined by `and`.
fn defined<'d>(when: &'d Expr, names: &mut Vec<&'d str>) {
    match &when.kind {
        ExprKind::Defined { variable, negated: false } => names.push(&variable.value),
        ExprKind::And(parts) => parts.iter().for_each(|part| defined(part, names)),
        _ => {}
    }
}

/// An operand as a message names it.
fn subject(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Variable(variable) => format!("`{}`", variable.value),
        ExprKind::Literal(value) => literal(value),
        _ => "this".to_owned(),
    }
}

/// A literal as a message names it.
fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("`\"{}\"`", crate::syntax::expression::shown(text)),
        value => format!("`{}`", value.to_plain()),
    }
}

/// How a value of that class could be made a condition.
fn comparison(expr: &Expr, inferred: ExprType) -> String {
    let name = match &expr.kind {
        ExprKind::Variable(variable) => &variable.value,
        _ => "NAME",
    };
    match inferred {
        ExprType::Of(Type::Integer | Type::Number) => format!("{name} > 0"),
        ExprType::Of(Type::Date) => format!("{name} >= date(\"2026-12-01\")"),
        ExprType::Of(Type::Time) => format!("{name} < time(\"14:30\")"),
        _ => format!("{name} == \"…\""),
    }
}
