//! Asks for what the call is waiting for: an answer, fields or a line. If the input is refused, shows the error and
//! asks again.

use callscript_runner::{AnswerChoice, Field, Session, StepError, Values};

use super::{FormKey, Walk};
use crate::commands::run::choose::{Item, choose};
use crate::commands::run::slash_command::{self, Command};
use crate::commands::run::{fields, read_line, show};
use crate::error::Error;

/// The result of asking.
pub(super) type AskResult<T> = Result<T, Interrupted>;

/// Why asking was interrupted.
pub(super) enum Interrupted {
    /// A command moved the call somewhere else.
    Moved,
    /// The input ended.
    End,
    /// The program cannot go on.
    Failed(Error),
}

/// What was typed, if it was not a command.
pub(super) enum Typed {
    Text(String),
    /// `/empty`: the field stays without a value.
    Empty,
}

impl Walk<'_, '_> {
    /// Asks for an answer until one is accepted.
    pub(super) fn question<T>(
        &mut self,
        answers: &[AnswerChoice],
        hand_in: impl Fn(&mut Session, &str) -> Result<T, StepError>,
    ) -> AskResult<T> {
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

    /// Asks for the fields of a form until their values are accepted.
    pub(super) fn form<T>(
        &mut self,
        fields: &[Field],
        hand_in: impl Fn(&mut Session, Values) -> Result<T, StepError>,
    ) -> AskResult<T> {
        loop {
            let values = self.fill(fields, &hand_in)?;
            match hand_in(&mut self.session, values) {
                Ok(done) => return Ok(done),
                Err(error) => self.console.fault(&error.to_string()),
            }
        }
    }

    /// Asks for each field until `hand_in` accepts its value. If this is interrupted, the values so far are kept as a
    /// draft.
    fn fill<T>(
        &mut self,
        fields: &[Field],
        hand_in: impl Fn(&mut Session, Values) -> Result<T, StepError>,
    ) -> AskResult<Values> {
        let prompt = self.session.prompt();
        let detour = self.detour.clone();
        let asking = FormKey { script: prompt.script.clone(), node: prompt.node.clone(), detour };
        let mut draft = self.drafts.remove(&asking).unwrap_or_default();
        let mut values = Values::new();
        for field in fields {
            let field = fields::with_draft(field, &draft);
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

    /// Asks for a text that cannot be left empty.
    pub(super) fn text(&mut self, question: &str) -> AskResult<String> {
        loop {
            match self.ask(question, false)? {
                Typed::Text(text) => return Ok(text),
                Typed::Empty => self.console.fault("there is no field here to leave empty"),
            }
        }
    }

    /// Asks for a line. Performs commands that do not move the call, and asks again.
    fn ask(&mut self, question: &str, sensitive: bool) -> AskResult<Typed> {
        loop {
            let Some(line) = read_line::ask(question, sensitive, self.console)? else {
                return Err(Interrupted::End);
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

impl From<Error> for Interrupted {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
