//! Whether an atom holds, for a value of the one variable that it names.
//!
//! Only sound atoms are asked for; of any other nothing can be said, and it does not hold.

use crate::analysis::typed_expression::{Compiler, Held, Known, Names};
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression::Expr;

/// One variable, by whatever name, or none.
struct One<'d>(Option<Known<'d>>);

impl Names for One<'_> {
    fn known(&self, _: &str) -> Option<Known<'_>> {
        self.0
    }

    fn choice(&self, _: &str, _: &str) -> Option<Choice> {
        None
    }
}

/// Whether an atom holds that names no variable.
pub(super) fn holds(atom: &Expr) -> bool {
    let condition = Compiler::new(&One(None)).condition(atom);
    condition.is_ok_and(|condition| condition.holds(&Held::default()))
}

/// For which values of its variable an atom holds; none is *empty*.
pub(super) fn truths(atom: &Expr, declaration: &Declaration, values: &[Option<Value>]) -> Vec<bool> {
    let mut held = Held::default();
    let slot = held.add(declaration.kind);
    let one = One(Some(Known { slot, declaration }));
    let Ok(condition) = Compiler::new(&one).condition(atom) else {
        return vec![false; values.len()];
    };
    let truths = values.iter().map(|value| {
        let put = value.as_ref().and_then(|value| slot.holding(value));
        held.put(put.unwrap_or_else(|| slot.empty()));
        condition.holds(&held)
    });
    truths.collect()
}
