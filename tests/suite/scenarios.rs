//! `callscript test`: the scenarios that it finds, its machine-readable output, its suggestions, and recorded
//! scenarios.

use std::fs;

use serde_json::Value;

use crate::support::{Place, fixtures, repository, snapshot};

/// A folder with a copy of `tests/scenarios/NAME`.
fn place(name: &str) -> Place {
    Place::of(&format!("tests/scenarios/{name}"))
}

#[test]
fn programs_are_told_the_same() {
    for (name, shown_as_json, shown_as_junit) in [
        ("expectations", "test-expectations-json", "test-expectations-junit"),
        ("faulty-files", "test-faulty-files-json", "test-faulty-files-junit"),
        ("faulty-script", "test-faulty-script-json", "test-faulty-script-junit"),
    ] {
        let place = place(name);
        let run = place.run(["test", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!((run.status, run.err.as_str(), &report["version"]), (1, "", &Value::from(1)));
        snapshot("tests/cli", shown_as_json, &run.out);
        let run = place.run(["test", "--format", "junit", "--output", "test.xml"]);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{run:?}");
        let xml = fs::read_to_string(place.path().join("test.xml")).unwrap();
        snapshot("tests/cli", shown_as_junit, &without_timestamps(&xml));
    }
}

#[test]
fn too_little_is_covered() {
    let place = place("steps");
    assert_eq!(place.run(["test", "--min-coverage", "80"]).status, 0);
    let run = place.run(["test", "--min-coverage", "99.9%"]);
    assert_eq!(run.status, 1);
    assert!(run.err.ends_with(" of the scripts is covered, but 99.9% is required\n"), "{run:?}");
    assert_eq!(place.run(["test", "--min-coverage", "101"]).status, 2);
}

#[test]
fn what_cannot_be_walked_is_not_taken_for_covered() {
    let place = place("faulty-callee");
    assert_eq!(place.run(["test", "--min-coverage", "100", "whole.yaml"]).status, 0);
    let run = place.run(["test", "--min-coverage", "1"]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.ends_with("error: `broken` cannot be walked, so its coverage is unknown, but 1% is required\n"),
        "{run:?}"
    );
    let run = place.run(["test", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let unwalkable = report["coverage"]["unwalkable"].as_array().unwrap();
    let ids: Vec<&str> = unwalkable.iter().map(|script| script["script"].as_str().unwrap()).collect();
    assert_eq!(ids, ["broken", "caller"]);
    let run = place.run(["test", "--suggest"]);
    assert!(run.err.ends_with("everything that can be walked is covered: there is nothing to suggest\n"), "{run:?}");
    let run = place.run(["test", "--suggest", "broken.yaml"]);
    assert!(run.err.ends_with("nothing can be suggested for `broken` until its errors are fixed\n"), "{run:?}");
    assert!(!run.err.contains("is covered"), "{run:?}");
}

#[test]
fn scenarios_are_found_by_script_by_file_and_in_folders() {
    let place = Place::new();
    for folder in ["one", "two/deep"] {
        for name in ["script.yaml", "check.yaml", "survey.yaml", "script.test.yaml"] {
            let bytes = fs::read(repository("tests/scenarios/steps").join(name)).unwrap();
            place.write(&format!("{folder}/{name}"), bytes);
        }
    }
    place.write("two/more.test.yml", "script: survey\nscenarios:\n  - { name: no, steps: [cannot_give] }\n");
    place.write("two/callscript.toml", "");
    let tested = |paths: &[&str]| {
        let run = place.run([&["test"], paths].concat());
        assert_eq!(run.status, 0, "{paths:?}: {run:?}");
        let lines = run.out.lines().take_while(|line| !line.is_empty());
        lines.map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = ["one/script.test.yaml", "two/deep/script.test.yaml", "two/more.test.yml"];
    assert_eq!(tested(&[]), all);
    assert_eq!(tested(&["two", "one", "two"]), [all[1], all[2], all[0]]);
    assert_eq!(tested(&["one/script.yaml"]), [all[0]]);
    assert_eq!(tested(&["two/deep/survey.yaml"]), [all[2]]);
    assert_eq!(tested(&["two/more.test.yml", "two/deep/script.test.yaml"]), [all[2], all[1]]);
    let scripts = ["two/deep/survey.yaml", "one/script.yaml", "two/deep/script.yaml", "two/deep/survey.yaml", "two"];
    assert_eq!(tested(&scripts), [all[2], all[0], all[1]], "each once, however many name it");
    assert_eq!(tested(&["two/callscript.toml"]), [all[1], all[2]], "a configuration stands for its folder");

    let nothing = place.run(["test", "one/survey.yaml"]);
    assert_eq!(nothing.status, 2);
    assert!(nothing.err.starts_with("error: no scenarios in `one/survey.yaml`\n"), "{nothing:?}");
    let gone = place.run(["test", "one", "three.test.yaml", "four.yaml"]);
    assert_eq!(gone.status, 2);
    assert!(gone.out.starts_with("one/script.test.yaml: 5 passed\n"), "what could be read is reported all the same");
    assert!(gone.err.contains("`three.test.yaml`") && gone.err.contains("`four.yaml`"), "{gone:?}");
}

#[test]
fn a_configuration_here_stands_for_all_that_is_here() {
    let place = place("steps");
    place.write("callscript.toml", "");
    let run = place.run(["test", "callscript.toml"]);
    assert_eq!((run.status, run.out), (0, place.run(["test"]).out));
}

#[test]
fn what_is_suggested_covers_the_rest() {
    let place = place("steps");
    let before = fs::read_to_string(place.path().join("script.test.yaml")).unwrap();
    let run = place.run(["test", "--suggest"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    snapshot("tests/cli", "test-suggest", &run.out);
    let run = place.run(["test", "--suggest", "--write"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    assert!(fs::read_to_string(place.path().join("script.test.yaml")).unwrap().starts_with(&before));
    let run = place.run(["test", "--min-coverage", "100"]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = place.run(["test", "--suggest"]);
    assert_eq!(run.err, "everything is covered: there is nothing to suggest\n");
}

#[test]
fn the_scripts_that_we_ship_are_covered_by_what_we_ship_and_by_what_is_suggested() {
    let run = Place::new().copy(&repository("trees")).run(["test", "--min-coverage", "100"]);
    assert_eq!(run.status, 0, "{run:?}");
    let place = Place::new();
    place.copy(&repository("trees"));
    for name in fixtures(place.path()).iter().filter(|name| name.ends_with(".test.yaml")) {
        fs::remove_file(place.path().join(name)).unwrap();
    }
    let run = place.run(["test", "--suggest", "--write"]);
    assert!(run.status == 0 && !run.err.contains("not reached"), "{run:?}");
    let run = place.run(["test", "--min-coverage", "100"]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_call_is_recorded_and_then_passes() {
    let place = place("steps");
    let record = |file: &str, lines: &str| {
        let arguments = ["run", "script.yaml", "--set", "agent_name=Sam", "--record", file];
        place.run_with(arguments, lines.as_bytes())
    };
    let lines = "/aside 1\nAda\n4321\n/note has waited\nown\n1\n/back\n2\n";
    let run = record("new.test.yaml", lines);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("as `recorded call (Gone)`, with made-up values in place of sensitive ones"), "{run:?}");
    let text = fs::read_to_string(place.path().join("new.test.yaml")).unwrap();
    assert!(!text.contains("4321"), "{text}");
    snapshot("tests/cli", "test-recorded", &text);
    assert_eq!(place.run(["test", "new.test.yaml"]).status, 0);

    // It is appended, and existing scenarios do not change.
    let written = "# ours\nscript: script\nscenarios:\n    - name: recorded call (Gone) # one\n      input: { agent_name: Kim }\n      steps: [hang_up] # end\n\n# behind\n";
    place.write("ours.test.yaml", written);
    let run = record("ours.test.yaml", "/skip\n");
    assert!(run.err.contains("as `recorded call (Gone) (2)`"), "{run:?}");
    let text = fs::read_to_string(place.path().join("ours.test.yaml")).unwrap();
    assert!(
        text.starts_with(&written[..written.find("\n\n# behind").unwrap()]) && text.ends_with("\n\n# behind\n"),
        "{text}"
    );
    assert_eq!(place.run(["test", "ours.test.yaml"]).status, 0);

    // The error comes before the call starts, and nothing is written.
    place.write("theirs.test.yaml", "script: survey\nscenarios: []\n");
    place.write("broken.test.yaml", "script: script\nscenarios: [\n");
    for (file, message) in
        [("theirs.test.yaml", "its scenarios are for `survey`"), ("broken.test.yaml", "something is wrong in it")]
    {
        let before = fs::read(place.path().join(file)).unwrap();
        let run = record(file, lines);
        assert_eq!((run.status, run.out.contains("[hello]")), (2, false), "{run:?}");
        assert!(run.err.contains(message), "{run:?}");
        assert_eq!(fs::read(place.path().join(file)).unwrap(), before);
    }
    let run = record("half.test.yaml", "Ada\n");
    assert!(run.status == 1 && run.err.contains("nothing was added to `half.test.yaml`"), "{run:?}");
    assert!(!place.path().join("half.test.yaml").exists());
}

#[test]
fn recorded_calls_are_gone_through_again() {
    let place = place("steps");
    let keep = |name: &str, lines: &str| {
        let name = format!("calls/{name}.jsonl");
        let run =
            place.run_with(["run", "script.yaml", "--set", "agent_name=Sam", "--journal", &name], lines.as_bytes());
        assert_ne!(run.status, 2, "{run:?}");
    };
    fs::create_dir(place.path().join("calls")).unwrap();
    keep("1", "Ada\n\n3\n");
    keep("2", "Ada\n\n2\n1\n2026-12-24\nfailed\n");
    keep("3", "Ada\n\n2\n1\n");
    keep("4", "Ada\n\n2\n2\n");
    keep("5", "Ada\n\n/hang-up the line broke\n");
    let ended = ["test", "--replay", "calls/1.jsonl", "calls/2.jsonl", "calls/4.jsonl", "calls/5.jsonl"];
    let run = place.run(ended);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", "4 calls, all end as before\n"));
    let run = place.run(["test", "--replay", "calls"]);
    let never_ended = "calls/3.jsonl: never ended: it was cut off at `book`\n";
    let counts = "5 calls, all go as before; 1 never ended\n";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, never_ended, counts));
    for (format, name) in [("json", "test-replay-as-before-json"), ("junit", "test-replay-as-before-junit")] {
        let run = place.run(["test", "--replay", "calls", "--format", format]);
        assert_eq!(run.status, 0, "{run:?}");
        snapshot("tests/cli", name, &without_timestamps(&run.out));
    }
    let script = fs::read_to_string(place.path().join("script.yaml")).unwrap();
    let script = script
        .replace("None, thanks: { end: gone }", "None, thanks: done")
        .replace("wrong: { end: gone }", "wrong: book");
    place.write("script.yaml", script.replace("The other: check", "The other: book"));
    let run = place.run([
        "test",
        "--replay",
        "calls/1.jsonl",
        "calls/2.jsonl",
        "calls/3.jsonl",
        "calls/4.jsonl",
        "calls/5.jsonl",
    ]);
    assert_eq!(run.status, 1);
    snapshot("tests/cli", "test-replay", &format!("{}{}", run.out, run.err));
    let run = place.run(["test", "--replay", "calls", "--format", "json"]);
    snapshot("tests/cli", "test-replay-json", &run.out);
    place.write("script.yaml", script.replace("goto: ask", "goto: aks"));
    place.write("calls/broken.jsonl", "{\"callscript_journal\":1,\n");
    let run = place.run(["test", "--replay", "calls"]);
    assert_eq!(run.status, 2);
    snapshot("tests/cli", "test-replay-faulty", &format!("{}{}", run.out, run.err));
}

fn without_timestamps(xml: &str) -> String {
    let lines = xml.lines().map(|line| match line.split_once("timestamp=\"") {
        Some((before, after)) => format!("{before}timestamp=\"…{}", &after[after.find('"').unwrap()..]),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
