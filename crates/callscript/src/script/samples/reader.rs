//! Finds the variables that the conditions of a script depend on, and the constants that they are compared with.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Samples;
use crate::analysis::typed_expression::{AnySlot, Binding, Bindings, Lowering};
use crate::base::value::{Choice, Declaration, Value};
use crate::script::{Script, VariableId};
use crate::syntax::expression::{Expr, ExprKind};

/// Over how many assignments a constant is passed on.
const MAX_ROUNDS: usize = 16;

/// Reads the expressions of a script, and records the findings in `samples`.
pub(super) struct Reader<'s> {
    pub(super) script: &'s Script,
    pub(super) samples: Samples,
}

impl Reader<'_> {
    /// Records for each variable that a condition tests: that it is tested, the constants that it is compared with, and
    /// the atoms that depend on it alone.
    pub(super) fn condition(&mut self, expression: &Expr) {
        match &expression.kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_each(|part| self.condition(part)),
            ExprKind::Not(part) => self.condition(part),
            ExprKind::Conditional { then, condition, otherwise } => {
                for part in [then, condition, otherwise] {
                    self.condition(part);
                }
            }
            _ => self.atom(expression),
        }
    }

    fn atom(&mut self, expression: &Expr) {
        let constants: Vec<Value> = match &expression.kind {
            ExprKind::Compare(left, _, right) => [left, right].into_iter().filter_map(|side| literal(side)).collect(),
            ExprKind::In { list, .. } => list.iter().map(|item| item.value.clone()).collect(),
            _ => Vec::new(),
        };
        let indices: BTreeSet<usize> = self.indices(expression).into_iter().collect();
        let reads_surroundings = expression.names(&|name| self.script.find_variable(name).is_none());
        let is_alone = indices.len() == 1 && !reads_surroundings;
        for index in indices {
            let variable = &mut self.samples.variables[index];
            variable.is_tested = true;
            variable.compare_with(&constants);
            let binding = SingleBinding { slot: variable.slot, declaration: &variable.declaration };
            match Lowering::new(&binding).condition(expression) {
                Ok(atom) if is_alone => variable.test_by(atom),
                _ => variable.is_used_otherwise = true,
            }
        }
    }

    /// Marks the variables that tested variables are computed from as tested too, up to a fixpoint: until no assignment
    /// to a tested variable is left. Then passes the constants of each target on to these variables.
    pub(super) fn writes(&mut self, writes: &[(VariableId, Arc<Expr>)]) {
        let writes: Vec<(usize, &Expr)> =
            writes.iter().map(|(target, expression)| (target.index(), &**expression)).collect();
        let mut left = writes.clone();
        loop {
            let (tested, others): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|(target, _)| self.samples.variables[*target].is_tested);
            if tested.is_empty() {
                break;
            }
            left = others;
            for (_, expression) in tested {
                self.value(expression);
            }
        }
        // A constant that a variable is compared with also makes a difference to the variables that it is computed
        // from.
        for _ in 0..writes.len().min(MAX_ROUNDS) {
            let mut is_new = false;
            for (target, expression) in &writes {
                let constants = self.samples.variables[*target].constants.clone();
                for index in self.indices(expression) {
                    is_new |= self.samples.variables[index].compare_with(&constants);
                }
            }
            if !is_new {
                break;
            }
        }
    }

    fn value(&mut self, expression: &Expr) {
        match &expression.kind {
            ExprKind::Conditional { then, condition, otherwise } => {
                self.condition(condition);
                self.value(then);
                self.value(otherwise);
            }
            ExprKind::Arithmetic(first, rest) => {
                self.value(first);
                for (_, part) in rest {
                    self.value(part);
                }
            }
            ExprKind::Call { arguments, .. } => arguments.iter().for_each(|argument| self.value(argument)),
            _ => {
                for index in self.indices(expression) {
                    let variable = &mut self.samples.variables[index];
                    variable.is_tested = true;
                    variable.is_used_otherwise = true;
                }
            }
        }
    }

    /// The indices of the variables that an expression names.
    fn indices(&self, expression: &Expr) -> Vec<usize> {
        let names = expression.variables().into_iter();
        names.filter_map(|name| self.script.find_variable(&name.value)).map(VariableId::index).collect()
    }
}

/// Binds every name to the same variable.
struct SingleBinding<'d> {
    slot: AnySlot,
    declaration: &'d Declaration,
}

impl Bindings for SingleBinding<'_> {
    fn binding(&self, _: &str) -> Option<Binding<'_>> {
        Some(Binding { slot: self.slot, declaration: self.declaration })
    }

    fn choice(&self, _: &str, _: &str) -> Option<Choice> {
        None
    }
}

fn literal(expression: &Expr) -> Option<Value> {
    match &expression.kind {
        ExprKind::Literal(value) => Some(value.clone()),
        _ => None,
    }
}
