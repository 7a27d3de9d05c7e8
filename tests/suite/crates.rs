//! The crates' independence of their environment.

use std::fs;

use crate::support::{names, repository};

/// Ways in which code could depend on its environment.
const WORLD: [&str; 7] = ["std::fs", "std::env", "std::net", "std::process", "std::time", "SystemTime", "::now("];

#[test]
fn the_core_the_runner_and_output_know_no_world() {
    assert_uses_none("crates/callscript/src", &WORLD);
    assert_uses_none("crates/callscript-output/src", &WORLD);
    assert_uses_none("crates/callscript-runner/src", &WORLD);
}

#[test]
fn a_project_knows_the_disk_alone() {
    let others: Vec<_> = WORLD.into_iter().filter(|name| *name != "std::fs").collect();
    assert_uses_none("crates/callscript-project/src", &others);
}

fn assert_uses_none(folder: &str, world: &[&str]) {
    for (path, text) in sources(folder).into_iter().filter(|(path, _)| !path.contains("/tests")) {
        for name in world {
            assert!(!text.contains(name), "{path} uses {name}");
        }
    }
}

/// Every file below a folder, with its text.
pub(crate) fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in names(&repository(folder)) {
        let path = format!("{folder}/{name}");
        if repository(&path).is_dir() {
            found.extend(sources(&path));
        } else {
            let text = fs::read_to_string(repository(&path)).unwrap();
            found.push((path, text));
        }
    }
    found
}
