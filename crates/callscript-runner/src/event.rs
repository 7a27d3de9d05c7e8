//! What happened on a call, one event at a time: the events of a session are the session.
//!
//! Floor 2. Plain data, by ids. Must not know what an event does.

use callscript::jiff::Timestamp;

use crate::Values;

/// One thing that happened, and when.
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
/// session.answer("well", now)?;
/// let last = session.events().last().ok_or("there is one")?;
/// assert_eq!(last.at, now);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
}

/// What happened.
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
/// use callscript_runner::EventKind;
///
/// session.answer("well", now)?;
/// let happened = session.events().iter().map(|event| &event.kind);
/// let answers = happened.filter(|kind| matches!(kind, EventKind::Answered { answer } if answer == "well"));
/// assert_eq!(answers.count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// The session began: always the first event, and never another one.
    Started(Box<Started>),
    /// A form was filled in.
    Entered {
        /// As it was handed in.
        values: Values,
    },
    /// A form was left by the way for a customer who cannot say.
    CannotGive,
    /// An answer was chosen.
    Answered {
        /// Its id.
        answer: String,
    },
    /// The agent went past a message.
    Proceeded,
    /// The host did something, or could not.
    Completed {
        /// How it went.
        result: String,
        /// As it was handed in.
        returned: Values,
    },
    /// A subscript was left out as it began, as scenarios do.
    Stubbed {
        /// How it is to have ended.
        outcome: String,
        /// What it is to have set, as it was handed in.
        sets: Values,
    },
    /// An aside was called.
    Aside {
        /// Its id.
        aside: String,
    },
    /// The latest step that still stood was undone.
    Back,
    /// An earlier answer or form was given anew.
    Revised {
        /// The event that gave it before, by its place among the events, from 0.
        event: usize,
        /// What it is now.
        to: Revision,
    },
    /// The agent left the script.
    Jumped {
        /// To this node of the running script.
        node: String,
        /// Why.
        reason: String,
        /// What was handed in with the jump.
        values: Values,
    },
    /// The agent's words.
    Noted {
        /// The script that ran then.
        script: String,
        /// Where the session stood.
        node: String,
        /// The words.
        text: String,
    },
    /// The call ended before the script did.
    HungUp {
        /// Why, if the agent said so.
        reason: Option<String>,
    },
}

/// How a session began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Started {
    /// The script's id.
    pub script: String,
    /// The values that it was given, as they were handed in.
    pub inputs: Values,
    /// The touch point.
    pub channel: String,
    /// The entry at which it began, if not at the script's start.
    pub entry: Option<String>,
}

/// What an earlier answer or form is given anew as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    /// Another answer, by its id.
    Answer(String),
    /// The form filled in, as it was handed in.
    Enter(Values),
    /// The form left by the way for a customer who cannot say.
    CannotGive,
}

impl EventKind {
    /// Whether `back` undoes it.
    pub fn can_be_undone(&self) -> bool {
        matches!(
            self,
            Self::Entered { .. }
                | Self::CannotGive
                | Self::Answered { .. }
                | Self::Proceeded
                | Self::Stubbed { .. }
                | Self::Aside { .. }
                | Self::Revised { .. }
                | Self::Jumped { .. }
        )
    }

    /// Whether it can be given anew.
    pub(crate) fn can_be_revised(&self) -> bool {
        matches!(self, Self::Entered { .. } | Self::CannotGive | Self::Answered { .. } | Self::Revised { .. })
    }

    /// What people and journals call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Started(_) => "started",
            Self::Entered { .. } => "entered",
            Self::CannotGive => "cannot_give",
            Self::Answered { .. } => "answered",
            Self::Proceeded => "proceeded",
            Self::Completed { .. } => "completed",
            Self::Stubbed { .. } => "left_out",
            Self::Aside { .. } => "aside",
            Self::Back => "back",
            Self::Revised { .. } => "revised",
            Self::Jumped { .. } => "jumped",
            Self::Noted { .. } => "noted",
            Self::HungUp { .. } => "hung_up",
        }
    }
}
