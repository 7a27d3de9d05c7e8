//! Expressions, texts and values, made typed.

use super::Builder;
use crate::analysis::typed_expression::{AnyFormula, Built, Compiler, Held, Known, Names, Stray, Text, all, assign};
use crate::base::value::{Choice, Value};
use crate::document::{self, Expression};
use crate::script::{Assignment, Condition, Operand, Returned, Script, Take, Variable, VariableId, Write};
use crate::syntax::template::without_last_break;

impl Builder<'_> {
    pub(super) fn variables(&self) -> Built<Vec<Variable>> {
        let variables = self.document.variables.iter().zip(&self.slots).map(|((name, variable), slot)| {
            let declaration = variable.declaration.clone().ok_or(Stray)?;
            let default = declaration.default.as_ref().map(|value| slot.holding(value).map(Write).ok_or(Stray));
            Ok(Variable { name: name.clone(), default: default.transpose()?, slot: *slot, declaration })
        });
        variables.collect()
    }

    /// What these variables hold as a call begins.
    pub(super) fn defaults(&self, variables: &[Variable]) -> Held {
        let mut held = self.held.clone();
        variables.iter().filter_map(Variable::default).for_each(|default| held.write(default));
        held
    }

    pub(super) fn set(&self, set: &[document::Assignment]) -> Built<Vec<Assignment>> {
        let set = set.iter().map(|assignment| {
            let target = self.variable_id(&assignment.target.value)?;
            self.assignment(target, &assignment.value, self.known(&assignment.target.value).ok_or(Stray)?)
        });
        all(set)
    }

    pub(super) fn inputs(&self, with: &[document::Assignment], callee: &Script) -> Built<Vec<Assignment>> {
        let with = with.iter().map(|given| {
            let target = callee.find_variable(&given.target.value).ok_or(Stray)?;
            let variable = callee.variable(target);
            let known = Known { slot: variable.slot, declaration: &variable.declaration };
            self.assignment(target, &given.value, known)
        });
        all(with)
    }

    /// What is taken over from `callee`.
    pub(super) fn take(&self, takes: &[document::Take], callee: &Script) -> Built<Vec<Take>> {
        let takes = takes.iter().map(|take| {
            let from = callee.find_variable(&take.from.value).ok_or(Stray)?;
            let value = AnyFormula::variable(callee.variable(from).slot);
            let target = self.variable_id(&take.target.value)?;
            let known = self.known(&take.target.value).ok_or(Stray)?;
            Ok(Take { from, assignment: Assignment { target, value: assign(value, known)? } })
        });
        all(takes)
    }

    /// What is taken over from a host.
    pub(super) fn returned(&self, takes: &[document::Take]) -> Built<Vec<Returned>> {
        let returned = takes
            .iter()
            .map(|take| Ok(Returned { key: take.from.value.clone(), target: self.variable_id(&take.target.value)? }));
        all(returned)
    }

    pub(super) fn operand(&self, operand: &document::Operand) -> Built<Operand> {
        Ok(match operand {
            document::Operand::Text(text) => {
                Operand { formula: AnyFormula::fixed(&Value::text(text.value.as_str())), sensitive: false }
            }
            document::Operand::Expression(expression) => {
                let sensitive = expression.expr.as_ref().is_some_and(|expr| Compiler::new(self).is_sensitive(expr));
                Operand { formula: self.formula(expression)?, sensitive }
            }
        })
    }

    pub(super) fn when(&self, when: Option<&Expression>) -> Built<Option<Condition>> {
        let condition = |when: &Expression| Compiler::new(self).condition(when.expr.as_ref().ok_or(Stray)?);
        when.map(|when| condition(when).map(Condition)).transpose()
    }

    pub(super) fn text(&self, text: &document::Text) -> Built<Text> {
        match &text.template {
            Some(template) => Compiler::new(self).text(template),
            None => Ok(Text::plain(without_last_break(text.as_str()))),
        }
    }

    /// A value in the making for a variable of this script or another; what stands in quotes is one of its values.
    fn assignment(&self, target: VariableId, value: &document::Operand, known: Known<'_>) -> Built<Assignment> {
        let formula = match value {
            document::Operand::Text(text) => {
                let value = known.declaration.admit(Value::text(text.value.as_str()));
                AnyFormula::fixed(&value.map_err(|_| Stray)?)
            }
            document::Operand::Expression(expression) => self.formula(expression)?,
        };
        Ok(Assignment { target, value: assign(formula, known)? })
    }

    fn formula(&self, expression: &Expression) -> Built<AnyFormula> {
        Compiler::new(self).formula(expression.expr.as_ref().ok_or(Stray)?)
    }
}

impl Names for Builder<'_> {
    fn known(&self, name: &str) -> Option<Known<'_>> {
        let (at, _, variable) = self.document.variables.get_full(name)?;
        Some(Known { slot: *self.slots.get(at)?, declaration: variable.declaration.as_ref()? })
    }

    fn choice(&self, name: &str, id: &str) -> Option<Choice> {
        let at = self.document.variables.get_index_of(name)?;
        self.choices.get(&(at, id)).map(|choice| (*choice).clone())
    }
}
