//! What is tested across the crates, but for what is held of each fixture. `README.md` beside this file says what is where.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "suite/action.rs"]
mod action;
#[path = "suite/arrows/mod.rs"]
mod arrows;
#[path = "suite/carry_over.rs"]
mod carry_over;
#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/crates.rs"]
mod crates;
#[path = "suite/diff.rs"]
mod diff;
#[path = "suite/embedding.rs"]
mod embedding;
#[path = "suite/explain.rs"]
mod explain;
#[path = "suite/faults/mod.rs"]
mod faults;
#[path = "suite/files.rs"]
mod files;
#[path = "suite/fix.rs"]
mod fix;
#[path = "suite/formats.rs"]
mod formats;
#[path = "suite/frozen.rs"]
mod frozen;
#[path = "suite/fuzz/mod.rs"]
mod fuzz;
#[path = "suite/helps.rs"]
mod helps;
#[path = "suite/host_rules.rs"]
mod host_rules;
#[path = "suite/inert/mod.rs"]
mod inert;
#[path = "suite/inputs.rs"]
mod inputs;
#[path = "suite/journal.rs"]
mod journal;
#[path = "suite/losses.rs"]
mod losses;
#[path = "suite/lsp/mod.rs"]
mod lsp;
#[path = "suite/matrix/mod.rs"]
mod matrix;
#[path = "suite/new.rs"]
mod new;
#[path = "suite/page.rs"]
mod page;
#[path = "suite/paths.rs"]
mod paths;
#[path = "suite/policies.rs"]
mod policies;
#[path = "suite/program.rs"]
mod program;
#[path = "suite/render.rs"]
mod render;
#[path = "suite/scenarios.rs"]
mod scenarios;
#[path = "suite/schemas.rs"]
mod schemas;
#[path = "suite/secrets.rs"]
mod secrets;
#[path = "suite/sessions.rs"]
mod sessions;
#[path = "suite/snapshots.rs"]
mod snapshots;
#[path = "suite/stats.rs"]
mod stats;
#[path = "suite/support.rs"]
mod support;
