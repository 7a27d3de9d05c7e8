//! Values as people are shown them when they look back: by their labels, and masked if they are sensitive.

use callscript::script::{Exit, Taken};
use callscript::text::MASK;

use crate::Values;
use crate::call::Call;
use crate::history::What;
use crate::state::{Writes, read_form, read_given, read_returned};

/// A value as people are shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The variable's name, or the key that the host returned it by.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// The value, masked if it is sensitive; none if it is empty.
    pub value: Option<String>,
}

/// What was filled in.
pub(crate) fn entered(call: &Call, values: &Values) -> Vec<Shown> {
    let writes = read_form(&call.script, &call.node().collect, values);
    shown(call, &writes.unwrap_or_default())
}

/// What an action came to.
pub(crate) fn completed(call: &Call, result: &str, returned: &Values) -> Option<What> {
    let Exit::Action(action) = &call.node().exit else {
        return None;
    };
    let take = &action.then.iter().find(|known| known.name == result)?.edge.take;
    let writes = read_returned(&call.script, take, returned).unwrap_or_default();
    let mut returned = shown(call, &writes);
    for (shown, take) in returned.iter_mut().zip(take) {
        if let Taken::Key(key) = &take.from {
            shown.name.clone_from(key);
        }
    }
    Some(What::Completed { action: action.name.clone(), result: result.to_owned(), returned })
}

/// The values that a session was given, as people are shown them.
pub(crate) fn given(call: &Call, values: &Values) -> Vec<Shown> {
    let read = read_given(&call.script, values, |_| true).unwrap_or_default();
    let writes: Writes = read.into_iter().map(|(id, value)| (id, Some(value))).collect();
    shown(call, &writes)
}

fn shown(call: &Call, writes: &Writes) -> Vec<Shown> {
    let shown = writes.iter().map(|(id, value)| {
        let variable = call.script.variable(*id);
        let declaration = &variable.declaration;
        let mask = |value: &_| {
            if declaration.sensitive { MASK.to_owned() } else { ToString::to_string(value) }
        };
        Shown {
            name: variable.name.clone(),
            label: declaration.label.as_ref().unwrap_or(&variable.name).clone(),
            value: value.as_ref().map(mask),
        }
    });
    shown.collect()
}
