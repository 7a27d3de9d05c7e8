//! The values of one call: read by expressions and texts, written by edges, and handed in from outside.

use callscript::script::{Assignment, Exit, NodeId, Operand, Script, Take, Taken, Variable, VariableId};
use callscript::value::{Declaration, Value};

use crate::Values;
use crate::call::Call;
use crate::error::{Fault, ValuesError};

/// Values for variables; none empties one.
pub(crate) type Writes = Vec<(VariableId, Option<Value>)>;

/// Reads values for any of the variables that are `allowed`.
pub(crate) fn read_given(
    script: &Script,
    values: &Values,
    allowed: impl Fn(&Variable) -> bool,
) -> Result<Vec<(VariableId, Value)>, ValuesError> {
    let read = |(name, text): (&str, &str)| {
        let id = script.find_variable(name).filter(|id| allowed(script.variable(*id)));
        let Some(id) = id else {
            let wanted = script.variables().iter().filter(|variable| allowed(variable));
            return Err(ValuesError::NotAsked { name: name.to_owned(), wanted: names(wanted) });
        };
        Ok((id, parse(name, &script.variable(id).declaration, text)?))
    };
    values.iter().map(read).collect()
}

/// Reads a form that was filled in: a value for each variable, or none if it may be empty.
pub(crate) fn read_form(script: &Script, collect: &[VariableId], values: &Values) -> Result<Writes, ValuesError> {
    let variables = || collect.iter().map(|id| script.variable(*id));
    let unasked = values.iter().find(|(name, _)| variables().all(|variable| variable.name != *name));
    if let Some((name, _)) = unasked {
        return Err(ValuesError::NotAsked { name: name.to_owned(), wanted: names(variables()) });
    }
    let read = |id: &VariableId| {
        let Variable { name, declaration } = script.variable(*id);
        let value = match values.get(name) {
            None if !declaration.optional => {
                Some(declaration.default.clone().ok_or_else(|| missing(name, declaration))?)
            }
            given => read_optional(name, declaration, given)?,
        };
        Ok((*id, value))
    };
    collect.iter().map(read).collect()
}

/// Reads what a host returned, as far as `take` names it.
pub(crate) fn read_returned(script: &Script, take: &[Take], returned: &Values) -> Result<Writes, ValuesError> {
    let read = |take: &Take| {
        let Taken::Key(key) = &take.from else {
            return Ok((take.target, None));
        };
        let declaration = &script.variable(take.target).declaration;
        Ok((take.target, read_optional(key, declaration, returned.get(key))?))
    };
    take.iter().map(read).collect()
}

/// What is taken over from a subscript that has ended.
pub(crate) fn taken_from(call: &Call, take: &[Take]) -> Writes {
    let read = |take: &Take| match take.from {
        Taken::Variable(id) => (take.target, call.get(id).cloned()),
        Taken::Key(_) => (take.target, None),
    };
    take.iter().map(read).collect()
}

/// The names of variables.
pub(crate) fn names<'v>(variables: impl Iterator<Item = &'v Variable>) -> Vec<String> {
    variables.map(|variable| variable.name.clone()).collect()
}

fn read_optional(name: &str, declaration: &Declaration, text: Option<&str>) -> Result<Option<Value>, ValuesError> {
    match text {
        Some(text) => parse(name, declaration, text).map(Some),
        None if declaration.optional => Ok(None),
        None => Err(missing(name, declaration)),
    }
}

fn parse(name: &str, declaration: &Declaration, text: &str) -> Result<Value, ValuesError> {
    let refused = |_| ValuesError::Refused { name: name.to_owned(), wanted: declaration.wanted() };
    declaration.parse(text).map_err(refused)
}

fn missing(name: &str, declaration: &Declaration) -> ValuesError {
    ValuesError::Missing { name: name.to_owned(), wanted: declaration.wanted() }
}

impl Call {
    /// The variables that some path from `node` may read before it sets them, and that are not set; `caller` is the
    /// call that waits for this one, if one does.
    pub(crate) fn missing(&self, node: NodeId, caller: Option<&Call>) -> Vec<VariableId> {
        let run = caller.and_then(|caller| match &caller.node().exit {
            Exit::Run(run) => Some(run),
            _ => None,
        });
        let mut needs = self.script.needs(node, run);
        needs.retain(|id| self.get(*id).is_none() && !self.script.variable(*id).declaration.optional);
        needs
    }

    /// A variable's value; none if it is empty or not set.
    pub(crate) fn get(&self, id: VariableId) -> Option<&Value> {
        self.variables.get(id.index())?.as_ref()
    }

    /// Writes a value that has been checked.
    pub(crate) fn put(&mut self, id: VariableId, value: Option<Value>) {
        if let Some(variable) = self.variables.get_mut(id.index()) {
            *variable = value;
        }
    }

    /// Writes a value as its variable stores it.
    pub(crate) fn write(&mut self, id: VariableId, value: Option<Value>) -> Result<(), Fault> {
        let declaration = &self.script.variable(id).declaration;
        let value = match value {
            None if declaration.optional => None,
            None => return Err(self.unset(id)),
            Some(value) => Some(declaration.admit(value).map_err(|error| self.mismatch(&error))?),
        };
        self.put(id, value);
        Ok(())
    }

    /// Writes in order, each seeing what the ones before it wrote.
    pub(crate) fn assign(&mut self, assignments: &[Assignment]) -> Result<(), Fault> {
        for Assignment { target, value } in assignments {
            let value = self.operand(value)?;
            self.write(*target, value)?;
        }
        Ok(())
    }

    /// What an operand comes to; none if it is empty.
    pub(crate) fn operand(&self, operand: &Operand) -> Result<Option<Value>, Fault> {
        match operand {
            Operand::Constant(value) => Ok(Some(value.clone())),
            Operand::Expression(expression) => self.evaluate(expression),
        }
    }

    /// The fault that a variable is not set.
    pub(crate) fn unset(&self, id: VariableId) -> Fault {
        let variable = self.script.variable(id).name.clone();
        Fault::Unset { script: self.script.id().to_owned(), node: self.node().id.clone(), variable }
    }

    /// The fault that a value does not fit.
    pub(crate) fn mismatch(&self, what: &impl ToString) -> Fault {
        let node = self.node().id.clone();
        Fault::Mismatch { script: self.script.id().to_owned(), node, what: what.to_string() }
    }

    /// The fault that no way leads on.
    pub(crate) fn no_way_on(&self) -> Fault {
        Fault::NoWayOn { script: self.script.id().to_owned(), node: self.node().id.clone() }
    }
}
