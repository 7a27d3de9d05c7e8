//! Lowers expressions, templates, operands and assignments.

use super::Builder;
use crate::analysis::typed_expression::{
    AnyAssign, AnyTypedExpr, Binding, Bindings, Env, LowerError, Lowered, Lowering, Text, all, assign,
};
use crate::base::value::{Choice, Value};
use crate::document::{self, Expression};
use crate::script::{Assignment, Condition, Operand, Reads, Returned, Script, Take, Variable, VariableId, Write};
use crate::syntax::expression::Surrounding;
use crate::syntax::template::without_last_break;

impl Builder<'_> {
    pub(super) fn variables(&self) -> Lowered<Vec<Variable>> {
        let variables = self.document.variables.iter().zip(&self.slots).map(|((name, variable), slot)| {
            let declaration = variable.declaration.clone().ok_or(LowerError)?;
            let default = declaration.default.as_ref().map(|value| slot.write(value).map(Write).ok_or(LowerError));
            Ok(Variable { name: name.clone(), default: default.transpose()?, slot: *slot, declaration })
        });
        variables.collect()
    }

    /// The initial environment, with the defaults of these variables.
    pub(super) fn defaults(&self, variables: &[Variable]) -> Env {
        let mut env = self.env.clone();
        variables.iter().filter_map(Variable::default).for_each(|default| env.write(default));
        env
    }

    pub(super) fn set(&self, set: &[document::Assignment]) -> Lowered<Vec<Assignment>> {
        let set = set.iter().map(|assignment| {
            let target = self.variable_id(&assignment.target.value)?;
            self.assignment(target, &assignment.value, self.binding(&assignment.target.value).ok_or(LowerError)?)
        });
        all(set)
    }

    pub(super) fn inputs(&self, with: &[document::Assignment], callee: &Script) -> Lowered<Vec<Assignment>> {
        let with = with.iter().map(|given| {
            let target = callee.find_variable(&given.target.value).ok_or(LowerError)?;
            let variable = callee.variable(target);
            let binding = Binding { slot: variable.slot, declaration: &variable.declaration };
            self.assignment(target, &given.value, binding)
        });
        all(with)
    }

    /// Lowers what is taken from the subscript `callee`.
    pub(super) fn take(&self, takes: &[document::Take], callee: &Script) -> Lowered<Vec<Take>> {
        let takes = takes.iter().map(|take| {
            let from = callee.find_variable(&take.from.value).ok_or(LowerError)?;
            let value = AnyTypedExpr::variable(callee.variable(from).slot);
            let target = self.variable_id(&take.target.value)?;
            let binding = self.binding(&take.target.value).ok_or(LowerError)?;
            Ok(Take { from, assignment: Assignment { target, value: assign(value, binding)? } })
        });
        all(takes)
    }

    /// Lowers what is taken from a host's result.
    pub(super) fn returned(&self, takes: &[document::Take]) -> Lowered<Vec<Returned>> {
        let returned = takes
            .iter()
            .map(|take| Ok(Returned { key: take.from.value.clone(), target: self.variable_id(&take.target.value)? }));
        all(returned)
    }

    pub(super) fn operand(&self, operand: &document::Operand) -> Lowered<Operand> {
        Ok(match operand {
            document::Operand::Text(text) => {
                Operand { expr: AnyTypedExpr::constant(&Value::text(text.value.as_str())), sensitive: false }
            }
            document::Operand::Expression(expression) => {
                let sensitive = expression.expr.as_ref().is_some_and(|expr| Lowering::new(self).is_sensitive(expr));
                Operand { expr: self.typed(expression)?, sensitive }
            }
            document::Operand::Empty(_) => return Err(LowerError),
        })
    }

    pub(super) fn when(&self, when: Option<&Expression>) -> Lowered<Option<Condition>> {
        let condition = |when: &Expression| Lowering::new(self).condition(when.expr.as_ref().ok_or(LowerError)?);
        when.map(|when| condition(when).map(Condition)).transpose()
    }

    pub(super) fn text(&self, text: &document::Text) -> Lowered<Text> {
        match &text.template {
            Some(template) => Lowering::new(self).in_language(&self.locale).text(template),
            None => Ok(Text::plain(without_last_break(text.as_str()))),
        }
    }

    /// Lowers an assignment to a variable of this script or a subscript. A quoted text must be a value of the variable.
    fn assignment(&self, target: VariableId, value: &document::Operand, binding: Binding<'_>) -> Lowered<Assignment> {
        let value = match value {
            document::Operand::Text(text) => {
                let value = binding.declaration.admit(Value::text(text.value.as_str()));
                AnyTypedExpr::constant(&value.map_err(|_| LowerError)?)
            }
            document::Operand::Expression(expression) => self.typed(expression)?,
            document::Operand::Empty(_) => return Ok(Assignment { target, value: AnyAssign::clear(binding.slot) }),
        };
        Ok(Assignment { target, value: assign(value, binding)? })
    }

    fn typed(&self, expression: &Expression) -> Lowered<AnyTypedExpr> {
        Lowering::new(self).expression(expression.expr.as_ref().ok_or(LowerError)?)
    }
}

impl Bindings for Builder<'_> {
    fn binding(&self, name: &str) -> Option<Binding<'_>> {
        let (at, _, variable) = self.document.variables.get_full(name)?;
        Some(Binding { slot: *self.slots.get(at)?, declaration: variable.declaration.as_ref()? })
    }

    fn reads(&self, surrounding: Surrounding) {
        let clock = matches!(surrounding, Surrounding::Today | Surrounding::Now);
        self.reads.set(self.reads.get().and(Reads { clock, channel: !clock }));
    }

    fn choice(&self, name: &str, id: &str) -> Option<Choice> {
        let at = self.document.variables.get_index_of(name)?;
        self.choices.get(&(at, id)).map(|choice| (*choice).clone())
    }
}
