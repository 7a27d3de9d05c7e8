//! Adapts the recorded values of a form to the fields that it has now.
//!
//! Must not know events.

use callscript::script::{Exit, Script, Variable};

use crate::Values;
use crate::field::{Field, FieldError};

/// What becomes of the values of a form.
#[derive(Default)]
pub(super) struct Adapted {
    /// The values that fit.
    pub(super) values: Values,
    /// Those that do not: name, text, and why.
    pub(super) unfit: Vec<(String, String, FieldError)>,
    /// The fields for which a value is needed.
    pub(super) needed: Vec<Field>,
}

impl Adapted {
    /// Why values of fields that are still there are refused.
    pub(super) fn refused(&self) -> Vec<FieldError> {
        let is_asked = |why: &FieldError| !matches!(why, FieldError::NotAsked { .. });
        self.unfit.iter().map(|(_, _, why)| why).filter(|why| is_asked(why)).cloned().collect()
    }
}

/// Adapts the values of a form; `recorded` is `None` if the journal does not hold the form at all. `found` is asked for
/// the value of a field that has none.
pub(super) fn adapt(
    fields: &[Field],
    recorded: Option<&Values>,
    mut found: impl FnMut(&Field) -> Option<String>,
) -> Adapted {
    let mut adapted = Adapted::default();
    for (name, text) in recorded.iter().flat_map(|recorded| recorded.iter()) {
        match fields.iter().find(|field| field.name == name) {
            None => {
                let wanted = fields.iter().map(|field| field.name.clone()).collect();
                let why = FieldError::NotAsked { name: name.to_owned(), wanted };
                adapted.unfit.push((name.to_owned(), text.to_owned(), why));
            }
            Some(field) => match field.check(text) {
                Ok(_) => adapted.values.set(name, text),
                Err(why) => {
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
        if let Some(text) = found(field).filter(|text| field.check(text).is_ok()) {
            adapted.values.set(&field.name, text);
        } else if recorded.is_none() || field.check("").is_err() {
            adapted.needed.push(field.clone());
        }
    }
    adapted
}

/// Whether a form or an answer of this node of the script asks for this variable.
pub(super) fn asks_for(script: &Script, node: &str, name: &str) -> bool {
    let node = script.find_node(node).map(|id| script.node(id));
    let is_named = |variable: &Variable| variable.name == name;
    node.is_some_and(|node| {
        let answers = if let Exit::Answers(answers) = &node.exit { answers.as_slice() } else { &[] };
        let mut collected = node.collect.iter().chain(answers.iter().flat_map(|answer| &answer.collect));
        collected.any(|id| is_named(script.variable(*id)))
    })
}
