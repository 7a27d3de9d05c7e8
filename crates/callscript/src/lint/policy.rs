//! Policies: what a team requires of every path through its scripts.
//!
//! A path begins at `start` or at an entry; it may enter an aside at any prompt. Conditions are ignored. Nodes that a
//! subscript passes count for its caller. Must not know how policies are written.

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

/// A policy that applies to nothing: the library has no node, tag, action or outcome that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdlePolicy {
    /// Its name.
    pub name: String,
    /// The name of the file that contains it.
    pub file: Arc<str>,
}
