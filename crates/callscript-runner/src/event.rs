//! What happened on a call, as events. A session is determined by its script and its events.
//!
//! Floor 2. Plain data, in which scripts, nodes and answers are named by id. Must not know how an event is applied.

use crate::{Moment, Values};
use callscript::Lapse;

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

/// What happened. Values are kept as machines write them ([`Value::to_plain`](callscript::value::Value::to_plain)); in the
/// journal of version 1 they are as they were handed in.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// use callscript_runner::EventKind;
///
/// session.answer("well", now)?;
/// let happened = session.events().iter().map(|event| &event.kind);
/// let answers = happened.filter(|kind| matches!(kind, EventKind::Answered { answer, .. } if answer == "well"));
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
        /// The values.
        values: Values,
    },
    /// The customer could not answer a form.
    CannotGive,
    /// An answer was chosen.
    Answered {
        /// Its id.
        answer: String,
        /// The values that were given together with it.
        values: Values,
    },
    /// The agent continued after a message.
    Proceeded,
    /// The host performed an action, or failed to. If an aside interrupts the action, this counts once the session is at
    /// the action again.
    Completed {
        /// The action's token; `None` in a journal of version 1.
        token: Option<usize>,
        /// The result.
        result: String,
        /// The returned values.
        returned: Values,
    },
    /// A subscript was stubbed as it began, as scenarios do.
    Stubbed {
        /// The outcome that it counts as ended with.
        outcome: String,
        /// The values that it counts as having set.
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
    /// A result came of an action that the session does not wait for any more. Changes nothing.
    Late {
        /// The token with which it came.
        token: usize,
        /// The result.
        result: String,
        /// The returned values.
        returned: Values,
    },
    /// The call went to another channel, another person, or both. Never undone.
    HandedOver {
        /// The new channel, if it is another one.
        channel: Option<String>,
        /// Who takes the call.
        to: Option<String>,
        /// A note for them.
        note: Option<String>,
    },
    /// The call pauses: the time until it is taken up counts for nothing. Never undone.
    Paused,
    /// The call goes on. What came before may have been cut off without a pause: the time since counts for nothing either.
    TakenUp,
    /// Nothing came: the question or form asks again, or is left along the `else` of its `silence`.
    Silent {
        /// What came, if anything did.
        input: Option<String>,
    },
    /// Nothing came that is one of the answers, or fits the form: it asks again, or is left by its `not_understood`.
    NotUnderstood {
        /// What came.
        input: Option<String>,
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
    /// The values for the inputs.
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
    /// Another answer.
    Answer {
        /// Its id.
        answer: String,
        /// The values that are given together with it.
        values: Values,
    },
    /// The values of the form.
    Enter(Values),
    /// The customer cannot answer the form.
    CannotGive,
}

/// The version of events that a session takes: that of the journal which keeps them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Version {
    /// Values are as they were handed in; there are no tokens, and none of the later kinds of events.
    One,
    /// The present one.
    #[default]
    Two,
}

impl Version {
    /// The version with this number.
    pub(crate) fn of_number(number: u64) -> Option<Self> {
        [Self::One, Self::Two].into_iter().find(|version| version.number() == number)
    }

    /// Its number.
    pub(crate) fn number(self) -> u64 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// Whether there is this kind of event.
    pub(crate) fn has(self, kind: &EventKind) -> bool {
        let is_later = matches!(
            kind,
            EventKind::Late { .. }
                | EventKind::HandedOver { .. }
                | EventKind::Paused
                | EventKind::TakenUp
                | EventKind::Silent { .. }
                | EventKind::NotUnderstood { .. }
        );
        let has_values = match kind {
            EventKind::Answered { values, .. } | EventKind::Revised { to: Revision::Answer { values, .. }, .. } => {
                !values.is_empty()
            }
            _ => false,
        };
        self == Self::Two || !(is_later || has_values)
    }
}

impl Revision {
    /// Another answer, by its id, without values.
    pub fn answer(id: impl Into<String>) -> Self {
        Self::Answer { answer: id.into(), values: Values::new() }
    }
}

impl EventKind {
    /// An answer was chosen, by its id, without values.
    pub fn answered(id: impl Into<String>) -> Self {
        Self::Answered { answer: id.into(), values: Values::new() }
    }

    /// Whether it moves the session's position. A result that is kept while an aside interrupts its action does not,
    /// either.
    pub(crate) fn moves(&self) -> bool {
        !matches!(self, Self::Late { .. } | Self::Noted { .. } | Self::HandedOver { .. } | Self::Paused | Self::TakenUp)
    }

    /// Whether [`Session::apply`](crate::Session::apply) expects the session's position with it. A note, a pause and a
    /// hand-over fit wherever the session is, and a result is judged by its token.
    pub fn needs_position(&self) -> bool {
        self.moves() && !matches!(self, Self::Completed { token: Some(_), .. })
    }

    /// Whether `back` undoes it. Of [`Silent`](Self::Silent) and [`NotUnderstood`](Self::NotUnderstood) it undoes what led on; what
    /// asked again goes with the step before it.
    pub fn can_be_undone(&self) -> bool {
        matches!(
            self,
            Self::Entered { .. }
                | Self::CannotGive
                | Self::Answered { .. }
                | Self::Silent { .. }
                | Self::NotUnderstood { .. }
                | Self::Proceeded
                | Self::Stubbed { .. }
                | Self::Aside { .. }
                | Self::Revised { .. }
                | Self::Jumped { .. }
        )
    }

    /// The lapse that it is, if it is one.
    pub(crate) fn lapse(&self) -> Option<Lapse> {
        match self {
            Self::Silent { .. } => Some(Lapse::Silence),
            Self::NotUnderstood { .. } => Some(Lapse::NotUnderstood),
            _ => None,
        }
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
            Self::Silent { .. } => "silent",
            Self::NotUnderstood { .. } => "not_understood",
            Self::Proceeded => "proceeded",
            Self::Completed { .. } => "completed",
            Self::Late { .. } => "late",
            Self::Stubbed { .. } => "left_out",
            Self::Aside { .. } => "aside",
            Self::Back => "back",
            Self::Revised { .. } => "revised",
            Self::Jumped { .. } => "jumped",
            Self::Noted { .. } => "noted",
            Self::HandedOver { .. } => "handed_over",
            Self::Paused => "paused",
            Self::TakenUp => "taken_up",
            Self::HungUp { .. } => "hung_up",
        }
    }
}
