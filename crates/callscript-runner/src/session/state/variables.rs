//! Reading and writing the variables of one call.

use callscript::script::{Assignment, Condition, NodeId, Returned, Run, Script, Take, Variable, VariableId, Write};
use callscript::value::Value;

use crate::Values;
use crate::error::ValuesError;
use crate::session::call::Call;

/// A write to a variable, and which variable that is.
#[derive(Debug, Clone, PartialEq)]
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
    let read = |(name, _): (&str, &str)| {
        let id = script.find_variable(name).filter(|id| allowed(script.variable(*id)));
        let Some(id) = id else {
            let wanted = script.variables().iter().filter(|variable| allowed(variable));
            return Err(ValuesError::NotAsked { name: name.to_owned(), wanted: names(wanted) });
        };
        Ok(VariableWrite { variable: id, write: read_or_default(script.variable(id), values)? })
    };
    values.iter().map(read).collect()
}

/// Reads the values of a form: a write for each variable of `collect`, in order. A blank value is as in [`read_given`].
pub(crate) fn read_form(
    script: &Script,
    collect: &[VariableId],
    values: &Values,
) -> Result<Vec<VariableWrite>, ValuesError> {
    let variables = || collect.iter().map(|id| script.variable(*id));
    let unasked = values.iter().find(|(name, _)| variables().all(|variable| variable.name != *name));
    if let Some((name, _)) = unasked {
        return Err(ValuesError::NotAsked { name: name.to_owned(), wanted: names(variables()) });
    }
    let read =
        |id: &VariableId| Ok(VariableWrite { variable: *id, write: read_or_default(script.variable(*id), values)? });
    collect.iter().map(read).collect()
}

/// Reads the values that an action returned, as far as the script takes them over.
pub(crate) fn read_returned(
    script: &Script,
    take: &[Returned],
    returned: &Values,
) -> Result<Vec<VariableWrite>, ValuesError> {
    let read = |Returned { key, target }: &Returned| {
        let write = read_optional(key, script.variable(*target), returned.get(key))?;
        Ok(VariableWrite { variable: *target, write })
    };
    take.iter().map(read).collect()
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

fn read_or_default(variable: &Variable, values: &Values) -> Result<Write, ValuesError> {
    match (values.get(&variable.name), variable.default()) {
        (None, Some(default)) if !variable.declaration.optional => Ok(default),
        (given, _) => read_optional(&variable.name, variable, given),
    }
}

fn read_optional(name: &str, variable: &Variable, text: Option<&str>) -> Result<Write, ValuesError> {
    match text {
        Some(text) => parse(name, variable, text),
        None if variable.declaration.optional => Ok(variable.empty()),
        None => Err(missing(name, variable)),
    }
}

fn parse(name: &str, variable: &Variable, text: &str) -> Result<Write, ValuesError> {
    variable.read(text).map_err(|error| ValuesError::Refused { name: name.to_owned(), error })
}

fn missing(name: &str, variable: &Variable) -> ValuesError {
    ValuesError::Missing { name: name.to_owned(), wanted: variable.declaration.wanted() }
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
