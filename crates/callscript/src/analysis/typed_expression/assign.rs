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
    /// `None`: it clears the variable.
    value: Option<TypedExpr<T>>,
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
        (AnySlot::Boolean(slot), Boolean(value)) => to(slot, value),
        (AnySlot::Integer(slot), Integer(value)) => to(slot, value),
        (AnySlot::Number(slot), Integer(value)) => to(slot, rounded(value.into_number())),
        (AnySlot::Number(slot), Number(value)) => to(slot, rounded(value)),
        (AnySlot::Date(slot), Date(value)) => to(slot, value),
        (AnySlot::Time(slot), Time(value)) => to(slot, value),
        (AnySlot::Text(slot), Text(words)) => {
            let said = if declaration.kind == Type::Choice {
                TextOp::ToChoice(words, declaration.choices.clone())
            } else {
                TextOp::ToText(words)
            };
            to(slot, TypedExpr::operation(said))
        }
        _ => return Err(LowerError),
    })
}

fn to<T: Kind>(slot: Slot<T>, value: TypedExpr<T>) -> AnyAssign
where
    AnyAssign: From<Assign<T>>,
{
    Assign { slot, value: Some(value) }.into()
}

impl AnyAssign {
    /// The assignment that clears a variable.
    pub(crate) fn clear(slot: AnySlot) -> Self {
        dispatch!(AnySlot, slot, slot => Assign { slot, value: None }.into())
    }

    /// Evaluates the right-hand side in `env`, which may be the environment of another script than the target's.
    pub(crate) fn eval(&self, env: &Env) -> AnyWrite {
        dispatch!(Self, self, assign => assign.slot.write(assign.value.as_ref().and_then(|value| value.value(env))).into())
    }
}
