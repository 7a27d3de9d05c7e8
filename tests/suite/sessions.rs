//! Calls with typed input: their inputs, and the files that they write.

use std::fs;

use serde_json::Value;

use crate::support::{Place, forget_times, names, repository, snapshot};

#[test]
fn a_call_leaves_a_transcript_and_a_result() {
    let place = Place::new();
    place.copy(&repository("tests/sessions/values"));
    let lines = fs::read(place.path().join("lines.txt")).unwrap();
    let left = |transcript: &str| {
        let arguments = ["run", "script.yaml", "--transcript", transcript, "--result", "call.json"];
        let run = place.run_with(arguments, &lines);
        assert_eq!(run.status, 0, "{run:?}");
        fs::read_to_string(place.path().join(transcript)).unwrap()
    };
    let transcript = left("call.md");
    assert!(transcript.starts_with("# Values of every kind\n") && !transcript.contains("4321"), "{transcript}");
    let transcript = left("transcript.JSON");
    assert!(!transcript.contains("4321"), "{transcript}");
    for (name, text) in
        [("transcript", transcript), ("result", fs::read_to_string(place.path().join("call.json")).unwrap())]
    {
        let mut record: Value = serde_json::from_str(&text).unwrap();
        forget_times(&mut record);
        snapshot("tests/cli", name, &serde_json::to_string_pretty(&record).unwrap());
    }
}

/// A call with a note, an aside and a jump that needs values, which ends with a hang-up.
#[test]
fn a_transcript_tells_of_everything() {
    let place = Place::new();
    place.copy(&repository("tests/sessions/jump"));
    let lines = "/note sounds tired\n/aside upset\n/jump b at once\nBob\ns3cret\n/hang-up line broke\n";
    let run = place.run_with(["run", "script.yaml", "--transcript", "call.json"], lines.as_bytes());
    assert_eq!(run.status, 1, "{run:?}");
    let text = fs::read_to_string(place.path().join("call.json")).unwrap();
    assert!(!text.contains("s3cret"), "{text}");
    let mut record: Value = serde_json::from_str(&text).unwrap();
    forget_times(&mut record);
    snapshot("tests/cli", "transcript-hung-up", &serde_json::to_string_pretty(&record).unwrap());
}

#[test]
fn what_cannot_be_written_is_found_before_the_call_begins() {
    let place = Place::new();
    place.copy(&repository("tests/sessions/values")).write("in.yaml", "{}");
    let files = names(place.path());
    for (arguments, message) in [
        (&["--transcript", "no/call.md"][..], "cannot write `no/call.md`: there is no folder `no`"),
        (&["--result", "."], "cannot write `.`: it is a folder"),
        (&["--journal", "no/call.jsonl", "--result", "r.json"], "cannot use the journal `no/call.jsonl`: "),
        (&["--transcript", "call.md", "--result", "./call.md"], "`call.md` is named twice: "),
        (&["--result", "script.yaml"], "`script.yaml` is named twice: "),
        (&["--input", "in.yaml", "--transcript", "in.yaml"], "`in.yaml` is named twice: "),
        (&["--journal", "call.jsonl", "--transcript", "call.jsonl"], "`call.jsonl` is named twice: "),
    ] {
        let run = place.run_with([&["run", "script.yaml"], arguments].concat(), b"Ada\n");
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.err.starts_with(&format!("error: {message}")), "{arguments:?}: {run:?}");
        assert_eq!(names(place.path()), files, "{arguments:?}");
    }
}

#[test]
fn commands_in_the_midst_of_commands_do_not_pile_up() {
    let place = Place::new();
    place.copy(&repository("tests/sessions/jump"));
    for (first, then) in [("", "/jump b\n"), ("Ada\ns3cret\n", "/change 1\n")] {
        let lines = format!("{first}{}", then.repeat(4000));
        let run = place.run_with(["run", "script.yaml"], lines.as_bytes());
        assert_eq!((run.status, run.err.lines().count()), (1, 1), "{}", run.err);
    }
}

