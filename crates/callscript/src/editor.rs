//! For editors and `lint --fix`: who is called what and where, what could be typed at a place, and the loop that applies fixes.
//!
//! Floor 10. Must not know protocols.

pub mod completion;
pub mod fixer;
pub mod symbols;
