//! What surrounds a call: the day, the time of day and the channel that expressions may read beside variables.
//!
//! Plain data, handed in by whoever evaluates. Must not know any clock.

use jiff::civil::{Date, Time};

/// What expressions may read without declaring it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// `today`
    pub today: Date,
    /// `now`, to the minute
    pub now: Time,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { today: Date::constant(1970, 1, 1), now: Time::midnight() }
    }
}
