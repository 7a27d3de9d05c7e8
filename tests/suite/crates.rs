//! What the crates know of the world outside.

use std::fs;

use crate::support::{names, repository};

/// Folders and files are read in one place of the core, and time in none.
#[test]
fn no_crate_below_the_command_line_knows_the_world() {
    let outside = ["std::fs", "std::env", "std::net", "std::process", "std::time", "SystemTime", "::now("];
    for folder in ["crates/callscript/src", "crates/callscript-output/src", "crates/callscript-runner/src"] {
        for (path, text) in sources(folder).into_iter().filter(|(path, _)| !path.contains("/tests")) {
            let files = path.contains("src/library/files");
            for name in outside.iter().filter(|name| !(files && **name == "std::fs")) {
                assert!(!text.contains(name), "{path} uses {name}");
            }
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
