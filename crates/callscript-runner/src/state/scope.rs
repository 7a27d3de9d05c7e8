//! What expressions and texts of a call see: its own variables, and nothing else.

use callscript::expression::{Env, EvalError, Expr, Reading};
use callscript::script::VariableId;
use callscript::text::Template;
use callscript::value::Value;

use crate::call::Call;
use crate::error::Fault;

/// The variables of one call, as expressions and texts see them.
struct Scope<'a>(&'a Call);

impl Env<VariableId> for Scope<'_> {
    fn read(&self, variable: &VariableId) -> Reading<'_> {
        match self.0.get(*variable) {
            Some(value) => Reading::Set(value),
            None if self.0.script.variable(*variable).declaration.optional => Reading::Empty,
            None => Reading::Unset,
        }
    }

    fn is_sensitive(&self, variable: &VariableId) -> bool {
        self.0.script.variable(*variable).declaration.sensitive
    }
}

impl Call {
    /// The text that a template makes now.
    pub(crate) fn render(&self, template: &Template<VariableId>, masked: bool) -> Result<String, Fault> {
        let mut text = String::new();
        let rendered = template.render(&Scope(self), &mut text, masked);
        rendered.map_err(|error| self.fault(error))?;
        Ok(text)
    }

    /// What an expression comes to; none if it is empty.
    pub(crate) fn evaluate(&self, expression: &Expr<VariableId>) -> Result<Option<Value>, Fault> {
        let scope = Scope(self);
        expression.eval(&scope).map_err(|error| self.fault(error))
    }

    /// Whether a condition holds; where there is none, it does.
    pub(crate) fn holds(&self, when: Option<&Expr<VariableId>>) -> Result<bool, Fault> {
        let Some(when) = when else { return Ok(true) };
        let scope = Scope(self);
        when.holds(&scope).map_err(|error| self.fault(error))
    }

    fn fault(&self, error: EvalError<VariableId>) -> Fault {
        match error {
            EvalError::Unset(variable) => self.unset(variable.value),
            error => self.mismatch(&error),
        }
    }
}
