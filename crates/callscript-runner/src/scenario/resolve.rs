//! Resolves the names in a scenario at the current prompt. Must not know how a session advances.

use callscript::scenario::{Given, refers_to};

use crate::Values;
use crate::prompt::{Prompt, PromptKind};

/// Values as a session reads them; those that are to be empty are left out.
pub(super) fn values(given: &[Given]) -> Values {
    let written = given.iter().filter_map(|given| Some((&given.name.value, &given.value.as_ref()?.value)));
    written.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The id of the answer that the text means; the text itself if it means none.
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

/// The id of the choice whose id is `text`, or else of the one whose label it means; otherwise `text` itself.
pub(super) fn resolve<'p>(text: &str, choices: impl Iterator<Item = (&'p str, &'p str)> + Clone) -> String {
    let exact = choices.clone().find(|(id, _)| *id == text);
    let mut choices = choices;
    let choice = exact.or_else(|| choices.find(|(id, label)| refers_to(text, id, label)));
    choice.map_or(text, |(id, _)| id).to_owned()
}
