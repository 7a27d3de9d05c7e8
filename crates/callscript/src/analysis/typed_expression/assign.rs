//! Values in the making for a variable: brought to what it holds, or they do not fit.
//!
//! That they lie between its `min` and `max`, match its pattern and are among its choices is for the checks to prove.

use std::sync::Arc;

use super::environment::{AnyPut, AnySlot, Held, Slot};
use super::kind::{Kind, of_any_kind, whichever};
use super::words::Said;
use super::{AnyFormula, Built, Formula, Known, Stray};
use crate::base::value::Type;

/// A value in the making for a variable.
#[derive(Debug)]
pub(crate) struct Assign<T: Kind> {
    slot: Slot<T>,
    value: Formula<T>,
}

of_any_kind! {
    /// A value in the making for a variable.
    AnyAssign(Assign)
}

/// Makes of a formula what `target` is to hold.
pub(crate) fn assign(formula: AnyFormula, target: Known<'_>) -> Built<AnyAssign> {
    use AnyFormula::{Boolean, Date, Integer, Number, Time, Words};
    let Known { slot, declaration } = target;
    let rounded = |value: Formula<_>| match declaration.decimals {
        Some(decimals) => value.rounded(decimals),
        None => value,
    };
    Ok(match (slot, formula) {
        (AnySlot::Boolean(slot), Boolean(value)) => Assign { slot, value }.into(),
        (AnySlot::Integer(slot), Integer(value)) => Assign { slot, value }.into(),
        (AnySlot::Number(slot), Integer(value)) => Assign { slot, value: rounded(value.exact()) }.into(),
        (AnySlot::Number(slot), Number(value)) => Assign { slot, value: rounded(value) }.into(),
        (AnySlot::Date(slot), Date(value)) => Assign { slot, value }.into(),
        (AnySlot::Time(slot), Time(value)) => Assign { slot, value }.into(),
        (AnySlot::Words(slot), Words(words)) => {
            let said = if declaration.kind == Type::Choice {
                Said::Chosen(words, Arc::clone(&declaration.choices))
            } else {
                Said::Plain(words)
            };
            Assign { slot, value: Formula::made(said) }.into()
        }
        _ => return Err(Stray),
    })
}

impl AnyAssign {
    /// The value, made of what is held where it comes from.
    pub(crate) fn make(&self, held: &Held) -> AnyPut {
        whichever!(Self, self, assign => assign.slot.put(assign.value.value(held)).into())
    }
}
