//! Call scripts as checked decision trees: read, prove, draw.
//!
//! Data flows one way. A [`source::Source`] is read into a document; its links make a graph; [`rules`] find what is wrong with
//! both; a [`library::Library`] holds scripts that run one another, lints them, and makes a checked [`script::Script`] of
//! one that has no errors. `callscript-runner` walks it, and performs the calls of a [`scenario::File`].
//!
//! With the feature `parallel`, which is on by default, files are read on all cores. With `serde`, a [`Bundle`] is read and
//! written by serde.
//!
//! What a host needs is here, and follows semantic versioning. What is made for the other crates of callscript alone is in
//! [`internal`].

mod analysis;
mod base;
mod bundle;
mod document;
mod drawing;
mod editor;
mod format;
mod insight;
pub mod library;
mod lint;
pub mod model;
pub mod script;
mod syntax;

#[cfg(test)]
mod testing;

pub use base::lapse::Lapse;
pub use base::quantity::Count;
pub use base::{diagnostic, edit, locale, rule, source, value};
pub use bundle::{Bundle, BundleError, BundledText};
pub use document::{OutcomeKind, config, scenario};
pub use insight::stats;
pub use jiff;
pub use lint::{CheckError, IdlePolicy, Linted, RuleError, rules};

/// What the other crates of callscript are made with: drawings, differences, the help of editors, words for people.
///
/// **Not covered by semantic versioning**: it may change in any version. What `callscript-output` makes of it is frozen instead.
pub mod internal {
    pub use crate::analysis::graph::LinkKind;
    pub use crate::analysis::typed_expression::{Env, Surroundings, Text};
    pub use crate::base::{inert, markdown, quantity};
    pub use crate::document::label_id;
    pub use crate::editor::{completion, fixer, symbols};
    pub use crate::insight::diff;
    pub use crate::syntax::expression::WORDS;
    pub use crate::syntax::template::MASK;

    /// The table of the format's keys.
    pub mod format {
        pub use crate::format::{Key, MapKind, Name, Need, Number, Step, Value, keys};
    }

    /// What there is to draw.
    pub mod drawing {
        pub use crate::drawing::{Drawing, Edge, Node, NodeKind, Target, UnknownNode};
    }
}

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
