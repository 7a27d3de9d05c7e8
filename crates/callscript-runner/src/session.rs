//! One walk through a checked script: a list of events, and the state that results from applying them.
//!
//! Floor 4. This file is the API for hosts. `state` applies an event; `replay` and `revise` decide which events are
//! effective. Must not know journals, scenarios or any clock: the host says when something happened.

pub(crate) mod applying;
pub(crate) mod asked;
pub(crate) mod call;
mod can_revise;
mod checkpoints;
pub(crate) mod completing;
pub(crate) mod effective;
mod handing_over;
mod offers;
pub(crate) mod pauses;
pub(crate) mod pending;
mod plain;
pub(crate) mod prompting;
mod replay;
mod revise;
pub(crate) mod shown_values;
pub(crate) mod state;
pub(crate) mod trace;
mod turns;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::{Digest, Script};

use self::asked::AskedActions;
use self::checkpoints::Checkpoints;
use self::effective::Effective;
use self::handing_over::NewChannel;
use self::offers::Offers;
use self::pauses::Pauses;
use self::state::{Opening, State};
use crate::error::{StartError, StepError};
use crate::event::{Event, EventKind, Revision, Started, Version};
use crate::field::Field;
use crate::history::Turn;
use crate::prompt::Prompt;
use crate::{Moment, Values};

/// How a session starts.
///
/// ```
/// use callscript_runner::{Start, Values};
///
/// let start = Start { inputs: Values::from([("name", "Ada")]), ..Start::default() };
/// assert_eq!(start.inputs.get("name"), Some("Ada"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Start {
    /// Values for the script's inputs; at an entry, for any of its variables.
    pub inputs: Values,
    /// The touch point, such as `phone`; if `None`, the script's first.
    pub channel: Option<String>,
    /// The entry to start at; if `None`, the script's start.
    pub entry: Option<String>,
}

/// One walk through a checked script.
///
/// ```
/// # use callscript::{library::Library, source::Source};
/// # let text = r#"
/// # callscript: 1
/// # id: hello
/// # title: Hello
/// # start: ask
/// # outcomes: { well: Well, ill: Ill }
/// # nodes: { ask: { say: How are you?, answers: { Well: { end: well }, Ill: { end: ill } } } }
/// # "#;
/// # let script = Library::from_sources(vec![Source::new("hello.yaml", text)]).check("hello")?;
/// use callscript::jiff::Timestamp;
/// use callscript_runner::{Session, Start};
///
/// let now = Timestamp::UNIX_EPOCH;
/// let mut session = Session::start(&script, Start::default(), now)?;
/// assert_eq!(session.prompt().say.as_deref(), Some("How are you?"));
/// session.answer("ill", now)?;
/// assert!(session.is_over());
/// // A click by mistake can be undone.
/// session.back(now)?;
/// assert!(!session.is_over());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Session {
    pub(crate) script: Arc<Script>,
    pub(crate) opening: Opening,
    pub(crate) version: Version,
    pub(crate) events: Vec<Event>,
    pub(crate) effective: Effective,
    /// The latest event that moved the session.
    position: usize,
    /// The completed actions that cannot be undone, by the event that brought their results.
    irreversible: BTreeMap<usize, IrreversibleAction>,
    checkpoints: Checkpoints,
    /// The actions that the host was asked for.
    pub(crate) asked: AskedActions,
    /// The events that brought results of actions, by token.
    received: BTreeMap<usize, Vec<usize>>,
    offers: Offers,
    channels: Vec<NewChannel>,
    pub(crate) pauses: Pauses,
    /// The digest of the scripts with which the call began, if it was carried over from others.
    pub(crate) carried_over_from: Option<Digest>,
    pub(crate) state: State,
    pub(crate) prompt: Prompt,
}

/// A completed action that changed something outside the call, so that going back must not skip it.
#[derive(Debug, Clone)]
struct IrreversibleAction {
    /// Whether the result came while an aside interrupted it.
    is_kept: bool,
    node: String,
    action: String,
}

impl Session {
    /// Starts a call.
    ///
    /// # Errors
    ///
    /// If an input is missing or does not fit, or the script has no such entry or channel.
    pub fn start(script: &Arc<Script>, start: Start, now: impl Into<Moment>) -> Result<Self, StartError> {
        let first = script.channels().first().cloned();
        let channel = start.channel.or(first).unwrap_or_default();
        let started = Started { script: script.id().to_owned(), inputs: start.inputs, channel, entry: start.entry };
        Self::start_as(script, started, now.into())
    }

