//! One walk through a checked script: a list of events, and the state that results from applying them.
//!
//! Floor 4. This file is the API for hosts. `state` applies an event; `replay` and `revise` decide which events are
//! effective. Must not know journals, scenarios or any clock: the host says when something happened.

pub(crate) mod asked;
pub(crate) mod call;
mod can_revise;
pub(crate) mod completing;
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
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::{Digest, Script};

use self::asked::AskedActions;
use self::handing_over::NewChannel;
use self::offers::Offers;
use self::pauses::Pauses;
use self::state::{Opening, State};
use crate::error::{StartError, StepError};
use crate::event::{Event, EventKind, Revision, Started, Version};
use crate::history::Turn;
use crate::prompt::{Field, Prompt};
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
#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) script: Arc<Script>,
    pub(crate) opening: Opening,
    pub(crate) version: Version,
    pub(crate) events: Vec<Event>,
    /// The effective events, as indices into `events`: the events that no later event undid or replaced. Replaying them
    /// gives the state. The first is the start.
    pub(crate) effective: Vec<usize>,
    /// The latest event that moved the session.
    position: usize,
    /// The completed actions that cannot be undone.
    pub(crate) irreversible: Vec<IrreversibleAction>,
    /// For each revision, the effective events before it: going back restores them.
    before_revisions: Vec<BeforeRevision>,
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
pub(crate) struct IrreversibleAction {
    pub(crate) event: usize,
    /// The action's token, if the result came while an aside interrupted it.
    token: Option<usize>,
    pub(crate) node: String,
    pub(crate) action: String,
}

/// The effective events before a revision.
#[derive(Debug, Clone)]
struct BeforeRevision {
    /// The revision, as an index into `events`.
    revision: usize,
    effective: Vec<usize>,
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
        self.perform(EventKind::Entered { values }, now.into())
    }

    /// Leaves the form unfilled because the customer cannot answer it, along the edge that the script has for this.
    ///
    /// # Errors
    ///
    /// If the form has no such edge, or the session does not wait for a form.
    pub fn cannot_give(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::CannotGive, now.into())
    }

    /// Chooses an answer, by its id.
    ///
    /// # Errors
    ///
    /// If there is no such answer, it is closed, or the session does not wait for an answer.
    pub fn answer(&mut self, answer: &str, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Answered { answer: answer.to_owned() }, now.into())
    }

    /// Continues after a message.
    ///
    /// # Errors
    ///
    /// If the session is not at a message.
    pub fn proceed(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Proceeded, now.into())
    }

    /// Hands in the result of the action that the session waits for, and the values that it returned. A host that may get
    /// a result late or twice uses [`complete_with_token`](Self::complete_with_token).
    ///
    /// # Errors
    ///
    /// If the action has no such result, a value is missing or refused, or the session does not wait for an action.
    pub fn complete(&mut self, result: &str, returned: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Completed { token: None, result: result.to_owned(), returned }, now.into())
    }

    /// Stubs the subscript that has just begun: it counts as ended with `outcome`, having set the values in `sets`, and
    /// none of its nodes is visited. For testing a script without the scripts that it runs.
    ///
    /// # Errors
    ///
    /// If no subscript has just begun, it does not end with this outcome, or a value is missing or refused.
    pub fn stub(&mut self, outcome: &str, sets: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Stubbed { outcome: outcome.to_owned(), sets }, now.into())
    }

    /// Calls an aside, by its id.
    ///
    /// # Errors
    ///
    /// If there is no such aside, or it is closed.
    pub fn aside(&mut self, aside: &str, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Aside { aside: aside.to_owned() }, now.into())
    }

    /// Undoes the latest effective step. Notes stay.
    ///
    /// # Errors
    ///
    /// If there is nothing to undo, an irreversible action was completed since that step, or the call was hung up.
    pub fn back(&mut self, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Back, now.into())
    }

    /// Replaces an earlier answer or form, given by the number of its step in the history. The steps after it are kept
    /// as long as they still fit; those that no longer do are returned.
    ///
    /// # Errors
    ///
    /// If there is no such step, it is neither an answer nor a form, the new value is refused there, or an irreversible
    /// action would be lost.
    pub fn revise(&mut self, step: usize, to: Revision, now: impl Into<Moment>) -> Result<Vec<Turn>, StepError> {
        let event = self.effective.get(step).copied().filter(|_| step > 0);
        let event = event.ok_or(StepError::NoSuchStep { step })?;
        let (history, before) = (self.history(), self.effective.clone());
        self.perform(EventKind::Revised { event, to }, now.into())?;
        let is_lost = |number: usize| before.get(number).is_some_and(|event| !self.effective.contains(event));
        let is_lost = |turn: &Turn| turn.number.is_some_and(|number| number != step && is_lost(number));
        Ok(history.into_iter().filter(is_lost).collect())
    }

    /// Jumps to any node of the running script, with a reason, and with values for the variables needed there.
    ///
    /// # Errors
    ///
    /// If there is no such node, a value does not fit, or the call is over.
    pub fn jump(&mut self, node: &str, reason: &str, values: Values, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::Jumped { node: node.to_owned(), reason: reason.to_owned(), values }, now.into())
    }

    /// Form fields for these variables of the running script, to ask for the values that a jump needs. Unknown names
    /// are skipped.
    pub fn fields(&self, names: &[String]) -> Vec<Field> {
        let script = &self.state.stack.top().script;
        let variables = names.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
        variables.map(|variable| Field::new(&variable.name, &variable.declaration, None)).collect()
    }

    /// Adds a note at the current prompt.
    ///
    /// # Errors
    ///
    /// If the call was hung up.
    pub fn note(&mut self, text: &str, now: impl Into<Moment>) -> Result<(), StepError> {
        let Prompt { script, node, .. } = self.prompt();
        let (script, node) = (script.clone(), node.clone());
        self.perform(EventKind::Noted { script, node, text: text.to_owned() }, now.into())
    }

    /// Ends the call before the script does.
    ///
    /// # Errors
    ///
    /// If the call is already over.
    pub fn hang_up(&mut self, reason: Option<&str>, now: impl Into<Moment>) -> Result<(), StepError> {
        self.perform(EventKind::HungUp { reason: reason.map(str::to_owned) }, now.into())
    }

    /// The number of the latest event, from 0, that moved the session: not of a note, a pause, a hand-over, or a result
    /// that is kept for later or came too late. It only grows.
    pub fn position(&self) -> usize {
        self.position
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

/// Sessions are equal if they have the same events and the same state.
impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events && self.effective == other.effective && self.state == other.state
    }
}
