//! Call scripts as checked decision trees: read, prove, draw.
//!
//! Data flows one way. A [`source::Source`] is read into a document; its links make a graph; [`rules`] find what is wrong with
//! both; a [`library::Library`] holds scripts that run one another, lints them, and makes a checked [`script::Script`] of
//! one that has no errors. `callscript-runner` walks it, and performs the calls of a [`scenario::File`]. For editors,
//! [`symbols`] says who is called what and where, and [`suggest`] what could be typed at a place.

mod cases;
pub mod config;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
mod document;
pub mod expression;
pub mod fix;
mod flow;
mod formula;
mod graph;
pub mod library;
mod names;
mod policy;
pub mod render;
pub mod rules;
pub mod samples;
pub mod scenario;
pub mod script;
mod silence;
pub mod source;
pub mod stats;
pub mod suggest;
pub mod symbols;
pub mod text;
mod timing;
mod types;
pub mod value;
mod yaml;

#[cfg(test)]
mod testing;
