//! Results of scenarios and of recorded calls in every output format.

mod call;
mod coverage;
#[cfg(feature = "terminal")]
mod full;
pub(crate) mod json;
#[cfg(feature = "xml")]
mod junit;
pub mod replay;
mod report;
mod unwalkable;

pub use coverage::{Count, Coverage, ListedPart, Script, part_name};
#[cfg(feature = "terminal")]
pub use full::full;
pub use json::json;
#[cfg(feature = "xml")]
pub use junit::junit;
pub use report::{Failed, Report, Tested, Verdict};
