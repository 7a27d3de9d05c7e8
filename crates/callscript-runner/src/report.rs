//! Reports on a call: the result, which a host stores, and the transcript.
//!
//! Floor 5. Must not know how a session advances, nor how journals and scenarios are written.

mod result;
mod transcript;

pub use self::result::{CallResult, VariableValue};
pub use self::transcript::Transcript;
