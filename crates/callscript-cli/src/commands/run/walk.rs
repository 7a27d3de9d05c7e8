//! The loop of a call: each line that is typed becomes a step of the session.
//!
//! If the session refuses a step, the error is shown and the next line is read. At the end of input the call is left
//! unfinished.

mod asking;
mod change_or_jump;
mod completions;
mod perform_command;
mod pick;

use std::collections::{BTreeMap, HashMap};

use callscript_runner::{EventKind, Field, Prompt, PromptKind, ResultChoice, Session, Start, Values};

use self::asking::{AskResult, Interrupted};
use self::change_or_jump::Detour;
use super::asides::{AsideNumbers, NumberedAside};
use super::choose::Item;
use super::journal_file::Journal;
use super::read_line::{Question, Reader, Stop};
use super::show;
use crate::console::Console;
use crate::error::Error;

/// A call in the terminal.
pub(super) struct Walk<'w, 'c> {
    start: Start,
    session: Session,
    /// The calls that were hung up to begin again.
    restarted: Vec<Session>,
    journal: Option<Journal>,
    /// The values of forms that were left half-filled. They are the defaults when the form is shown again.
    drafts: HashMap<FormKey, Draft>,
    /// The detour that is asked about instead of the session's own prompt, if any.
    detour: Option<Detour>,
    /// The detour to ask about next.
    next: Option<Detour>,
    reader: &'w mut Reader,
    console: &'w mut Console<'c>,
    numbers: AsideNumbers,
    /// The asides that are open.
    asides: Vec<NumberedAside>,
    /// The prompt that is shown.
    shown: Option<Prompt>,
    /// The field that is asked for.
    field: Option<Field>,
}

/// How a walk came to its end.
pub(super) struct Walked {
    pub(super) session: Session,
    /// The earlier calls that were hung up to begin again.
    pub(super) restarted: Vec<Session>,
    pub(super) end: WalkEnd,
    /// Whether the journal holds the call.
    pub(super) is_kept: bool,
}

/// Why a walk ended.
pub(super) enum WalkEnd {
    /// The call is over, or the input ended.
    Stopped(Stop),
    /// The program cannot go on.
    Failed(Error),
}

/// What was typed in a form that is not handed in yet.
#[derive(Default)]
struct Draft {
    values: Values,
    /// What of it is not sensitive, by label.
    words: BTreeMap<String, String>,
}

/// Identifies a form for its draft: where it is, and whether it belongs to a detour.
#[derive(Clone, PartialEq, Eq, Hash)]
struct FormKey {
    script: String,
    node: String,
    detour: Option<Detour>,
}

impl<'w, 'c> Walk<'w, 'c> {
    pub(super) fn new(
        start: Start,
        session: Session,
        journal: Option<Journal>,
        reader: &'w mut Reader,
        console: &'w mut Console<'c>,
    ) -> Self {
        let numbers = AsideNumbers::new(session.script());
        Self {
            start,
            session,
            restarted: Vec::new(),
            journal,
            drafts: HashMap::new(),
            detour: None,
            next: None,
            reader,
            console,
            numbers,
            asides: Vec::new(),
            shown: None,
            field: None,
        }
    }

    /// Runs the loop until the call is over, or the input ends.
    pub(super) fn finish(mut self) -> Walked {
        let mut end = loop {
            match self.turn() {
                Ok(()) | Err(Interrupted::Moved) => {}
                Err(Interrupted::Stopped(stop)) => break WalkEnd::Stopped(stop),
                Err(Interrupted::Failed(error)) => break WalkEnd::Failed(error),
            }
        };
        if self.note_drafts()
            && let Err(error) = self.write_journal()
            && matches!(end, WalkEnd::Stopped(_))
        {
            end = WalkEnd::Failed(error);
        }
        let is_kept = self.journal.as_ref().is_some_and(Journal::has_call);
        Walked { session: self.session, restarted: self.restarted, end, is_kept }
    }

