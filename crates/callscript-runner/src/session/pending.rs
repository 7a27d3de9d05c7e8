//! What a call waits for, computed from its stage and the exit of its node.
//!
//! An enum, so that every use handles each case.

use callscript::script::{Action, ActionResult, Answer, Exit, Node, Script};

use super::call::{Call, Stage};
use crate::error::StepError;

/// What a call waits for.
pub(crate) enum Pending<'s> {
    /// For this node's form.
    Form(&'s Node),
    /// For one of these answers.
    Answer(&'s [Answer]),
    /// For a result of this action.
    Result(&'s Action),
    /// For the agent to continue after the text.
    Proceed,
    /// For nothing: another call runs, or the session has ended.
    Nothing,
}

impl<'s> Pending<'s> {
    /// What `call` waits for; `script` is the call's own script.
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

    /// Its name in messages.
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

/// The result of an action with this name, and its index.
pub(crate) fn result_of<'s>(
    node: &Node,
    action: &'s Action,
    name: &str,
) -> Result<(usize, &'s ActionResult), StepError> {
    let found = action.then.iter().enumerate().find(|(_, result)| result.name == name);
    found.ok_or_else(|| StepError::NoSuchResult {
        node: node.id.clone(),
        action: action.name.clone(),
        result: name.to_owned(),
        results: action.then.iter().map(|result| result.name.clone()).collect(),
    })
}
