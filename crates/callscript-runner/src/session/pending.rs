//! What a session waits for, derived from the progress at a node and the node's exit.
//!
//! It is an enum of all cases with their data, so that no caller has to handle an impossible one.

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
    /// That the agent goes on after a message.
    Step,
    /// Nothing: another call is running, or the script has ended.
    Nothing,
}

impl<'s> Pending<'s> {
    /// What `call` waits for; `script` is its script.
    pub(crate) fn of(call: &Call, script: &'s Script) -> Self {
        let node = script.node(call.at.node);
        match call.at.stage {
            Stage::Form => Self::Form(node),
            Stage::Exit => match &node.exit {
                Exit::Answers(answers) => Self::Answer(answers),
                Exit::Action(action) => Self::Result(action),
                Exit::Goto(_) | Exit::Decide(_) | Exit::Run(_) | Exit::End(_) | Exit::Resume => Self::Step,
            },
            Stage::Ending(_) => Self::Step,
            Stage::After(_) | Stage::Ended(_) => Self::Nothing,
        }
    }

    /// What messages call it.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Form(_) => "a form",
            Self::Answer(_) => "an answer",
            Self::Result(_) => "an action's result",
            Self::Step => "a step forward",
            Self::Nothing => "nothing",
        }
    }
}
