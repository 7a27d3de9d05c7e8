//! Sample values for the variables of a script: one from each equivalence class that its conditions distinguish.
//!
//! Must not know what the samples are used for.

mod reader;

use std::collections::HashSet;

use super::source_info::SourceInfo;
use crate::analysis::typed_expression::{AnySlot, Env, TypedExpr};
use crate::base::value::{Declaration, Value};
use crate::script::{Script, VariableId};
use reader::Reader;

/// The maximum number of constants per variable.
const MAX_CONSTANTS: usize = 1_000;

/// The maximum number of conditions on one variable by which its values are put into classes.
const MAX_ATOMS: usize = 64;

/// Sample values for the variables of a script.
#[derive(Debug)]
pub struct Samples {
    /// By the variables' ids.
    variables: Vec<Variable>,
}

#[derive(Debug)]
struct Variable {
    declaration: Declaration,
    /// Whether some condition depends on it.
    is_tested: bool,
    /// The constants that it, or a variable computed from it, is compared with.
    constants: Vec<Value>,
    /// The same as texts.
    known: HashSet<String>,
    /// Whether it is compared with more constants than are kept.
    has_more: bool,
    /// The conditions on this variable alone, bound to `slot` of `env`.
    atoms: Vec<TypedExpr<bool>>,
    env: Env,
    slot: AnySlot,
    /// Whether it is also used in other ways. Then every value is a class of its own.
    is_used_otherwise: bool,
}

impl Samples {
    /// Collects what the conditions of a script distinguish.
    pub fn of(script: &Script) -> Self {
        let declarations = script.variables().iter().map(|variable| variable.declaration.clone());
        let mut reader = Reader { script, samples: Self { variables: declarations.map(Variable::new).collect() } };
        let SourceInfo { conditions, writes, .. } = &script.source_info;
        for condition in conditions {
            reader.condition(condition);
        }
        reader.writes(writes);
        reader.samples
    }

    /// The variables that conditions depend on.
    pub fn variables(&self) -> Vec<VariableId> {
        let all = (0..).zip(&self.variables);
        all.filter(|(_, variable)| variable.is_tested).map(|(at, _)| VariableId(at)).collect()
    }

    /// Whether [`values`](Self::values) has a value for every constant that a variable is compared with.
    pub fn has_all(&self, id: VariableId) -> bool {
        self.variables.get(id.index()).is_none_or(|variable| !variable.has_more)
    }

    /// A key for the equivalence class of a value: conditions cannot tell apart two values with the same key.
    pub fn class_of(&self, id: VariableId, value: Option<&Value>) -> String {
        self.variables.get(id.index()).map_or_else(String::new, |variable| variable.class_of(value))
    }

    /// One value of each equivalence class of a variable, the most ordinary first; `None` is *empty*. The values fit
    /// `declaration`, which may be another variable's: one that is copied to this one.
    pub fn values(&self, id: VariableId, declaration: &Declaration) -> Vec<Option<Value>> {
        let Some(variable) = self.variables.get(id.index()) else {
            return Vec::new();
        };
        let samples = declaration.samples(&variable.constants).into_iter().map(Some);
        if !variable.is_tested {
            return if declaration.optional { vec![None] } else { samples.take(1).collect() };
        }
        let empty = declaration.optional.then_some(None);
        let mut known = HashSet::new();
        samples.chain(empty).filter(|value| known.insert(variable.class_of(value.as_ref()))).collect()
    }
}

impl Variable {
    fn new(declaration: Declaration) -> Self {
        let mut env = Env::default();
        let slot = env.add(declaration.kind);
        Self {
            declaration,
            is_tested: false,
            constants: Vec::new(),
            known: HashSet::new(),
            has_more: false,
            atoms: Vec::new(),
            env,
            slot,
            is_used_otherwise: false,
        }
    }

    fn class_of(&self, value: Option<&Value>) -> String {
        let value = value.and_then(|value| self.declaration.admit(value.clone()).ok());
        if self.is_used_otherwise {
            return value.map_or_else(|| "-".to_owned(), |value| format!("{:?}", value.to_plain()));
        }
        let mut env = self.env.clone();
        let write = value.as_ref().and_then(|value| self.slot.write(value));
        env.apply(write.unwrap_or_else(|| self.slot.clear()));
        self.atoms.iter().map(|atom| if atom.holds(&env) { '1' } else { '0' }).collect()
    }

    /// Notes constants that it is compared with. Returns whether one is new.
    fn compare_with(&mut self, constants: &[Value]) -> bool {
        let before = self.constants.len();
        for constant in constants {
            if self.known.contains(&constant.to_plain()) {
                continue;
            }
            if self.constants.len() == MAX_CONSTANTS {
                self.has_more = true;
                break;
            }
            self.known.insert(constant.to_plain());
            self.constants.push(constant.clone());
        }
        self.constants.len() > before
    }

    /// Notes a condition on this variable alone. If there are very many, every value counts as a class of its own.
    fn test_by(&mut self, atom: TypedExpr<bool>) {
        if self.atoms.len() == MAX_ATOMS {
            self.is_used_otherwise = true;
        } else {
            self.atoms.push(atom);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;
    use crate::library::Library;

    const TEXT: &str = "
callscript: 1
id: s
title: S
start: ask
variables:
  name: { type: text, input: true }
  age: { type: integer, min: 0, input: true }
outcomes: { done: Done }
nodes:
  ask: { decide: [{ when: age >= 18, end: done }, { end: done }] }
";

    #[test]
    fn there_is_a_value_for_each_way_in_which_conditions_come_out() {
        let script = Library::from_sources(vec![Source::new("s.yaml", TEXT)]).check("s").unwrap();
        let samples = Samples::of(&script);
        let [age] = samples.variables()[..] else { panic!() };
        let variable = script.variable(age);
        assert_eq!((variable.name.as_str(), samples.values(age, &variable.declaration).len()), ("age", 2));
    }
}
