//! The vocabulary of all other rooms: sources and spans, findings, rules, fixes, names and values.
//!
//! Floor 1. Must not know any other room.

mod count;
pub mod diagnostic;
pub mod edit;
pub mod inert;
pub(crate) mod lapse;
pub mod locale;
pub(crate) mod map;
pub mod markdown;
pub(crate) mod names;
pub(crate) mod parallel;
pub mod quantity;
pub mod rule;
pub mod source;
pub mod value;
