//! Makes the prompt that a state shows.

use callscript::Lapse;
use callscript::internal::Text;
use callscript::script::{Action, ActionResult, Answer, Node, OutcomeId, VariableId};
use callscript::value::Value;

use super::call::Call;
use super::pending::Pending;
use super::state::State;
use crate::field::Field;
use crate::prompt::{ActionValue, AnswerChoice, Ending, Prompt, PromptKind, ResultChoice, Unanswered};

impl State {
    /// What to show now.
    pub(crate) fn prompt(&self) -> Prompt {
        let call = self.stack.top();
        let node = call.node();
        let rendered = call.at.rendered.as_ref().filter(|_| !self.hung_up);
        let is_sensitive = |text: Option<&Text>| rendered.is_some() && text.is_some_and(Text::is_sensitive);
        Prompt {
            script: call.script.id().to_owned(),
            node: node.id.clone(),
            say: rendered.and_then(|rendered| rendered.say.clone()),
            verbatim: node.verbatim,
            say_is_sensitive: is_sensitive(node.say.as_ref().map(|say| say.on(&self.channel))),
            guidance: rendered.and_then(|rendered| rendered.guidance.clone()),
            guidance_is_sensitive: is_sensitive(node.guidance.as_ref()),
            asides: self.asides().into_iter().map(|aside| aside.shown).collect(),
            unanswered: self.unanswered(call),
            kind: self.prompt_kind(call),
        }
    }

    /// The outcome as reports show it.
    pub(crate) fn ending(&self, outcome: OutcomeId) -> Ending {
        let outcome = self.stack.base.script.outcome(outcome);
        Ending {
            outcome: outcome.id.clone(),
            label: outcome.label.clone(),
            kind: outcome.kind,
            disposition: outcome.disposition.clone(),
        }
    }

    fn prompt_kind(&self, call: &Call) -> PromptKind {
        if self.hung_up {
            return self.ended();
        }
        match Pending::of(call, &call.script) {
            Pending::Form(node) => form(call, node),
            Pending::Answer(answers) => {
                PromptKind::Ask { answers: answers.iter().map(|answer| self.answer_choice(call, answer)).collect() }
            }
            Pending::Result(action) => act(call, action),
            Pending::Proceed => PromptKind::Message,
            Pending::Nothing => self.ended(),
        }
    }

    /// What the host may hand in if no answer comes.
    fn unanswered(&self, call: &Call) -> Option<Box<Unanswered>> {
        let (silence, not_understood) = (self.on(Lapse::Silence), self.on(Lapse::NotUnderstood));
        if silence.is_none() && not_understood.is_none() {
            return None;
        }
        let again = call.at.again.as_deref();
        Some(Box::new(Unanswered {
            wait: silence.and_then(|silence| silence.wait),
            not_understood: not_understood.is_some(),
            say: again.map(|again| again.say.clone()),
            say_is_sensitive: again.is_some_and(|again| again.is_sensitive),
        }))
    }

    fn ended(&self) -> PromptKind {
        PromptKind::Ended { outcome: self.outcome().map(|outcome| self.ending(outcome)), hung_up: self.hung_up }
    }

    fn answer_choice(&self, call: &Call, answer: &Answer) -> AnswerChoice {
        let label = answer.label.render(&call.env, self.masked);
        let sensitive = answer.label.is_sensitive();
        let fields = fields(call, &answer.collect);
        AnswerChoice { id: answer.id.clone(), label, sensitive, open: call.is_open(answer), fields }
    }
}

/// The inputs of an action, in the order of the script's `with`, without those that are empty.
pub(crate) fn given(action: &Action, with: &[Option<Value>]) -> Vec<ActionValue> {
    let given = action.with.iter().zip(with).filter_map(|((key, operand), value)| {
        Some(ActionValue { name: key.clone(), value: value.clone()?, sensitive: operand.is_sensitive() })
    });
    given.collect()
}

fn form(call: &Call, node: &Node) -> PromptKind {
    PromptKind::Form { fields: fields(call, &node.collect), cannot_give: node.cannot_give.is_some() }
}

fn fields(call: &Call, collect: &[VariableId]) -> Vec<Field> {
    let is_afresh = call.node().afresh.is_some_and(|visits| call.times_used(visits) > 1);
    let fields = collect.iter().map(|id| {
        let variable = call.script.variable(*id);
        let earlier = if is_afresh { None } else { call.get(*id) };
        Field::new(&variable.name, &variable.declaration, earlier).in_language(call.script.locale())
    });
    fields.collect()
}

fn act(call: &Call, action: &Action) -> PromptKind {
    PromptKind::Act {
        action: action.name.clone(),
        token: call.at.cause,
        with: given(action, &call.at.with),
        results: action.then.iter().map(|result| result_choice(call, result)).collect(),
        read_only: action.read_only,
    }
}

fn result_choice(call: &Call, result: &ActionResult) -> ResultChoice {
    let returns = result.take.iter().map(|take| {
        let declaration = &call.script.variable(take.target).declaration;
        Field::returned(&take.key, declaration).in_language(call.script.locale())
    });
    ResultChoice { name: result.name.clone(), returns: returns.collect() }
}
