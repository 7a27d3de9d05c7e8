//! For editors and `lint --fix`: symbols and their mentions, completion, and the loop that applies fixes.
//!
//! Floor 10. Must not know protocols.

pub mod completion;
pub mod fixer;
pub mod symbols;
