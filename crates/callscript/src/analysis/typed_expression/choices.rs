//! Replaces string literals that stand for a choice by that choice, so that they print its label.
//!
//! `{{ plan | default("basic") }}` and `{{ plan if known else "basic" }}` then print the same as `{{ plan }}`.
//! Comparisons use ids, so conditions do not change.

use crate::base::value::{Choice, Value};
use crate::syntax::expression::{Expr, ExprKind};

/// Resolves the literals in `expr` that may become its value; `find` looks a choice up by variable and id.
pub(super) fn resolve_choices(expr: &mut Expr, find: &impl Fn(&str, &str) -> Option<Choice>) {
    match &mut expr.kind {
        ExprKind::Default { variable, fallback } => resolve(&mut fallback.value, &[variable.value.as_str()], find),
        ExprKind::Conditional { then, otherwise, .. } => {
            resolve_choices(then, find);
            resolve_choices(otherwise, find);
            resolve_literals(otherwise, &variables(then), find);
            resolve_literals(then, &variables(otherwise), find);
        }
        _ => {}
    }
}

fn resolve(value: &mut Value, variables: &[&str], find: &impl Fn(&str, &str) -> Option<Choice>) {
    if let Value::Text(id) = value
        && let Some(choice) = variables.iter().find_map(|variable| find(variable, id))
    {
        *value = Value::Choice(choice);
    }
}

/// Replaces literals by the choices of `variables` with those ids.
fn resolve_literals(expr: &mut Expr, variables: &[&str], find: &impl Fn(&str, &str) -> Option<Choice>) {
    match &mut expr.kind {
        ExprKind::Literal(value) => resolve(value, variables, find),
        ExprKind::Conditional { then, otherwise, .. } => {
            resolve_literals(then, variables, find);
            resolve_literals(otherwise, variables, find);
        }
        _ => {}
    }
}

/// The variables whose values may become the value of the expression.
fn variables(expr: &Expr) -> Vec<&str> {
    match &expr.kind {
        ExprKind::Variable(variable) | ExprKind::Default { variable, .. } => vec![variable.value.as_str()],
        ExprKind::Conditional { then, otherwise, .. } => {
            let mut both = variables(then);
            both.extend(variables(otherwise));
            both
        }
        _ => Vec::new(),
    }
}
