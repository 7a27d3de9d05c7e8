//! Parses YAML into a tree in which every key, value and comment has a span. Only this module uses the YAML parser.
//!
//! Knows YAML and its pitfalls. Must not know what a script means, except where its nodes begin (for error recovery).

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
mod rewrite;
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
pub(crate) use rewrite::rewrite;
pub(crate) use value::{Blanked, Entry, Fault, Kind, Map, Scalar, Style, Value};
