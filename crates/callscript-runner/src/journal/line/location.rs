//! The position of a session after an event, as JSON.

use std::fmt;

use callscript::script::{Exit, Node};
use serde::{Deserialize, Serialize};

use crate::prompt::{Prompt, PromptKind};
use crate::wire::event::Texts;

/// The position of a session after an event, and what the session waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::journal) struct Location {
    pub(in crate::journal) script: String,
    pub(in crate::journal) node: String,
    waits_for: WaitsFor,
    /// The action, if the session waits for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<Act>,
    /// The outcome, if the call is over and has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::journal) outcome: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Act {
    name: String,
    with: Texts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum WaitsFor {
    Form,
    Answer,
    Message,
    Action,
    Nothing,
}

/// Without what it was given: that may be sensitive.
impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Act").field("name", &self.name).finish_non_exhaustive()
    }
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

    /// Whether the session waits for the same thing at the same node.
    pub(in crate::journal) fn is_same_prompt(&self, other: &Self) -> bool {
        other.is_at(&self.script, &self.node) && self.waits_for == other.waits_for
    }

    /// Whether it is at this node of this script.
    pub(in crate::journal) fn is_at(&self, script: &str, node: &str) -> bool {
        self.script == script && self.node == node
    }

    /// Whether the session waits for a form.
    pub(in crate::journal) fn waits_for_form(&self) -> bool {
        self.waits_for == WaitsFor::Form
    }

    /// Whether a session can wait at this node for the same thing.
    pub(in crate::journal) fn is_possible_at(&self, node: &Node) -> bool {
        match self.waits_for {
            WaitsFor::Form => !node.collect.is_empty(),
            WaitsFor::Answer => matches!(node.exit, Exit::Answers(_)),
            WaitsFor::Action => matches!(node.exit, Exit::Action(_)),
            WaitsFor::Message => node.say.is_some() || node.guidance.is_some(),
            WaitsFor::Nothing => true,
        }
    }

    /// The name of the action, if the session waits for one.
    pub(in crate::journal) fn action_name(&self) -> Option<&str> {
        self.action.as_ref().map(|action| action.name.as_str())
    }

    /// Whether an event at one location fits at the other: same node, and same action with the same inputs.
    pub(in crate::journal) fn fits(&self, other: &Self) -> bool {
        self.script == other.script && self.node == other.node && self.action == other.action
    }
}
