//! Sessions over checked scripts, from outside.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what a test needs and does not get fails it")]

mod asides;
mod back;
mod bound;
mod carry_over;
mod generate;
mod journal;
mod killed;
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
mod transcript;
mod walk;
mod walker;
