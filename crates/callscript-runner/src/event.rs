//! What happened on a call, as events. A session is determined by its script and its events.
//!
//! Floor 2. Plain data, in which scripts, nodes and answers are named by id. Must not know how an event is applied.

use crate::{Moment, Values};

/// One thing that happened on a call, and when.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// session.answer("well", now)?;
/// let last = session.events().last().ok_or("there is one")?;
/// assert_eq!(last.at.timestamp(), now);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it happened; never before the event before it.
    pub at: Moment,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
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
    /// The session started: always the first event, and only the first.
    Started(Box<Started>),
    /// A form was filled in.
    Entered {
        /// The values as they were handed in.
        values: Values,
    },
    /// The customer could not answer a form.
    CannotGive,
    /// An answer was chosen.
    Answered {
        /// Its id.
        answer: String,
    },
    /// The agent continued after a message.
    Proceeded,
    /// The host performed an action, or failed to.
    Completed {
        /// The result.
        result: String,
        /// The values as they were handed in.
        returned: Values,
    },
    /// A subscript was stubbed as it began, as scenarios do.
    Stubbed {
        /// The outcome that it counts as ended with.
        outcome: String,
        /// The values that it counts as having set, as they were handed in.
        sets: Values,
    },
    /// An aside was called.
    Aside {
        /// Its id.
        aside: String,
    },
    /// The latest effective step was undone.
    Back,
    /// An earlier answer or form was replaced.
    Revised {
        /// The event that is replaced, as an index into the events.
        event: usize,
        /// The new answer or form.
        to: Revision,
    },
    /// The agent jumped.
    Jumped {
        /// The target, a node of the running script.
        node: String,
        /// The agent's reason.
        reason: String,
        /// The values that were handed in with the jump.
        values: Values,
    },
    /// The agent made a note.
    Noted {
        /// The running script.
        script: String,
        /// The current node.
        node: String,
        /// The text of the note.
        text: String,
    },
    /// The call ended before the script did.
    HungUp {
        /// The agent's reason, if given.
        reason: Option<String>,
    },
}

/// How a session started.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// use callscript_runner::EventKind;
///
/// let EventKind::Started(started) = &session.events()[0].kind else { panic!("it is always the first") };
/// assert_eq!(started.script, "hello");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Started {
    /// The script's id.
    pub script: String,
    /// The values for the inputs, as they were handed in.
    pub inputs: Values,
    /// The touch point.
    pub channel: String,
    /// The entry at which it started; `None`: the script's start.
    pub entry: Option<String>,
}

/// The replacement for an earlier answer or form.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::Revision;
///
/// session.enter(Values::from([("number", "7")]), now)?;
/// let unfit = session.revise(1, Revision::Enter(Values::from([("number", "8")])), now)?;
/// assert!(unfit.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    /// Another answer, by its id.
    Answer(String),
    /// The values of the form, as they were handed in.
    Enter(Values),
    /// The customer cannot answer the form.
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

    /// Whether a revision can replace it.
    pub(crate) fn can_be_revised(&self) -> bool {
        matches!(self, Self::Entered { .. } | Self::CannotGive | Self::Answered { .. } | Self::Revised { .. })
    }

    /// Its name in messages and journals.
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
