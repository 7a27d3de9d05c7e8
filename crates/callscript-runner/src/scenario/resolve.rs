//! What the texts of a scenario mean where a session stands. Must not know how a session moves.

use callscript::scenario::{Given, means};

use crate::Values;
use crate::prompt::{Prompt, PromptKind};

/// Values as they are handed in: what is to be empty is left out.
pub(super) fn values(given: &[Given]) -> Values {
    let written = given.iter().filter_map(|given| Some((&given.name.value, &given.value.as_ref()?.value)));
    written.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The id of the answer that is meant; of none, what was written.
pub(super) fn resolve_answer(prompt: &Prompt, text: &str) -> String {
    match &prompt.kind {
        PromptKind::Ask { answers } => {
            resolve(text, answers.iter().map(|answer| (answer.id.as_str(), answer.label.as_str())))
        }
        _ => text.to_owned(),
    }
}

pub(super) fn resolve_aside(prompt: &Prompt, text: &str) -> String {
    resolve(text, prompt.asides.iter().map(|aside| (aside.id.as_str(), aside.label.as_str())))
}

/// The id that is meant: itself, else that of the label.
pub(super) fn resolve<'p>(text: &str, choices: impl Iterator<Item = (&'p str, &'p str)> + Clone) -> String {
    let exact = choices.clone().find(|(id, _)| *id == text);
    let mut choices = choices;
    let choice = exact.or_else(|| choices.find(|(id, label)| means(text, id, label)));
    choice.map_or(text, |(id, _)| id).to_owned()
}
