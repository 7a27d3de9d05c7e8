//! Changes of scripts in every output format.

#[cfg(feature = "terminal")]
mod full;
pub(crate) mod json;
mod markdown;
mod report;
#[cfg(feature = "terminal")]
mod terminal_rows;
mod word_diff;

#[cfg(feature = "terminal")]
pub use full::full;
pub use json::json;
pub use markdown::markdown;
pub use report::{Compared, Report, Version};
