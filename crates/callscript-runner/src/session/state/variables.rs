//! Reading and writing the variables of one call.

use callscript::script::{Assignment, Condition, NodeId, Returned, Run, Script, Take, Variable, VariableId, Write};
use callscript::value::Value;

use crate::Values;
use crate::field::{Field, FieldError, ValuesError};
use crate::session::call::Call;

/// A write to a variable, and which variable that is.
#[derive(Clone, PartialEq)]
pub(crate) struct VariableWrite {
    pub(crate) variable: VariableId,
    pub(crate) write: Write,
}

/// Reads values for the variables for which `allowed` is true. A blank value means the variable's default, or no value
/// if it is optional.
pub(crate) fn read_given(
    script: &Script,
    values: &Values,
    allowed: impl Fn(&Variable) -> bool,
) -> Result<Vec<VariableWrite>, ValuesError> {
    let known = |name: &str| script.find_variable(name).filter(|id| allowed(script.variable(*id)));
    let wanted = || names(script.variables().iter().filter(|variable| allowed(variable)));
    all(values.iter().map(|(name, _)| match known(name) {
        Some(id) => read_or_default(script, id, values),
        None => Err(FieldError::NotAsked { name: name.to_owned(), wanted: wanted() }),
    }))
}

/// Reads the values of a form: a write for each variable of `collect`, in order. A blank value is as in [`read_given`].
pub(crate) fn read_form(
    script: &Script,
    collect: &[VariableId],
    values: &Values,
) -> Result<Vec<VariableWrite>, ValuesError> {
    let variables = || collect.iter().map(|id| script.variable(*id));
    let unasked = values.iter().filter(|(name, _)| variables().all(|variable| variable.name != *name));
    let unasked = unasked.map(|(name, _)| FieldError::NotAsked { name: name.to_owned(), wanted: names(variables()) });
    all(unasked.map(Err).chain(collect.iter().map(|id| read_or_default(script, *id, values))))
}

/// Reads the values that an action returned, as far as the script takes them over.
pub(crate) fn read_returned(
    script: &Script,
    take: &[Returned],
    returned: &Values,
) -> Result<Vec<VariableWrite>, ValuesError> {
    all(take.iter().map(|Returned { key, target }| {
        let variable = script.variable(*target);
        let field = || Field::returned(key, &variable.declaration);
        Ok(VariableWrite { variable: *target, write: read_optional(variable, returned.get(key), field)? })
    }))
}

/// The faults of values, and of the variables that are missing beside them: `missing` names those that were not given
/// either.
pub(crate) fn with_missing(script: &Script, refused: ValuesError, missing: &[String]) -> ValuesError {
    let mut faults = refused.into_fields();
    let is_told = |faults: &[FieldError], name: &str| faults.iter().any(|fault| fault.name() == name);
    for name in missing {
        if let Some(id) = script.find_variable(name).filter(|_| !is_told(&faults, name)) {
            faults.push(missing_field(script, id));
        }
    }
    ValuesError::from(faults)
}

/// The error that a variable has no value.
pub(crate) fn missing_field(script: &Script, id: VariableId) -> FieldError {
    let Variable { name, declaration, .. } = script.variable(id);
    Field::new(name, declaration, None).missing()
}

/// Everything that was read, or all faults.
fn all(read: impl Iterator<Item = Result<VariableWrite, FieldError>>) -> Result<Vec<VariableWrite>, ValuesError> {
    let (mut writes, mut faults) = (Vec::new(), Vec::new());
    for read in read {
        match read {
            Ok(write) => writes.push(write),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(writes) } else { Err(ValuesError::from(faults)) }
}

/// The writes by which a caller takes over the values of a subscript that has ended.
pub(crate) fn read_taken(ended: &Call, take: &[Take]) -> Vec<VariableWrite> {
    let taken = take.iter().map(|Take { assignment, .. }| VariableWrite {
        variable: assignment.target,
        write: assignment.eval(&ended.env),
    });
    taken.collect()
}

/// The names of variables.
pub(crate) fn names<'v>(variables: impl Iterator<Item = &'v Variable>) -> Vec<String> {
    variables.map(|variable| variable.name.clone()).collect()
}

fn read_or_default(script: &Script, id: VariableId, values: &Values) -> Result<VariableWrite, FieldError> {
    let variable = script.variable(id);
    let field = || Field::new(&variable.name, &variable.declaration, None);
    let write = match (values.get(&variable.name), variable.default()) {
        (None, Some(default)) if !variable.declaration.optional => default,
        (given, _) => read_optional(variable, given, field)?,
    };
    Ok(VariableWrite { variable: id, write })
}

/// Reads a value for a variable; `field` is what the error says of it.
fn read_optional(variable: &Variable, text: Option<&str>, field: impl FnOnce() -> Field) -> Result<Write, FieldError> {
    match text {
        Some(text) => variable.read(text).map_err(|error| field().refuse(text, error)),
        None if variable.declaration.optional => Ok(variable.empty()),
        None => Err(field().missing()),
    }
}

impl Call {
    /// The variables that are unset, not optional, and that some path from `node` reads before it sets them. `run` is
    /// the call site of this call, if it returns to one.
    pub(crate) fn missing(&self, node: NodeId, run: Option<&Run>) -> Vec<VariableId> {
        let mut needs = self.script.needs(node, run);
        needs.retain(|id| {
            let variable = self.script.variable(*id);
            !variable.is_set(&self.env) && !variable.declaration.optional
        });
        needs
    }

    /// A variable's value; `None` if it is empty or unset.
    pub(crate) fn get(&self, id: VariableId) -> Option<Value> {
        self.script.variable(id).value(&self.env)
    }

    /// Applies writes.
    pub(crate) fn write(&mut self, writes: Vec<VariableWrite>) {
        for written in writes {
            self.env.write(written.write);
        }
    }

    /// Runs assignments in order; each sees the results of those before it.
    pub(crate) fn assign(&mut self, assignments: &[Assignment]) {
        for assignment in assignments {
            let write = assignment.eval(&self.env);
            self.env.write(write);
        }
    }

    /// Whether a condition is true; no condition always is.
    pub(crate) fn holds(&self, when: Option<&Condition>) -> bool {
        when.is_none_or(|when| when.holds(&self.env))
    }
}
