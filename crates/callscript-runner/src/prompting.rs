//! From a state to the prompt that it stands at.

use callscript::script::{Action, ActionResult, Exit, Node, OutcomeId, Taken};
use callscript::value::Value;

use crate::call::{Call, Stage};
use crate::error::Fault;
use crate::prompt::{AnswerChoice, Ending, Field, Prompt, PromptKind, ResultChoice};
use crate::state::State;

impl State {
    /// What to show now.
    pub(crate) fn prompt(&self) -> Result<Prompt, Fault> {
        let call = self.stack.top();
        let node = call.node();
        let words = call.at.words.as_ref().filter(|_| !self.hung_up);
        let kind = if self.hung_up {
            PromptKind::Ended { outcome: self.outcome().map(|outcome| self.ending(outcome)), hung_up: true }
        } else {
            self.prompt_kind(call, node)?
        };
        Ok(Prompt {
            script: call.script.id().to_owned(),
            node: node.id.clone(),
            say: words.and_then(|words| words.say.clone()),
            verbatim: node.verbatim,
            guidance: words.and_then(|words| words.guidance.clone()),
            asides: self.asides()?.into_iter().map(|aside| aside.shown).collect(),
            kind,
        })
    }

    /// What a report says of an outcome.
    pub(crate) fn ending(&self, outcome: OutcomeId) -> Ending {
        let outcome = self.stack.base.script.outcome(outcome);
        Ending {
            outcome: outcome.id.clone(),
            label: outcome.label.clone(),
            kind: outcome.kind,
            disposition: outcome.disposition.clone(),
        }
    }

    fn prompt_kind(&self, call: &Call, node: &Node) -> Result<PromptKind, Fault> {
        Ok(match (&call.at.stage, &node.exit) {
            (Stage::Form, _) => form(call, node),
            (Stage::Question, Exit::Answers(_)) => self.question(call, node)?,
            (Stage::Action(with), Exit::Action(action)) => act(call, action, with),
            (Stage::Ended(outcome), _) => PromptKind::Ended { outcome: Some(self.ending(*outcome)), hung_up: false },
            _ => PromptKind::Message,
        })
    }

    fn question(&self, call: &Call, node: &Node) -> Result<PromptKind, Fault> {
        let Exit::Answers(answers) = &node.exit else {
            return Err(call.no_way_on());
        };
        let mut shown = Vec::with_capacity(answers.len());
        for answer in answers {
            let label = call.render(&answer.label, self.masked)?;
            shown.push(AnswerChoice { id: answer.id.clone(), label, open: call.is_open(&answer.edge)? });
        }
        if shown.iter().any(|answer| answer.open) {
            return Ok(PromptKind::Ask { answers: shown });
        }
        Err(Fault::NoOpenAnswer { script: call.script.id().to_owned(), node: node.id.clone() })
    }
}

fn form(call: &Call, node: &Node) -> PromptKind {
    let fields = node.collect.iter().map(|id| {
        let variable = call.script.variable(*id);
        Field::new(&variable.name, &variable.declaration, call.get(*id))
    });
    PromptKind::Form { fields: fields.collect(), cannot_give: node.cannot_give.is_some() }
}

fn act(call: &Call, action: &Action, with: &[Option<Value>]) -> PromptKind {
    let given = action.with.iter().zip(with);
    let with = given.filter_map(|((key, _), value)| Some((key.clone(), value.clone()?)));
    PromptKind::Act {
        action: action.name.clone(),
        with: with.collect(),
        results: action.then.iter().map(|result| result_choice(call, result)).collect(),
        read_only: action.read_only,
    }
}

fn result_choice(call: &Call, result: &ActionResult) -> ResultChoice {
    let returns = result.edge.take.iter().filter_map(|take| match &take.from {
        Taken::Key(key) => {
            let declaration = &call.script.variable(take.target).declaration;
            Some(Field::new(key, declaration, None))
        }
        Taken::Variable(_) => None,
    });
    ResultChoice { name: result.name.clone(), returns: returns.collect() }
}
