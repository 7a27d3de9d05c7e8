//! What came of recorded calls under the scripts as they are now.

mod ended;
#[cfg(feature = "terminal")]
mod full;
mod json;
#[cfg(feature = "xml")]
mod junit;
mod report;

#[cfg(feature = "terminal")]
pub use full::full;
pub use json::json;
#[cfg(feature = "xml")]
pub use junit::junit;
pub use report::{Call, Came, Counts};
