//! Reports on recorded calls that were replayed with the current scripts.

mod ended;
#[cfg(feature = "terminal")]
mod full;
pub(crate) mod json;
#[cfg(feature = "xml")]
mod junit;
mod report;

#[cfg(feature = "terminal")]
pub use full::full;
pub use json::json;
#[cfg(feature = "xml")]
pub use junit::junit;
pub use report::{Call, Counts, ReplayResult};
