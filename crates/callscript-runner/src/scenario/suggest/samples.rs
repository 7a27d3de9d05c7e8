//! The values to try for variables: representatives for every outcome of every condition, in all combinations.

use callscript::scenario::Given;
use callscript::script::samples::Samples;
use callscript::script::{Script, VariableId};
use callscript::value::{Declaration, Value};

use crate::scenario::compose::unspanned;
use crate::session::call::Call;

/// The maximum number of combinations for one form.
const MAX_COMBINATIONS: usize = 256;

/// The sample values of a script's variables.
#[derive(Debug)]
pub(super) struct Sampler<'s> {
    samples: &'s Samples,
    /// The variables that conditions test.
    variables: Vec<VariableId>,
}

/// A field to fill with sample values.
#[derive(Debug, Clone, Copy)]
pub(super) struct SampledField<'s> {
    /// The name under which its value is handed in.
    pub(super) name: &'s str,
    pub(super) variable: VariableId,
    /// The declaration that parses the value.
    pub(super) declaration: &'s Declaration,
}

impl<'s> SampledField<'s> {
    /// A field with the name and the declaration of a variable.
    pub(super) fn of(script: &'s Script, id: VariableId) -> Self {
        let variable = script.variable(id);
        Self { name: &variable.name, variable: id, declaration: &variable.declaration }
    }
}

impl<'s> Sampler<'s> {
    pub(super) fn new(samples: &'s Samples) -> Self {
        Self { samples, variables: samples.variables() }
    }

    /// Whether some condition tests the variable.
    pub(super) fn is_tested(&self, id: VariableId) -> bool {
        self.variables.contains(&id)
    }

    /// Appends the equivalence classes of a call's values: conditions cannot distinguish two calls with the same
    /// classes.
    pub(super) fn write_key(&self, call: &Call, key: &mut String) {
        for id in &self.variables {
            key.push_str(&self.samples.class_of(*id, call.get(*id).as_ref()));
            key.push(',');
        }
    }

    /// Combinations of values for these fields: all of them, or at most [`MAX_COMBINATIONS`] in which one value at a time
    /// varies.
    pub(super) fn combinations(&self, fields: &[SampledField<'_>]) -> Vec<Vec<Given>> {
        let choices: Vec<Vec<Option<Value>>> =
            fields.iter().map(|field| self.samples.values(field.variable, field.declaration)).collect();
        if choices.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let given = |picked: &[usize]| {
            let values = fields.iter().zip(&choices).zip(picked);
            let given = values.filter_map(|((field, values), at)| {
                let value = values.get(*at)?.as_ref()?;
                Some(Given { name: unspanned(field.name), value: Some(unspanned(&value.to_plain())) })
            });
            given.collect()
        };
        let count = choices.iter().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
        match count.filter(|count| *count <= MAX_COMBINATIONS) {
            Some(count) => (0..count).map(|number| given(&pick(number, &choices))).collect(),
            None => vary_one_at_a_time(&choices).iter().map(|picked| given(picked)).collect(),
        }
    }
}

/// Decodes a number into an index for each list of choices, like the digits of a mixed-radix number.
fn pick(mut number: usize, choices: &[Vec<Option<Value>>]) -> Vec<usize> {
    let digit = |values: &Vec<Option<Value>>| {
        let digit = number % values.len();
        number /= values.len();
        digit
    };
    choices.iter().map(digit).collect()
}

/// The first value of every list, and then variations with another value in one place.
fn vary_one_at_a_time(choices: &[Vec<Option<Value>>]) -> Vec<Vec<usize>> {
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
    picked.truncate(MAX_COMBINATIONS);
    picked
}
