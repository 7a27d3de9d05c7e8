//! Values as people see them in the history: with labels, and masked if sensitive.

use callscript::internal::MASK;
use callscript::script::Exit;
use callscript::value::Value;

use super::call::Call;
use super::state::{Written, read_form, read_given, read_returned};
use crate::Values;
use crate::history::{Shown, What};

/// The values of a form.
pub(crate) fn entered(call: &Call, values: &Values) -> Vec<Shown> {
    let writes = read_form(&call.script, &call.node().collect, values);
    shown(call, &writes.unwrap_or_default())
}

/// The result of an action, and the returned values.
pub(crate) fn completed(call: &Call, result: &str, returned: &Values) -> Option<What> {
    let Exit::Action(action) = &call.node().exit else {
        return None;
    };
    let take = &action.then.iter().find(|known| known.name == result)?.take;
    let writes = read_returned(&call.script, take, returned).unwrap_or_default();
    let mut returned = shown(call, &writes);
    for (shown, take) in returned.iter_mut().zip(take) {
        shown.name.clone_from(&take.key);
    }
    Some(What::Completed { action: action.name.clone(), result: result.to_owned(), returned })
}

/// The values that were handed in for any variables.
pub(crate) fn given(call: &Call, values: &Values) -> Vec<Shown> {
    shown(call, &read_given(&call.script, values, |_| true).unwrap_or_default())
}

/// Values for people.
pub(crate) fn shown(call: &Call, writes: &[Written]) -> Vec<Shown> {
    let shown = writes.iter().map(|written| {
        let variable = call.script.variable(written.variable);
        let declaration = &variable.declaration;
        let mask = |value: Value| if declaration.sensitive { MASK.to_owned() } else { value.to_string() };
        Shown {
            name: variable.name.clone(),
            label: declaration.label.as_ref().unwrap_or(&variable.name).clone(),
            value: written.write.value().map(mask),
        }
    });
    shown.collect()
}
