//! One call, prompt by prompt: what is typed becomes a step of the session.
//!
//! What the session refuses is reported, and the next line read. The end of the input leaves the call unfinished.

use std::collections::HashMap;

use callscript::value::Value;
use callscript_runner::{AsideChoice, Field, PromptKind, ResultChoice, Session, Start, StepError, Values, ValuesError};
use jiff::Timestamp;

use super::choose::{Item, choose};
use super::command::{self, Command};
use super::journal::Journal;
use super::{line, show};
use crate::console::Console;
use crate::error::Error;

/// A call in the terminal.
pub(super) struct Walk<'w, 'c> {
    start: Start,
    session: Session,
    journal: Option<Journal>,
    /// What was typed into a form that was left half way, by script and node: offered when it comes back.
    drafts: HashMap<(String, String), Values>,
    console: &'w mut Console<'c>,
    /// The asides that were shown last.
    asides: Vec<AsideChoice>,
}

/// What came of asking for a line.
enum Typed {
    /// This was typed.
    Text(String),
    /// A command that led somewhere else.
    Moved,
    /// Nothing more will be typed.
    End,
}

/// What came of a step.
enum Step {
    /// It was taken.
    Taken,
    /// Nothing more will be typed.
    End,
}

impl<'w, 'c> Walk<'w, 'c> {
    pub(super) fn new(start: Start, session: Session, journal: Option<Journal>, console: &'w mut Console<'c>) -> Self {
        Self { start, session, journal, drafts: HashMap::new(), console, asides: Vec::new() }
    }

    /// Walks until the call is over, or nothing more is typed.
    pub(super) fn finish(mut self) -> Result<Session, Error> {
        loop {
            self.keep()?;
            self.show()?;
            let step = match self.session.prompt().kind.clone() {
                PromptKind::Form { fields, .. } => self.form(&fields)?,
                PromptKind::Ask { answers } => {
                    let items = answers.iter().map(|answer| Item {
                        id: &answer.id,
                        label: &answer.label,
                        closed: !answer.open,
                    });
                    self.question(&items.collect::<Vec<_>>())?
                }
                PromptKind::Message => self.message()?,
                PromptKind::Act { results, .. } => self.action(&results)?,
                PromptKind::Ended { outcome: Some(_), .. } if self.console.typed => {
                    match self.ask("Enter to finish", false)? {
                        Typed::Moved => Step::Taken,
                        Typed::Text(_) | Typed::End => Step::End,
                    }
                }
                PromptKind::Ended { .. } => Step::End,
            };
            if matches!(step, Step::End) {
                return Ok(self.session);
            }
        }
    }

    /// Writes into the journal what just happened, before anything that follows from it is shown.
    fn keep(&mut self) -> Result<(), Error> {
        self.journal.as_mut().map_or(Ok(()), |journal| journal.keep(&self.session))
    }

    fn show(&mut self) -> Result<(), Error> {
        let prompt = self.session.prompt();
        show::prompt(prompt, self.session.script().id(), self.console)?;
        if prompt.asides != self.asides && !prompt.is_ended() {
            show::asides(&prompt.asides, self.console)?;
            self.asides.clone_from(&prompt.asides);
        }
        Ok(())
    }

