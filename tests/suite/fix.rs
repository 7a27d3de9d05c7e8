//! `lint --fix`: what it mends in every fixture, and what it leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Place, fixtures, names, repository, snapshot};

/// The files of a folder, by name.
fn texts(place: &Place) -> BTreeMap<String, String> {
    let files = names(place.path()).into_iter().filter_map(|name| {
        let text = fs::read_to_string(place.path().join(&name)).ok()?;
        Some((name, text))
    });
    files.collect()
}

fn report(place: &Place) -> Value {
    serde_json::from_str(&place.run(["lint", "--format", "json"]).out).unwrap()
}

/// How many errors there are, and how many warnings.
fn weight(report: &Value) -> (u64, u64) {
    let count = |what| report["summary"][what].as_u64().unwrap();
    (count("errors"), count("warnings"))
}

fn comments(texts: &BTreeMap<String, String>) -> Vec<String> {
    let lines = texts.values().flat_map(|text| text.split(['\n', '\r']));
    let comments = lines.filter_map(|line| {
        let at = if line.starts_with('#') { 0 } else { line.find(" #")? + 1 };
        Some(line[at..].to_owned())
    });
    let mut comments: Vec<_> = comments.collect();
    comments.sort();
    comments
}

/// What the edits of the only finding make of the file that it is in.
fn edited(report: &Value, texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut texts = texts.clone();
    let finding = &report["diagnostics"][0];
    for edit in finding["fix"]["edits"].as_array().into_iter().flatten().rev() {
        let offset = |end: &str| usize::try_from(edit["span"][end]["offset"].as_u64().unwrap()).unwrap();
        let text = texts.get_mut(finding["file"].as_str().unwrap()).unwrap();
        text.replace_range(offset("start")..offset("end"), edit["text"].as_str().unwrap());
    }
    texts
}

#[test]
fn a_fixture_lints_no_worse_once_mended_and_is_mended_once() {
    let mut mended = 0;
    for rule in names(&repository("tests/lint")) {
        for name in fixtures(&repository("tests/lint").join(&rule)) {
            let place = Place::new();
            place.copy(&repository("tests/lint").join(&rule).join(&name));
            let (before, found) = (texts(&place), report(&place));
            let run = place.run(["lint", "--fix"]);
            let (after, left) = (texts(&place), report(&place));
            assert!(weight(&left) <= weight(&found), "{rule}/{name}");
            assert_eq!(comments(&after), comments(&before), "{rule}/{name}");
            if after != before {
                mended += 1;
                assert!(weight(&left) < weight(&found), "{rule}/{name}");
                // One may bring others to light.
                if run.err.starts_with("mended 1 finding ") {
                    assert_eq!(after, edited(&found, &before), "{rule}/{name}");
                }
            }
            place.run(["lint", "--fix"]);
            assert_eq!(texts(&place), after, "{rule}/{name} was mended twice");
        }
    }
    assert!(mended > 10, "{mended}");
}

#[test]
fn what_is_certain_is_mended_and_the_rest_left_alone() {
    for name in fixtures(&repository("tests/fix")) {
        let place = Place::new();
        place.copy(&repository("tests/fix").join(&name));
        let before = texts(&place);
        let shown = place.run(["lint", "--fix", "--dry-run"]);
        assert_eq!(texts(&place), before, "nothing is written");
        let done = place.run(["lint", "--fix"]);
        let text = format!("{}{}\n{}{}", shown.out, shown.err, done.out, done.err);
        snapshot("tests/fix", name.trim_end_matches(".yaml"), &text);
    }
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
fn standard_input_has_no_place_to_be_mended_in() {
    let place = Place::new();
    let run = place.run_with(["lint", "--fix", "-"], b"callscript: 1\n");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let slips = fs::read(repository("tests/fix/slips.yaml")).unwrap();
    let run = place.run_with(["lint", "--fix", "--dry-run", "-", "--stdin-filename", "slips.yaml"], &slips);
    assert!(run.out.starts_with("--- slips.yaml\n+++ slips.yaml\n"), "{}", run.out);
    assert!(!Path::new(place.path()).join("slips.yaml").exists());
}
