//! Performs commands. A command either moves the call ([`Interrupted::Moved`]), or the same prompt is shown again.

use std::mem;

use callscript_runner::{Moment, PromptKind, Session, StepError, Values};

use super::Walk;
use super::asking::{AskResult, Interrupted};
use super::change_or_jump::Detour;
use crate::commands::run::asides::NumberedAside;
use crate::commands::run::show;
use crate::commands::run::slash_command::Command;

impl Walk<'_, '_> {
    /// Performs a command.
    pub(super) fn perform(&mut self, command: &Command<'_>) -> AskResult<()> {
        let now = self.console.clock.now();
        match *command {
            Command::Back | Command::Skip if self.detour.is_some() => self.leave_detour(command),
            Command::Back => {
                let done = self.back(now);
                self.report(done)
            }
            Command::Skip => {
                let done = self.session.cannot_give(now);
                let hint = matches!(done, Err(StepError::MustGive { .. })) && self.may_leave_empty();
                self.report(done)?;
                if hint {
                    self.console.help("Enter alone leaves an optional field empty");
                }
                Ok(())
            }
            Command::Silence => {
                let done = self.session.silent(None, now);
                self.report(done)
            }
            Command::NotUnderstood(input) => {
                let done = self.session.not_understood(input, now);
                self.report(done)
            }
            Command::HangUp(reason) => {
                if !self.is_sure("Hang up? The call ends here")? {
                    return Ok(());
                }
                self.note_drafts();
                let done = self.session.hang_up(reason, self.console.clock.now());
                self.report(done)
            }
            Command::Change(step) => {
                // Refused before anybody is asked.
                let possible = self.session.can_revise(step);
                self.ask_next(Detour::Change(step), possible)
            }
            Command::Jump { node, reason } => self.jump(node, reason, now),
            Command::Aside(name) => self.aside(name),
            Command::Restart => self.restart(),
            Command::Note(text) => {
                let noted = self.session.note(text, now);
                // What is acknowledged is on the disk.
                self.write_journal()?;
                match noted {
                    Ok(()) => Ok(show::noted(self.console)?),
                    Err(error) => {
                        self.console.fault(&error.to_string());
                        Ok(())
                    }
                }
            }
            Command::History => {
                show::history(&self.session.history(), self.console)?;
                self.show_again()
            }
            Command::Help => {
                show::help(&self.commands(), &self.asides, self.console)?;
                self.show_again()
            }
            // Handled where lines are read.
            Command::Empty => Ok(()),
        }
    }

    /// Whether the field that is asked for needs no value.
    fn may_leave_empty(&self) -> bool {
        self.field.as_ref().is_some_and(|field| field.optional)
    }

    /// Undoes the last step. With piped input it also goes back past messages, which would otherwise be passed again at
    /// once.
    fn back(&mut self, now: Moment) -> Result<(), StepError> {
        let mut session = self.session.clone();
        session.back(now)?;
        while !self.console.typed && matches!(session.prompt().kind, PromptKind::Message) {
            session.back(now)?;
        }
        self.session = session;
        Ok(())
    }

    /// Jumps to a node, or starts a detour to ask for the values that are needed there.
    fn jump(&mut self, node: &str, reason: &str, now: Moment) -> AskResult<()> {
        match self.session.jump(node, reason, Values::new(), now) {
            Err(StepError::Missing { missing, .. }) => {
                let (node, reason) = (node.to_owned(), reason.to_owned());
                self.ask_next(Detour::Jump { node, reason, missing }, Ok(()))
            }
            done => self.report(done),
        }
    }

    fn aside(&mut self, name: &str) -> AskResult<()> {
        let asides = self.numbers.of(&self.session.prompt().asides);
        let items: Vec<_> = asides.iter().map(NumberedAside::item).collect();
        match self.pick(name.to_owned(), &items)? {
            Some(item) => self.call_aside(item.id),
            None => Ok(()),
        }
    }

    /// Calls an aside by its id.
    pub(super) fn call_aside(&mut self, id: &str) -> AskResult<()> {
        let done = self.session.aside(id, self.console.clock.now());
        self.report(done)
    }

    /// Hangs up, and begins again with the same inputs.
    fn restart(&mut self) -> AskResult<()> {
        if self.journal.is_some() {
            self.console
                .fault("a call with a journal cannot begin again: use `/hang-up`, then run it with a new journal");
            return Ok(());
        }
        if !self.is_sure("Begin again? What was done stays done")? {
            return Ok(());
        }
        let now = self.console.clock.now();
        match Session::start(self.session.script(), self.start.clone(), now) {
            Ok(session) => {
                self.note_drafts();
                let mut given_up = mem::replace(&mut self.session, session);
                // A call that has ended cannot be hung up; it is filed as it ended.
                let _ = given_up.hang_up(Some("restarted"), now);
                self.restarted.push(given_up);
                self.drafts.clear();
                Err(Interrupted::Moved)
            }
            Err(error) => {
                self.console.fault(&error.to_string());
                Ok(())
            }
        }
    }

    /// Asks in a terminal, if something was done or typed that would be over.
    fn is_sure(&mut self, question: &str) -> AskResult<bool> {
        let has_begun = self.session.events().len() > 1 || !self.drafts.is_empty();
        if !self.console.typed || !has_begun || self.session.is_over() {
            return Ok(true);
        }
        self.confirm(question)
    }

    /// In a terminal, shows the prompt again below what was shown in between.
    fn show_again(&mut self) -> AskResult<()> {
        if !self.console.typed {
            return Ok(());
        }
        self.console.measure();
        if let Some(prompt) = &self.shown {
            show::prompt(prompt, false, self.session.script().id(), self.console)?;
            if !prompt.is_ended() {
                show::asides(&self.asides, self.console)?;
            }
        }
        if let Some(field) = &self.field {
            show::choices(field, self.console)?;
        }
        Ok(())
    }

    /// Shows why a step was refused; a step that was accepted has moved the call.
    pub(super) fn report(&mut self, done: Result<(), StepError>) -> AskResult<()> {
        match done {
            Ok(()) => Err(Interrupted::Moved),
            Err(error) => {
                self.console.fault(&error.to_string());
                Ok(())
            }
        }
    }
}
