//! The only place that knows the YAML parser: a text becomes a tree in which everything has its place.
//!
//! Knows YAML and its traps. Must not know what a script means, but for where its nodes begin (to recover after an error).

mod characters;
mod comments;
mod explain;
mod frame;
mod line;
mod locate;
mod open;
mod owned;
mod place;
mod reader;
mod recover;
mod resume;
mod state;
mod tree;
mod unsupported;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use characters::unreadable;
pub(crate) use line::{key_end, line_at};
pub(crate) use locate::locate;
pub(crate) use owned::Tree;
pub(crate) use reader::{File, read};
pub(crate) use value::{Blanked, Entry, Fault, Kind, Map, Scalar, Style, Value};
