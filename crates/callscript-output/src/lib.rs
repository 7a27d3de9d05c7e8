//! What callscript finds, counts, compares and draws, as people and programs read it. Every form is frozen: it changes only
//! in ways that its readers are promised.
//!
//! Text comes out, and whatever it depends on goes in: width, colour and time. Must not know files, clocks, terminals or the
//! command line. A room below uses none above it: what all forms are written with, then findings, then the rest.

mod json;
#[cfg(feature = "xml")]
mod junit;
mod moment;
mod result;
#[cfg(feature = "schema")]
mod schema;
mod screen;
mod transcript;

pub mod diff;
pub mod drawings;
pub mod findings;
pub mod scenarios;
pub mod stats;

pub use result::result;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use screen::Screen;
#[cfg(feature = "terminal")]
pub use screen::{Style, painted};
pub use transcript::transcript;

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
