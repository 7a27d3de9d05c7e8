//! The command line with every kind of bad input.

use std::fs;

use serde_json::Value;

use crate::support::{Place, names, snapshot};

const CLEAN: &str = "callscript: 1\nid: clean\ntitle: Clean\nstart: hello\noutcomes: { done: Done }\nnodes:\n  hello:\n    say: Hello.\n    end: done\n";

/// A script with one error: `hello` is a dead end.
fn faulty() -> String {
    CLEAN
        .replace("id: clean", "id: faulty")
        .replace("    end: done", "    guidance: Smile.")
        .replace("outcomes: { done: Done }", "outcomes: { done: Done }\nanytime: { Bye: { end: done } }")
}

#[test]
fn the_exit_status_says_what_was_found() {
    let place = Place::new();
    place
        .write("clean.yaml", CLEAN)
        .write("faulty.yaml", faulty())
        .write("warned.yaml", CLEAN.replace("id: clean", "id: other"));
    for (arguments, status) in [
        (&["lint", "clean.yaml"][..], 0),
        (&["lint", "clean.yaml", "--deny-warnings"], 0),
        (&["lint", "warned.yaml"], 0),
        (&["lint", "warned.yaml", "--deny-warnings"], 1),
        (&["lint", "warned.yaml", "--deny-warnings", "--skip", "id-not-file-name,one-answer"], 0),
        (&["lint", "faulty.yaml"], 1),
        (&["lint", "faulty.yaml", "--skip", "dead-end"], 0),
        (&["lint", "faulty.yaml", "--only", "cycle"], 0),
        (&["lint", "faulty.yaml", "--only", "cycle", "--only", "dead-end"], 1),
        (&["lint", "faulty.yaml", "missing.yaml"], 2),
        (&["lint", "--only", "dead-ends"], 2),
        (&["lint", "--format", "nonsense"], 2),
        (&["lint", "--nonsense"], 2),
        (&[], 2),
        (&["--help"], 0),
        (&["help", "lint"], 0),
        (&["--version"], 0),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
        assert_eq!(run.err.is_empty(), status == 0 && arguments[0] != "lint", "{arguments:?}: {run:?}");
    }
}

#[test]
fn what_could_be_read_is_reported_all_the_same() {
    let place = Place::new();
    place.write("faulty.yaml", faulty());
    let run = place.run(["lint", "missing.yaml", "faulty.yaml", "--format", "concise"]);
    assert_eq!(run.status, 2);
    assert!(run.out.starts_with("faulty.yaml:8:3: error[dead-end] "), "{run:?}");
    assert!(run.err.starts_with("error: cannot read `missing.yaml`: there is no such file or folder\n"), "{run:?}");
    assert!(run.err.ends_with("1 error in 1 script (1 node)\n"), "{run:?}");
}

#[test]
fn a_named_file_that_is_no_script_is_a_finding() {
    let place = Place::new();
    let deep = format!("callscript: 1\nid: {}", "[".repeat(3000));
    let utf16: Vec<u8> = "\u{feff}callscript: 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bomb = "callscript: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    place.write("empty.yaml", "").write("binary.yaml", b"\x7fELF\0\x01").write("deep.yaml", deep);
    place
        .write("utf16.yaml", utf16)
        .write("latin.yaml", b"callscript: 1\ntitle: Gr\xfc\xdfe\n")
        .write("bomb.yaml", bomb);
    place.write("words.txt", "Dear Sam,\n\nhow are you?\n");
    for (name, shown) in [
        ("empty.yaml", "no-script-empty-yaml"),
        ("binary.yaml", "no-script-binary-yaml"),
        ("deep.yaml", "no-script-deep-yaml"),
        ("utf16.yaml", "no-script-utf16-yaml"),
        ("latin.yaml", "no-script-latin-yaml"),
        ("bomb.yaml", "no-script-bomb-yaml"),
        ("words.txt", "no-script-words-txt"),
    ] {
        let run = place.run(["lint", "--format", "concise", name]);
        assert_eq!(run.status, 1, "{name}: {run:?}");
        let first = run.out.lines().next().unwrap();
        assert!(first.starts_with(name) && first.contains(": error["), "{name}: {run:?}");
        snapshot("tests/cli", shown, &run.out);
    }
}

