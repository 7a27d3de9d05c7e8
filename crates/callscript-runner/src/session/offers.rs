//! What was entered in forms that `back` came to: it is offered there again.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::script::{NodeId, Script, VariableId};

use super::Session;
use super::call::Call;
use super::state::read_form;
use crate::Values;
use crate::event::EventKind;
use crate::field::Field;
use crate::prompt::{AnswerChoice, Prompt, PromptKind};

/// The forms that `back` came to, each by the event that led to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offers(BTreeMap<usize, Offer>);

/// What was entered in a form.
#[derive(Debug, Clone)]
struct Offer {
    script: Arc<Script>,
    node: NodeId,
    /// The event that entered it.
    entered: usize,
}

impl Session {
    /// The prompt of the session as it stands.
    pub(super) fn current_prompt(&self) -> Prompt {
        let mut prompt = self.state.prompt();
        match &mut prompt.kind {
            PromptKind::Act { token, .. } => *token = self.asked.token().unwrap_or(*token),
            PromptKind::Form { fields, .. } => {
                let call = self.state.stack.top();
                if let Some(EventKind::Entered { values }) = self.offered_at(call) {
                    offer(fields, call, &call.node().collect, values, |field| !field.sensitive);
                }
            }
            PromptKind::Ask { answers } => {
                let call = self.state.stack.top();
                if let Some(EventKind::Answered { answer, values }) = self.offered_at(call) {
                    offer_answer(answers, call, answer, values, |field| !field.sensitive);
                }
            }
            _ => {}
        }
        prompt
    }

    /// Remembers what the event `undone` entered, if the session is at the form again.
    pub(super) fn remember_entered(&mut self, undone: usize) {
        let is_entered = match self.events.get(undone).map(|event| &event.kind) {
            Some(EventKind::Entered { .. }) => true,
            Some(EventKind::Answered { values, .. }) => !values.is_empty(),
            _ => false,
        };
        if is_entered {
            let call = self.state.stack.top();
            let offer = Offer { script: Arc::clone(&call.script), node: call.at.node, entered: undone };
            self.offers.0.insert(call.at.cause, offer);
        }
    }

    fn offered_at(&self, call: &Call) -> Option<&EventKind> {
        let offer = self.offers.0.get(&call.at.cause)?;
        let is_there = Arc::ptr_eq(&offer.script, &call.script) && offer.node == call.at.node;
        self.events.get(offer.entered).filter(|_| is_there).map(|event| &event.kind)
    }
}

/// Makes the fields of a form for which `wanted` is true offer what was entered in it.
pub(super) fn offer(
    fields: &mut [Field],
    call: &Call,
    collect: &[VariableId],
    values: &Values,
    wanted: impl Fn(&Field) -> bool,
) {
    let entered = read_form(&call.script, collect, values).unwrap_or_default();
    for (field, entered) in fields.iter_mut().zip(entered).filter(|(field, _)| wanted(field)) {
        field.offered = entered.write.value();
    }
}

/// Makes the fields of an answer for which `wanted` is true offer what was given together with it.
pub(super) fn offer_answer(
    answers: &mut [AnswerChoice],
    call: &Call,
    answer: &str,
    values: &Values,
    wanted: impl Fn(&Field) -> bool,
) {
    if let Some(choice) = answers.iter_mut().find(|choice| choice.id == answer && !choice.fields.is_empty()) {
        offer(&mut choice.fields, call, call.collected_with(answer), values, wanted);
    }
}
