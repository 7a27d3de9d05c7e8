//! Call scripts as checked decision trees: read, prove, draw.
//!
//! Data flows one way. A [`source::Source`] is read into a document; its links make a graph; [`rules`] find what is wrong with
//! both; a [`library::Library`] holds scripts that run one another, lints them, and makes a checked [`script::Script`] of
//! one that has no errors. `callscript-runner` walks it. For editors, [`symbols`] says who is called what and where, and
//! [`suggest`] what could be typed at a place.

mod cases;
pub mod diagnostic;
mod document;
pub mod expression;
pub mod fix;
mod flow;
mod graph;
pub mod library;
mod names;
pub mod render;
pub mod rules;
pub mod script;
pub mod source;
pub mod suggest;
pub mod symbols;
pub mod text;
mod timing;
mod types;
pub mod value;
mod yaml;

#[cfg(test)]
mod testing;