/// A terminal asks back; the same lines through a pipe are refused.
#[test]
fn what_was_done_is_not_thrown_away_without_a_question() {
    let place = Place::new();
    place.copy(&repository("tests/sessions/typed"));
    for (lines, status, asked) in [
        ("/hang-up\n", 1, 0),
        ("/restart\n/hang-up\n", 1, 0),
        ("5 stars\n/hang-up\ny\n", 1, 1),
        ("/note angry\n/hang-up\nno\n/restart\n\n/hang-up why\nYes\n", 1, 3),
        ("wants a list\nAda\n/hang-up\nno\n/restart\nyes\n/hang-up\n", 1, 2),
    ] {
        let run = place.type_with(["run", "script.yaml"], lines.as_bytes());
        assert_eq!((run.status, run.out.matches("(y/N)").count()), (status, asked), "{lines}: {run:?}");
        assert!(run.out.contains("The call was hung up."), "{lines}: {run:?}");
        let run = place.run_with(["run", "script.yaml"], lines.as_bytes());
        assert!(!run.out.contains("(y/N)"), "{lines}: {run:?}");
    }
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
    place.write("exact.yaml", "name: +1.50\nage: 7\n");
    assert_eq!(said(&["--input", "exact.yaml"], ""), "say |  +1.50 is 7.");
    assert_eq!(said(&["--input", "in.json", "--set", "name=Ada"], "old\n40\n"), "say |  Ada is 40.");

    // An empty value means no value, like an empty line.
    place.write("empty.json", "{\"name\": \"Kim\", \"age\": \"\"}");
    assert_eq!(said(&["--set", "name=Kim", "--set", "age=7", "--set", "nick="], ""), "say |  Kim is 7.");

    place.write("list.yaml", "name: [a]\n").write("text.yaml", "- a\n");
    place.write("twice.yaml", "name: a\nname: b\n").write("broken.json", "{\n  \"name\": \"Kim\"\n  \"age\": 7\n}");
    for (arguments, message) in [
        (["--input", "list.yaml"], "cannot use `list.yaml`: `name` is a list, but a single value is expected"),
        (["--input", "twice.yaml"], "cannot use `twice.yaml`: `name` is given twice, but a single value is expected"),
        (["--input", "broken.json"], "cannot use `broken.json`: it is not valid YAML or JSON from line 3, column 3 on"),
        (["--input", "text.yaml"], "cannot use `text.yaml`: it should hold names and values, one per line"),
        (["--input", "none.yaml"], "cannot use `none.yaml`: there is no such file or folder"),
        (["--input", "empty.json"], "`age` is required: a whole number"),
        (["--set", "name="], "`name` is required: a text"),
        (["--set", "name=  "], "`name` is required: a text"),
        (["--set", "s3cret"], "the value of `--set` has no `=`\nhelp: write `--set NAME=VALUE`"),
        (["--set", "age=old"], "`age` must be a whole number"),
        (["--set", "age=9223372036854775808"], "`age` is too large: it must be a whole number of at most 92"),
        (["--set", "plan=gold"], "`plan` is not asked for here; expected: `name`, `age`, `nick`"),
        (["--channel", "fax"], "`fax` is not a channel of `script`; it has `phone`"),
        (["--entry", "late"], "`late` is not an entry of `script`; it has none"),
    ] {
        let run = place.run_with([&["run", "script.yaml"], arguments.as_slice()].concat(), b"Ada\n7\n");
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.err.starts_with(&format!("error: {message}")), "{arguments:?}: {run:?}");
    }
    let run = place.run(["run", "script.yaml"]);
    let ended = "error: the call did not begin: the input ended before everything was given\n";
    assert_eq!((run.status, run.err.as_str()), (1, ended), "{run:?}");
}

#[test]
fn only_one_script_that_is_right_is_walked() {
    let place = Place::new();
    place.write("faulty.yaml", "callscript: 1\nid: faulty\n").write("folder/a.yaml", "");
    let run = place.run(["run", "faulty.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.starts_with("error[missing-key]: "), "{run:?}");
    assert!(run.err.ends_with("error: `faulty.yaml` cannot be walked until its errors are fixed\n"), "{run:?}");
    let run = place.run(["run", "folder"]);
    assert_eq!(run.err, "error: cannot read `folder`: it is a folder, but a single script is expected here\n");
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
  nick: { type: integer, input: true, optional: true }
outcomes: { done: Done }
nodes:
  hello:
    say: \"{{ name }} is {{ age }}{{ nick }}.\"
    end: done
";
