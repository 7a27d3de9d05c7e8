//! What scripts amount to (`stats`), and how two versions of them differ (`diff`).
//!
//! Floor 9. Must not know how figures and changes are shown.

pub mod diff;
pub mod stats;
