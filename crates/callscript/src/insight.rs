//! What scripts come to, and what changed from one to another.
//!
//! Floor 9. Must not know how figures and changes are shown.

pub mod diff;
pub mod stats;
