//! Why a session does not start, and why a step is refused. A refused step changes nothing.
//!
//! Floor 2. The messages are for the agent on the call. Must not know sessions. No message repeats a value: it may be
//! sensitive.

use thiserror::Error;

use crate::field::{ValuesError, names};

/// Why a session does not start.
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
/// use callscript_runner::{Session, Start, StartError};
///
/// let start = Start { entry: Some("chat".to_owned()), ..Start::default() };
/// let refused = Session::start(&script, start, Timestamp::UNIX_EPOCH);
/// assert!(matches!(refused, Err(StartError::UnknownEntry { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StartError {
    /// The script has no such entry.
    #[error("`{entry}` is not an entry of `{script}`; it has {}", names(entries))]
    UnknownEntry {
        /// The script.
        script: String,
        /// The one asked for.
        entry: String,
        /// Those that exist.
        entries: Vec<String>,
    },
    /// The script is not written for that channel.
    #[error("`{channel}` is not a channel of `{script}`; it has {}", names(channels))]
    UnknownChannel {
        /// The script.
        script: String,
        /// The one asked for.
        channel: String,
        /// Those that exist.
        channels: Vec<String>,
    },
    /// Required variables have no value.
    #[error("to start, `{script}` needs {}", names(missing))]
    Missing {
        /// The script.
        script: String,
        /// The variables without a value, all of them.
        missing: Vec<String>,
    },
    /// Values do not fit their variables; or they do not, and others are missing.
    #[error(transparent)]
    Values(#[from] ValuesError),
}

/// Why a step is refused.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// use callscript_runner::StepError;
///
/// let refused = session.proceed(now);
/// assert!(matches!(refused, Err(StepError::WrongStep { .. })));
/// // Nothing happened: the question still stands.
/// session.answer("well", now)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StepError {
    /// The session is at another position than the one that was expected: something else happened first.
    #[error("the call has moved on: it is at position {position}, and the step was meant for {expected}")]
    MovedOn {
        /// The position that was expected.
        expected: usize,
        /// The session's position.
        position: usize,
    },
    /// The event moves the session, and came without the position that it was meant for.
    #[error("`{event}` needs the position that it is meant for; the call is at {position}")]
    NeedsPosition {
        /// The kind of event, as journals name it.
        event: &'static str,
        /// The session's position.
        position: usize,
    },
    /// The call has begun: it does not start again.
    #[error("the call has started already")]
    AlreadyStarted,
    /// The session waits for something else.
    #[error("`{node}` waits for {waits_for}, not for {given}")]
    WrongStep {
        /// The current node.
        node: String,
        /// What the session waits for, such as `a form`.
        waits_for: &'static str,
        /// The kind of step handed in, in the same words.
        given: &'static str,
    },
    /// The call has ended; only `back` is allowed.
    #[error("the call is over")]
    Ended,
    /// The call was hung up; no step is allowed.
    #[error("the call was hung up")]
    HungUp,
    /// The question has no such answer, or it is closed.
    #[error("`{node}` has no open answer `{answer}`; open answers: {}", names(open))]
    NoSuchAnswer {
        /// The question.
        node: String,
        /// The one asked for.
        answer: String,
        /// The labels of the open ones; the id of one whose label holds a sensitive value.
        open: Vec<String>,
    },
    /// There is no such aside, or it is closed.
    #[error("there is no open aside `{aside}` at `{node}`; open asides: {}", names(open))]
    NoSuchAside {
        /// The current node.
        node: String,
        /// The one asked for.
        aside: String,
        /// The labels of the open ones; the id of one whose label holds a sensitive value.
        open: Vec<String>,
    },
    /// The action has no such result.
    #[error("`{action}` at `{node}` has no result `{result}`; it has {}", names(results))]
    NoSuchResult {
        /// The current node.
        node: String,
        /// The action.
        action: String,
        /// The one handed in.
        result: String,
        /// Those that exist.
        results: Vec<String>,
    },
    /// The session waits for no action with this token.
    #[error("no result is waited for with the token {token}")]
    NoSuchToken {
        /// The one handed in.
        token: usize,
    },
    /// The script is not written for that channel.
    #[error("`{channel}` is not a channel of `{script}`; it has {}", names(channels))]
    UnknownChannel {
        /// The script.
        script: String,
        /// The one asked for.
        channel: String,
        /// Those that exist.
        channels: Vec<String>,
    },
    /// The journal of the call is of version 1, which cannot hold this.
    #[error(
        "the journal of this call is of version 1, which has no `{event}`; carrying the call over makes a newer one"
    )]
    NotInVersion1 {
        /// The kind of event, as journals name it.
        event: &'static str,
    },
    /// No subscript began with the latest event, so none can be stubbed.
    #[error("no subscript that could be left out begins at `{node}`")]
    NoSubscript {
        /// The current node.
        node: String,
    },
    /// The subscript does not end with this outcome.
    #[error("`{script}` does not end with `{outcome}`; it ends with {}", names(outcomes))]
    NoSuchOutcome {
        /// The subscript.
        script: String,
        /// The one asked for.
        outcome: String,
        /// Those that exist.
        outcomes: Vec<String>,
    },
    /// The running script has no such node.
    #[error("`{script}` has no node `{node}`")]
    NoSuchNode {
        /// The script.
        script: String,
        /// The one asked for.
        node: String,
    },
    /// The steps from the target of a jump on need variables that have no value.
    #[error("to go on from `{node}`, {} must be known", names(missing))]
    Missing {
        /// The node.
        node: String,
        /// The variables without a value, all of them.
        missing: Vec<String>,
    },
    /// The form must be filled in: it has no edge for a customer who cannot answer.
    #[error("the form of `{node}` must be filled in; the call cannot go on without it")]
    MustGive {
        /// The node.
        node: String,
    },
    /// Neither the node nor its script says what happens then.
    #[error("neither `{node}` nor its script has `{key}`, so nothing follows from it")]
    NoLapse {
        /// The node.
        node: String,
        /// The key of the format that it lacks.
        key: &'static str,
    },
    /// Values do not fit their variables; or they do not, and others are missing.
    #[error(transparent)]
    Values(#[from] ValuesError),
    /// There is no step to undo.
    #[error("there is no step to go back to")]
    NothingToUndo,
    /// There is no step with that number.
    #[error("there is no step {step}")]
    NoSuchStep {
        /// The one asked for.
        step: usize,
    },
    /// Only answers and forms can be revised.
    #[error("step {step} is neither an answer nor a form")]
    NotRevisable {
        /// Its number.
        step: usize,
    },
    /// An irreversible action would be lost.
    #[error("`{action}` at `{node}` was done and cannot be undone")]
    CannotUndo {
        /// The node of the action.
        node: String,
        /// The action.
        action: String,
    },
}

/// Why events cannot be replayed.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// use callscript_runner::ReplayError;
///
/// let without_start = session.events()[1..].to_vec();
/// let refused = Session::replay(&script, without_start);
/// assert!(matches!(refused, Err(ReplayError::NoStart { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// The first event is not the start of this script.
    #[error("the events do not begin with the start of `{script}`")]
    NoStart {
        /// The script.
        script: String,
    },
    /// The script refuses the recorded start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// An event does not fit.
    #[error("event {event} does not fit: {error}")]
    Step {
        /// Its index among the events, from 0.
        event: usize,
        /// Why the session refuses it.
        #[source]
        error: StepError,
    },
}
