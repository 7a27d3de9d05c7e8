//! The history of a call: turn by turn what was said, what happened, and what was noted.
//!
//! Floor 3. Plain data, with sensitive values masked. Must not know how a session advances.

use callscript::Lapse;
use callscript::jiff::Timestamp;

use crate::event::{Event, EventKind};
use crate::prompt::Ending;

/// A prompt, and what happened at it.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
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
    /// The number of the step, from 1; `None` if it is not a step: the end, a hang-up, or the current prompt.
    pub number: Option<usize>,
    /// The id of the script that ran.
    pub script: String,
    /// The id of the current node.
    pub node: String,
    /// When the session reached this prompt.
    pub at: Timestamp,
    /// How long it stayed there, in seconds.
    pub seconds: f64,
    /// What was said to the customer; `None` if nothing, or if the turn before already has it.
    pub said: Option<String>,
    /// Whether that had to be read out word for word.
    pub verbatim: bool,
    /// How long the call was paused meanwhile, in seconds; not part of `seconds`.
    pub paused_seconds: f64,
    /// The notes that the agent made during this turn, including those at prompts that were undone.
    pub notes: Vec<Note>,
    /// The hand-overs during this turn, including those at prompts that were undone.
    pub handovers: Vec<Handover>,
    /// What happened.
    pub kind: TurnKind,
}

/// What happened at a prompt.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::TurnKind;
///
/// session.aside("wants-a-person", now)?;
/// assert!(matches!(&session.history()[0].kind, TurnKind::Aside { label, .. } if label == "Wants a person"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum TurnKind {
    /// A form was filled in.
    Entered(Vec<Shown>),
    /// The customer could not answer a form.
    CouldNotGive,
    /// An answer was chosen.
    Answered {
        /// Its id.
        id: String,
        /// Its label.
        label: String,
        /// The values that were given together with it.
        values: Vec<Shown>,
    },
    /// Nothing came, or nothing that was understood: what came, masked where the form has a sensitive field.
    Lapsed {
        /// Which of the two.
        lapse: Lapse,
        /// What came.
        input: Option<String>,
    },
    /// The agent continued after a message.
    Proceeded,
    /// The host performed an action, or failed to.
    Completed {
        /// The action's name.
        action: String,
        /// Which time the node asked for it in this call, from 1.
        attempt: usize,
        /// The result.
        result: String,
        /// The returned values that the script took over.
        returned: Vec<Shown>,
    },
    /// A subscript was stubbed. The turn's node is the one that called it, or the last node if `after` did.
    Stubbed {
        /// Its id.
        script: String,
        /// The outcome that it counts as ended with.
        outcome: String,
        /// The values that it counts as having set.
        sets: Vec<Shown>,
    },
    /// An aside was called.
    Aside {
        /// Its id.
        id: String,
        /// Its label.
        label: String,
    },
    /// The agent jumped.
    Jumped {
        /// The target node.
        to: String,
        /// The agent's reason.
        reason: String,
        /// The values that were entered for the jump.
        values: Vec<Shown>,
    },
    /// The call was hung up, with the agent's reason, if given.
    HungUp(Option<String>),
    /// The call ended.
    Ended(Ending),
    /// Nothing yet: this is the current prompt.
    Waiting,
}

/// A value as people are shown it.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::TurnKind;
///
/// session.enter(Values::from([("number", "7")]), now)?;
/// let TurnKind::Entered(shown) = &session.history()[0].kind else { panic!("it was a form") };
/// assert_eq!((shown[0].label.as_str(), shown[0].value.as_deref()), ("Number of the parcel", Some("7")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The variable's name, or the key that the host returned it by.
    pub name: String,
    /// Its label for people.
    pub label: String,
    /// The value, masked if it is sensitive; `None` if empty.
    pub value: Option<String>,
}

/// A note by the agent.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// session.note("has a cold", now)?;
/// let note = &session.result().notes[0];
/// assert_eq!((note.node.as_str(), note.text.as_str()), ("ask", "has a cold"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// The id of the running script.
    pub script: String,
    /// The id of the current node.
    pub node: String,
    /// When it was made.
    pub at: Timestamp,
    /// Its text.
    pub text: String,
}

impl Note {
    /// The note that an event holds; `None` if it is another event.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let EventKind::Noted { script, node, text } = &event.kind else { return None };
        Some(Self { script: script.clone(), node: node.clone(), at: event.at.timestamp(), text: text.clone() })
    }
}

/// A hand-over of the call.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// session.hand_over(None, Some("the night shift"), Some("call back"), now)?;
/// let handover = &session.result().call.handovers[0];
/// assert_eq!((handover.to.as_deref(), handover.note.as_deref()), (Some("the night shift"), Some("call back")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Handover {
    /// When it happened.
    pub at: Timestamp,
    /// The new channel, if it is another one.
    pub channel: Option<String>,
    /// Who takes the call.
    pub to: Option<String>,
    /// A note for them.
    pub note: Option<String>,
}

impl Handover {
    /// The hand-over that an event is; `None` if it is another event.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let EventKind::HandedOver { channel, to, note } = &event.kind else { return None };
        Some(Self { at: event.at.timestamp(), channel: channel.clone(), to: to.clone(), note: note.clone() })
    }
}
