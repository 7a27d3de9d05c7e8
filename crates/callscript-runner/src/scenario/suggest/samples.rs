//! Combinations of sample values for the inputs of a step, one from each equivalence class.

use callscript::scenario::Given;
use callscript::script::samples::Samples;
use callscript::script::{Script, VariableId};
use callscript::value::{Declaration, Value};

use crate::scenario::compose::plain;
use crate::session::call::Call;

/// The maximum number of combinations for one form.
const MAX_FORMS: usize = 256;

/// The sample values of a script's variables.
#[derive(Debug)]
pub(super) struct Inputs<'s> {
    samples: &'s Samples,
    /// The variables that conditions depend on.
    variables: Vec<VariableId>,
}

/// A value that a step must provide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'s> {
    /// The name by which it is handed in.
    pub(super) name: &'s str,
    pub(super) variable: VariableId,
    /// The declaration that it must fit.
    pub(super) declaration: &'s Declaration,
}

impl<'s> Field<'s> {
    /// The value of a variable.
    pub(super) fn of(script: &'s Script, id: VariableId) -> Self {
        let variable = script.variable(id);
        Self { name: &variable.name, variable: id, declaration: &variable.declaration }
    }
}

impl<'s> Inputs<'s> {
    pub(super) fn new(samples: &'s Samples) -> Self {
        Self { samples, variables: samples.variables() }
    }

    /// Whether some condition depends on a variable.
    pub(super) fn is_tested(&self, id: VariableId) -> bool {
        self.variables.contains(&id)
    }

    /// Appends the equivalence classes of a call's values to a key.
    pub(super) fn write(&self, call: &Call, key: &mut String) {
        for id in &self.variables {
            key.push_str(&self.samples.class_of(*id, call.get(*id).as_ref()));
            key.push(',');
        }
    }

    /// Combinations of values for these fields. With too many, only one field at a time varies.
    pub(super) fn forms(&self, fields: &[Field<'_>]) -> Vec<Vec<Given>> {
        let choices: Vec<Vec<Option<Value>>> =
            fields.iter().map(|field| self.samples.values(field.variable, field.declaration)).collect();
        if choices.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let given = |picked: &[usize]| {
            let values = fields.iter().zip(&choices).zip(picked);
            let given = values.filter_map(|((field, values), at)| {
                let value = values.get(*at)?.as_ref()?;
                Some(Given { name: plain(field.name), value: Some(plain(&value.to_plain())) })
            });
            given.collect()
        };
        let count = choices.iter().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
        match count.filter(|count| *count <= MAX_FORMS) {
            Some(count) => (0..count).map(|number| given(&digits(number, &choices))).collect(),
            None => one_at_a_time(&choices).iter().map(|picked| given(picked)).collect(),
        }
    }
}

/// The digits of a number in the mixed-radix system whose radices are the numbers of choices.
fn digits(mut number: usize, choices: &[Vec<Option<Value>>]) -> Vec<usize> {
    let digit = |values: &Vec<Option<Value>>| {
        let digit = number % values.len();
        number /= values.len();
        digit
    };
    choices.iter().map(digit).collect()
}

/// The first choice of every field, and variations of that in one field.
fn one_at_a_time(choices: &[Vec<Option<Value>>]) -> Vec<Vec<usize>> {
    let first = vec![0; choices.len()];
    let mut picked = vec![first.clone()];
    for (at, values) in choices.iter().enumerate() {
        for other in 1..values.len() {
            let mut one = first.clone();
            if let Some(digit) = one.get_mut(at) {
                *digit = other;
            }
            picked.push(one);
        }
    }
    picked.truncate(MAX_FORMS);
    picked
}
