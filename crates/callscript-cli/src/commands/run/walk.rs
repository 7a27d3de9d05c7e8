//! One call, prompt by prompt: what is typed becomes a step of the session.
//!
//! What the session refuses is reported, and the next line read. The end of the input leaves the call unfinished.

mod asking;
mod change_or_jump;
mod perform_command;

use std::collections::HashMap;

use callscript::jiff::Timestamp;
use callscript_runner::{AsideChoice, EventKind, PromptKind, ResultChoice, Session, Start, Values};

use self::asking::{Asked, Left};
use self::change_or_jump::Inquiry;
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
    /// What was typed where fields were left half way: offered when they are asked for again.
    drafts: HashMap<Asking, Values>,
    /// What is asked for before the session's own prompt; nothing most of the time.
    inquiry: Option<Inquiry>,
    /// What is asked for next instead of that prompt.
    next: Option<Inquiry>,
    console: &'w mut Console<'c>,
    /// The asides that were shown last.
    asides: Vec<AsideChoice>,
    /// The words that were shown last.
    words: Option<Words>,
}

/// What a prompt says, and where.
#[derive(PartialEq, Eq)]
struct Words {
    script: String,
    node: String,
    say: Option<String>,
    guidance: Option<String>,
}

/// Where fields are asked for, and whether by the way.
#[derive(PartialEq, Eq, Hash)]
struct Asking {
    script: String,
    node: String,
    inquiry: Option<Inquiry>,
}

impl<'w, 'c> Walk<'w, 'c> {
    pub(super) fn new(call: Call, console: &'w mut Console<'c>) -> Self {
        let Call { start, session, journal } = call;
        let (drafts, asides) = (HashMap::new(), Vec::new());
        Self { start, session, journal, drafts, inquiry: None, next: None, console, asides, words: None }
    }

    /// Walks until the call is over, or nothing more is typed.
    pub(super) fn finish(mut self) -> Result<Session, Error> {
        loop {
            match self.turn() {
                Ok(()) | Err(Left::Moved) => {}
                Err(Left::End) => return Ok(self.session),
                Err(Left::Failed(error)) => return Err(error),
            }
        }
    }

    fn turn(&mut self) -> Asked<()> {
        self.keep()?;
        self.inquiry = self.next.take();
        if let Some(inquiry) = self.inquiry.clone() {
            return self.inquire(inquiry);
        }
        self.show()?;
        match self.session.prompt().kind.clone() {
            PromptKind::Form { fields, .. } => {
                self.form(&fields, |session, values| session.enter(values, Timestamp::now()))
            }
            PromptKind::Ask { answers } => {
                self.question(&answers, |session, answer| session.answer(answer, Timestamp::now()))
            }
            PromptKind::Message => self.message(),
            PromptKind::Act { results, .. } => self.action(&results),
            PromptKind::Ended { outcome: Some(_), .. } if self.console.typed => {
                self.text("Enter to finish")?;
                Err(Left::End)
            }
            _ => Err(Left::End),
        }
    }

    /// Writes into the journal what just happened, before anything that follows from it is shown.
    fn keep(&mut self) -> Result<(), Error> {
        self.journal.as_mut().map_or(Ok(()), |journal| journal.keep(&self.session))
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
        // What was said before a form is not said again behind it.
        let said = entered && self.words.as_ref() == Some(&words);
        self.words = Some(words);
        show::prompt(prompt, said, self.session.script().id(), self.console)?;
        if prompt.asides != self.asides && !prompt.is_ended() {
            show::asides(&prompt.asides, self.console)?;
            self.asides.clone_from(&prompt.asides);
        }
        Ok(())
    }

    /// Goes past a message: at once, unless somebody is reading it.
    fn message(&mut self) -> Asked<()> {
        let mut wait = self.console.typed;
        loop {
            if wait {
                self.text("Enter to go on")?;
            }
            match self.session.proceed(Timestamp::now()) {
                Ok(()) => return Ok(()),
                Err(error) => self.console.fault(&error.to_string()),
            }
            wait = true;
        }
    }

    fn action(&mut self, results: &[ResultChoice]) -> Asked<()> {
        let items = results.iter().map(|result| Item { id: &result.name, label: &result.name, closed: false });
        let items: Vec<_> = items.collect();
        loop {
            let line = self.text("result")?;
            let chosen = choose(&line, &items).map(|name| results.iter().find(|result| result.name == name));
            match chosen {
                Ok(Some(result)) => {
                    return self.form(&result.returns, |session, returned| {
                        session.complete(&result.name, returned, Timestamp::now())
                    });
                }
                Ok(None) => {}
                Err(reason) => self.console.fault(&reason),
            }
        }
    }
}
