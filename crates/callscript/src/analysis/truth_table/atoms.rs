//! The atoms of a condition: its parts without `and`, `or`, `not` or `if`.

use std::fmt::Write as _;

use super::evaluate;
use crate::base::source::Spanned;
use crate::base::value::Value;
use crate::syntax::expression::{Comparison, Expr, ExprKind};

/// An atom, by what its truth depends on.
#[derive(Debug)]
pub(super) enum Atom<'e> {
    /// Nothing: it is always true or always false.
    Constant(bool),
    /// One variable, which it compares with these constants.
    Variable { name: &'e str, constants: Vec<&'e Value> },
    /// Anything else: its truth value is unknown. Atoms with equal `text` are equal, up to `negated`.
    Opaque { text: String, shown: String, negated: bool },
}

/// Calls `f` with every atom of a condition.
pub(super) fn visit<'e>(condition: &'e Expr, f: &mut dyn FnMut(Atom<'e>)) {
    match &condition.kind {
        ExprKind::Not(part) => visit(part, f),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_each(|part| visit(part, f)),
        ExprKind::Conditional { then, condition, otherwise } => {
            visit(then, f);
            visit(condition, f);
            visit(otherwise, f);
        }
        _ => f(classify(condition)),
    }
}

/// Classifies an atom.
pub(super) fn classify(expr: &Expr) -> Atom<'_> {
    match &expr.kind {
        ExprKind::Literal(value) => Atom::Constant(*value == Value::Boolean(true)),
        ExprKind::Variable(_) | ExprKind::Default { .. } | ExprKind::Defined { .. } => {
            named(expr).map_or_else(|| opaque(expr), |name| Atom::Variable { name, constants: Vec::new() })
        }
        ExprKind::Compare(left, _, right) => match (&left.kind, &right.kind) {
            (ExprKind::Literal(_), ExprKind::Literal(_)) => Atom::Constant(evaluate::holds(expr)),
            (_, ExprKind::Literal(constant)) => compared(expr, left, vec![constant]),
            (ExprKind::Literal(constant), _) => compared(expr, right, vec![constant]),
            _ => opaque(expr),
        },
        ExprKind::In { value, list, .. } => match &value.kind {
            ExprKind::Literal(_) => Atom::Constant(evaluate::holds(expr)),
            _ => compared(expr, value, list.iter().map(|item| &item.value).collect()),
        },
        _ => opaque(expr),
    }
}

fn compared<'e>(expr: &'e Expr, operand: &'e Expr, constants: Vec<&'e Value>) -> Atom<'e> {
    match (&operand.kind, named(operand)) {
        (ExprKind::Variable(_) | ExprKind::Default { .. }, Some(name)) => Atom::Variable { name, constants },
        _ => opaque(expr),
    }
}

/// The variable that an operand reads, with or without a default.
fn named(operand: &Expr) -> Option<&str> {
    match &operand.kind {
        ExprKind::Variable(variable) | ExprKind::Default { variable, .. } | ExprKind::Defined { variable, .. } => {
            Some(&variable.value)
        }
        _ => None,
    }
}

/// An opaque atom in canonical form: `a != b` is the negation of `a == b`, and `a > b` is `b < a`.
fn opaque(expr: &Expr) -> Atom<'_> {
    let mut text = String::new();
    let negated = match &expr.kind {
        ExprKind::Compare(left, by, right) => {
            let (left, right, by) = match by {
                Comparison::Greater => (right, left, Comparison::Less),
                Comparison::GreaterOrEqual => (right, left, Comparison::LessOrEqual),
                Comparison::NotEqual => (left, right, Comparison::Equal),
                by => (left, right, *by),
            };
            compare(left, by, right, &mut text);
            matches!(expr.kind, ExprKind::Compare(_, Comparison::NotEqual, _))
        }
        ExprKind::In { value, list, negated } => {
            is_in(value, list, false, &mut text);
            *negated
        }
        ExprKind::Contains { part, variable, negated } => {
            contains(&part.value, &variable.value, false, &mut text);
            *negated
        }
        _ => {
            write(expr, &mut text);
            false
        }
    };
    let mut shown = String::new();
    if negated {
        shown.push_str(&text);
    } else {
        write(expr, &mut shown);
    }
    Atom::Opaque { text, shown, negated }
}

fn compare(left: &Expr, by: Comparison, right: &Expr, text: &mut String) {
    write(left, text);
    push(text, format_args!(" {} ", by.as_str()));
    write(right, text);
}

fn is_in(value: &Expr, list: &[Spanned<Value>], negated: bool, text: &mut String) {
    write(value, text);
    text.push_str(if negated { " not in [" } else { " in [" });
    for (at, item) in list.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { ", " });
        literal(&item.value, text);
    }
    text.push(']');
}

fn contains(part: &Value, variable: &str, negated: bool, text: &mut String) {
    literal(part, text);
    push(text, format_args!(" {}in {variable}", if negated { "not " } else { "" }));
}

/// Writes an expression with normalised white space.
fn write(expr: &Expr, text: &mut String) {
    match &expr.kind {
        ExprKind::Literal(value) => literal(value, text),
        ExprKind::Variable(variable) => text.push_str(&variable.value),
        ExprKind::Default { variable, fallback } => {
            push(text, format_args!("{} | default(", variable.value));
            literal(&fallback.value, text);
            text.push(')');
        }
        ExprKind::Defined { variable, negated } => {
            push(text, format_args!("{} is {}defined", variable.value, if *negated { "not " } else { "" }));
        }
        ExprKind::Contains { part, variable, negated } => contains(&part.value, &variable.value, *negated, text),
        ExprKind::Call { name, arguments } => {
            push(text, format_args!("{}(", name.value));
            for (at, argument) in arguments.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                write(argument, text);
            }
            text.push(')');
        }
        ExprKind::Negate(operand) => prefixed("-", operand, text),
        ExprKind::Not(part) => prefixed("not ", part, text),
        ExprKind::And(parts) => joined(" and ", parts, text),
        ExprKind::Or(parts) => joined(" or ", parts, text),
        ExprKind::Compare(left, by, right) => compare(left, *by, right, text),
        ExprKind::In { value, list, negated } => is_in(value, list, *negated, text),
        ExprKind::Arithmetic(first, rest) => {
            operand(first, text);
            for (by, part) in rest {
                push(text, format_args!(" {} ", by.as_str()));
                operand(part, text);
            }
        }
        ExprKind::Conditional { then, condition, otherwise } => {
            operand(then, text);
            text.push_str(" if ");
            operand(condition, text);
            text.push_str(" else ");
            operand(otherwise, text);
        }
    }
}

fn prefixed(sign: &str, part: &Expr, text: &mut String) {
    text.push_str(sign);
    operand(part, text);
}

fn joined(word: &str, parts: &[Expr], text: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { word });
        operand(part, text);
    }
}

/// Writes an operand, in parentheses unless it is a literal or a variable.
fn operand(part: &Expr, text: &mut String) {
    if matches!(part.kind, ExprKind::Literal(_) | ExprKind::Variable(_) | ExprKind::Call { .. }) {
        write(part, text);
    } else {
        text.push('(');
        write(part, text);
        text.push(')');
    }
}

fn literal(value: &Value, text: &mut String) {
    match value {
        Value::Text(words) => push(text, format_args!("{words:?}")),
        Value::Date(_) => push(text, format_args!("date(\"{value}\")")),
        Value::Time(_) => push(text, format_args!("time(\"{value}\")")),
        value => text.push_str(&value.to_plain()),
    }
}

fn push(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = text.write_fmt(words);
}
