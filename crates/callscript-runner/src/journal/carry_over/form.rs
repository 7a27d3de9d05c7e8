//! Adapts the recorded values of a form to the fields that it has now.
//!
//! Must not know events.

use callscript::script::{Script, Variable};

use crate::Values;
use crate::error::ValuesError;
use crate::prompt::Field;
use crate::session::state::read_form;

/// What becomes of the values of a form.
#[derive(Default)]
pub(super) struct Adapted {
    /// The values that fit.
    pub(super) values: Values,
    /// Those that do not: name, text, and why.
    pub(super) unfit: Vec<(String, String, ValuesError)>,
    /// The fields for which a value is needed.
    pub(super) needed: Vec<Field>,
}

impl Adapted {
    /// Why values of fields that are still there are refused.
    pub(super) fn refused(&self) -> Vec<ValuesError> {
        let is_asked = |why: &ValuesError| !matches!(why, ValuesError::NotAsked { .. });
        self.unfit.iter().map(|(_, _, why)| why).filter(|why| is_asked(why)).cloned().collect()
    }
}

/// Adapts the values of a form; `recorded` is `None` if the journal does not hold the form at all. `found` is asked for
/// the value of a field that has none.
pub(super) fn adapt(
    script: &Script,
    fields: &[Field],
    recorded: Option<&Values>,
    mut found: impl FnMut(&Field) -> Option<String>,
) -> Adapted {
    let mut adapted = Adapted::default();
    for (name, text) in recorded.iter().flat_map(|recorded| recorded.iter()) {
        match fields.iter().find(|field| field.name == name) {
            None => {
                let wanted = fields.iter().map(|field| field.name.clone()).collect();
                let why = ValuesError::NotAsked { name: name.to_owned(), wanted };
                adapted.unfit.push((name.to_owned(), text.to_owned(), why));
            }
            Some(field) => match refusal(script, name, text) {
                None => adapted.values.set(name, text),
                Some(why) => {
                    adapted.unfit.push((name.to_owned(), text.to_owned(), why));
                    adapted.needed.push(field.clone());
                }
            },
        }
    }
    for field in fields {
        let is_recorded = recorded.is_some_and(|recorded| recorded.iter().any(|(name, _)| name == field.name));
        if is_recorded {
            continue;
        }
        if let Some(text) = found(field).filter(|text| refusal(script, &field.name, text).is_none()) {
            adapted.values.set(&field.name, text);
        } else if recorded.is_none() || refusal(script, &field.name, "").is_some() {
            adapted.needed.push(field.clone());
        }
    }
    adapted
}

/// Why a variable refuses a text; `None` if it does not. A blank text is no value.
fn refusal(script: &Script, name: &str, text: &str) -> Option<ValuesError> {
    let variable = script.find_variable(name)?;
    read_form(script, &[variable], &Values::from([(name, text)])).err()
}

/// Whether a form of this node of the script asks for this variable.
pub(super) fn asks_for(script: &Script, node: &str, name: &str) -> bool {
    let node = script.find_node(node).map(|id| script.node(id));
    let is_named = |variable: &Variable| variable.name == name;
    node.is_some_and(|node| node.collect.iter().any(|id| is_named(script.variable(*id))))
}
