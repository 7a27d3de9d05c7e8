//! Performs recorded revisions.
//!
//! Must not know other events.

use callscript::value::Value;

use super::approach::Approach;
use super::perform::joined;
use super::{Carrier, Fate, Halt};
use crate::error::StepError;
use crate::event::{EventKind, Revision};
use crate::field::Field;
use crate::journal::carry_over::form::adapt;
use crate::journal::line::Location;
use crate::journal::needed::Needed;
use crate::prompt::{Prompt, PromptKind};
use crate::wire::event::line_of;

/// Nothing is placed again once so many events more were inserted than were recorded: a journal could have thousands of
/// revisions, each with thousands of events after it.
const MAX_INSERTED: usize = 10_000;

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
                Ok(()) => {
                    self.keep_dropped(at);
                    return Ok(());
                }
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
            (EventKind::Answered { answer, values }, _) => Revision::Answer { answer, values },
            _ => Revision::CannotGive,
        };
        self.perform_as(at, EventKind::Revised { event, to }).map_err(Halt::Refused)?;
        self.keep_dropped(at);
        Ok(())
    }

    /// Places the events again that a revision has dropped only because a new message comes before them now: those that
    /// led the recorded session on to where it stood after it.
    fn keep_dropped(&mut self, at: usize) {
        let Fate::Placed(revision) = self.fate(at) else { return };
        let Some(stood) = self.lines.get(at).and_then(|line| line.stands.as_ref()) else { return };
        let replaced = self.session.effective.replaced_by(revision);
        let dropped = replaced.map(|replaced| replaced.dropped.clone()).unwrap_or_default();
        for dropped in dropped {
            let Some(&recorded) = self.recorded.get(&dropped) else { continue };
            let Some((kind, before)) = self.step_of(recorded) else { continue };
            let (found, messages) = self.look_ahead(before, matches!(kind, EventKind::Stubbed { .. }));
            let is_reached = stood.fits(&Location::at(self.prompt())) && messages > 0;
            let is_too_much = self.inserted >= self.lines.len() + MAX_INSERTED;
            if is_reached || is_too_much || !matches!(found, Approach::There) {
                return;
            }
            self.pass(messages);
            let Ok(new) = self.insert(kind) else { return };
            self.recorded.insert(new, recorded);
            self.placed_again.entry(recorded).or_default().push(new);
        }
    }

    /// The step that a recorded event is in the walk, and where it was taken. A revision is the new answer or form, where
    /// the first one was given; the result of an action is that of the action that is asked for now.
    fn step_of(&self, recorded: usize) -> Option<(EventKind, &Location)> {
        let kind = match self.kind(recorded)?.clone() {
            EventKind::Revised { to: Revision::Answer { answer, values }, .. } => {
                EventKind::Answered { answer, values }
            }
            EventKind::Revised { to: Revision::Enter(values), .. } => EventKind::Entered { values },
            EventKind::Revised { to: Revision::CannotGive, .. } => EventKind::CannotGive,
            EventKind::Completed { result, returned, .. } => EventKind::Completed { token: None, result, returned },
            kind => kind,
        };
        let mut first = recorded;
        while let Some(EventKind::Revised { event, .. }) = self.kind(first)
            && *event < first
        {
            first = *event;
        }
        Some((kind, self.stood_before(first)?))
    }

    /// A revision with the values that fit the form, and the fields for which a value is needed. A field without a
    /// recorded value keeps the one that it has.
    fn adapted(&mut self, at: usize, to: &Revision, prompt: &Prompt) -> (Revision, Vec<Field>) {
        if let Revision::Answer { answer, values } = to {
            let values = self.adapted_values(at, answer, values, prompt);
            return (Revision::Answer { answer: answer.clone(), values }, Vec::new());
        }
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
