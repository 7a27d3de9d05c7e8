//! What the calls of scripts come to, in every form in which that is written.

mod full;
mod json;
mod report;

pub use full::full;
pub use json::json;
pub use report::{Faults, Report, Told, closing_line};
