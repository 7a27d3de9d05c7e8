//! One guided call over a checked script: a pure state machine.
//!
//! A [`Session`] is one walk through a [`Script`](callscript::script::Script). The host asks what to show, shows it, and
//! hands in what happened with the time at which it happened. A session is a value: it has no thread, no clock and does
//! no I/O. It is its list of [`Event`]s; where it stands is what these come to.
//!
//! Must not know terminals, files, or how a script is written.

mod call;
mod digest;
mod error;
mod event;
mod history;
pub mod journal;
mod outcome;
mod prompt;
mod prompting;
mod replay;
mod revise;
pub mod scenario;
mod session;
mod shown;
mod state;
mod trace;
mod transcript;
mod values;
mod waits;

pub use error::{ReplayError, StartError, StepError, ValuesError};
pub use event::{Event, EventKind, Revision, Started};
pub use history::{Turn, What};
pub use outcome::{CallResult, Note};
pub use prompt::{ActionValue, AnswerChoice, AsideChoice, Ending, Field, Prompt, PromptKind, ResultChoice};
pub use session::{Session, Start};
pub use shown::Shown;
pub use trace::{Deviation, Passed, Visit};
pub use transcript::Transcript;
pub use values::Values;
