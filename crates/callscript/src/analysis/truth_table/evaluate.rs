//! Evaluates an atom for each value of its variable.
//!
//! Callers pass well-typed atoms only. An atom that cannot be lowered counts as false.

use crate::analysis::typed_expression::{Binding, Bindings, Env, Lowering};
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression::Expr;

/// Binds every name to the same variable, or no name to anything.
struct SingleBinding<'d>(Option<Binding<'d>>);

impl Bindings for SingleBinding<'_> {
    fn binding(&self, _: &str) -> Option<Binding<'_>> {
        self.0
    }

    fn choice(&self, _: &str, _: &str) -> Option<Choice> {
        None
    }
}

/// Whether a constant atom holds.
pub(super) fn holds(atom: &Expr) -> bool {
    let condition = Lowering::new(&SingleBinding(None)).condition(atom);
    condition.is_ok_and(|condition| condition.holds(&Env::default()))
}

/// Whether the atom holds, for each of the values; `None` is *empty*.
pub(super) fn truths(atom: &Expr, declaration: &Declaration, values: &[Option<Value>]) -> Vec<bool> {
    let mut env = Env::default();
    let slot = env.add(declaration.kind);
    let binding = SingleBinding(Some(Binding { slot, declaration }));
    let Ok(condition) = Lowering::new(&binding).condition(atom) else {
        return vec![false; values.len()];
    };
    let truths = values.iter().map(|value| {
        let write = value.as_ref().and_then(|value| slot.write(value));
        env.apply(write.unwrap_or_else(|| slot.clear()));
        condition.holds(&env)
    });
    truths.collect()
}
