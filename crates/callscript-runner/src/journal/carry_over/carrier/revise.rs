//! Performs recorded revisions.
//!
//! Must not know other events.

use callscript::value::Value;

use super::perform::joined;
use super::{Carrier, Fate, Halt};
use crate::error::StepError;
use crate::event::{EventKind, Revision};
use crate::field::Field;
use crate::journal::carry_over::form::adapt;
use crate::journal::needed::Needed;
use crate::prompt::{Prompt, PromptKind};
use crate::wire::event::line_of;

impl Carrier<'_> {
    /// Replaces an earlier answer or form, as a recorded event did.
    pub(super) fn revise(&mut self, at: usize, replaced: usize, to: &Revision) -> Result<(), Halt> {
        let Fate::Placed(event) = self.fate(replaced) else {
            self.leave_out(at, StepError::NoSuchStep { step: replaced });
            return Ok(());
        };
        let step = self.session.effective.place(event);
        let prompt = step.ok_or(StepError::NoSuchStep { step: replaced }).and_then(|step| self.session.prompt_at(step));
        let prompt = match prompt {
            Ok(prompt) => prompt,
            Err(error) => {
                self.leave_out(at, error);
                return Ok(());
            }
        };
        let (to, needed) = self.adapted(at, to, &prompt);
        let mut refused = None;
        if needed.is_empty() {
            match self.perform_as(at, EventKind::Revised { event, to: to.clone() }) {
                Ok(()) => return Ok(()),
                Err(error) => refused = Some(error),
            }
        }
        if !self.counts(at) || matches!(refused, Some(StepError::CannotUndo { .. })) {
            let why = refused.map_or_else(|| self.elsewhere(at), Into::into);
            self.leave_out(at, why);
            return Ok(());
        }
        let to = match (self.next_given(Needed::new(line_of(at), Some(prompt), needed))?, to) {
            (EventKind::Entered { values }, Revision::Enter(recorded)) => Revision::Enter(joined(&recorded, &values)),
            (EventKind::Entered { values }, _) => Revision::Enter(values),
            (EventKind::Answered { answer }, _) => Revision::Answer(answer),
            _ => Revision::CannotGive,
        };
        self.perform_as(at, EventKind::Revised { event, to }).map_err(Halt::Refused)
    }

    /// A revision with the values that fit the form, and the fields for which a value is needed. A field without a
    /// recorded value keeps the one that it has.
    fn adapted(&mut self, at: usize, to: &Revision, prompt: &Prompt) -> (Revision, Vec<Field>) {
        let (Revision::Enter(values), PromptKind::Form { fields, .. }) = (to, &prompt.kind) else {
            return (to.clone(), Vec::new());
        };
        let adapted = adapt(fields, Some(values), |field| {
            field.offered.as_ref().filter(|_| !field.optional).map(Value::to_plain)
        });
        for (name, text, why) in adapted.unfit {
            self.keep_spare(at, name, text, why);
        }
        (Revision::Enter(adapted.values), adapted.needed)
    }
}
