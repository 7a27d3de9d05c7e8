//! Checks the dependencies in the manifests of the crates.

use std::fs;

use super::floors::Crate;
use crate::support::repository;

/// A crate may depend only on the crates that `floors.rs` allows.
pub(super) fn check(house: &[Crate], name: &str) -> Vec<String> {
    let manifest = format!("crates/{name}/Cargo.toml");
    let text = fs::read_to_string(repository(&manifest)).unwrap();
    // A crate without a row is reported when its code is checked.
    let allowed = house.iter().find(|one| one.name == name).map_or(&[][..], |one| one.uses);
    let wrong = ours(&text).into_iter().filter(|used| !allowed.contains(used));
    wrong.map(|used| format!("{manifest}: crate `{name}` depends on crate `{used}`, which it must not know")).collect()
}

/// The crates of this workspace in any dependency table of a manifest.
fn ours(manifest: &str) -> Vec<&str> {
    let tables = manifest.split("\n[").filter(|table| {
        let title = table.lines().next().unwrap_or_default();
        title.contains("dependencies")
    });
    let lines = tables.flat_map(|table| table.lines());
    lines.filter_map(|line| line.split(['.', '=', ' ', ']']).find(|word| word.starts_with("callscript"))).collect()
}
