//! Whether an atom holds, for a value of the one variable that it names.
//!
//! Only sound atoms are asked for; of any other nothing can be said, and it does not hold.

use crate::analysis::typed_expression::{Binding, Bindings, Env, Lowering};
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression::Expr;

/// One variable, by whatever name, or none.
struct SingleBinding<'d>(Option<Binding<'d>>);

impl Bindings for SingleBinding<'_> {
    fn binding(&self, _: &str) -> Option<Binding<'_>> {
        self.0
    }

    fn choice(&self, _: &str, _: &str) -> Option<Choice> {
        None
    }
}

/// Whether an atom holds that names no variable.
pub(super) fn holds(atom: &Expr) -> bool {
    let condition = Lowering::new(&SingleBinding(None)).condition(atom);
    condition.is_ok_and(|condition| condition.holds(&Env::default()))
}

/// For which values of its variable an atom holds; none is *empty*.
pub(super) fn truths(atom: &Expr, declaration: &Declaration, values: &[Option<Value>]) -> Vec<bool> {
    let mut env = Env::default();
    let slot = env.add(declaration.kind);
    let one = SingleBinding(Some(Binding { slot, declaration }));
    let Ok(condition) = Lowering::new(&one).condition(atom) else {
        return vec![false; values.len()];
    };
    let truths = values.iter().map(|value| {
        let write = value.as_ref().and_then(|value| slot.write(value));
        env.apply(write.unwrap_or_else(|| slot.clear()));
        condition.holds(&env)
    });
    truths.collect()
}