#[test]
fn a_file_over_the_bound_is_a_finding() {
    let place = Place::new();
    place.write("clean.yaml", CLEAN);
    let run = place.run(["lint", "--max-size", "50", "clean.yaml", "--format", "concise"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1), "{run:?}");
    assert!(run.out.contains("error[yaml-syntax]") && run.out.contains("50"), "{run:?}");
    let mut large = CLEAN.replace("id: clean", "id: large");
    large.extend(std::iter::repeat_n("# words\n", 1_100_000));
    place.write("large.yaml", &large);
    assert_eq!(place.run(["lint", "large.yaml"]).status, 1);
    assert_eq!(place.run(["lint", "large.yaml", "--max-size", "9000000"]).status, 0);
}

#[test]
fn nothing_found_is_a_failure() {
    let place = Place::new();
    place.write("notes.md", "callscript: 1\n").write("other.yaml", "a: 1\n");
    let run = place.run(["lint", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("error: no script in `.`\nhelp: "), "{run:?}");
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["summary"]["files"], 2);
}

#[test]
fn json_has_every_key() {
    let place = Place::new();
    place.write("faulty.yaml", faulty());
    let run = place.run(["lint", "--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    snapshot("tests/cli", "json", &run.out);
}

#[test]
fn standard_input_has_a_name_and_a_library() {
    let place = Place::new();
    let caller =
        CLEAN.replace("id: clean", "id: caller").replace("end: done", "run: clean\n    then: { done: { end: done } }");
    place.write("clean.yaml", CLEAN).write("caller.yaml", "callscript: 1\n");
    let run =
        place.run_with(["lint", "-", "--stdin-filename", "caller.yaml", "--format", "concise"], caller.as_bytes());
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    let run = place.run_with(["lint", "-", "--format", "concise"], caller.as_bytes());
    assert!(run.out.contains("<stdin>:9:10: error[unknown-script]"), "{run:?}");
    assert_eq!(place.run_with(["lint", "-"], CLEAN.as_bytes()).err, "no findings in 1 script (1 node)\n");
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let place = Place::new();
    place.write("faulty.yaml", faulty()).write("out.json", "old");
    let run = place.run(["lint", "faulty.yaml", "--format", "json", "--output", "out.json"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(fs::read_to_string(place.path().join("out.json")).unwrap().starts_with("{\n"));
    for (output, reason) in [("no/out.json", "there is no folder `no`"), (".", "it is a folder")] {
        let run = place.run(["lint", "faulty.yaml", "--output", output]);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(
            run.err.starts_with(&format!("error: cannot write `{output}`: ")) && run.err.contains(reason),
            "{run:?}"
        );
    }
    assert_eq!(names(place.path()), ["faulty.yaml", "out.json"]);
}

#[test]
fn nothing_that_a_terminal_obeys_is_shown() {
    let place = Place::new();
    let text = faulty().replace("hello", "\"hel\\e[31m\\u202elo\"").replace("Clean", "\"\\e[2J\"");
    place.write("a\u{1b}[31m\u{202e}b.yaml", text);
    for format in ["full", "concise", "json"] {
        let run = place.run(["lint", "--format", format]);
        assert_eq!(run.status, 1);
        let shown = format!("{}{}", run.out, run.err);
        let harmful = |character: char| (character.is_control() && character != '\n') || character == '\u{202e}';
        assert!(!shown.contains(harmful), "{format}: {shown:?}");
    }
    let run = place.run(["lint", "a\u{1b}[31mc.yaml"]);
    assert_eq!(run.err, "error: cannot read `a\\u{1b}[31mc.yaml`: there is no such file or folder\n");
}
