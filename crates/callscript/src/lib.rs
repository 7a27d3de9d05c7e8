//! Call scripts as checked decision trees.

pub mod diagnostic;
pub mod source;
mod yaml;
