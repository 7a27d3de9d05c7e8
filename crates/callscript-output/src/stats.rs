//! Statistics of scripts in every output format.

mod full;
pub(crate) mod json;
mod report;

pub use full::full;
pub use json::json;
pub use report::{Faults, Report, StatsResult, closing_line};
