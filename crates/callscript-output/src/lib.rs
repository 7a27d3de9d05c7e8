//! Reports of findings, statistics, changes and drawings, in formats for people and programs. The formats are frozen:
//! they change only in the ways that their documentation allows.
//!
//! Pure functions: they return text, and take the width, the colour and the time as arguments. Must not know files,
//! clocks, terminals or the command line. A module uses only modules on lower floors; from the lowest: helpers for all
//! formats, findings, everything else.

mod asked;
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
pub use schema::Schema;
pub use screen::Screen;
#[cfg(feature = "terminal")]
pub use screen::{Style, painted};
pub use transcript::transcript;

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
