//! What a command does to the call. It leads somewhere else ([`Left::Moved`]), or the same is asked for once more.

use callscript::jiff::Timestamp;
use callscript_runner::{PromptKind, Session, StepError, Values};

use super::Walk;
use super::asking::{Asked, Left};
use super::change_or_jump::Inquiry;
use crate::commands::run::choose::{Item, choose};
use crate::commands::run::show;
use crate::commands::run::slash_command::{self, Command};

impl Walk<'_, '_> {
    /// Does what a command says.
    pub(super) fn perform(&mut self, command: &Command<'_>) -> Asked<()> {
        let now = Timestamp::now();
        match *command {
            Command::Back | Command::Skip if self.inquiry.is_some() => self.leave_inquiry(command),
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
                self.ask_next(Inquiry::Change(step), stood.map(|_| ()))
            }
            Command::Jump { node, reason } => self.jump(node, reason, now),
            Command::Aside(name) => self.aside(name, now),
            Command::Restart => self.restart(now),
            Command::Note(text) => {
                if let Err(error) = self.session.note(text, now) {
                    self.console.fault(&error.to_string());
                }
                Ok(self.keep()?)
            }
            Command::History => Ok(show::history(&self.session.history(), self.console)?),
            Command::Help => {
                show::help(slash_command::HELP, self.console)?;
                Ok(show::asides(&self.asides, self.console)?)
            }
            // Whoever asks for a field has seen to it.
            Command::Empty => Ok(()),
        }
    }

    /// Undoes the latest step. Messages that nobody has to go past are undone with it, or it would be done again at once.
    fn back(&mut self, now: Timestamp) -> Result<(), StepError> {
        let mut session = self.session.clone();
        session.back(now)?;
        while !self.console.typed && matches!(session.prompt().kind, PromptKind::Message) {
            session.back(now)?;
        }
        self.session = session;
        Ok(())
    }

    /// Leaves the script for a node, or asks for what is needed there.
    fn jump(&mut self, node: &str, reason: &str, now: Timestamp) -> Asked<()> {
        match self.session.jump(node, reason, Values::new(), now) {
            Err(StepError::Missing { missing, .. }) => {
                let (node, reason) = (node.to_owned(), reason.to_owned());
                self.ask_next(Inquiry::Jump { node, reason, missing }, Ok(()))
            }
            done => self.report(done),
        }
    }

    fn aside(&mut self, name: &str, now: Timestamp) -> Asked<()> {
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

    fn restart(&mut self, now: Timestamp) -> Asked<()> {
        if self.journal.is_some() {
            self.console
                .fault("a call with a journal cannot begin again: use `/hang-up`, then run it with a new journal");
            return Ok(());
        }
        match Session::start(self.session.script(), self.start.clone(), now) {
            Ok(session) => {
                self.session = session;
                self.drafts.clear();
                Err(Left::Moved)
            }
            Err(error) => {
                self.console.fault(&error.to_string());
                Ok(())
            }
        }
    }

    /// Says why a step was refused; one that was taken leads on.
    pub(super) fn report(&mut self, done: Result<(), StepError>) -> Asked<()> {
        match done {
            Ok(()) => Err(Left::Moved),
            Err(error) => {
                self.console.fault(&error.to_string());
                Ok(())
            }
        }
    }
}
