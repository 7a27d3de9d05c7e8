//! What is asked for by the way, instead of the session's own prompt: an earlier step given anew, or what a jump needs.
//!
//! One at a time: a command in the midst of one leaves it, so that no chain of them grows.

use callscript::jiff::Timestamp;
use callscript_runner::{PromptKind, Revision, Session, StepError, Turn};

use super::Walk;
use super::asking::{Asked, Left};
use crate::commands::run::show;
use crate::commands::run::slash_command::Command;

/// What is asked for by the way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Inquiry {
    /// The step of this number, anew.
    Change(usize),
    /// What a jump needs.
    Jump { node: String, reason: String, missing: Vec<String> },
}

/// What came of giving a step anew: what no longer fits, or why it has to stay.
type Revised = Result<Vec<Turn>, StepError>;

impl Walk<'_, '_> {
    /// Asks for this next, if it is possible.
    pub(super) fn ask_next(&mut self, inquiry: Inquiry, possible: Result<(), StepError>) -> Asked<()> {
        if possible.is_ok() {
            self.next = Some(inquiry);
        }
        self.report(possible)
    }

    pub(super) fn inquire(&mut self, inquiry: Inquiry) -> Asked<()> {
        match inquiry {
            Inquiry::Change(step) => self.change(step),
            Inquiry::Jump { node, reason, missing } => {
                show::needed(&node, self.console)?;
                let fields = self.session.fields(&missing);
                self.form(&fields, |session, values| session.jump(&node, &reason, values, Timestamp::now()))
            }
        }
    }

    /// Commands that mean what is asked for, not where the session stands.
    pub(super) fn leave_inquiry(&mut self, command: &Command<'_>) -> Asked<()> {
        match (&self.inquiry, command) {
            (Some(Inquiry::Change(step)), Command::Skip) => {
                let step = *step;
                match revise(&mut self.session, step, Revision::CannotGive) {
                    Ok(revised) => self.changed(step, revised),
                    Err(error) => self.report(Err(error)),
                }
            }
            (Some(Inquiry::Jump { node, .. }), Command::Skip) => {
                self.console
                    .fault(&format!("the call cannot go on from `{node}` without it; `/back` keeps you where you are"));
                Ok(())
            }
            _ => {
                show::unchanged(self.console)?;
                Err(Left::Moved)
            }
        }
    }

    /// Asks for an earlier answer or form anew.
    fn change(&mut self, step: usize) -> Asked<()> {
        let prompt = match self.session.prompt_at(step) {
            Ok(prompt) => prompt,
            Err(error) => return self.report(Err(error)),
        };
        show::change(step, &self.session.history(), self.console)?;
        show::prompt(&prompt, false, self.session.script().id(), self.console)?;
        let revised = match &prompt.kind {
            PromptKind::Form { fields, .. } => {
                self.form(fields, |session, values| revise(session, step, Revision::Enter(values)))?
            }
            PromptKind::Ask { answers } => {
                self.question(answers, |session, answer| revise(session, step, Revision::Answer(answer.to_owned())))?
            }
            _ => return Ok(()),
        };
        self.changed(step, revised)
    }

    /// Says what is left of the call now that a step was given anew.
    fn changed(&mut self, step: usize, revised: Revised) -> Asked<()> {
        match revised {
            Ok(lost) => {
                self.keep()?;
                let kept = self.session.history().len();
                show::changed(step, kept, &lost, self.console)?;
            }
            Err(error) => self.console.fault(&format!("step {step} stays as it was: {error}")),
        }
        Err(Left::Moved)
    }
}

/// Gives a step anew. An error asks for something else in its place; what cannot be changed at all stays.
fn revise(session: &mut Session, step: usize, to: Revision) -> Result<Revised, StepError> {
    match session.revise(step, to, Timestamp::now()) {
        Err(error @ StepError::CannotUndo { .. }) => Ok(Err(error)),
        revised => revised.map(Ok),
    }
}
