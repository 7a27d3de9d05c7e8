//! Scenarios: performing them, recording one from a call, suggesting some for what is not covered, and, with the
//! feature `yaml`, writing them as text.
//!
//! Floor 6. Must not know files, clocks or journals; the caller says at what time a scenario starts.
//!
//! Forbids: journal

mod complaint;
mod compose;
mod perform;
mod performed;
mod record;
mod resolve;
mod suggest;
#[cfg(feature = "yaml")]
mod write;

pub use self::complaint::{Complaint, LocatedComplaint};
pub use self::perform::perform;
pub use self::performed::{Failure, Open, Performed, Subscript, Taken};
pub use self::record::{RecordError, RecordedScenario, record};
pub use self::suggest::{Suggested, suggest};
#[cfg(feature = "yaml")]
pub use self::write::{Addition, AdditionError, write};
