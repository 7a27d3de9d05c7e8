//! One guided call over a checked script: a pure state machine.
//!
//! A [`Session`] is one walk through a [`Script`](callscript::script::Script). The host asks what to show, shows it,
//! and hands in what happened, with the time. A session is a value: it has no thread and no clock, and does no I/O. It
//! is a list of [`Event`]s; its state is the result of applying them in order.
//!
//! [`Session::apply`] takes an event of any kind, meant for the position at which whoever sends it saw the session; of
//! two that were meant for the same one, the second is refused. `answer`, `enter` and the other methods are for hosts
//! that hold the session themselves.
//!
//! What `Debug` prints has no sensitive value, so that everything can be logged but [`journal`]s.
//!
//! Must not know terminals, files, or how a script is written.
#![cfg_attr(feature = "serde", doc = "")]
#![cfg_attr(feature = "serde", doc = include_str!("../docs/json.md"))]

mod digest;
mod error;
mod event;
mod field;
mod history;
pub mod journal;
mod moment;
mod prompt;
mod report;
pub mod scenario;
mod session;
mod values;
mod wire;

pub use error::{ReplayError, StartError, StepError};
pub use event::{Event, EventKind, Revision, Started};
pub use field::{Field, FieldError, ValuesError};
pub use history::{Handover, Note, Shown, Turn, TurnKind};
pub use moment::Moment;
pub use prompt::{ActionValue, AnswerChoice, AsideChoice, Ending, Prompt, PromptKind, ResultChoice, Unanswered};
pub use report::{ActionRun, CallResult, CallState, CallSummary, SubscriptRun, Transcript, VariableValue};
pub use session::applying::Applied;
pub use session::completing::Receipt;
pub use session::trace::{Deviation, Passed, Visit};
pub use session::{Session, Start};
pub use values::Values;

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
