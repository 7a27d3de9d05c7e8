//! Reports on a call: the result, which a host stores, and the transcript.
//!
//! Floor 5. Must not know how a session advances, nor how journals and scenarios are written.

mod actions;
mod result;
mod summary;
mod transcript;

pub use self::actions::ActionRun;
pub use self::result::{CallResult, SubscriptRun, VariableValue};
pub use self::summary::{CallState, CallSummary};
pub use self::transcript::Transcript;
