//! Performs commands. A command either moves the call ([`Interrupted::Moved`]), or the same prompt is shown again.

use callscript_runner::{Moment, PromptKind, Session, StepError, Values};

use super::Walk;
use super::asking::{AskResult, Interrupted};
use super::change_or_jump::Detour;
use crate::commands::run::choose::{Item, choose};
use crate::commands::run::show;
use crate::commands::run::slash_command::{self, Command};

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
                self.report(done)
            }
            Command::HangUp(reason) => {
                let done = self.session.hang_up(reason, now);
                self.report(done)
            }
            Command::Change(step) => {
                let stood = self.session.prompt_at(step);
                self.ask_next(Detour::Change(step), stood.map(|_| ()))
            }
            Command::Jump { node, reason } => self.jump(node, reason, now),
            Command::Aside(name) => self.aside(name, now),
            Command::Restart => self.restart(now),
            Command::Note(text) => {
                if let Err(error) = self.session.note(text, now) {
                    self.console.fault(&error.to_string());
                }
                Ok(self.write_journal()?)
            }
            Command::History => Ok(show::history(&self.session.history(), self.console)?),
            Command::Help => {
                show::help(slash_command::HELP, self.console)?;
                Ok(show::asides(&self.asides, self.console)?)
            }
            // Handled where lines are read.
            Command::Empty => Ok(()),
        }
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

    fn aside(&mut self, name: &str, now: Moment) -> AskResult<()> {
        let asides = self.session.prompt().asides.clone();
        let items = asides.iter().map(|aside| Item { id: &aside.id, label: &aside.label, closed: false });
        match choose(name, &items.collect::<Vec<_>>()) {
            Ok(id) => {
                let done = self.session.aside(id, now);
                self.report(done)
            }
            Err(reason) => {
                self.console.fault(&reason);
                Ok(())
            }
        }
    }

    fn restart(&mut self, now: Moment) -> AskResult<()> {
        if self.journal.is_some() {
            self.console
                .fault("a call with a journal cannot begin again: use `/hang-up`, then run it with a new journal");
            return Ok(());
        }
        match Session::start(self.session.script(), self.start.clone(), now) {
            Ok(session) => {
                self.session = session;
                self.drafts.clear();
                Err(Interrupted::Moved)
            }
            Err(error) => {
                self.console.fault(&error.to_string());
                Ok(())
            }
        }
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
