//! Sessions over checked scripts, from outside.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what a test needs and does not get fails it")]

mod afresh;
mod apply;
mod asides;
mod back;
mod between;
mod bound;
mod carry_over;
mod clock;
mod emptied;
mod fields;
mod filed;
mod generate;
mod journal;
mod killed;
mod lapses;
mod moment;
mod random;
mod revise;
mod scenario;
mod secrets;
mod shadow;
mod steps;
mod stubs;
mod suggest;
mod support;
mod tokens;
mod transcript;
mod walk;
mod walker;
#[cfg(feature = "serde")]
mod wire;
