//! Whether a step can be revised at all, before anybody is asked for its new answer or values.
//!
//! Tries other answers and other values: if every one of them would lose an action that was done, so would whatever people
//! could say.

use callscript::script::{Script, VariableId};

use super::Session;
use crate::Values;
use crate::error::StepError;
use crate::event::{EventKind, Revision};
use crate::prompt::{AnswerChoice, PromptKind};

/// How many other answers or values are tried. If there are more, the revision itself has to tell.
const MAX_TRIES: usize = 64;

/// How many other values are tried for one field.
const MAX_VALUES: usize = 4;

impl Session {
    /// Whether [`revise`](Self::revise) can accept anything new for an earlier answer or form, given by the number of its
    /// step in the history. A host asks this before it asks people.
    ///
    /// ```
    #[doc = include_str!("../../docs/parcel.txt")]
    /// use callscript_runner::StepError;
    ///
    /// assert_eq!(session.can_revise(1), Err(StepError::NoSuchStep { step: 1 }));
    /// session.enter(Values::from([("number", "7")]), now)?;
    /// session.can_revise(1)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such step, it is neither an answer nor a form, the call was hung up, or an irreversible action would
    /// be lost whatever was answered instead.
    pub fn can_revise(&self, step: usize) -> Result<(), StepError> {
        let prompt = self.prompt_at(step)?;
        let event = self.effective.get(step).copied().ok_or(StepError::NoSuchStep { step })?;
        let is_after = |event: usize| self.effective.place(event).is_some_and(|place| place >= step);
        if !self.irreversible.iter().any(|(event, done)| done.is_kept || is_after(*event)) {
            return Ok(());
        }
        let others = self.other_revisions(step, &prompt.kind);
        if others.len() > MAX_TRIES {
            return Ok(());
        }
        let at = self.events.last().map(|last| last.at).ok_or(StepError::NoSuchStep { step })?;
        let mut lost = Ok(());
        for mut to in others {
            match self.revised(event, &mut to, at) {
                Ok(_) => return Ok(()),
                Err(error @ StepError::CannotUndo { .. }) => lost = Err(error),
                // This answer or value is not one that could be given.
                Err(_) => {}
            }
        }
        lost
    }

    /// What could be answered or entered at a step instead.
    fn other_revisions(&self, step: usize, prompt: &PromptKind) -> Vec<Revision> {
        let given = self.effective.get(step).and_then(|event| self.events.get(*event)).map(|event| &event.kind);
        match (prompt, given) {
            (PromptKind::Ask { answers }, Some(given)) => {
                let given = match given {
                    EventKind::Answered { answer, values }
                    | EventKind::Revised { to: Revision::Answer { answer, values }, .. } => Some((answer, values)),
                    _ => None,
                };
                self.other_answers(step, answers, given)
            }
            (PromptKind::Form { cannot_give, .. }, Some(given)) => {
                let state = self.state_at(step);
                let call = state.stack.top();
                let values = match given {
                    EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => {
                        Some(values)
                    }
                    _ => None,
                };
                let other = other_values(&call.script, &call.node().collect, values).into_iter().map(Revision::Enter);
                let nothing = (*cannot_give && values.is_some()).then_some(Revision::CannotGive);
                nothing.into_iter().chain(other).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The other open answers; and the one that was given, with other values, if it collects.
    fn other_answers(&self, step: usize, answers: &[AnswerChoice], given: Option<(&String, &Values)>) -> Vec<Revision> {
        let open = || answers.iter().filter(|answer| answer.open);
        let given_with = |id: &str| given.filter(|(answer, _)| *answer == id).map(|(_, values)| values);
        if open().all(|answer| answer.fields.is_empty()) {
            let others = open().filter(|answer| given_with(&answer.id).is_none());
            return others.map(|answer| Revision::answer(&*answer.id)).collect();
        }
        let state = self.state_at(step);
        let call = state.stack.top();
        let others = open().flat_map(|AnswerChoice { id, fields, .. }| {
            let values = given_with(id);
            let others = if fields.is_empty() {
                values.is_none().then(Values::new).into_iter().collect()
            } else {
                other_values(&call.script, call.collected_with(id), values)
            };
            others.into_iter().map(|values| Revision::Answer { answer: id.clone(), values })
        });
        others.collect()
    }
}

/// What could be entered in a form, or together with an answer: the values that were, with one of them changed.
fn other_values(script: &Script, collect: &[VariableId], values: Option<&Values>) -> Vec<Values> {
    let variables = || collect.iter().map(|id| script.variable(*id));
    let samples = |at: usize| variables().nth(at).map_or_else(Vec::new, |variable| variable.declaration.samples(&[]));
    let mut ordinary = Values::new();
    for (at, variable) in variables().enumerate() {
        if let Some(value) = samples(at).first() {
            ordinary.set(&variable.name, value.to_plain());
        }
    }
    let base = values.unwrap_or(&ordinary);
    let mut others: Vec<Values> = values.is_none().then(|| ordinary.clone()).into_iter().collect();
    for (at, variable) in variables().enumerate() {
        let texts = samples(at).into_iter().map(|value| value.to_plain());
        let texts = texts.chain(variable.declaration.optional.then(String::new));
        let is_other = |text: &String| base.get(&variable.name).unwrap_or_default() != text;
        for text in texts.filter(is_other).take(MAX_VALUES) {
            let mut other = base.clone();
            other.set(&variable.name, text);
            others.push(other);
        }
    }
    others
}
