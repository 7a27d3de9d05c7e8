//! The typed form of expressions and templates: what a checked script evaluates.
//!
//! [`Lowering`] turns a parsed expression into a [`TypedExpr`], and refuses one whose types do not fit. So evaluation
//! has no type errors and cannot fail. The result is a value or `None`, which stands for *empty*. A variable that was
//! never set evaluates to *empty* too; the definite-assignment check proves that no call reads one. Must not know
//! scripts, YAML or findings.

mod arithmetic;
mod assign;
mod calendar;
mod call;
mod choices;
mod column;
mod division;
mod environment;
mod guards;
mod kind;
mod lower;
mod operations;
mod surroundings;
mod text;
mod text_value;

#[cfg(test)]
mod checked;
#[cfg(test)]
pub(crate) mod named;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(crate) use assign::{AnyAssign, assign};
pub use environment::Env;
pub(crate) use environment::{AnySlot, AnyWrite, Slot};
pub(crate) use guards::Guards;
pub(crate) use kind::{AnyTypedExpr, Kind};
pub(crate) use lower::{Binding, Bindings, Lowering};
pub use surroundings::Surroundings;
pub use text::Text;

/// A type that does not fit, or a name that resolves to nothing. No document that passed the checks has either.
#[derive(Debug)]
pub(crate) struct LowerError;

/// What lowering yields: a lowered `T`, or an error that the checks should have reported.
pub(crate) type Lowered<T> = Result<T, LowerError>;

/// Collects into a vector of the exact size. (`collect` on a `Result` loses the size hint and allocates room for four.)
pub(crate) fn all<T>(made: impl ExactSizeIterator<Item = Lowered<T>>) -> Lowered<Vec<T>> {
    let mut all = Vec::with_capacity(made.len());
    for one in made {
        all.push(one?);
    }
    Ok(all)
}

/// An expression of type `T`.
#[derive(Debug)]
pub(crate) enum TypedExpr<T: Kind> {
    /// A constant.
    Constant(T),
    /// The value of a variable.
    Variable(Slot<T>),
    /// The first expression, or the second if the first is *empty*.
    Default(Box<(TypedExpr<T>, T)>),
    /// `A if CONDITION else B`
    Conditional(Box<Conditional<T>>),
    /// An operation that yields a `T`.
    Operation(Box<T::Operation>),
}

/// The parts of `A if CONDITION else B`.
#[derive(Debug)]
pub(crate) struct Conditional<T: Kind> {
    then: TypedExpr<T>,
    condition: TypedExpr<bool>,
    otherwise: TypedExpr<T>,
}

/// An operation with a result of type `T`.
pub(crate) trait Operation<T> {
    /// The result; `None` if an operand that it needs is *empty*.
    fn eval(&self, env: &Env) -> Option<T>;
}

impl<T: Kind> TypedExpr<T> {
    /// Evaluates the expression; `None` is *empty*.
    pub(crate) fn eval<'a>(&'a self, env: &'a Env) -> Option<Cow<'a, T>> {
        match self {
            Self::Constant(value) => Some(Cow::Borrowed(value)),
            Self::Variable(slot) => env.get(*slot).map(Cow::Borrowed),
            Self::Default(parts) => {
                let (value, fallback) = &**parts;
                Some(value.eval(env).unwrap_or(Cow::Borrowed(fallback)))
            }
            Self::Conditional(parts) => {
                let Conditional { then, condition, otherwise } = &**parts;
                if condition.holds(env) { then.eval(env) } else { otherwise.eval(env) }
            }
            Self::Operation(operation) => operation.eval(env).map(Cow::Owned),
        }
    }

    /// Evaluates the expression to an owned value; `None` is *empty*.
    pub(crate) fn value(&self, env: &Env) -> Option<T> {
        self.eval(env).map(Cow::into_owned)
    }

    fn operation(operation: T::Operation) -> Self {
        Self::Operation(Box::new(operation))
    }

    fn conditional(then: Self, condition: TypedExpr<bool>, otherwise: Self) -> Self {
        Self::Conditional(Box::new(Conditional { then, condition, otherwise }))
    }
}

impl TypedExpr<bool> {
    /// Evaluates a condition; *empty* counts as false.
    pub(crate) fn holds(&self, env: &Env) -> bool {
        self.value(env).unwrap_or_default()
    }
}
