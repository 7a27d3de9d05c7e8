//! Drawings of scripts: as a tree for the terminal, for Mermaid, for Graphviz, or as plain data.

mod json;

pub use json::json;
