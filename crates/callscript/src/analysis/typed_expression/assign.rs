//! Assignments: an expression, converted to the type that its target variable stores.
//!
//! That the value is in range, matches the `pattern` and is one of the choices is proved by the checks
//! (`types::domain`).

use super::environment::{AnySlot, AnyWrite, Env, Slot};
use super::kind::{Kind, dispatch, enum_over_kinds};
use super::text_value::TextOp;
use super::{AnyTypedExpr, Binding, LowerError, Lowered, TypedExpr};
use crate::base::value::Type;

/// An assignment to a variable of kind `T`.
#[derive(Debug)]
pub(crate) struct Assign<T: Kind> {
    slot: Slot<T>,
    value: TypedExpr<T>,
}

enum_over_kinds! {
    /// An assignment to a variable of any kind.
    AnyAssign(Assign)
}

/// Lowers an assignment: converts `expr` to what `target` stores, with its number of decimals or its choices.
pub(crate) fn assign(expr: AnyTypedExpr, target: Binding<'_>) -> Lowered<AnyAssign> {
    use AnyTypedExpr::{Boolean, Date, Integer, Number, Text, Time};
    let Binding { slot, declaration } = target;
    let rounded = |value: TypedExpr<_>| match declaration.decimals {
        Some(decimals) => value.rounded(decimals),
        None => value,
    };
    Ok(match (slot, expr) {
        (AnySlot::Boolean(slot), Boolean(value)) => Assign { slot, value }.into(),
        (AnySlot::Integer(slot), Integer(value)) => Assign { slot, value }.into(),
        (AnySlot::Number(slot), Integer(value)) => Assign { slot, value: rounded(value.into_number()) }.into(),
        (AnySlot::Number(slot), Number(value)) => Assign { slot, value: rounded(value) }.into(),
        (AnySlot::Date(slot), Date(value)) => Assign { slot, value }.into(),
        (AnySlot::Time(slot), Time(value)) => Assign { slot, value }.into(),
        (AnySlot::Text(slot), Text(words)) => {
            let said = if declaration.kind == Type::Choice {
                TextOp::ToChoice(words, declaration.choices.clone())
            } else {
                TextOp::ToText(words)
            };
            Assign { slot, value: TypedExpr::operation(said) }.into()
        }
        _ => return Err(LowerError),
    })
}

impl AnyAssign {
    /// Evaluates the right-hand side in `env`, which may be the environment of another script than the target's.
    pub(crate) fn eval(&self, env: &Env) -> AnyWrite {
        dispatch!(Self, self, assign => assign.slot.write(assign.value.value(env)).into())
    }
}
