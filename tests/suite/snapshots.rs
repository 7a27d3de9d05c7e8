//! Checks that every snapshot belongs to a test. Snapshots of fixtures are checked in `fixtures`.

use crate::crates::sources;
use crate::support::{names, repository};

#[test]
fn every_snapshot_is_named_in_a_test() {
    let code: String = sources("tests/suite").into_iter().map(|(_, text)| text).collect();
    for folder in ["tests/cli", "tests/lsp"] {
        for file in names(&repository(folder)) {
            if let Some(name) = file.strip_suffix(".snap") {
                assert!(code.contains(&format!("\"{name}\"")), "no test makes `{folder}/{file}`");
            }
        }
    }
}
