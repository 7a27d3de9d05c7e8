//! Where a session stood after an event, as JSON.

use serde::{Deserialize, Serialize};

use super::event::Texts;
use crate::prompt::{Prompt, PromptKind};

/// Where a session stood after an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::journal) struct Location {
    pub(in crate::journal) script: String,
    pub(in crate::journal) node: String,
    waits_for: WaitsFor,
    /// Of an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<Act>,
    /// Of a call that is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::journal) outcome: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Act {
    name: String,
    with: Texts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WaitsFor {
    Form,
    Answer,
    Message,
    Action,
    Nothing,
}

impl Location {
    pub(in crate::journal) fn at(prompt: &Prompt) -> Self {
        let (waits_for, action, outcome) = match &prompt.kind {
            PromptKind::Form { .. } => (WaitsFor::Form, None, None),
            PromptKind::Ask { .. } => (WaitsFor::Answer, None, None),
            PromptKind::Message => (WaitsFor::Message, None, None),
            PromptKind::Act { action, with, .. } => {
                let with = with.iter().map(|given| (given.name.clone(), given.value.to_plain()));
                (WaitsFor::Action, Some(Act { name: action.clone(), with: with.collect() }), None)
            }
            PromptKind::Ended { outcome, .. } => {
                (WaitsFor::Nothing, None, outcome.as_ref().map(|ending| ending.outcome.clone()))
            }
        };
        Self { script: prompt.script.clone(), node: prompt.node.clone(), waits_for, action, outcome }
    }

    /// Whether what happened in one place can have happened in the other: the same node, and the same action.
    pub(in crate::journal) fn fits(&self, other: &Self) -> bool {
        self.script == other.script && self.node == other.node && self.action == other.action
    }
}