    fn question(&mut self, items: &[Item<'_>]) -> Result<Step, Error> {
        loop {
            let line = match self.ask("answer", false)? {
                Typed::Text(line) => line,
                Typed::Moved => return Ok(Step::Taken),
                Typed::End => return Ok(Step::End),
            };
            let answered = choose(&line, items).and_then(|id| {
                let answered = self.session.answer(id, Timestamp::now());
                answered.map_err(|error| error.to_string())
            });
            match answered {
                Ok(()) => return Ok(Step::Taken),
                Err(reason) => self.console.fault(&reason),
            }
        }
    }

    /// Goes past a message: at once, unless somebody is reading it.
    fn message(&mut self) -> Result<Step, Error> {
        let mut wait = self.console.typed;
        loop {
            if wait {
                match self.ask("Enter to go on", false)? {
                    Typed::Text(_) => {}
                    Typed::Moved => return Ok(Step::Taken),
                    Typed::End => return Ok(Step::End),
                }
            }
            match self.session.proceed(Timestamp::now()) {
                Ok(()) => return Ok(Step::Taken),
                Err(error) => self.console.fault(&error.to_string()),
            }
            wait = true;
        }
    }

    fn form(&mut self, fields: &[Field]) -> Result<Step, Error> {
        let place = (self.session.prompt().script.clone(), self.session.prompt().node.clone());
        let draft = self.drafts.remove(&place).unwrap_or_default();
        let fields = fields.iter().cloned().map(|mut field| {
            let typed = draft.get(&field.name).map(Value::text);
            field.offered = typed.or(field.offered);
            field
        });
        let fields: Vec<_> = fields.collect();
        let mut values = Values::new();
        loop {
            let step = self.fill(&fields, &mut values, |session, values| session.enter(values, Timestamp::now()))?;
            if let Some(step) = step {
                self.drafts.insert(place, values);
                return Ok(step);
            }
            match self.session.enter(std::mem::take(&mut values), Timestamp::now()) {
                Ok(()) => return Ok(Step::Taken),
                Err(error) => self.console.fault(&error.to_string()),
            }
        }
    }

    fn action(&mut self, results: &[ResultChoice]) -> Result<Step, Error> {
        let items: Vec<_> =
            results.iter().map(|result| Item { id: &result.name, label: &result.name, closed: false }).collect();
        loop {
            let line = match self.ask("result", false)? {
                Typed::Text(line) => line,
                Typed::Moved => return Ok(Step::Taken),
                Typed::End => return Ok(Step::End),
            };
            let chosen = choose(&line, &items).map(|name| results.iter().find(|result| result.name == name));
            let result = match chosen {
                Ok(Some(result)) => result,
                Ok(None) => continue,
                Err(reason) => {
                    self.console.fault(&reason);
                    continue;
                }
            };
            let mut returned = Values::new();
            let complete = |session: &mut Session, values| session.complete(&result.name, values, Timestamp::now());
            if let Some(step) = self.fill(&result.returns, &mut returned, complete)? {
                return Ok(step);
            }
            match complete(&mut self.session, returned) {
                Ok(()) => return Ok(Step::Taken),
                Err(error) => self.console.fault(&error.to_string()),
            }
        }
    }

    /// Asks for each value until it is one that `hand_in` takes; a step if something else came in between.
    fn fill(
        &mut self,
        fields: &[Field],
        values: &mut Values,
        hand_in: impl Fn(&mut Session, Values) -> Result<(), StepError>,
    ) -> Result<Option<Step>, Error> {
        for field in fields {
            loop {
                let line = match self.ask(&show::field(field), field.sensitive)? {
                    Typed::Text(line) => line,
                    Typed::Moved => return Ok(Some(Step::Taken)),
                    Typed::End => return Ok(Some(Step::End)),
                };
                let mut with = values.clone();
                if let Some(value) = value(&line, field) {
                    with.set(&field.name, value);
                }
                match hand_in(&mut self.session.clone(), with.clone()) {
                    Err(StepError::Values(error @ (ValuesError::Refused { .. } | ValuesError::Missing { .. })))
                        if is_about(&error, field) =>
                    {
                        self.console.fault(&error.to_string());
                    }
                    _ => {
                        *values = with;
                        break;
                    }
                }
            }
        }
        Ok(None)
    }

    /// Asks for a line; commands that lead nowhere else are done, and it is asked for again.
    fn ask(&mut self, question: &str, sensitive: bool) -> Result<Typed, Error> {
        loop {
            show::question(question, sensitive, self.console)?;
            let line = match line::read(self.console.input)? {
                None => {
                    writeln!(self.console.out)?;
                    return Ok(Typed::End);
                }
                Some(Ok(line)) => line,
                Some(Err(reason)) => {
                    self.console.fault(&reason);
                    continue;
                }
            };
            let command = command::parse(&line);
            show::echo(&line, sensitive && !matches!(command, Some(Ok(_))), self.console)?;
            match command {
                None => return Ok(Typed::Text(line.strip_prefix('/').map(str::to_owned).unwrap_or(line))),
                // It may be the value, and that is not for everyone's eyes.
                Some(Err(_)) if sensitive => {
                    self.console.fault("there is no such command; `//` begins a value with `/`");
                }
                Some(Err(reason)) => self.console.fault(&reason),
                Some(Ok(command)) => {
                    if self.perform(&command)? {
                        return Ok(Typed::Moved);
                    }
                }
            }
        }
    }

    /// Does what a command says; whether the call stands elsewhere now.
    fn perform(&mut self, command: &Command<'_>) -> Result<bool, Error> {
        let now = Timestamp::now();
        let session = &mut self.session;
        let done = match *command {
            Command::Back => session.back(now),
            Command::Jump { node, reason } => return self.jump(node, reason),
            Command::Skip => session.cannot_give(now),
            Command::HangUp(reason) => session.hang_up(reason, now),
            Command::Aside(name) => return Ok(self.aside(name, now)),
            Command::Restart => return Ok(self.restart(now)),
            Command::Note(text) => {
                if let Err(error) = session.note(text, now) {
                    self.console.fault(&error.to_string());
                }
                return self.keep().map(|()| false);
            }
            Command::History => return show::history(&session.history(), self.console).map(|()| false),
            Command::Help => {
                self.console.out.write_all(command::HELP.as_bytes())?;
                return show::asides(&self.asides, self.console).map(|()| false);
            }
        };
        Ok(self.report(&done))
    }

    /// Leaves the script for a node, once what is needed there is known.
    fn jump(&mut self, node: &str, reason: &str) -> Result<bool, Error> {
        let mut values = Values::new();
        loop {
            let done = self.session.jump(node, reason, values.clone(), Timestamp::now());
            let missing = match &done {
                Err(StepError::Missing { missing, .. }) => missing.clone(),
                _ => return Ok(self.report(&done)),
            };
            for name in missing {
                match self.ask(&name, self.may_be_sensitive(&name))? {
                    Typed::Text(line) => values.set(name, line),
                    Typed::Moved => return Ok(true),
                    Typed::End => return Ok(false),
                }
            }
        }
    }

    /// Whether a variable of the running script is sensitive, as far as can be told from the outermost.
    fn may_be_sensitive(&self, name: &str) -> bool {
        let script = self.session.script();
        let variable = script.find_variable(name).filter(|_| self.session.prompt().script == script.id());
        variable.is_none_or(|variable| script.variable(variable).declaration.sensitive)
    }

    fn aside(&mut self, name: &str, now: Timestamp) -> bool {
        let asides = self.session.prompt().asides.clone();
        let items = asides.iter().map(|aside| Item { id: &aside.id, label: &aside.label, closed: false });
        match choose(name, &items.collect::<Vec<_>>()) {
            Ok(id) => {
                let done = self.session.aside(id, now);
                self.report(&done)
            }
            Err(reason) => {
                self.console.fault(&reason);
                false
            }
        }
    }

    fn restart(&mut self, now: Timestamp) -> bool {
        if self.journal.is_some() {
            self.console.fault("a call with a journal does not begin again: `/hang-up`, and run it with a new journal");
            return false;
        }
        match Session::start(self.session.script(), self.start.clone(), now) {
            Ok(session) => {
                self.session = session;
                true
            }
            Err(error) => {
                self.console.fault(&error.to_string());
                false
            }
        }
    }

    fn report(&mut self, done: &Result<(), StepError>) -> bool {
        if let Err(error) = done {
            self.console.fault(&error.to_string());
        }
        done.is_ok()
    }
}

/// What a line means for a field: what was offered if it is empty, a choice by its number or label, else itself.
fn value(line: &str, field: &Field) -> Option<String> {
    if line.trim().is_empty() {
        return field.offered.as_ref().map(callscript::value::Value::to_plain);
    }
    let choices = field.choices.iter().map(|choice| Item { id: &choice.id, label: &choice.label, closed: false });
    let choices: Vec<_> = choices.collect();
    match choose(line, &choices) {
        Ok(id) if !choices.is_empty() => Some(id.to_owned()),
        _ => Some(line.to_owned()),
    }
}

fn is_about(error: &ValuesError, field: &Field) -> bool {
    match error {
        ValuesError::Refused { name, .. } | ValuesError::Missing { name, .. } => *name == field.name,
        ValuesError::NotAsked { .. } => false,
    }
}
