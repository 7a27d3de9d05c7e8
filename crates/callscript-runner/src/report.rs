//! A call as it is filed: what a host keeps of it, and its transcript.
//!
//! Floor 5. Must not know how a session moves, nor how journals and scenarios are written.

mod result;
mod transcript;

pub use self::result::{CallResult, VariableValue};
pub use self::transcript::Transcript;
