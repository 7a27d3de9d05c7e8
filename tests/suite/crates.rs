//! The direction of the crates: the command line uses the runner, the runner the core, and never the other way.

use std::fs;

use crate::support::{names, repository};

#[test]
fn crates_depend_in_one_direction() {
    let allowed: [(&str, &[&str]); 4] = [
        ("callscript", &[]),
        ("callscript-cli", &["callscript", "callscript-project", "callscript-runner"]),
        ("callscript-project", &["callscript"]),
        ("callscript-runner", &["callscript"]),
    ];
    let crates: Vec<_> = allowed.iter().map(|(name, _)| *name).collect();
    assert_eq!(names(&repository("crates")), crates);
    for (name, allowed) in allowed {
        let manifest = fs::read_to_string(repository("crates").join(name).join("Cargo.toml")).unwrap();
        assert_eq!(ours(&manifest), allowed, "{name}");
    }
}

/// The crates of this workspace that a manifest names in any table of dependencies.
fn ours(manifest: &str) -> Vec<&str> {
    let tables = manifest.split("\n[").filter(|table| {
        let title = table.lines().next().unwrap_or_default();
        title.contains("dependencies")
    });
    let lines = tables.flat_map(|table| table.lines());
    let mut names: Vec<_> =
        lines.filter_map(|line| line.split(['.', '=', ' ', ']']).find(|word| word.starts_with("callscript"))).collect();
    names.sort_unstable();
    names
}

/// What a crate could learn of the world around it.
const WORLD: [&str; 7] = ["std::fs", "std::env", "std::net", "std::process", "std::time", "SystemTime", "::now("];

#[test]
fn the_core_and_the_runner_know_no_world() {
    assert_uses_none("crates/callscript/src", &WORLD);
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

fn sources(folder: &str) -> Vec<(String, String)> {
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
