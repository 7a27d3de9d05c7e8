//! Texts in quotes that stand for a choice: they become that choice, so that it prints its label.
//!
//! `{{ plan | default("basic") }}` and `{{ plan if known else "basic" }}` print as `{{ plan }}` does. In conditions it makes
//! no difference.

use crate::base::value::{Choice, Value};
use crate::syntax::expression::{Expr, ExprKind};

/// Names the choices that an expression may be worth; `find` gives a variable's choice of that id.
pub(super) fn name_choices(expr: &mut Expr, find: &impl Fn(&str, &str) -> Option<Choice>) {
    match &mut expr.kind {
        ExprKind::Default { variable, fallback } => name(&mut fallback.value, &[variable.value.as_str()], find),
        ExprKind::Conditional { then, otherwise, .. } => {
            name_choices(then, find);
            name_choices(otherwise, find);
            fill(otherwise, &variables(then), find);
            fill(then, &variables(otherwise), find);
        }
        _ => {}
    }
}

fn name(value: &mut Value, variables: &[&str], find: &impl Fn(&str, &str) -> Option<Choice>) {
    if let Value::Text(id) = value
        && let Some(choice) = variables.iter().find_map(|variable| find(variable, id))
    {
        *value = Value::Choice(choice);
    }
}

/// Names what stands in quotes by the choices of `variables`.
fn fill(expr: &mut Expr, variables: &[&str], find: &impl Fn(&str, &str) -> Option<Choice>) {
    match &mut expr.kind {
        ExprKind::Literal(value) => name(value, variables, find),
        ExprKind::Conditional { then, otherwise, .. } => {
            fill(then, variables, find);
            fill(otherwise, variables, find);
        }
        _ => {}
    }
}

/// The variables that an expression may be worth.
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
