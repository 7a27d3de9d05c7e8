//! Call scripts as checked decision trees: read, prove, draw.
//!
//! Data flows one way. A [`source::Source`] is read into a document; its links make a graph; [`rules`] find what is wrong with
//! both; a [`library::Library`] holds scripts that run one another, lints them, and makes a checked [`script::Script`] of
//! one that has no errors. `callscript-runner` walks it, and performs the calls of a [`scenario::File`]. For editors,
//! [`symbols`] says who is called what and where, and [`completion`] what could be typed at a place.
//!
//! A host needs [`source`], [`library`], [`script`], [`value`], [`diagnostic`], [`rules`], [`config`], [`scenario`] and
//! [`stats`]. What is made for the other crates of callscript alone says so, and may change in any version.

mod analysis;
mod base;
mod document;
pub mod drawing;
mod editor;
pub mod format;
mod insight;
pub mod library;
mod lint;
pub mod script;
mod syntax;

#[cfg(test)]
mod testing;

pub use analysis::graph::LinkKind;
pub use analysis::typed_expression::{Env, Text};
pub use base::{diagnostic, edit, inert, quantity, rule, source, value};
pub use document::{OutcomeKind, config, scenario};
/// **Not covered by semantic versioning**: made for the language server and `lint --fix` of `callscript-cli`.
pub use editor::{completion, fixer, symbols};
/// **Not covered by semantic versioning**: made for `callscript-output`, whose JSON is frozen instead.
pub use insight::diff;
pub use insight::stats;
pub use jiff;
pub use lint::{CheckError, IdlePolicy, Linted, rules};
pub use syntax::{expression, template};

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
