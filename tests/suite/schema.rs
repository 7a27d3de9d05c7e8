//! The schema and the reader say the same of every script here, as far as a schema can.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Place, repository};

/// The rules that find what a schema finds, too.
const SHAPES: [&str; 7] =
    ["bad-value", "dead-end", "missing-key", "several-exits", "unknown-key", "unsupported-version", "wrong-type"];

/// Of what depends on another place of the script, or on more than its shape, no schema can tell.
const BEYOND: [&str; 6] = [
    "bad-value/bad-bounds.yaml",
    "bad-value/bad-channel.yaml",
    "bad-value/bad-default.yaml",
    "bad-value/bad-pattern.yaml",
    "bad-value/bad-too-large.yaml",
    "missing-key/bad-arm.yaml",
];

fn scripts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scripts(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

/// The rules that find something in a script by itself.
fn rules(path: &Path) -> Vec<String> {
    let place = Place::new();
    place.copy(path);
    place.findings().into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn the_schema_agrees_with_the_reader_on_every_fixture() {
    let schema: Value = serde_json::from_str(&Place::new().run(["schema"]).out).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let mut paths = Vec::new();
    for folder in ["tests/lint", "tests/fix", "tests/sessions", "trees"] {
        scripts(&repository(folder), &mut paths);
    }
    paths.retain(|path| !path.to_string_lossy().ends_with(".test.yaml"));
    let (mut wrong, mut refused, mut accepted) = (Vec::new(), 0, 0);
    for path in &paths {
        // What is no YAML, or more than a plain value, nobody can hold against the schema.
        let Ok(text) = fs::read_to_string(path) else { continue };
        let Ok(value) = serde_yaml::from_str::<Value>(&text) else { continue };
        let rules = rules(path);
        if rules.iter().any(|rule| ["yaml-syntax", "yaml-feature", "duplicate-key"].contains(&&**rule)) {
            continue;
        }
        let is_faulty =
            rules.iter().any(|rule| SHAPES.contains(&&**rule)) && !BEYOND.iter().any(|name| path.ends_with(name));
        if validator.is_valid(&value) == is_faulty {
            let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            wrong.push(format!("{}: {rules:?}, and the schema: {errors:?}", path.display()));
        }
        *(if is_faulty { &mut refused } else { &mut accepted }) += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > 30 && accepted > 150, "{refused} and {accepted}");
}
