//! `tests/sessions`: calls that are typed, and what is shown of them.
//!
//! Each folder holds `script.yaml` (and the scripts that it runs), `lines.txt` with what is typed, and, if it is started
//! with more than that, `arguments.txt`, one a line.

use std::fs;

use serde_json::Value;

use crate::support::{Place, fixtures, repository, snapshot};

#[test]
fn each_call_goes_as_it_went() {
    for name in fixtures(&repository("tests/sessions")) {
        let folder = repository("tests/sessions").join(&name);
        let place = Place::new();
        place.copy(&folder);
        let lines = fs::read(folder.join("lines.txt")).unwrap();
        let arguments = fs::read_to_string(folder.join("arguments.txt")).unwrap_or_default();
        let run = place.run_with(["run", "script.yaml"].into_iter().chain(arguments.lines()), &lines);
        let shown = format!("{}\n-- status {}\n{}", run.out, run.status, run.err);
        snapshot("tests/sessions", &name, &shown);
    }
}

#[test]
fn a_call_leaves_a_transcript_and_a_result() {
    let place = Place::new();
    place.copy(&repository("tests/sessions/values"));
    let lines = fs::read(place.path().join("lines.txt")).unwrap();
    let run = place.run_with(["run", "script.yaml", "--transcript", "call.md", "--result", "call.json"], &lines);
    assert_eq!(run.status, 0, "{run:?}");
    let transcript = fs::read_to_string(place.path().join("call.md")).unwrap();
    assert!(transcript.starts_with("# Values of every kind\n") && !transcript.contains("4321"), "{transcript}");
    let mut result: Value = serde_json::from_slice(&fs::read(place.path().join("call.json")).unwrap()).unwrap();
    for visit in result["path"].as_array_mut().unwrap() {
        visit["at"] = Value::Null;
        visit["seconds"] = Value::Null;
    }
    snapshot("tests/cli", "result", &serde_json::to_string_pretty(&result).unwrap());
}

#[test]
fn inputs_come_from_a_file_and_from_arguments() {
    let place = Place::new();
    place.write("script.yaml", INPUTS).write("in.yaml", "name: Sam\nage: 36\n").write("in.json", "{\"name\": \"Kim\"}");
    let said = |arguments: &[&str], lines: &str| {
        let run = place.run_with([&["run", "script.yaml"], arguments].concat(), lines.as_bytes());
        assert_eq!(run.status, 0, "{run:?}");
        run.out.lines().find(|line| line.contains("say |")).unwrap().trim().to_owned()
    };
    assert_eq!(said(&["--input", "in.yaml"], ""), "say |  Sam is 36.");
    assert_eq!(said(&["--input", "in.json", "--set", "age=7"], ""), "say |  Kim is 7.");
    assert_eq!(said(&["--input", "in.json", "--set", "name=Ada"], "old\n40\n"), "say |  Ada is 40.");

    place.write("list.yaml", "name: [a]\n").write("text.yaml", "- a\n");
    for (arguments, message) in [
        (["--input", "list.yaml"], "cannot use `list.yaml`: the value of `name` is a list or a map"),
        (["--input", "text.yaml"], "cannot use `text.yaml`: "),
        (["--input", "none.yaml"], "cannot use `none.yaml`: "),
        (["--set", "age=old"], "`age` must be a whole number"),
        (["--set", "plan=gold"], "`plan` is not asked for here; asked for are `name`, `age`"),
        (["--channel", "fax"], "`fax` is no channel of `script`; there is `phone`"),
        (["--entry", "late"], "`late` is no entry of `script`; there is none"),
    ] {
        let run = place.run([&["run", "script.yaml"], arguments.as_slice()].concat());
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert!(run.err.starts_with(&format!("error: {message}")), "{arguments:?}: {run:?}");
    }
    let run = place.run(["run", "script.yaml"]);
    assert_eq!(run.status, 1, "{run:?}");
}

#[test]
fn only_one_script_that_is_right_is_walked() {
    let place = Place::new();
    place.write("faulty.yaml", "callscript: 1\nid: faulty\n").write("folder/a.yaml", "");
    let run = place.run(["run", "faulty.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.starts_with("error[missing-key]: "), "{run:?}");
    assert!(run.err.ends_with("error: `faulty.yaml` cannot be walked before its errors are mended\n"), "{run:?}");
    let run = place.run(["run", "folder"]);
    assert_eq!(run.err, "error: cannot read `folder`: it is a folder, and one script is wanted here\n");
    assert_eq!(run.status, 2);
    assert_eq!(place.run(["run", "none.yaml"]).status, 2);
}

const INPUTS: &str = "callscript: 1
id: script
title: Inputs
start: hello
variables:
  name: { type: text, input: true }
  age: { type: integer, input: true }
outcomes: { done: Done }
nodes:
  hello:
    say: \"{{ name }} is {{ age }}.\"
    end: done
";
