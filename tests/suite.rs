//! What is tested across the crates, in one binary. `README.md` beside this file says what is where.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/crates.rs"]
mod crates;
#[path = "suite/diff.rs"]
mod diff;
#[path = "suite/explain.rs"]
mod explain;
#[path = "suite/files.rs"]
mod files;
#[path = "suite/fixtures.rs"]
mod fixtures;
#[path = "suite/journal.rs"]
mod journal;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/readme.rs"]
mod readme;
#[path = "suite/render.rs"]
mod render;
#[path = "suite/sessions.rs"]
mod sessions;
#[path = "suite/support.rs"]
mod support;
