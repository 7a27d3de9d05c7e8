//! Asks for what the call is waiting for: an answer, fields or a line. If the input is refused, shows the error and
//! asks again.

use callscript_runner::{AnswerChoice, Field, Session, StepError, Values};

use super::change_or_jump::Detour;
use super::{FormKey, Walk};
use crate::commands::run::choose::{Item, ItemKind};
use crate::commands::run::read_line::{Question, Stop};
use crate::commands::run::slash_command::{self, Command};
use crate::commands::run::{fields, show};
use crate::error::Error;

/// As many words as hardly anybody types to choose something.
const MANY_WORDS: usize = 4;

/// The result of asking.
pub(super) type AskResult<T> = Result<T, Interrupted>;

/// Why asking was interrupted.
pub(super) enum Interrupted {
    /// A command moved the call somewhere else.
    Moved,
    /// No further line comes.
    Stopped(Stop),
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
    /// Asks for an answer until one is accepted. What is given together with an answer is asked for in a detour; in one
    /// already, at once.
    pub(super) fn question<T>(
        &mut self,
        answers: &[AnswerChoice],
        hand_in: impl Fn(&mut Session, &str, Values) -> Result<T, StepError>,
    ) -> AskResult<T> {
        let asides = self.asides.clone();
        let mut items: Vec<_> = show::labelled(answers)
            .map(|(number, answer, label)| Item {
                closed: !answer.open,
                sensitive: answer.sensitive,
                ..Item::new(number, &answer.id, label)
            })
            .collect();
        items.extend(asides.iter().map(|aside| Item { kind: ItemKind::Aside, ..aside.item() }));
        loop {
            let question = Question::choice("answer", &items);
            let line = self.text(&question)?;
            let command = slash_command::without_slash(&line);
            let words = line.split_whitespace().count();
            let Some(item) = self.pick(line, &items)? else {
                match command {
                    Some(name) => self.console.help(&format!("`/{}` is the command", name.word())),
                    None if self.console.typed && words >= MANY_WORDS => {
                        self.console.help("`/note TEXT` writes down what was said; the up arrow brings the line back");
                    }
                    None => {}
                }
                continue;
            };
            if item.kind == ItemKind::Aside {
                self.call_aside(item.id)?;
                continue;
            }
            let chosen = answers.iter().find(|answer| answer.id == item.id && answer.open);
            let fields = chosen.map_or(&[][..], |answer| &answer.fields);
            if !fields.is_empty() {
                if self.detour.is_none() {
                    self.next = Some(Detour::Answer { id: item.id.to_owned(), label: item.label.to_owned() });
                    return Err(Interrupted::Moved);
                }
                return self.form(fields, |session, values| hand_in(session, item.id, values));
            }
            match hand_in(&mut self.session, item.id, Values::new()) {
                Ok(done) => return Ok(done),
                Err(error) => self.console.fault(&error.to_string()),
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

    /// Identifies the form of the present prompt or detour.
    pub(super) fn form_key(&self) -> FormKey {
        let prompt = self.session.prompt();
        FormKey { script: prompt.script.clone(), node: prompt.node.clone(), detour: self.detour.clone() }
    }

    /// Asks for each field until `hand_in` accepts its value. The values so far are kept as a draft, for when this is
    /// interrupted.
    fn fill<T>(
        &mut self,
        fields: &[Field],
        hand_in: impl Fn(&mut Session, Values) -> Result<T, StepError>,
    ) -> AskResult<Values> {
        let form = self.form_key();
        let mut values = Values::new();
        for field in fields {
            let field = match self.drafts.get(&form) {
                Some(draft) => fields::with_draft(field, &draft.values),
                None => field.clone(),
            };
            show::choices(&field, self.console)?;
            loop {
                self.field = Some(field.clone());
                let typed = self.value(&field);
                self.field = None;
                let Some(value) = typed? else { continue };
                let refused = |values| match hand_in(&mut self.session.clone(), values) {
                    Err(StepError::Values(error)) => Some(error),
                    Err(StepError::Missing { missing, .. }) if missing.contains(&field.name) => {
                        Some(vec![field.missing()].into())
                    }
                    _ => None,
                };
                match fields::add(value, &field, &mut values, refused) {
                    Ok(()) => break,
                    Err(reason) => self.console.fault(&reason),
                }
            }
            if let Some(value) = values.get(&field.name) {
                let draft = self.drafts.entry(form.clone()).or_default();
                draft.values.set(&field.name, value);
                if !field.sensitive {
                    draft.words.insert(field.label.clone(), value.to_owned());
                }
            }
        }
        self.drafts.remove(&form);
        Ok(values)
    }

    /// Asks for the value of a field. The outer `None` is a line that means nothing, which has been said; the inner one
    /// is no value.
    #[expect(clippy::option_option, reason = "a field without a value was filled in, too")]
    fn value(&mut self, field: &Field) -> AskResult<Option<Option<String>>> {
        let line = match self.ask(&fields::question(field))? {
            Typed::Text(line) => line,
            Typed::Empty => return Ok(Some(None)),
        };
        match fields::meaning(&line, field, self.console.clock.now()) {
            Ok(value) => {
                if let Some(understood) = fields::understood(&line, field, value.as_ref()) {
                    self.console.note(&format!(
                        "{understood}
"
                    ));
                }
                Ok(Some(value))
            }
            Err(refusal) if refusal.between.is_empty() => {
                self.console.fault(&refusal.reason);
                Ok(None)
            }
            Err(_) => Ok(self.pick(line, &fields::items(field))?.map(|item| Some(item.id.to_owned()))),
        }
    }

    /// Asks for Enter. Whatever else is typed is not taken for it.
    pub(super) fn enter(&mut self, text: &str) -> AskResult<()> {
        let question = Question { text: text.to_owned(), ..Question::default() };
        while !self.text(&question)?.trim().is_empty() {
            self.console.fault("nothing is asked for here: press Enter alone; `/note TEXT` writes something down");
        }
        Ok(())
    }

    /// Asks for a text that cannot be left empty.
    pub(super) fn text(&mut self, question: &Question) -> AskResult<String> {
        loop {
            match self.ask(question)? {
                Typed::Text(text) => return Ok(text),
                Typed::Empty => self.console.fault("there is no field here to leave empty"),
            }
        }
    }

    /// Asks for a line. Performs commands that do not move the call, and asks again.
    fn ask(&mut self, question: &Question) -> AskResult<Typed> {
        let question = self.with_commands(question.clone());
        loop {
            let line = self.line(&question)?;
            match slash_command::parse(&line) {
                None => return Ok(Typed::Text(slash_command::unescape(line))),
                Some(Ok(Command::Empty)) => return Ok(Typed::Empty),
                Some(Ok(command)) => self.perform(&command)?,
                Some(Err(reason)) => self.console.fault(&reason),
            }
        }
    }

    /// Asks for a line of any meaning.
    pub(super) fn line(&mut self, question: &Question) -> AskResult<String> {
        self.reader.ask(question, self.console)?.map_err(Interrupted::Stopped)
    }

    /// Asks whether something is really meant, until it is said.
    pub(super) fn confirm(&mut self, text: &str) -> AskResult<bool> {
        let question = Question { text: format!("{text} (y/N)"), forget: true, ..Question::default() };
        loop {
            let typed = self.line(&question)?.trim().to_lowercase();
            if typed.is_empty() || "no".starts_with(&typed) {
                return Ok(false);
            }
            if "yes".starts_with(&typed) {
                return Ok(true);
            }
            self.console.fault("type `y` or `n`; nothing was done yet");
        }
    }
}

impl From<Error> for Interrupted {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
