//! What a result and a transcript both say of a call: how it began and how it ended.

use callscript::jiff::Timestamp;
use callscript::script::Digest;

use super::actions::ActionRun;
use crate::event::{EventKind, Started};
use crate::history::Handover;
use crate::prompt::Ending;
use crate::session::Session;

/// What a result and a transcript both say of a call.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// use callscript_runner::CallState;
///
/// session.hang_up(Some("line broke"), now)?;
/// let call = session.result().call;
/// assert_eq!((call.state, call.hung_up_because.as_deref()), (CallState::HungUp, Some("line broke")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CallSummary {
    /// The script's id.
    pub script: String,
    /// The digest of all scripts that the session can run.
    pub digest: Digest,
    /// The digest of the scripts with which the call began, if it was carried over from others.
    pub carried_over_from: Option<Digest>,
    /// The touch point.
    pub channel: String,
    /// The entry at which it started; `None`: the script's start.
    pub entry: Option<String>,
    /// Whether it came to an end, and which.
    pub state: CallState,
    /// The reason for hanging up, if one was given. A call that was hung up after its outcome counts as ended.
    pub hung_up_because: Option<String>,
    /// The outcome; `None` if the call was hung up before there was one, or is not over.
    pub ending: Option<Ending>,
    /// When the call started.
    pub started: Timestamp,
    /// When it ended or was hung up; `None` if it is not over.
    pub ended: Option<Timestamp>,
    /// How long it lasted, in seconds, without its pauses; if it is not over, until the latest event.
    pub seconds: f64,
    /// How long it was paused, in seconds.
    pub paused_seconds: f64,
    /// Whether it stands at a pause.
    pub is_paused: bool,
    /// Every hand-over.
    pub handovers: Vec<Handover>,
}

/// Whether a call came to an end, and which.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// use callscript_runner::CallState;
///
/// assert_eq!(session.result().call.state, CallState::Unfinished);
/// session.answer("ill", now)?;
/// assert_eq!(session.result().call.state.as_str(), "ended");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallState {
    /// It came to an outcome, and is over.
    Ended,
    /// It was hung up before there was an outcome.
    HungUp,
    /// It is not over, or it broke off.
    Unfinished,
}

/// The reports on calls that were given up to begin again; `parts` are the summary and the actions of each. The actions of
/// calls that had not ended count as undone.
pub(super) fn given_up<R>(
    earlier: impl IntoIterator<Item = R>,
    parts: impl Fn(&mut R) -> (&CallSummary, &mut [ActionRun]),
) -> Vec<R> {
    let mut earlier: Vec<R> = earlier.into_iter().collect();
    for report in &mut earlier {
        let (call, actions) = parts(report);
        for action in actions.iter_mut().filter(|_| call.state != CallState::Ended) {
            action.undone = true;
        }
    }
    earlier
}

impl CallState {
    /// Its name in results and transcripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::HungUp => "hung_up",
            Self::Unfinished => "unfinished",
        }
    }
}

impl Session {
    pub(super) fn summary(&self) -> CallSummary {
        let Started { channel, entry, .. } = self.started();
        let (started, ending) = (self.started_at(), self.ending());
        let ended = self.is_over().then(|| self.last_step_at());
        let latest = ended.or_else(|| self.events.last().map(|event| event.at.timestamp())).unwrap_or(started);
        CallSummary {
            script: self.script.id().to_owned(),
            digest: self.script.digest(),
            carried_over_from: self.carried_over_from,
            channel,
            entry,
            state: match &ending {
                Some(_) => CallState::Ended,
                None if self.is_over() => CallState::HungUp,
                None => CallState::Unfinished,
            },
            hung_up_because: self.hung_up_because(),
            ending,
            started,
            ended,
            seconds: self.pauses.seconds_between(started, latest),
            paused_seconds: self.pauses.seconds_within(started, latest),
            is_paused: self.pauses.is_open() && !self.is_over(),
            handovers: self.events.iter().filter_map(Handover::of).collect(),
        }
    }

    /// When the latest effective step was taken. A result that was kept while an aside interrupted its action is the last
    /// of them, and came earlier than others.
    pub(super) fn last_step_at(&self) -> Timestamp {
        let effective = self.effective.iter().filter_map(|at| self.events.get(*at));
        effective.map(|event| event.at.timestamp()).max().unwrap_or_else(|| self.started_at())
    }

    /// The outcome; `None` if the call was hung up before there was one, or is not over.
    fn ending(&self) -> Option<Ending> {
        let outcome = self.state.outcome().filter(|_| self.is_over());
        outcome.map(|outcome| self.state.ending(outcome))
    }

    fn hung_up_because(&self) -> Option<String> {
        self.events.iter().rev().find_map(|event| match &event.kind {
            EventKind::HungUp { reason } => reason.clone(),
            _ => None,
        })
    }
}
