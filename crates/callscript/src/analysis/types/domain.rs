//! Domains: whether every value that an expression may yield is a value that its target variable can have.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::RoundingStrategy;

use super::{ExprType, Mismatch, Scope, described, literal, near_choice};
use crate::base::source::{Name, Span};
use crate::base::value::{Choice, Declaration, Number, Type, Value, compare, weekdays, with_decimals};
use crate::syntax::expression::{Expr, ExprKind, Function};

/// A variable with its declaration, in any script of the library.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Declared<'d> {
    /// The index of its script in the library; `None` is the script whose expressions are checked.
    pub(crate) script: Option<usize>,
    pub(crate) name: &'d str,
    pub(crate) declaration: &'d Declaration,
}

/// Identifies a variable of any script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Id<'d> {
    script: Option<usize>,
    name: &'d str,
}

/// The variable that is written to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'d> {
    pub(crate) variable: Declared<'d>,
    /// Whether it may be written an empty value.
    pub(crate) empty: bool,
}

impl<'d> Declared<'d> {
    fn id(self) -> Id<'d> {
        Id { script: self.script, name: self.name }
    }
}

impl<'d> Target<'d> {
    /// A variable that `set` or `take` writes to.
    pub(crate) fn variable(name: &'d str, declaration: &'d Declaration) -> Self {
        Self { variable: Declared { script: None, name, declaration }, empty: declaration.optional }
    }

    /// An input of a subscript. It may be given an empty value if it has a default or is optional.
    pub(crate) fn input(variable: Declared<'d>) -> Self {
        let declaration = variable.declaration;
        Self { variable, empty: declaration.optional || declaration.default.is_some() }
    }

    /// Checks that the target may be emptied.
    pub(crate) fn emptied(self, span: Span) -> Result<(), Mismatch> {
        if self.empty {
            return Ok(());
        }
        let name = self.variable.name;
        let fault = Mismatch::new(span, format!("`{name}` may not be emptied: it is not optional"));
        Err(fault.help(format!("declare it with `optional: true`, or give it a value: `{name}: …`")))
    }

    /// The error for a target of `after`, which must be optional: it becomes empty if the subscript did not set the
    /// variable.
    pub(crate) fn unfit_for_after(self, span: Span) -> Mismatch {
        let message = format!("`after` may leave `{}` empty, which is not optional", self.variable.name);
        Mismatch::new(span, message)
            .help(format!("declare it with `optional: true`: `{}: {{ …, optional: true }}`", self.variable.name))
    }
}

impl<'d> Scope<'d> {
    /// Checks the assignment of an expression to a target.
    pub(crate) fn check_write(&self, expr: &'d Expr, target: Target<'d>) -> Result<(), Mismatch> {
        self.infer(expr)?;
        if let Some(variable) = self.emptiable(expr)
            && !target.empty
        {
            let name = &variable.value;
            let message = format!("`{name}` may be empty, but `{}` may not", target.variable.name);
            let help = format!(
                "give a value for that case: `{name} | default(…)`; or make `{}` optional",
                target.variable.name
            );
            return Err(Mismatch::new(variable.span, message).help(help));
        }
        self.fits(expr, target)
    }

    /// Checks that every value of a well-typed expression fits the target.
    fn fits(&self, expr: &'d Expr, target: Target<'d>) -> Result<(), Mismatch> {
        match &expr.kind {
            ExprKind::Literal(value) => constant(value, expr.span, target),
            ExprKind::Variable(variable) => self.copy(&variable.value, variable.span, target),
            ExprKind::Default { variable, fallback } => {
                self.copy(&variable.value, variable.span, target)?;
                constant(&fallback.value, fallback.span, target)
            }
            ExprKind::Conditional { then, otherwise, .. } => {
                self.fits(then, target)?;
                self.fits(otherwise, target)
            }
            ExprKind::Call { name, .. } if name.value == Function::Weekday.name() => {
                kind_fits(Type::Choice, "this", expr.span, target)?;
                weekdays().iter().try_for_each(|day| constant(&Value::Choice(day.clone()), expr.span, target))
            }
            ExprKind::Negate(_) | ExprKind::Arithmetic(..) | ExprKind::Call { .. } => {
                arithmetic(self.infer(expr)?, expr.span, target)
            }
            _ => kind_fits(Type::Boolean, "this", expr.span, target),
        }
    }

    fn copy(&self, name: &'d str, span: Span, target: Target<'d>) -> Result<(), Mismatch> {
        match self.declaration(name) {
            Some(declaration) => self.within(Declared { script: None, name, declaration }, span, target),
            None => Ok(()),
        }
    }

    /// Checks that a variable of another script can be taken into a target.
    pub(crate) fn check_take(&self, theirs: Declared<'d>, span: Span, target: Target<'d>) -> Result<(), Mismatch> {
        if theirs.declaration.optional && !target.empty {
            let message = format!("`{}` may be empty there, but `{}` may not", theirs.name, target.variable.name);
            return Err(Mismatch::new(span, message).help(format!("make `{}` optional", target.variable.name)));
        }
        self.within(theirs, span, target)
    }

