//! What a call waits for: how far it has come at a node, and what the node's exit asks for, read together.
//!
//! Whoever asks has an answer for each case, so none is left that must not happen.

use callscript::script::{Action, Answer, Exit, Node, Script};

use super::call::{Call, Stage};

/// What a call waits for.
pub(crate) enum Pending<'s> {
    /// The form of this node.
    Form(&'s Node),
    /// One of these answers.
    Answer(&'s [Answer]),
    /// A result of this action.
    Result(&'s Action),
    /// That its words are gone past.
    Proceed,
    /// Nothing more here.
    Nothing,
}

impl<'s> Pending<'s> {
    /// What `call` waits for, which is one of `script`.
    pub(crate) fn of(call: &Call, script: &'s Script) -> Self {
        let node = script.node(call.at.node);
        match call.at.stage {
            Stage::Form => Self::Form(node),
            Stage::Exit => match &node.exit {
                Exit::Answers(answers) => Self::Answer(answers),
                Exit::Action(action) => Self::Result(action),
                Exit::Goto(_) | Exit::Decide(_) | Exit::Run(_) | Exit::End(_) | Exit::Resume => Self::Proceed,
            },
            Stage::Ending(_) => Self::Proceed,
            Stage::After(_) | Stage::Ended(_) => Self::Nothing,
        }
    }

    /// What people call it.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Form(_) => "a form",
            Self::Answer(_) => "an answer",
            Self::Result(_) => "an action's result",
            Self::Proceed => "a step forward",
            Self::Nothing => "nothing",
        }
    }
}
