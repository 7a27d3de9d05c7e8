//! The JSON of events, prompts and turns, behind the feature `serde`: frozen like the journal's, so that fields are only
//! added. Every form has structs of its own.
//!
//! Floor 5. The forms of events are the journal's. Must not know journals, files or how a session moves.

pub(crate) mod event;
#[cfg(feature = "serde")]
mod event_serde;
#[cfg(feature = "serde")]
mod field;
#[cfg(feature = "serde")]
mod prompt;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "serde")]
mod turn;
