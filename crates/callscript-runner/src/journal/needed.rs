//! What the scripts now ask and a journal does not hold.

use std::fmt;

use crate::field::{Field, FieldError};
use crate::prompt::{Prompt, PromptKind};

/// Something that the scripts now ask, and that the journal does not hold.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Needed {
    /// The number of the journal's line that cannot be replayed before this is known, from 1.
    pub line: usize,
    /// The prompt that asks; `None` at the start of the call.
    pub prompt: Option<Prompt>,
    /// The fields to give, for a form, a jump or the start.
    pub fields: Vec<Field>,
    /// Why recorded values of these fields are refused.
    pub refused: Vec<FieldError>,
    /// Whether an action that was already completed would be done again.
    pub done_before: bool,
}

// A prompt contains decimals and texts only, for which equality is total.
impl Eq for Needed {}

impl Needed {
    /// What is needed for this line, at this prompt.
    pub(in crate::journal) fn new(line: usize, prompt: Option<Prompt>, fields: Vec<Field>) -> Self {
        Self { line, prompt, fields, refused: Vec::new(), done_before: false }
    }
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prompt, fields, .. } = self;
        let names: Vec<String> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
        let node = prompt.as_ref().map_or_else(|| "the start".to_owned(), |prompt| format!("`{}`", prompt.node));
        match prompt.as_ref().map(|prompt| &prompt.kind) {
            Some(PromptKind::Ask { .. }) => write!(f, "{node} asks a question that the journal does not answer"),
            Some(PromptKind::Act { action, .. }) if self.done_before => {
                write!(f, "the action `{action}` of {node} was done, but no longer fits and would be done again")
            }
            Some(PromptKind::Act { action, .. }) => {
                write!(f, "{node} does the action `{action}`, whose result the journal does not hold")
            }
            _ if self.refused.is_empty() => {
                write!(f, "{node} asks for {}, which the journal does not hold", names.join(", "))
            }
            _ => {
                let refused: Vec<String> = self.refused.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "{node} asks for {}: what the journal holds does not fit: {}",
                    names.join(", "),
                    refused.join("; ")
                )
            }
        }
    }
}
