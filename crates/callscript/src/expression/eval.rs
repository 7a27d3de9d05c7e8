//! What an expression is worth, given what its variables hold.
//!
//! `None` is *empty*. The only faults are those that a check of types and paths will rule out before a call; they are
//! made in `read`, `needs` and `mismatch`, and nowhere else.

use std::borrow::Cow;

use super::{Comparison, Expr, ExprKind, arithmetic};
use crate::source::{Span, Spanned};
use crate::value::{Value, compare};

/// What is known of variables as a call goes on.
pub trait Env<V> {
    /// What a variable holds now.
    fn read(&self, variable: &V) -> Reading<'_>;

    /// Whether what it holds is to be masked.
    fn is_sensitive(&self, variable: &V) -> bool {
        let _ = variable;
        false
    }
}

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading<'a> {
    /// This value.
    Set(&'a Value),
    /// Nothing, as an optional variable may.
    Empty,
    /// Nothing was written to it yet, and it is not optional.
    Unset,
}

/// Why an expression has no worth.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError<V> {
    /// A variable is read that is not set.
    #[error("a variable is read before it is set")]
    Unset(Spanned<V>),
    /// Something is empty that must have a value.
    #[error("an empty variable has no value to reckon with")]
    Empty(Span),
    /// The types do not fit.
    #[error("the types do not fit: this must be {wanted}")]
    Mismatch {
        /// What does not fit.
        span: Span,
        /// What belongs there.
        wanted: &'static str,
    },
}

/// A value that was borrowed if it could be; none is *empty*.
type Worth<'a, V> = Result<Option<Cow<'a, Value>>, EvalError<V>>;

impl<V: Clone> Expr<V> {
    /// What it is worth; none is *empty*.
    ///
    /// # Errors
    ///
    /// A variable that is not set, or types that do not fit.
    pub fn eval(&self, env: &impl Env<V>) -> Result<Option<Value>, EvalError<V>> {
        Ok(evaluate(self, env)?.map(Cow::into_owned))
    }

    /// Whether it holds, as a condition; *empty* does not.
    ///
    /// # Errors
    ///
    /// As `eval`, and what is no condition.
    pub fn holds(&self, env: &impl Env<V>) -> Result<bool, EvalError<V>> {
        match &self.kind {
            ExprKind::And(parts) => all(parts, env, true),
            ExprKind::Or(parts) => all(parts, env, false).map(|none| !none),
            ExprKind::Not(part) => part.holds(env).map(|holds| !holds),
            ExprKind::Compare(left, by, right) => holds_between(left, *by, right, env),
            ExprKind::In { value, list, negated } => {
                let Some(found) = evaluate(value, env)? else {
                    return Ok(*negated);
                };
                is_in(&found, list).ok_or_else(|| mismatch(self, "of the type of the list")).map(|is| is != *negated)
            }
            ExprKind::Defined { variable, negated } => Ok((env.read(&variable.value) == Reading::Empty) == *negated),
            _ => match evaluate(self, env)?.as_deref() {
                None => Ok(false),
                Some(Value::Boolean(holds)) => Ok(*holds),
                Some(_) => Err(mismatch(self, "a condition")),
            },
        }
    }
}

/// As `Expr::eval`, without a copy of what a variable or a literal holds.
pub(crate) fn evaluate<'a, V: Clone>(expr: &'a Expr<V>, env: &'a impl Env<V>) -> Worth<'a, V> {
    match &expr.kind {
        ExprKind::Literal(value) => Ok(Some(Cow::Borrowed(value))),
        ExprKind::Variable(variable) => read(variable, env),
        ExprKind::Default { variable, fallback } => Ok(read(variable, env)?.or(Some(Cow::Borrowed(&fallback.value)))),
        ExprKind::Negate(operand) => {
            let value = needs(operand, env)?;
            let negated = arithmetic::negate(&value).ok_or_else(|| mismatch(operand, "a number"))?;
            Ok(Some(Cow::Owned(negated)))
        }
        ExprKind::Arithmetic(first, rest) => {
            let mut sum = needs(first, env)?;
            for (by, operand) in rest {
                let next = needs(operand, env)?;
                let result = arithmetic::reckon(&sum, *by, &next);
                sum = Cow::Owned(result.ok_or_else(|| mismatch(operand, "two numbers, or a date and days"))?);
            }
            Ok(Some(sum))
        }
        ExprKind::Conditional { then, condition, otherwise } => {
            evaluate(if condition.holds(env)? { then } else { otherwise }, env)
        }
        ExprKind::Defined { .. }
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Compare(..)
        | ExprKind::In { .. } => Ok(Some(Cow::Owned(Value::Boolean(expr.holds(env)?)))),
    }
}

/// Whether every part holds (`true`) or fails (`false`).
fn all<V: Clone>(parts: &[Expr<V>], env: &impl Env<V>, wanted: bool) -> Result<bool, EvalError<V>> {
    for part in parts {
        if part.holds(env)? != wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

fn holds_between<V: Clone>(
    left: &Expr<V>,
    by: Comparison,
    right: &Expr<V>,
    env: &impl Env<V>,
) -> Result<bool, EvalError<V>> {
    let (Some(one), Some(other)) = (evaluate(left, env)?, evaluate(right, env)?) else {
        return Ok(by == Comparison::NotEqual);
    };
    let (order, equal) = (compare(&one, &other), arithmetic::equal(&one, &other));
    let holds = match by {
        Comparison::Equal => equal,
        Comparison::NotEqual => equal.map(|equal| !equal),
        Comparison::Less => order.map(std::cmp::Ordering::is_lt),
        Comparison::LessOrEqual => order.map(std::cmp::Ordering::is_le),
        Comparison::Greater => order.map(std::cmp::Ordering::is_gt),
        Comparison::GreaterOrEqual => order.map(std::cmp::Ordering::is_ge),
    };
    holds.ok_or_else(|| mismatch(right, "of the type of the other side"))
}

fn is_in(value: &Value, list: &[Spanned<Value>]) -> Option<bool> {
    let mut found = false;
    for item in list {
        found |= arithmetic::equal(value, &item.value)?;
    }
    Some(found)
}

fn read<'a, V: Clone>(variable: &'a Spanned<V>, env: &'a impl Env<V>) -> Worth<'a, V> {
    match env.read(&variable.value) {
        Reading::Set(value) => Ok(Some(Cow::Borrowed(value))),
        Reading::Empty => Ok(None),
        Reading::Unset => Err(EvalError::Unset(variable.clone())),
    }
}

/// What an operand of arithmetic is worth, which must not be empty.
fn needs<'a, V: Clone>(operand: &'a Expr<V>, env: &'a impl Env<V>) -> Result<Cow<'a, Value>, EvalError<V>> {
    evaluate(operand, env)?.ok_or(EvalError::Empty(operand.span))
}

fn mismatch<V>(expr: &Expr<V>, wanted: &'static str) -> EvalError<V> {
    EvalError::Mismatch { span: expr.span, wanted }
}
