//! One test for each fixture, so that each can be run by its name. `README.md` beside this file says what is where.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "suite/fixtures/choices.rs"]
mod choices;
#[path = "suite/fixtures/diff.rs"]
mod diff;
#[path = "suite/fixtures/filed.rs"]
mod filed;
#[path = "suite/fixtures/fix.rs"]
mod fix;
#[path = "suite/fixtures/folder.rs"]
mod folder;
#[path = "suite/fixtures/frozen.rs"]
mod frozen;
#[path = "suite/fixtures/keys.rs"]
mod keys;
#[path = "suite/fixtures/lint.rs"]
mod lint;
#[path = "suite/fixtures/markdown.rs"]
mod markdown;
#[path = "suite/fixtures/pages.rs"]
mod pages;
#[path = "suite/fixtures/pieces.rs"]
mod pieces;
#[path = "suite/fixtures/read.rs"]
mod read;
#[path = "suite/fixtures/render.rs"]
mod render;
#[path = "suite/fixtures/scenarios.rs"]
mod scenarios;
#[path = "suite/fixtures/schema.rs"]
mod schema;
#[path = "suite/fixtures/sessions.rs"]
mod sessions;
#[path = "suite/fixtures/shown.rs"]
mod shown;
#[path = "suite/fixtures/stats.rs"]
mod stats;
#[path = "suite/support.rs"]
mod support;
#[path = "suite/fixtures/typed.rs"]
mod typed;

use std::collections::HashSet;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let subjects = [
        choices::trials(),
        diff::trials(),
        filed::trials(),
        fix::trials(),
        frozen::trials(),
        keys::trials(),
        lint::trials(),
        pages::trials(),
        pieces::trials(),
        read::trials(),
        render::trials(),
        scenarios::trials(),
        schema::trials(),
        sessions::trials(),
        shown::trials(),
        stats::trials(),
        typed::trials(),
    ];
    let trials: Vec<_> = subjects.into_iter().flatten().collect();
    let names: HashSet<_> = trials.iter().map(Trial::name).collect();
    assert_eq!(names.len(), trials.len(), "two tests have one name");
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A test that fails if it panics.
fn trial(name: String, test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, || {
        test();
        Ok(())
    })
}
