//! An environment with named variables, for tests.

use indexmap::IndexMap;

use super::{AnySlot, AnyTypedExpr, Binding, Bindings, Env, Lowered, Lowering, TypedExpr};
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression;
use crate::syntax::template::Template;

/// Variables by name, and their values.
#[derive(Default)]
pub(crate) struct Named {
    variables: IndexMap<&'static str, (AnySlot, Declaration)>,
    pub(crate) env: Env,
}

impl Named {
    /// Declares a variable with this value, or without one.
    pub(crate) fn with(mut self, name: &'static str, declaration: Declaration, value: Option<&Value>) -> Self {
        let slot = self.env.add(declaration.kind);
        self.variables.insert(name, (slot, declaration));
        self.set(name, value);
        self
    }

    /// Changes the value of a variable.
    pub(crate) fn set(&mut self, name: &str, value: Option<&Value>) {
        let (slot, _) = self.variables[name];
        self.env.apply(value.map_or_else(|| slot.clear(), |value| slot.write(value).expect("of its type")));
    }

    pub(crate) fn expression(&self, text: &str) -> Lowered<AnyTypedExpr> {
        Lowering::new(self).expression(&expression::parse(text).expect(text))
    }

    pub(crate) fn condition(&self, text: &str) -> Lowered<TypedExpr<bool>> {
        Lowering::new(self).condition(&expression::parse(text).expect(text))
    }

    /// Renders a template.
    pub(crate) fn rendered(&self, template: &Template, masked: bool) -> Lowered<String> {
        Ok(Lowering::new(self).text(template)?.render(&self.env, masked))
    }
}

impl Bindings for Named {
    fn binding(&self, name: &str) -> Option<Binding<'_>> {
        let (slot, declaration) = self.variables.get(name)?;
        Some(Binding { slot: *slot, declaration })
    }

    fn choice(&self, name: &str, id: &str) -> Option<Choice> {
        let (_, declaration) = self.variables.get(name)?;
        declaration.choices.iter().find(|choice| *choice.id == *id).cloned()
    }
}
