//! A session: one call through a checked script, as a list of events and the state that they lead to.
//!
//! Floor 4. This module is the API for hosts. `state` knows what an event does; `replay` and `revise` know which events
//! count. Must not know journals, scenarios or any clock: the host passes in the time of each event.

pub(crate) mod call;
pub(crate) mod pending;
mod prompting;
mod replay;
mod revise;
pub(crate) mod shown_values;
pub(crate) mod state;
pub(crate) mod trace;
mod turns;

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::Script;

use self::state::{Opening, State};
use crate::Values;
use crate::error::{StartError, StepError};
use crate::event::{Event, EventKind, Revision, Started};
use crate::history::Turn;
use crate::prompt::{Field, Prompt};

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
    /// The channel; `None` for the script's first.
    pub channel: Option<String>,
    /// The entry to start at; `None` for the script's start.
    pub entry: Option<String>,
}

/// One call through a checked script.
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
/// // What was clicked by mistake is taken back.
/// session.back(now)?;
/// assert!(!session.is_over());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) script: Arc<Script>,
    pub(crate) opening: Opening,
    pub(crate) events: Vec<Event>,
    /// The effective events, as indices into `events`. The state is what replaying them gives. The first is the start.
    pub(crate) effective: Vec<usize>,
    /// The actions that were done and cannot be undone.
    pub(crate) irreversible: Vec<Irreversible>,
    /// For each revision, the events that were effective before it.
    before_revisions: Vec<BeforeRevision>,
    pub(crate) state: State,
    pub(crate) prompt: Prompt,
}

/// An action that was done and that changed something outside.
#[derive(Debug, Clone)]
pub(crate) struct Irreversible {
    pub(crate) event: usize,
    pub(crate) node: String,
    pub(crate) action: String,
}

/// The events that were effective before a revision.
#[derive(Debug, Clone)]
struct BeforeRevision {
    /// The index of the revision in `events`.
    revision: usize,
    effective: Vec<usize>,
}

impl Session {
    /// Starts a call.
    ///
    /// # Errors
    ///
    /// If an input is missing or does not fit, or the script has no such entry or channel.
    pub fn start(script: &Arc<Script>, start: Start, now: Timestamp) -> Result<Self, StartError> {
        let first = script.channels().first().cloned();
        let channel = start.channel.or(first).unwrap_or_default();
        let started = Started { script: script.id().to_owned(), inputs: start.inputs, channel, entry: start.entry };
        Self::start_as(script, started, now)
    }

    /// What to show and what is asked for.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// Submits the form.
    ///
    /// # Errors
    ///
    /// If a value is missing, refused or not asked for; or if the session does not wait for a form.
    pub fn enter(&mut self, values: Values, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Entered { values }, now)
    }

    /// Leaves the form because the customer cannot give a value.
    ///
    /// # Errors
    ///
    /// If the form has no `cannot_give`, or the session does not wait for a form.
    pub fn cannot_give(&mut self, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::CannotGive, now)
    }

    /// Chooses the answer with this id.
    ///
    /// # Errors
    ///
    /// If there is no such answer, or it is closed; or if the session does not wait for an answer.
    pub fn answer(&mut self, answer: &str, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Answered { answer: answer.to_owned() }, now)
    }

    /// Goes on after a message.
    ///
    /// # Errors
    ///
    /// If the session does not wait at a message.
    pub fn proceed(&mut self, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Proceeded, now)
    }

    /// Reports the result of an action, with the values that it returned.
    ///
    /// # Errors
    ///
    /// If the action has no such result, or a value is missing or refused; or if the session does not wait for an
    /// action.
    pub fn complete(&mut self, result: &str, returned: Values, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Completed { result: result.to_owned(), returned }, now)
    }

    /// Stubs the subscript that has just begun: it ends at once with `outcome`, having set `sets`. So a script can be
    /// tested without those that it runs.
    ///
    /// # Errors
    ///
    /// If no subscript has just begun, if it has no such outcome, or if a value is missing or refused.
    pub fn leave_out(&mut self, outcome: &str, sets: Values, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::LeftOut { outcome: outcome.to_owned(), sets }, now)
    }

    /// Calls the aside with this id.
    ///
    /// # Errors
    ///
    /// If there is no such aside, or it is closed.
    pub fn aside(&mut self, aside: &str, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Aside { aside: aside.to_owned() }, now)
    }

    /// Undoes the latest effective step. Notes are kept.
    ///
    /// # Errors
    ///
    /// If there is nothing to undo, if an irreversible action would be lost, or if the call was hung up.
    pub fn back(&mut self, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Back, now)
    }

    /// Replaces an earlier answer or form, given by the number of its step in the history. Later steps are kept as long
    /// as they still fit; the others are returned.
    ///
    /// # Errors
    ///
    /// If there is no such step, if it is neither an answer nor a form, if `to` is refused there, or if an irreversible
    /// action would be lost.
    pub fn revise(&mut self, step: usize, to: Revision, now: Timestamp) -> Result<Vec<Turn>, StepError> {
        let event = self.effective.get(step).copied().filter(|_| step > 0);
        let event = event.ok_or(StepError::NoSuchStep { step })?;
        let before = self.history();
        let kept = self.perform(EventKind::Revised { event, to }, now).map(|()| self.effective.len())?;
        Ok(before.into_iter().filter(|turn| turn.number.is_some_and(|number| number >= kept)).collect())
    }

    /// Jumps to a node of the running script, with a reason, and with values that are needed there.
    ///
    /// # Errors
    ///
    /// If there is no such node, if a value does not fit, or if the call is over.
    pub fn jump(&mut self, node: &str, reason: &str, values: Values, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::Jumped { node: node.to_owned(), reason: reason.to_owned(), values }, now)
    }

    /// The form fields of these variables of the running script: to ask for what a jump needs.
    pub fn fields(&self, names: &[String]) -> Vec<Field> {
        let script = &self.state.stack.top().script;
        let variables = names.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
        variables.map(|variable| Field::new(&variable.name, &variable.declaration, None)).collect()
    }

    /// Adds a note at this prompt.
    ///
    /// # Errors
    ///
    /// If the call was hung up.
    pub fn note(&mut self, text: &str, now: Timestamp) -> Result<(), StepError> {
        let Prompt { script, node, .. } = self.prompt();
        let (script, node) = (script.clone(), node.clone());
        self.perform(EventKind::Noted { script, node, text: text.to_owned() }, now)
    }

    /// Ends the call before the script does.
    ///
    /// # Errors
    ///
    /// If the call is over already.
    pub fn hang_up(&mut self, reason: Option<&str>, now: Timestamp) -> Result<(), StepError> {
        self.perform(EventKind::HungUp { reason: reason.map(str::to_owned) }, now)
    }

    /// All events in order, including those that were undone.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The data of the first event.
    pub(crate) fn started(&self) -> Started {
        match self.events.first().map(|event| &event.kind) {
            Some(EventKind::Started(started)) => started.as_ref().clone(),
            _ => Started::default(),
        }
    }

    /// The time of the first event.
    pub(crate) fn started_at(&self) -> Timestamp {
        self.events.first().map_or(Timestamp::UNIX_EPOCH, |event| event.at)
    }

    /// The script of the call.
    pub fn script(&self) -> &Arc<Script> {
        &self.script
    }

    /// Whether the outermost script has ended, or the call was hung up.
    pub fn is_over(&self) -> bool {
        self.prompt.is_ended()
    }
}

/// Sessions are equal if their events, effective events and states are.
impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events && self.effective == other.effective && self.state == other.state
    }
}
