//! A call as people look back on it: turn by turn what was said, what happened, and what was noted.
//!
//! Floor 3. Plain data; sensitive values are masked in it. Must not know how a session moves.

use callscript::jiff::Timestamp;

use crate::event::{Event, EventKind};
use crate::prompt::Ending;

/// A prompt, and what happened at it.
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
/// # use callscript::jiff::Timestamp;
/// # use callscript_runner::{Session, Start};
/// # let now = Timestamp::UNIX_EPOCH;
/// # let mut session = Session::start(&script, Start::default(), now)?;
/// use callscript_runner::TurnKind;
///
/// session.answer("ill", now)?;
/// let turn = &session.history()[0];
/// assert_eq!((turn.number, turn.node.as_str()), (Some(1), "ask"));
/// assert!(matches!(&turn.kind, TurnKind::Answered { label, .. } if label == "Ill"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Turn {
    /// As people count steps, from 1; what ends a call is no step.
    pub number: Option<usize>,
    /// The id of the script that ran.
    pub script: String,
    /// The id of the node where the session stood.
    pub node: String,
    /// When it came there.
    pub at: Timestamp,
    /// How long it stayed.
    pub seconds: f64,
    /// What was said to the customer, where it was not said just before.
    pub said: Option<String>,
    /// It had to be read as written.
    pub verbatim: bool,
    /// What the agent noted meanwhile, be it at a prompt that was left by going back.
    pub notes: Vec<Note>,
    /// What happened.
    pub kind: TurnKind,
}

/// What happened at a prompt.
#[derive(Debug, Clone, PartialEq)]
pub enum TurnKind {
    /// A form was filled in.
    Entered(Vec<Shown>),
    /// The customer could not say.
    CouldNotGive,
    /// An answer was chosen.
    Answered {
        /// Its id.
        id: String,
        /// Its label.
        label: String,
    },
    /// The agent went past a message.
    Proceeded,
    /// The host did something, or could not.
    Completed {
        /// What it was to do.
        action: String,
        /// How it went.
        result: String,
        /// What was taken over from it.
        returned: Vec<Shown>,
    },
    /// A subscript was left out, at the node that runs it or that ended the call before it.
    Stubbed {
        /// Its id.
        script: String,
        /// The outcome that it is to have ended with.
        outcome: String,
        /// What it is to have set.
        sets: Vec<Shown>,
    },
    /// An aside was called.
    Aside {
        /// Its id.
        id: String,
        /// Its label.
        label: String,
    },
    /// The agent left the script.
    Jumped {
        /// To this node.
        to: String,
        /// Why.
        reason: String,
        /// What was filled in for it.
        values: Vec<Shown>,
    },
    /// The call was hung up, and why.
    HungUp(Option<String>),
    /// The call ended.
    Ended(Ending),
    /// Nothing yet: the session stands here.
    Waiting,
}

/// A value as people are shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The variable's name, or the key that the host returned it by.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// The value, masked if it is sensitive; none if it is empty.
    pub value: Option<String>,
}

/// The agent's words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// The id of the script that ran then.
    pub script: String,
    /// The id of the node where the session stood.
    pub node: String,
    /// When.
    pub at: Timestamp,
    /// The words.
    pub text: String,
}

impl Note {
    /// The note that an event was.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let EventKind::Noted { script, node, text } = &event.kind else { return None };
        Some(Self { script: script.clone(), node: node.clone(), at: event.at, text: text.clone() })
    }
}
