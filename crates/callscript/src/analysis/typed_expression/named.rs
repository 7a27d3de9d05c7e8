//! Variables for tests: declared, and holding what a test says.

use indexmap::IndexMap;

use super::{AnyFormula, AnySlot, Built, Compiler, Formula, Held, Known, Names};
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression;
use crate::syntax::template::Template;

/// Variables by name, and what they hold.
#[derive(Default)]
pub(crate) struct Named {
    variables: IndexMap<&'static str, (AnySlot, Declaration)>,
    pub(crate) held: Held,
}

impl Named {
    /// Declares a variable that holds this value, or nothing.
    pub(crate) fn with(mut self, name: &'static str, declaration: Declaration, value: Option<&Value>) -> Self {
        let slot = self.held.add(declaration.kind);
        self.variables.insert(name, (slot, declaration));
        self.set(name, value);
        self
    }

    /// Changes what a variable holds.
    pub(crate) fn set(&mut self, name: &str, value: Option<&Value>) {
        let (slot, _) = self.variables[name];
        self.held.put(value.map_or_else(|| slot.empty(), |value| slot.holding(value).expect("of its type")));
    }

    pub(crate) fn formula(&self, text: &str) -> Built<AnyFormula> {
        Compiler::new(self).formula(&expression::parse(text).expect(text))
    }

    pub(crate) fn condition(&self, text: &str) -> Built<Formula<bool>> {
        Compiler::new(self).condition(&expression::parse(text).expect(text))
    }

    /// What a text says now.
    pub(crate) fn says(&self, template: &Template, masked: bool) -> Built<String> {
        Ok(Compiler::new(self).text(template)?.make(&self.held, masked))
    }
}

impl Names for Named {
    fn known(&self, name: &str) -> Option<Known<'_>> {
        let (slot, declaration) = self.variables.get(name)?;
        Some(Known { slot: *slot, declaration })
    }

    fn choice(&self, name: &str, id: &str) -> Option<Choice> {
        let (_, declaration) = self.variables.get(name)?;
        declaration.choices.iter().find(|choice| *choice.id == *id).cloned()
    }
}
