//! The module structure: crates and rooms use each other in one direction only, which `arrows/floors.rs` defines; files
//! of a room form cycles of at most four.
//!
//! The code is parsed with `syn`. That does not show which method a call resolves to, but it shows the import of the
//! type.

mod checks;
mod circles;
mod floors;
mod items;
mod manifests;
mod mentions;
mod modules;
mod resolve;
mod tests;
mod uses;

use std::fs;
use std::path::Path;

use self::floors::{Crate, HOUSE};
use self::modules::{Modules, Sources};
use crate::support::{names, repository};

#[test]
fn arrows_lead_down() {
    let mut sources = Sources::new();
    let mut problems = Vec::new();
    for name in names(&repository("crates")) {
        read(&format!("crates/{name}/src"), &mut sources);
        problems.extend(manifests::check(HOUSE, &name));
    }
    problems.extend(check(HOUSE, &sources));
    // A use through a re-export is found twice.
    problems.sort_unstable();
    problems.dedup();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// All violations in the code of some crates.
fn check(house: &[Crate], sources: &Sources) -> Vec<String> {
    let modules = Modules::read(sources);
    let arrows = modules.arrows();
    let mut problems = modules.problems.clone();
    problems.extend(checks::rooms(house, &modules));
    problems.extend(checks::upward(house, &arrows));
    problems.extend(checks::globs_and_reexports(&arrows));
    problems.extend(checks::forbidden(&modules, &arrows));
    problems.extend(circles::circles(&arrows));
    problems
}

fn read(folder: &str, sources: &mut Sources) {
    for name in names(&repository(folder)) {
        let path = format!("{folder}/{name}");
        if repository(&path).is_dir() {
            read(&path, sources);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(repository(&path)).unwrap();
            sources.insert(path, text);
        }
    }
}
