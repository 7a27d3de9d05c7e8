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
fn what_a_caller_may_take_stays() {
    let callee = "callscript: 1\nid: callee\ntitle: T\nstart: a\nvariables: { score: { type: integer, default: 1 }, \
                  never: { type: text } }\noutcomes: { done: Done }\nnodes:\n  a: { say: A, end: done }\n";
    let script = |exit: &str| {
        format!(
            "callscript: 1\nid: caller\ntitle: T\nstart: a\nvariables: {{ mine: {{ type: integer }} }}\n\
             outcomes: {{ done: Done }}\nnodes:\n  a:\n    say: A\n    run: callee\n    then:\n      done:\n        {exit}\n"
        )
    };
    for (exit, stays) in [
        ("{ end: done, take: { mine: scores-of-it } }", true),
        ("{ end: done, tak: [score] }", true),
        ("{ end: done, take: { mine: \"score }", true),
        ("{ end: done, take: { mine: score } }", false),
    ] {
        let place = Place::new();
        place.write("callee.yaml", callee).write("caller.yaml", script(exit));
        let run = place.run(["lint", "--fix", "callee.yaml"]);
        let fixed = fs::read_to_string(place.path().join("callee.yaml")).unwrap();
        assert_eq!(fixed == callee, stays, "{exit}: {}", run.err);
        assert!(fixed.contains("score:"), "{exit}: {fixed}");
    }
}

#[test]
fn what_a_policy_names_stays() {
    let script = "callscript: 1\nid: s\ntitle: T\nstart: a\noutcomes: { done: Done, never: Never }\n\
                  nodes:\n  a: { say: A, end: done }\n";
    for (config, stays) in [
        ("[policies.x]\nends = [\"never\", \"done\"]\npass = \"asked\"\n", true),
        ("[policies.x]\nends = \"never\"\npas = \"asked\"\n", true),
        ("[policies.x\n", true),
        ("[rules]\nlong-say = \"off\"\n", false),
    ] {
        let place = Place::new();
        place.write("callscript.toml", config).write("s.yaml", script);
        let run = place.run(["lint", "--fix"]);
        let fixed = fs::read_to_string(place.path().join("s.yaml")).unwrap();
        assert_eq!(fixed == script, stays, "{config}: {}", run.err);
    }
}

#[test]
fn each_line_that_was_changed_is_told() {
    let place = Place::of("tests/fix/slips.yaml");
    let before = fs::read_to_string(place.path().join("slips.yaml")).unwrap();
    let run = place.run(["lint", "--fix"]);
    let after = fs::read_to_string(place.path().join("slips.yaml")).unwrap();
    let told: Vec<&str> = run.err.lines().filter(|line| line.starts_with("slips.yaml:")).collect();
    let changed = before.lines().zip(after.lines()).enumerate().filter(|(_, (was, is))| was != is);
    let changed: Vec<String> = changed
        .map(|(at, (was, is))| format!("slips.yaml:{}: `{}` is now `{}`: ", at + 1, was.trim(), is.trim()))
        .collect();
    assert_eq!(told.len(), changed.len(), "{}", run.err);
    assert!(told.iter().zip(&changed).all(|(told, changed)| told.starts_with(changed)), "{told:#?}\n{changed:#?}");
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
