//! Drawings of scripts: as a tree for the terminal, for Mermaid, for Graphviz, or as plain data.

mod diagram;
mod direction;
mod dot;
pub(crate) mod json;
mod labels;
mod mermaid;
mod text;

#[cfg(test)]
mod tests;

pub use direction::Direction;
pub use dot::dot;
pub use json::json;
pub use mermaid::{Flowchart, mermaid};
pub use text::text;
