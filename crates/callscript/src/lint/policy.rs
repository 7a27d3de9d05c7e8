//! Policies: what a team asks of every path through its scripts, and whether it holds.
//!
//! A path begins at `start`, at an entry, or goes into an aside from any prompt that it comes to; conditions on the way are
//! not considered. What a subscript passes counts for whoever runs it. Must not know how policies are written.

mod check;
mod dominance;
mod findings;
mod length;
mod names;
mod passing;
mod path;
mod placed_policy;
mod scripts;
mod verbatim;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(crate) use check::{Subject, check};

/// A policy that watches nothing: nothing in its library has a name that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdlePolicy {
    /// Its name.
    pub name: String,
    /// The file in which it stands, as findings name it.
    pub file: Arc<str>,
}
