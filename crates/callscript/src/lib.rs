//! Call scripts as checked decision trees.

pub mod diagnostic;
pub mod expression;
pub mod source;
pub mod text;
pub mod value;
mod yaml;

#[cfg(test)]
mod testing;
