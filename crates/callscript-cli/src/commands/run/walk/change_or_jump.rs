//! Detours: prompts instead of the session's own one, to change an earlier step, or to enter the values that an answer or
//! a jump needs.
//!
//! There is at most one at a time: a command in a detour leaves it, so they never nest.

use callscript_runner::{Moment, PromptKind, Revision, Session, StepError, Turn};

use super::Walk;
use super::asking::{AskResult, Interrupted};
use crate::commands::run::show;
use crate::commands::run::slash_command::Command;

/// A prompt instead of the session's own one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Detour {
    /// Changes the step with this number.
    Change(usize),
    /// Asks for the values that are given together with an answer.
    Answer { id: String, label: String },
    /// Asks for the values that a jump needs.
    Jump { node: String, reason: String, missing: Vec<String> },
}

/// The result of changing a step: the later steps that are no longer valid, or why it cannot be changed.
type Revised = Result<Vec<Turn>, StepError>;

impl Walk<'_, '_> {
    /// Starts a detour with the next prompt, if it is possible.
    pub(super) fn ask_next(&mut self, detour: Detour, possible: Result<(), StepError>) -> AskResult<()> {
        if possible.is_ok() {
            self.next = Some(detour);
        }
        self.report(possible)
    }

    pub(super) fn ask_detour(&mut self, detour: Detour) -> AskResult<()> {
        match detour {
            Detour::Change(step) => self.change(step),
            Detour::Answer { id, label } => self.answer(&id, &label),
            Detour::Jump { node, reason, missing } => {
                show::needed(&node, self.console)?;
                let fields = self.session.fields(&missing);
                let clock = self.console.clock.clone();
                self.form(&fields, |session, values| session.jump(&node, &reason, values, clock.now()))
            }
        }
    }

    /// Asks for the values that are given together with an answer.
    fn answer(&mut self, id: &str, label: &str) -> AskResult<()> {
        let PromptKind::Ask { answers } = &self.session.prompt().kind else { return Ok(()) };
        let fields = answers.iter().find(|answer| answer.id == id).map(|answer| answer.fields.clone());
        show::given_with(label, self.console)?;
        let clock = self.console.clock.clone();
        self.form(&fields.unwrap_or_default(), |session, values| session.answer_with(id, values, clock.now()))
    }

    /// Performs `/back` or `/skip` in a detour, where they apply to the detour and not to the session.
    pub(super) fn leave_detour(&mut self, command: &Command<'_>) -> AskResult<()> {
        match (&self.detour, command) {
            (Some(Detour::Change(step)), Command::Skip) => {
                let step = *step;
                match revise(&mut self.session, step, Revision::CannotGive, self.console.clock.now()) {
                    Ok(revised) => self.changed(step, revised),
                    Err(error) => self.report(Err(error)),
                }
            }
            (Some(Detour::Jump { node, .. }), Command::Skip) => {
                self.console
                    .fault(&format!("the call cannot go on from `{node}` without it; `/back` keeps you where you are"));
                Ok(())
            }
            _ => {
                show::unchanged(self.console)?;
                Err(Interrupted::Moved)
            }
        }
    }

    /// Asks for the new answer or values of an earlier step.
    fn change(&mut self, step: usize) -> AskResult<()> {
        let prompt = match self.session.prompt_at(step) {
            Ok(prompt) => prompt,
            Err(error) => return self.report(Err(error)),
        };
        show::change(step, &self.session.history(), self.console)?;
        show::prompt(&prompt, false, self.session.script().id(), self.console)?;
        self.shown = Some(prompt.clone());
        let clock = self.console.clock.clone();
        let revised = match &prompt.kind {
            PromptKind::Form { fields, .. } => {
                self.form(fields, |session, values| revise(session, step, Revision::Enter(values), clock.now()))?
            }
            PromptKind::Ask { answers } => self.question(answers, |session, answer, values| {
                revise(session, step, Revision::Answer { answer: answer.to_owned(), values }, clock.now())
            })?,
            _ => return Ok(()),
        };
        self.changed(step, revised)
    }

    /// Shows the effect of a changed step on the rest of the call.
    fn changed(&mut self, step: usize, revised: Revised) -> AskResult<()> {
        match revised {
            Ok(lost) => {
                self.write_journal()?;
                let kept = self.session.history().len();
                show::changed(step, kept, &lost, self.console)?;
            }
            Err(error) => self.console.fault(&format!("step {step} stays as it was: {error}")),
        }
        Err(Interrupted::Moved)
    }
}

/// Changes a step. The outer error means that the new answer was refused and can be asked for again; the inner error,
/// that the step cannot be changed at all.
fn revise(session: &mut Session, step: usize, to: Revision, now: Moment) -> Result<Revised, StepError> {
    match session.revise(step, to, now) {
        Err(error @ StepError::CannotUndo { .. }) => Ok(Err(error)),
        revised => revised.map(Ok),
    }
}
