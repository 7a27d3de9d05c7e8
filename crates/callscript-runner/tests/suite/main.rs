//! Sessions over checked scripts, from outside.

mod asides;
mod back;
mod random;
mod revise;
mod support;
mod transcript;
mod walk;
