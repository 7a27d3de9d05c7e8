//! Findings in every output format.
//!
//! Forbids: diff, scenarios

#[cfg(feature = "terminal")]
pub(crate) mod annotated;
mod concise;
#[cfg(feature = "terminal")]
mod excerpt;
#[cfg(feature = "terminal")]
pub(crate) mod full;
mod github;
pub(crate) mod json;
#[cfg(feature = "xml")]
mod junit;
mod report;
mod sarif;

pub use concise::concise;
#[cfg(feature = "terminal")]
pub use full::full;
pub use github::github;
pub use json::json;
#[cfg(feature = "xml")]
pub use junit::junit;
pub use report::{Report, SkippedFiles, Sources};
pub use sarif::sarif;
