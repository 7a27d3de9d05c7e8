//! Why a session does not start, and why a step is refused. A refused step changes nothing.
//!
//! Floor 1. Words for the agent on the call. Must not know sessions, and no value is repeated: it may be
//! sensitive.

use callscript::value::ValueError;
use thiserror::Error;

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
        /// What was asked for.
        entry: String,
        /// What there is.
        entries: Vec<String>,
    },
    /// The script is not written for that channel.
    #[error("`{channel}` is not a channel of `{script}`; it has {}", names(channels))]
    UnknownChannel {
        /// The script.
        script: String,
        /// What was asked for.
        channel: String,
        /// What there is.
        channels: Vec<String>,
    },
    /// The script needs more than it was given.
    #[error("to start, `{script}` needs {}", names(missing))]
    Missing {
        /// The script.
        script: String,
        /// The variables without a value, all of them.
        missing: Vec<String>,
    },
    /// What was given does not fit.
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
    /// The session waits for something else.
    #[error("`{node}` waits for {waits_for}, not for {given}")]
    WrongStep {
        /// Where the session stands.
        node: String,
        /// What it waits for.
        waits_for: &'static str,
        /// What was handed in.
        given: &'static str,
    },
    /// The call is over; only `back` is open.
    #[error("the call is over")]
    Ended,
    /// The call was hung up; nothing is open.
    #[error("the call was hung up")]
    HungUp,
    /// The question has no such answer, or it is closed.
    #[error("`{node}` has no open answer `{answer}`; open answers: {}", names(open))]
    NoSuchAnswer {
        /// The question.
        node: String,
        /// What was asked for.
        answer: String,
        /// What is open.
        open: Vec<String>,
    },
    /// There is no such aside, or it is closed.
    #[error("there is no open aside `{aside}` at `{node}`; open asides: {}", names(open))]
    NoSuchAside {
        /// Where the session stands.
        node: String,
        /// What was asked for.
        aside: String,
        /// What is open.
        open: Vec<String>,
    },
    /// The action has no such result.
    #[error("`{action}` at `{node}` has no result `{result}`; it has {}", names(results))]
    NoSuchResult {
        /// Where the session stands.
        node: String,
        /// The action.
        action: String,
        /// What was handed in.
        result: String,
        /// What there is.
        results: Vec<String>,
    },
    /// No subscript has just begun that could be left out.
    #[error("no subscript that could be left out begins at `{node}`")]
    NoSubscript {
        /// Where the session stands.
        node: String,
    },
    /// The subscript cannot end so.
    #[error("`{script}` does not end with `{outcome}`; it ends with {}", names(outcomes))]
    NoSuchOutcome {
        /// The subscript.
        script: String,
        /// What was asked for.
        outcome: String,
        /// What there is.
        outcomes: Vec<String>,
    },
    /// The running script has no such node.
    #[error("`{script}` has no node `{node}`")]
    NoSuchNode {
        /// The script.
        script: String,
        /// What was asked for.
        node: String,
    },
    /// The steps from that node on need more than is known.
    #[error("to go on from `{node}`, {} must be known", names(missing))]
    Missing {
        /// The node.
        node: String,
        /// The variables without a value, all of them.
        missing: Vec<String>,
    },
    /// The form has no way for a customer who cannot say.
    #[error("the form of `{node}` must be filled in; the call cannot go on without it")]
    MustGive {
        /// The node.
        node: String,
    },
    /// What was handed in does not fit.
    #[error(transparent)]
    Values(#[from] ValuesError),
    /// There is nothing to go back to.
    #[error("there is no step to go back to")]
    NothingToUndo,
    /// There is no step of that number.
    #[error("there is no step {step}")]
    NoSuchStep {
        /// What was asked for.
        step: usize,
    },
    /// Only answers and forms can be given anew.
    #[error("step {step} is neither an answer nor a form")]
    NotRevisable {
        /// Its number.
        step: usize,
    },
    /// The world has changed since.
    #[error("`{action}` at `{node}` was done and cannot be undone")]
    CannotUndo {
        /// Where it was done.
        node: String,
        /// The action.
        action: String,
    },
}

/// Why events do not make a session.
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
    /// They do not begin with the start of the script.
    #[error("the events do not begin with the start of `{script}`")]
    NoStart {
        /// The script.
        script: String,
    },
    /// The script does not start as it did.
    #[error(transparent)]
    Start(#[from] StartError),
    /// An event does not fit.
    #[error("event {event} does not fit: {error}")]
    Step {
        /// Its place among the events, from 0.
        event: usize,
        /// Why not.
        #[source]
        error: StepError,
    },
}

/// Why values that were handed in are refused.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::{StepError, ValuesError};
///
/// let refused = session.enter(Values::from([("number", "seven")]), now);
/// assert!(matches!(refused, Err(StepError::Values(ValuesError::Refused { name, .. })) if name == "number"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValuesError {
    /// There is no such variable, or it is not asked for here.
    #[error("`{name}` is not asked for here; expected: {}", names(wanted))]
    NotAsked {
        /// What was given.
        name: String,
        /// What is asked for.
        wanted: Vec<String>,
    },
    /// A variable that is not optional is left out.
    #[error("`{name}` is required: {wanted}")]
    Missing {
        /// The variable, or the key of what the host returned.
        name: String,
        /// What it wants.
        wanted: String,
    },
    /// A value that its variable refuses.
    #[error("`{name}` {error}")]
    Refused {
        /// The variable, or the key of what the host returned.
        name: String,
        /// What it wants, and why this is not it.
        #[source]
        error: ValueError,
    },
}

fn names(items: &[String]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    quoted.join(", ")
}
