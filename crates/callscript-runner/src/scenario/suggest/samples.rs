//! The values to try for variables: representatives for every outcome of every condition, in all combinations.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use callscript::internal::Env;
use callscript::scenario::Given;
use callscript::script::samples::Samples;
use callscript::script::{Script, VariableId};
use callscript::value::{Declaration, Value};

use crate::scenario::compose::unspanned;
use crate::session::call::Call;

/// The maximum number of combinations for one form, of those in which more than one value varies.
const MAX_COMBINATIONS: usize = 256;

/// The maximum number of values in all combinations of a large form.
const MAX_VALUES: usize = 50_000;

/// The samplers of a script and of those that it runs.
#[derive(Debug)]
pub(super) struct Samplers<'s> {
    script: &'s Arc<Script>,
    own: Rc<Sampler<'s>>,
    others: HashMap<String, Rc<Sampler<'s>>>,
}

/// The sample values of a script's variables.
#[derive(Debug)]
pub(super) struct Sampler<'s> {
    samples: Held<'s>,
    /// The variables that conditions test.
    variables: Vec<VariableId>,
    is_tested: Vec<bool>,
}

/// The samples of the script are lent, those of the scripts that it runs are made when first needed.
#[derive(Debug)]
enum Held<'s> {
    Lent(&'s Samples),
    Own(Samples),
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

/// Combinations of values for a form.
#[derive(Debug)]
pub(super) struct Combinations {
    pub(super) given: Vec<Vec<Given>>,
    /// Whether there are no others.
    pub(super) are_all: bool,
}

impl<'s> SampledField<'s> {
    /// A field with the name and the declaration of a variable.
    pub(super) fn of(script: &'s Script, id: VariableId) -> Self {
        let variable = script.variable(id);
        Self { name: &variable.name, variable: id, declaration: &variable.declaration }
    }
}

impl<'s> Samplers<'s> {
    pub(super) fn new(script: &'s Arc<Script>, samples: &'s Samples) -> Self {
        Self { script, own: Rc::new(Sampler::new(Held::Lent(samples), script)), others: HashMap::new() }
    }

    /// The sampler of the outermost script.
    pub(super) fn own(&self) -> &Sampler<'s> {
        &self.own
    }

    /// The sampler of any script.
    pub(super) fn of(&mut self, script: &Arc<Script>) -> Rc<Sampler<'s>> {
        if Arc::ptr_eq(script, self.script) {
            return Rc::clone(&self.own);
        }
        let known = self.others.entry(script.id().to_owned());
        Rc::clone(known.or_insert_with(|| Rc::new(Sampler::new(Held::Own(Samples::of(script)), script))))
    }
}

impl<'s> Sampler<'s> {
    fn new(samples: Held<'s>, script: &Script) -> Self {
        let variables = samples.get().variables();
        let mut is_tested = vec![false; script.variables().len()];
        for id in &variables {
            is_tested[id.index()] = true;
        }
        Self { samples, variables, is_tested }
    }

    /// Whether some condition tests the variable.
    pub(super) fn is_tested(&self, id: VariableId) -> bool {
        self.is_tested.get(id.index()).copied().unwrap_or_default()
    }

    /// A key for the equivalence classes of a call's values: conditions cannot distinguish two calls with the same key.
    pub(super) fn key(&self, call: &Call) -> u128 {
        let keys = self.variables.iter().map(|id| self.key_of(*id, call.get(*id).as_ref()));
        keys.fold(0, u128::wrapping_add)
    }

    /// The key of a call that was made of one with the environment `before` and the key `key`.
    pub(super) fn key_after(&self, key: u128, before: &Env, call: &Call) -> u128 {
        let mut key = key;
        for id in &self.variables {
            let variable = call.script.variable(*id);
            if !variable.may_differ(before, &call.env) {
                continue;
            }
            let (old, new) = (variable.value(before), variable.value(&call.env));
            if old != new {
                key = key.wrapping_sub(self.key_of(*id, old.as_ref())).wrapping_add(self.key_of(*id, new.as_ref()));
            }
        }
        key
    }

    /// The key of a variable's equivalence class. The keys of different variables can be added.
    fn key_of(&self, id: VariableId, value: Option<&Value>) -> u128 {
        hash(&(id.index(), self.samples.get().class_of(id, value)))
    }

    /// Combinations of values for these fields: all of them; or if they are many, those in which one value at a time
    /// varies, and those in which all do.
    pub(super) fn combinations(&self, fields: &[SampledField<'_>]) -> Combinations {
        let samples = self.samples.get();
        let choices: Vec<Vec<Option<Value>>> =
            fields.iter().map(|field| samples.values(field.variable, field.declaration)).collect();
        if choices.iter().any(Vec::is_empty) {
            return Combinations { given: Vec::new(), are_all: false };
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
        let varies = choices.iter().filter(|values| values.len() > 1).count();
        match count.filter(|count| varies <= 1 || *count <= MAX_COMBINATIONS) {
            Some(count) => {
                let are_all = fields.iter().all(|field| samples.has_all(field.variable));
                Combinations { given: (0..count).map(|number| given(&pick(number, &choices))).collect(), are_all }
            }
            None => {
                let given = some_of(&choices).iter().map(|picked| given(picked)).collect();
                Combinations { given, are_all: false }
            }
        }
    }
}

impl Held<'_> {
    fn get(&self) -> &Samples {
        match self {
            Self::Lent(samples) => samples,
            Self::Own(samples) => samples,
        }
    }
}

/// A hash that is long enough for two keys never to meet by chance.
pub(super) fn hash(what: &impl Hash) -> u128 {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        what.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
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

/// The first value of every list; then all lists in step, so that every value is among them; and then variations of the
/// first ones in one place, as many as there is room for.
fn some_of(choices: &[Vec<Option<Value>>]) -> Vec<Vec<usize>> {
    let longest = choices.iter().map(Vec::len).max().unwrap_or_default();
    let most = MAX_COMBINATIONS.min(MAX_VALUES / choices.len().max(1)).max(2 * longest);
    let in_step = |step: usize, shift: usize| {
        let digits = choices.iter().enumerate();
        digits.map(|(at, values)| (step + at * shift) % values.len()).collect::<Vec<usize>>()
    };
    let first = in_step(0, 0);
    let mut picked: Vec<Vec<usize>> = (0..longest).map(|step| in_step(step, 0)).collect();
    picked.extend((0..longest).map(|step| in_step(step, 1)));
    for (at, values) in choices.iter().enumerate() {
        for other in 1..values.len() {
            if picked.len() >= most {
                return picked;
            }
            let mut one = first.clone();
            if let Some(digit) = one.get_mut(at) {
                *digit = other;
            }
            picked.push(one);
        }
    }
    picked
}
