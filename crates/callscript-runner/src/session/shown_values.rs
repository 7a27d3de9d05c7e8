//! Values as a history and a transcript show them: with labels, and masked if sensitive.

use callscript::internal::MASK;
use callscript::script::Exit;
use callscript::value::Value;

use super::call::Call;
use super::state::{VariableWrite, read_form, read_given, read_returned};
use crate::Values;
use crate::history::{Shown, TurnKind};

/// The values that were entered in the form of the current node.
pub(crate) fn entered(call: &Call, values: &Values) -> Vec<Shown> {
    let writes = read_form(&call.script, &call.node().collect, values);
    shown(call, &writes.unwrap_or_default())
}

/// The values that were given together with an answer of the current node.
pub(crate) fn answered(call: &Call, answer: &str, values: &Values) -> Vec<Shown> {
    let collect = call.collected_with(answer);
    if collect.is_empty() {
        return Vec::new();
    }
    shown(call, &read_form(&call.script, collect, values).unwrap_or_default())
}

/// The result of the current node's action; `None` if it has no such action or result.
pub(crate) fn completed(call: &Call, attempt: usize, result: &str, returned: &Values) -> Option<TurnKind> {
    let Exit::Action(action) = &call.node().exit else {
        return None;
    };
    let take = &action.then.iter().find(|known| known.name == result)?.take;
    let writes = read_returned(&call.script, take, returned).unwrap_or_default();
    let mut returned = shown(call, &writes);
    for (shown, take) in returned.iter_mut().zip(take) {
        shown.name.clone_from(&take.key);
    }
    Some(TurnKind::Completed { action: action.name.clone(), attempt, result: result.to_owned(), returned })
}

/// Values that were handed in for any variables of the running script.
pub(crate) fn given(call: &Call, values: &Values) -> Vec<Shown> {
    shown(call, &read_given(&call.script, values, |_| true).unwrap_or_default())
}

/// Labels values, and masks the sensitive ones.
pub(crate) fn shown(call: &Call, writes: &[VariableWrite]) -> Vec<Shown> {
    let shown = writes.iter().map(|written| {
        let variable = call.script.variable(written.variable);
        let declaration = &variable.declaration;
        let mask = |value: Value| if declaration.sensitive { MASK.to_owned() } else { declaration.shown(&value) };
        Shown {
            name: variable.name.clone(),
            label: declaration.label.as_ref().unwrap_or(&variable.name).clone(),
            value: written.write.value().map(mask),
        }
    });
    shown.collect()
}
