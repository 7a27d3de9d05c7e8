//! `lint --fix`: what it fixes, and what it does not touch.

use std::fs;

use crate::formats::every_fixture;
use crate::support::{Place, repository};

#[test]
fn many_findings_of_the_fixtures_are_fixed() {
    let run = every_fixture().run(["lint", "--fix"]);
    let fixed = run.err.split_once("fixed ").and_then(|(_, rest)| rest.split_once(" findings "));
    let count: usize = fixed.unwrap_or_else(|| panic!("{}", run.err)).0.parse().unwrap();
    assert!(count > 10, "{count}");
}

#[test]
fn a_removed_outcome_that_a_caller_handles_stays() {
    let place = Place::new();
    let script = |id: &str, outcomes: &str, exit: &str| {
        format!(
            "callscript: 1\nid: {id}\ntitle: T\nstart: a\noutcomes: {outcomes}\nnodes:\n  a:\n    say: A\n    {exit}\n"
        )
    };
    let callee = script("callee", "{ done: Done, never: Never }", "end: done");
    place.write("callee.yaml", &callee);
    place.write(
        "caller.yaml",
        script("caller", "{ done: Done }", "run: callee\n    then: { done: { end: done }, never: { end: done } }"),
    );
    let run = place.run(["lint", "--fix", "callee.yaml"]);
    assert_eq!(fs::read_to_string(place.path().join("callee.yaml")).unwrap(), callee, "{}", run.err);
}

#[test]
fn standard_input_cannot_be_fixed_in_place() {
    let place = Place::new();
    let run = place.run_with(["lint", "--fix", "-"], b"callscript: 1\n");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let slips = fs::read(repository("tests/fix/slips.yaml")).unwrap();
    let run = place.run_with(["lint", "--fix", "--dry-run", "-", "--stdin-filename", "slips.yaml"], &slips);
    assert!(run.out.starts_with("--- slips.yaml\n+++ slips.yaml\n"), "{}", run.out);
    assert!(!place.path().join("slips.yaml").exists());
}
