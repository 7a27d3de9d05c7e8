//! The loop of a call: each line that is typed becomes a step of the session.
//!
//! If the session refuses a step, the error is shown and the next line is read. At the end of input the call is left
//! unfinished.

mod asking;
mod change_or_jump;
mod perform_command;

use std::collections::HashMap;

use callscript_runner::{AsideChoice, EventKind, PromptKind, ResultChoice, Session, Start, Values};

use self::asking::{AskResult, Interrupted};
use self::change_or_jump::Detour;
use super::choose::{Item, choose};
use super::journal_file::Journal;
use super::{Call, show};
use crate::console::Console;
use crate::error::Error;

/// A call in the terminal.
pub(super) struct Walk<'w, 'c> {
    start: Start,
    session: Session,
    journal: Option<Journal>,
    /// The values of forms that were left half-filled. They are the defaults when the form is shown again.
    drafts: HashMap<FormKey, Values>,
    /// The detour that is asked about instead of the session's own prompt, if any.
    detour: Option<Detour>,
    /// The detour to ask about next.
    next: Option<Detour>,
    console: &'w mut Console<'c>,
    /// The asides that were listed last, so that they are listed again only when they change.
    asides: Vec<AsideChoice>,
    /// The words that were shown last, so that they are not repeated after a form.
    words: Option<Words>,
}

/// The words of a prompt, and where it is.
#[derive(PartialEq, Eq)]
struct Words {
    script: String,
    node: String,
    say: Option<String>,
    guidance: Option<String>,
}

/// Identifies a form for its draft: where it is, and whether it belongs to a detour.
#[derive(PartialEq, Eq, Hash)]
struct FormKey {
    script: String,
    node: String,
    detour: Option<Detour>,
}

impl<'w, 'c> Walk<'w, 'c> {
    pub(super) fn new(call: Call, console: &'w mut Console<'c>) -> Self {
        let Call { start, session, journal } = call;
        let (drafts, asides) = (HashMap::new(), Vec::new());
        Self { start, session, journal, drafts, detour: None, next: None, console, asides, words: None }
    }

    /// Runs the loop until the call is over, or the input ends.
    pub(super) fn finish(mut self) -> Result<Session, Error> {
        loop {
            match self.turn() {
                Ok(()) | Err(Interrupted::Moved) => {}
                Err(Interrupted::End) => return Ok(self.session),
                Err(Interrupted::Failed(error)) => return Err(error),
            }
        }
    }

    fn turn(&mut self) -> AskResult<()> {
        self.write_journal()?;
        self.detour = self.next.take();
        if let Some(detour) = self.detour.clone() {
            return self.ask_detour(detour);
        }
        self.show()?;
        let clock = self.console.clock.clone();
        match self.session.prompt().kind.clone() {
            PromptKind::Form { fields, .. } => self.form(&fields, |session, values| session.enter(values, clock.now())),
            PromptKind::Ask { answers } => {
                self.question(&answers, |session, answer| session.answer(answer, clock.now()))
            }
            PromptKind::Message => self.message(),
            PromptKind::Act { results, .. } => self.action(&results),
            PromptKind::Ended { outcome: Some(_), .. } if self.console.typed => {
                self.text("Enter to finish")?;
                Err(Interrupted::End)
            }
            _ => Err(Interrupted::End),
        }
    }

    /// Writes the latest events to the journal. This must happen before the next prompt is shown.
    fn write_journal(&mut self) -> Result<(), Error> {
        self.journal.as_mut().map_or(Ok(()), |journal| journal.append(&self.session))
    }

    fn show(&mut self) -> Result<(), Error> {
        let prompt = self.session.prompt();
        let words = Words {
            script: prompt.script.clone(),
            node: prompt.node.clone(),
            say: prompt.say.clone(),
            guidance: prompt.guidance.clone(),
        };
        let entered = self.session.events().last().is_some_and(|event| matches!(event.kind, EventKind::Entered { .. }));
        // Words that were shown before a form are not repeated after it.
        let said = entered && self.words.as_ref() == Some(&words);
        self.words = Some(words);
        show::prompt(prompt, said, self.session.script().id(), self.console)?;
        if prompt.asides != self.asides && !prompt.is_ended() {
            show::asides(&prompt.asides, self.console)?;
            self.asides.clone_from(&prompt.asides);
        }
        Ok(())
    }

    /// Passes a message: at once if input is piped, after Enter if it is typed.
    fn message(&mut self) -> AskResult<()> {
        let mut wait = self.console.typed;
        loop {
            if wait {
                self.text("Enter to go on")?;
            }
            match self.session.proceed(self.console.clock.now()) {
                Ok(()) => return Ok(()),
                Err(error) => self.console.fault(&error.to_string()),
            }
            wait = true;
        }
    }

    fn action(&mut self, results: &[ResultChoice]) -> AskResult<()> {
        let items = results.iter().map(|result| Item { id: &result.name, label: &result.name, closed: false });
        let items: Vec<_> = items.collect();
        let clock = self.console.clock.clone();
        loop {
            let line = self.text("result")?;
            let chosen = choose(&line, &items).map(|name| results.iter().find(|result| result.name == name));
            match chosen {
                Ok(Some(result)) => {
                    return self.form(&result.returns, |session, returned| {
                        session.complete(&result.name, returned, clock.now())
                    });
                }
                Ok(None) => {}
                Err(reason) => self.console.fault(&reason),
            }
        }
    }
}