    /// Checks that every value of one variable is a value of the target.
    fn within(&self, variable: Declared<'d>, span: Span, target: Target<'d>) -> Result<(), Mismatch> {
        let Declared { name, declaration: from, .. } = variable;
        kind_fits(from.kind, &format!("`{name}`"), span, target)?;
        let into = target.variable.declaration;
        if let Some(stray) = self.foreign_choice(variable, target.variable) {
            let message = format!("`{name}` may be `{stray}`, which is not a value of `{}`", target.variable.name);
            return Err(Mismatch::new(span, message).help(format!("it must be {}", into.wanted())));
        }
        let fault = |why: String| {
            let message = format!("`{name}` may have values that `{}` may not have", target.variable.name);
            Err(Mismatch::new(span, message).help(why))
        };
        match (&into.pattern, &from.pattern) {
            (Some(pattern), own) if from.kind != Type::Choice && own.as_ref() != Some(pattern) => {
                fault(format!("it must match `{0}`: give both the pattern `{0}`", pattern.as_str()))
            }
            _ if respects_min(from, into) && respects_max(from, into) => Ok(()),
            _ => fault(format!("it must be {}: give both the same `min` and `max`", into.wanted())),
        }
    }

    /// The first choice of `from` that `into` does not have.
    fn foreign_choice(&self, from: Declared<'d>, into: Declared<'d>) -> Option<Arc<str>> {
        let ids = [from.id(), into.id()];
        let (from, into) = (from.declaration, into.declaration);
        let find = || {
            let known: HashSet<&str> = into.choices.iter().map(|choice| &*choice.id).collect();
            let fits = |choice: &Choice| match into.kind {
                Type::Choice => known.contains(&*choice.id),
                _ => into.admit(Value::Choice(choice.clone())).is_ok(),
            };
            from.choices.iter().find(|choice| !fits(choice)).map(|choice| Arc::clone(&choice.id))
        };
        if from.choices.is_empty() {
            return None;
        }
        self.foreign_choices.borrow_mut().entry(ids).or_insert_with(find).clone()
    }
}

/// Checks the assignment of a quoted text to a target.
pub(crate) fn quoted(text: &Name, target: Target<'_>) -> Result<(), Mismatch> {
    constant(&Value::text(text.value.as_str()), text.span, target)
}

/// Checks that a constant is a value of the target.
fn constant(value: &Value, span: Span, target: Target<'_>) -> Result<(), Mismatch> {
    target.variable.declaration.admit(value.clone()).map(drop).map_err(|error| {
        let message = format!("{} is not a value of `{}`", literal(value), target.variable.name);
        let fault = Mismatch::new(span, message);
        let near = match value {
            Value::Text(id) => near_choice(target.variable.declaration, id),
            _ => None,
        };
        match near {
            Some(near) => fault.meant(near),
            None => fault.help(format!("it must be {}", error.wanted())),
        }
    })
}

/// Checks an arithmetic result: it may be any value of its type, so the target must be unbounded.
fn arithmetic(class: ExprType, span: Span, target: Target<'_>) -> Result<(), Mismatch> {
    let ExprType::Of(kind) = class else {
        return Ok(());
    };
    kind_fits(kind, "this", span, target)?;
    if target.variable.declaration.min.is_none() && target.variable.declaration.max.is_none() {
        return Ok(());
    }
    let message = format!("the computed value may lie outside the `min` and `max` of `{}`", target.variable.name);
    let help = format!("write it to a variable without `min` and `max`, or remove those of `{}`", target.variable.name);
    Err(Mismatch::new(span, message).help(help))
}

/// Checks that the target's type can store values of type `kind`.
fn kind_fits(kind: Type, what: &str, span: Span, target: Target<'_>) -> Result<(), Mismatch> {
    let into = target.variable.declaration.kind;
    let fits = kind == into
        || matches!(
            (kind, into),
            (Type::Integer, Type::Number) | (Type::Choice | Type::Phone | Type::Email, Type::Text)
        );
    if fits {
        return Ok(());
    }
    let message = format!("{what} is {}, but `{}` is {}", described(kind), target.variable.name, described(into));
    Err(Mismatch::new(span, message).help("write a value of the same type"))
}

/// Whether the smallest value of `from`, as `into` stores it, is not below the `min` of `into`.
fn respects_min(from: &Declaration, into: &Declaration) -> bool {
    let Some(limit) = &into.min else {
        return true;
    };
    from.min.as_ref().is_some_and(|min| {
        let stored = rounded(min, from, into, Ordering::Greater);
        compare(min, limit) != Some(Ordering::Less) && compare(&stored, limit) != Some(Ordering::Less)
    })
}

/// Whether the largest value of `from`, as `into` stores it, is not above the `max` of `into`.
fn respects_max(from: &Declaration, into: &Declaration) -> bool {
    let Some(limit) = &into.max else {
        return true;
    };
    from.max.as_ref().is_some_and(|max| {
        let stored = rounded(max, from, into, Ordering::Less);
        compare(max, limit) != Some(Ordering::Greater) && compare(&stored, limit) != Some(Ordering::Greater)
    })
}

/// The extreme value of `from` near `bound`, as `into` stores it.
///
/// A target with fewer decimals rounds, and may round past its own bound. If `from` cannot represent the bound itself,
/// its extreme value is the next one in the direction `inward`.
fn rounded(bound: &Value, from: &Declaration, into: &Declaration, inward: Ordering) -> Value {
    let (Value::Number(number), Some(kept)) = (bound, into.decimals) else {
        return bound.clone();
    };
    if from.decimals.is_some_and(|decimals| decimals <= kept) {
        return bound.clone();
    }
    let inward = if inward == Ordering::Less {
        RoundingStrategy::ToNegativeInfinity
    } else {
        RoundingStrategy::ToPositiveInfinity
    };
    let env = from.decimals.map_or(number.0, |decimals| number.0.round_dp_with_strategy(decimals, inward));
    Value::Number(Number(with_decimals(env, kept)))
}
