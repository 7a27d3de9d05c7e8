//! Asking for what the call waits for: an answer, fields, a line. What is refused is reported, and asked for again.

use callscript_runner::{AnswerChoice, Field, Session, StepError, Values};

use super::{Asking, Walk};
use crate::commands::run::choose::{Item, choose};
use crate::commands::run::slash_command::{self, Command};
use crate::commands::run::{fields, read_line, show};
use crate::error::Error;

/// What came of asking.
pub(super) type Asked<T> = Result<T, Left>;

/// Why something was not answered.
pub(super) enum Left {
    /// A command led somewhere else.
    Moved,
    /// Nothing more will be typed.
    End,
    /// The program cannot go on.
    Failed(Error),
}

/// What was typed, if it was no command that could be done.
pub(super) enum Typed {
    Text(String),
    /// Nothing is to be handed in.
    Empty,
}

impl Walk<'_, '_> {
    /// Asks until an answer is typed that is taken.
    pub(super) fn question<T>(
        &mut self,
        answers: &[AnswerChoice],
        hand_in: impl Fn(&mut Session, &str) -> Result<T, StepError>,
    ) -> Asked<T> {
        let items = answers.iter().map(|answer| Item { id: &answer.id, label: &answer.label, closed: !answer.open });
        let items: Vec<_> = items.collect();
        loop {
            let line = self.text("answer")?;
            let answered = choose(&line, &items)
                .and_then(|answer| hand_in(&mut self.session, answer).map_err(|error| error.to_string()));
            match answered {
                Ok(done) => return Ok(done),
                Err(reason) => self.console.fault(&reason),
            }
        }
    }

    /// Asks for fields until they are filled in as they are taken.
    pub(super) fn form<T>(
        &mut self,
        fields: &[Field],
        hand_in: impl Fn(&mut Session, Values) -> Result<T, StepError>,
    ) -> Asked<T> {
        loop {
            let values = self.fill(fields, &hand_in)?;
            match hand_in(&mut self.session, values) {
                Ok(done) => return Ok(done),
                Err(error) => self.console.fault(&error.to_string()),
            }
        }
    }

    /// Asks for each field until something is typed that `hand_in` takes. What is left half way is kept as a draft.
    fn fill<T>(
        &mut self,
        fields: &[Field],
        hand_in: impl Fn(&mut Session, Values) -> Result<T, StepError>,
    ) -> Asked<Values> {
        let prompt = self.session.prompt();
        let inquiry = self.inquiry.clone();
        let asking = Asking { script: prompt.script.clone(), node: prompt.node.clone(), inquiry };
        let mut draft = self.drafts.remove(&asking).unwrap_or_default();
        let mut values = Values::new();
        for field in fields {
            let field = fields::offering(field, &draft);
            show::choices(&field, self.console)?;
            loop {
                let typed = match self.ask(&show::field(&field), field.sensitive) {
                    Ok(Typed::Text(line)) => fields::meaning(&line, &field),
                    Ok(Typed::Empty) => Ok(None),
                    Err(left) => {
                        self.drafts.insert(asking, draft);
                        return Err(left);
                    }
                };
                let refused = |values| match hand_in(&mut self.session.clone(), values) {
                    Err(StepError::Values(error)) => Some(error),
                    Err(StepError::Missing { missing, .. }) if missing.contains(&field.name) => {
                        Some(fields::missing(&field))
                    }
                    _ => None,
                };
                match typed.and_then(|value| fields::add(value, &field, &mut values, refused)) {
                    Ok(()) => break,
                    Err(reason) => self.console.fault(&reason),
                }
            }
            if let Some(value) = values.get(&field.name) {
                draft.set(&field.name, value);
            }
        }
        Ok(values)
    }

    /// Asks for a text where nothing can be left empty.
    pub(super) fn text(&mut self, question: &str) -> Asked<String> {
        loop {
            match self.ask(question, false)? {
                Typed::Text(text) => return Ok(text),
                Typed::Empty => self.console.fault("there is no field here to leave empty"),
            }
        }
    }

    /// Asks for a line; commands that lead nowhere else are done, and it is asked for again.
    fn ask(&mut self, question: &str, sensitive: bool) -> Asked<Typed> {
        loop {
            let Some(line) = read_line::ask(question, sensitive, self.console)? else {
                return Err(Left::End);
            };
            match slash_command::parse(&line) {
                None => return Ok(Typed::Text(slash_command::unescape(line))),
                Some(Ok(Command::Empty)) => return Ok(Typed::Empty),
                Some(Ok(command)) => self.perform(&command)?,
                Some(Err(reason)) => self.console.fault(&reason),
            }
        }
    }
}

impl From<Error> for Left {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