    /// Notes what was typed in forms that were never handed in, so that no word of it is lost. Returns whether there was
    /// anything.
    fn note_drafts(&mut self) -> bool {
        let mut has_noted = false;
        let mut drafts: Vec<_> = self.drafts.drain().filter(|(_, draft)| !draft.words.is_empty()).collect();
        drafts.sort_by(|(one, _), (other, _)| (&one.script, &one.node).cmp(&(&other.script, &other.node)));
        for (FormKey { node, .. }, Draft { words, .. }) in drafts {
            let words: Vec<_> = words.into_iter().map(|(label, value)| format!("{label} = {value}")).collect();
            let text = format!("typed at {node}, but not handed in: {}", words.join(", "));
            has_noted |= self.session.note(&text, self.console.clock.now()).is_ok();
        }
        if has_noted {
            self.console.note("what was typed in an unfinished form is kept as a note\n");
        }
        has_noted
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
                self.question(&answers, |session, answer, values| session.answer_with(answer, values, clock.now()))
            }
            PromptKind::Message => self.message(),
            PromptKind::Act { results, .. } => self.action(&results),
            PromptKind::Ended { outcome: Some(_), .. } if self.console.typed => {
                self.enter("Enter to finish")?;
                Err(Interrupted::Stopped(Stop::End))
            }
            _ => Err(Interrupted::Stopped(Stop::End)),
        }
    }

    /// Writes the latest events to the journal. This must happen before the next prompt is shown.
    fn write_journal(&mut self) -> Result<(), Error> {
        self.journal.as_mut().map_or(Ok(()), |journal| journal.append(&self.session))
    }

    fn show(&mut self) -> Result<(), Error> {
        self.console.measure();
        let prompt = self.session.prompt();
        let entered = self.session.events().last().is_some_and(|event| matches!(event.kind, EventKind::Entered { .. }));
        // Words that were shown before a form are not repeated after it.
        let said = entered && self.shown.as_ref().is_some_and(|shown| has_same_words(shown, prompt));
        show::prompt(prompt, said, self.session.script().id(), self.console)?;
        self.shown = Some(prompt.clone());
        let asides = self.numbers.of(&prompt.asides);
        // In a terminal they are in sight at every prompt.
        if !prompt.is_ended() && (self.console.typed || asides != self.asides) {
            show::asides(&asides, self.console)?;
            self.asides = asides;
        }
        Ok(())
    }

    /// Passes a message: at once if input is piped, after Enter if it is typed.
    fn message(&mut self) -> AskResult<()> {
        let mut wait = self.console.typed;
        loop {
            if wait {
                self.enter("Enter to go on")?;
            }
            match self.session.proceed(self.console.clock.now()) {
                Ok(()) => return Ok(()),
                Err(error) => self.console.fault(&error.to_string()),
            }
            wait = true;
        }
    }

    fn action(&mut self, results: &[ResultChoice]) -> AskResult<()> {
        let items = (1..).zip(results).map(|(number, result)| Item::new(number, &result.name, &result.name));
        let items: Vec<_> = items.collect();
        let clock = self.console.clock.clone();
        loop {
            let question = Question::choice("result", &items);
            let line = self.text(&question)?;
            let picked = self.pick(line, &items)?;
            if let Some(result) = results.iter().find(|result| picked.is_some_and(|picked| picked.id == result.name)) {
                if !result.returns.is_empty() {
                    let draft = self.drafts.entry(self.form_key()).or_default();
                    draft.words.insert("result".to_owned(), result.name.clone());
                }
                return self
                    .form(&result.returns, |session, returned| session.complete(&result.name, returned, clock.now()));
            }
        }
    }
}

/// Whether two prompts are at the same place with the same words.
fn has_same_words(one: &Prompt, other: &Prompt) -> bool {
    let words = |prompt: &Prompt| {
        let Prompt { script, node, say, guidance, .. } = prompt.clone();
        (script, node, say, guidance)
    };
    words(one) == words(other)
}
