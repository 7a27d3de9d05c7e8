//! Calls that are written down as they are to go: performing one, recording one, and suggesting some.
//!
//! Must not know files, clocks, or how a journal is written; who performs a scenario says at what time it starts.

mod complaint;
mod compose;
mod meaning;
mod perform;
mod performed;
mod record;
mod suggest;

pub use self::complaint::{Complaint, Wrong};
pub use self::compose::name_apart;
pub use self::perform::perform;
pub use self::performed::{Failure, Open, Performed, Subscript};
pub use self::record::{RecordError, RecordedScenario, record};
pub use self::suggest::{Suggested, suggest};