    /// What to show, and what the session waits for.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// Fills in the form.
    ///
    /// # Errors
    ///
    /// If a value is missing, is refused, or was not asked for; or if the session does not wait for a form.
    pub fn enter(&mut self, values: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Entered { values }, now)
    }

    /// Leaves the form unfilled because the customer cannot answer it, along the edge that the script has for this.
    ///
    /// # Errors
    ///
    /// If the form has no such edge, or the session does not wait for a form.
    pub fn cannot_give(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::CannotGive, now)
    }

    /// Chooses an answer, by its id.
    ///
    /// # Errors
    ///
    /// If there is no such answer, it is closed, or the session does not wait for an answer.
    pub fn answer(&mut self, answer: &str, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::answered(answer), now)
    }

    /// Chooses an answer, by its id, together with the values of its fields.
    ///
    /// # Errors
    ///
    /// If there is no such answer, it is closed, or the session does not wait for an answer; or if a value is missing, is
    /// refused, or was not asked for. All faults of the values are told at once, and nothing is kept.
    pub fn answer_with(&mut self, answer: &str, values: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Answered { answer: answer.to_owned(), values }, now)
    }

    /// Nothing came, after the time that the prompt's [`Unanswered::wait`](crate::Unanswered::wait) names: asks again, or goes on.
    ///
    /// # Errors
    ///
    /// If the session waits for no answer and no form, or neither the node nor the script says what happens then.
    pub fn silent(&mut self, input: Option<&str>, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Silent { input: input.map(str::to_owned) }, now)
    }

    /// What came is none of the answers, or does not fit the form: asks again, or goes on.
    ///
    /// # Errors
    ///
    /// As of [`silent`](Self::silent).
    pub fn not_understood(&mut self, input: Option<&str>, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::NotUnderstood { input: input.map(str::to_owned) }, now)
    }

    /// Continues after a message.
    ///
    /// # Errors
    ///
    /// If the session is not at a message.
    pub fn proceed(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Proceeded, now)
    }

    /// Hands in the result of the action that the session waits for, and the values that it returned. A host that may get
    /// a result late or twice uses [`complete_with_token`](Self::complete_with_token).
    ///
    /// # Errors
    ///
    /// If the action has no such result, a value is missing or refused, or the session does not wait for an action.
    pub fn complete(&mut self, result: &str, returned: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Completed { token: None, result: result.to_owned(), returned }, now)
    }

    /// Stubs the subscript that has just begun: it counts as ended with `outcome`, having set the values in `sets`, and
    /// none of its nodes is visited. For testing a script without the scripts that it runs.
    ///
    /// # Errors
    ///
    /// If no subscript has just begun, it does not end with this outcome, or a value is missing or refused.
    pub fn stub(&mut self, outcome: &str, sets: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Stubbed { outcome: outcome.to_owned(), sets }, now)
    }

    /// Calls an aside, by its id.
    ///
    /// # Errors
    ///
    /// If there is no such aside, or it is closed.
    pub fn aside(&mut self, aside: &str, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Aside { aside: aside.to_owned() }, now)
    }

    /// Undoes the latest effective step. Notes stay.
    ///
    /// # Errors
    ///
    /// If there is nothing to undo, an irreversible action was completed since that step, or the call was hung up.
    pub fn back(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Back, now)
    }

    /// Replaces an earlier answer or form, given by the number of its step in the history. The steps after it are kept
    /// as long as they still fit; those that no longer do are returned.
    ///
    /// # Errors
    ///
    /// If there is no such step, it is neither an answer nor a form, the new value is refused there, or an irreversible
    /// action would be lost.
    pub fn revise(&mut self, step: usize, to: Revision, now: impl Into<Moment>) -> Result<Vec<Turn>, StepError> {
        let event = self.event_of(step).ok_or(StepError::NoSuchStep { step })?;
        Ok(self.apply(EventKind::Revised { event, to }, self.position, now)?.lost)
    }

    /// Jumps to any node of the running script, with a reason, and with values for the variables needed there.
    ///
    /// # Errors
    ///
    /// If there is no such node, a value does not fit, or the call is over.
    pub fn jump(&mut self, node: &str, reason: &str, values: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::Jumped { node: node.to_owned(), reason: reason.to_owned(), values }, now)
    }

    /// Form fields for these variables of the running script, to ask for the values that a jump needs. Unknown names
    /// are skipped.
    pub fn fields(&self, names: &[String]) -> Vec<Field> {
        let script = &self.state.stack.top().script;
        let variables = names.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
        let field = |variable: &callscript::script::Variable| Field::new(&variable.name, &variable.declaration, None);
        variables.map(|variable| field(variable).in_language(script.locale())).collect()
    }

    /// Adds a note at the current prompt.
    ///
    /// # Errors
    ///
    /// If the call was hung up.
    pub fn note(&mut self, text: &str, now: impl Into<Moment>) -> Result<(), StepError> {
        let noted = EventKind::Noted { script: String::new(), node: String::new(), text: text.to_owned() };
        self.take_step(noted, now)
    }

    /// Ends the call before the script does.
    ///
    /// # Errors
    ///
    /// If the call is already over.
    pub fn hang_up(&mut self, reason: Option<&str>, now: impl Into<Moment>) -> Result<(), StepError> {
        self.take_step(EventKind::HungUp { reason: reason.map(str::to_owned) }, now)
    }

    /// The number of the latest event, from 0, that moved the session: not of a note, a pause, a hand-over, or a result
    /// that is kept for later or came too late. It only grows. [`apply`](Self::apply) expects it.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The event, as an index into [`events`](Self::events), that took a step, given by its number in the history: what
    /// [`EventKind::Revised`] names.
    pub fn event_of(&self, step: usize) -> Option<usize> {
        self.effective.get(step).copied().filter(|_| step > 0)
    }

    /// Everything that happened, in order, including what was undone.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How the session started.
    pub(crate) fn started(&self) -> Started {
        match self.events.first().map(|event| &event.kind) {
            Some(EventKind::Started(started)) => started.as_ref().clone(),
            _ => Started::default(),
        }
    }

    /// When the session started.
    pub(crate) fn started_at(&self) -> Timestamp {
        self.events.first().map_or(Timestamp::UNIX_EPOCH, |event| event.at.timestamp())
    }

    /// The outermost script.
    pub fn script(&self) -> &Arc<Script> {
        &self.script
    }

    /// Whether the outermost script has ended, or the call was hung up.
    pub fn is_over(&self) -> bool {
        self.prompt.is_ended()
    }
}

/// What it is a session of, and where it is. Sensitive values are masked.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("script", &self.script.id())
            .field("position", &self.position)
            .field("events", &self.events)
            .field("prompt", &self.prompt)
            .finish_non_exhaustive()
    }
}

/// Sessions are equal if they have the same events and the same state.
impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events && self.effective == other.effective && self.state == other.state
    }
}
