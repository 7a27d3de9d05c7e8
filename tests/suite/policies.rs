//! `callscript.toml`: levels, policies, their effect on the exit status, and the page about them.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::support::{Place, repository, snapshot};

/// A script with one warning: `idle-question`.
const WARNED: &str = "callscript: 1\nid: warned\ntitle: Warned\nstart: hello\noutcomes: { done: Done }\nnodes:\n  hello:\n    say: Hello?\n    tags: [greeting]\n    answers:\n      Hello: { end: done }\n      Who is it: { end: done }\n";

const POLICY: &str = "[policies.notice]\nends = \"done\"\npass = \"notice\"\n";

#[test]
fn a_level_changes_the_exit_status_and_never_whether_a_script_can_be_walked() {
    let place = Place::new();
    place.write("warned.yaml", WARNED);
    let lint = |config: &str| {
        place.write("callscript.toml", config);
        let run = place.run(["lint", "--format", "concise"]);
        assert_eq!(place.run_with(["run", "warned.yaml"], b"1\n").status, 0, "{config}");
        (run.status, run.out.matches(": warning[").count(), run.out.matches(": error[").count())
    };
    assert_eq!(lint(""), (0, 1, 0));
    assert_eq!(lint("[rules]\nidle-question = \"off\"\n"), (0, 0, 0));
    assert_eq!(lint("[rules]\nidle-question = \"error\"\n"), (1, 0, 1));
    assert_eq!(lint(POLICY), (1, 1, 1));
    assert_eq!(lint(&format!("{POLICY}[rules]\npolicy = \"warning\"\n")), (0, 2, 0));
    assert_eq!(lint(&format!("{POLICY}[rules]\npolicy = \"off\"\n")), (0, 1, 0));
    assert_eq!(lint("rules = 1\n"), (1, 1, 1), "a fault in the configuration");
}

#[test]
fn a_finding_in_the_configuration_is_told_once_and_before_all_others() {
    let place = Place::new();
    place.write("callscript.toml", "[rules]\nlong-sey = \"off\"\n").write("a/warned.yaml", WARNED);
    place.write("b/other.yaml", WARNED.replace("id: warned", "id: other"));
    for paths in [&["."][..], &["b", "a"], &["a/warned.yaml", "b/other.yaml"], &["callscript.toml"]] {
        let run = place.run([&["lint", "--format", "concise"], paths].concat());
        let lines: Vec<_> = run.out.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
        let (first, rest) = lines.split_first().unwrap();
        assert_eq!((first.as_str(), rest.len()), ("callscript.toml", 2), "{paths:?}: {run:?}");
        assert!(run.err.ends_with("1 error and 2 warnings in 2 scripts (2 nodes)\n"), "{run:?}");
    }
    let run = place.run(["lint", "--format", "json", "a"]);
    snapshot("tests/cli", "config-json", &run.out);
}

#[test]
fn the_nearest_configuration_is_that_of_a_script() {
    let place = Place::new();
    place.write("callscript.toml", POLICY).write("warned.yaml", WARNED);
    place
        .write("inner/callscript.toml", "[rules]\nidle-question = \"off\"\n")
        .write("inner/other.yaml", WARNED.replace("id: warned", "id: other"));
    let run = place.run(["lint", "--format", "concise"]);
    let lines: Vec<_> = run.out.lines().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(lines, ["warning[idle-question]", "error[policy]"], "{run:?}");
    assert!(!run.out.contains("inner"), "{run:?}");
}

#[test]
fn a_text_is_found_below_the_folder_of_the_configuration() {
    let place = Place::new();
    let script = WARNED.replace("    tags", "    verbatim: true\n    tags");
    place.write("calls/warned.yaml", &script).write("legal/hello.txt", "\u{feff}Hello?\r\n");
    let config = "[rules]\nidle-question = \"off\"\n[policies.words]\nverbatim = { tag = \"greeting\" }\nfile = \"legal/hello.txt\"\n";
    place.write("callscript.toml", config);
    let run = place.run(["lint", "calls/warned.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    for (bytes, words) in [(&b"Good day."[..], "`legal/hello.txt` has `Good day.`"), (b"\xff", "is not UTF-8 text")] {
        place.write("legal/hello.txt", bytes);
        let run = place.run(["lint", "--format", "concise"]);
        assert!(run.status == 1 && run.out.contains(words), "{run:?}");
    }
}

/// Linting one script does not read the ids of all others.
#[test]
fn a_name_that_nothing_has_is_told_with_the_whole_library_alone() {
    let place = Place::new();
    let script = |id: &str, tag: &str| {
        let text = WARNED.replace("id: warned", &format!("id: {id}")).replace("greeting", tag);
        text.replace("Who is it: { end: done }", "Who is it: { end: gone }")
            .replace("done: Done", "done: Done, gone: Gone")
    };
    place.write("callscript.toml", POLICY.replace("\"notice\"", "\"notise\"").replace("done", "gone"));
    place.write("a.yaml", script("a", "notice")).write("b.yaml", script("b", "notise"));
    let found = |path: &str| place.run(["lint", "--format", "concise", path]).out;
    assert_eq!(found("b.yaml"), "");
    assert!(found("a.yaml").starts_with("a.yaml:12:25: error[policy] `notice` does not hold"), "{}", found("a.yaml"));
    place.write("b.yaml", script("b", "notices"));
    assert!(found(".").starts_with("callscript.toml:3:8: error[policy] `notice` cannot be checked"), "{}", found("."));
}

/// Any content of the file quickly leads to a finding.
#[test]
fn no_configuration_is_too_strange() {
    let place = Place::new();
    place.write("warned.yaml", WARNED);
    let many =
        (0..5_000).map(|at| format!("[policies.p{at}]\nends = \"done\"\npass = \"t{at}\"\n")).collect::<Vec<_>>();
    let many = many.concat();
    let names = format!("[policies.p]\nends = [{}]\npass = \"greeting\"\n", "\"done\", ".repeat(10_000));
    let deep = format!("a = {}", "[".repeat(100_000));
    let dotted = format!("{}a = 1", "a.".repeat(100_000));
    for config in
        [&b"\xff\xfe\0"[..], b"\0", b"\xc3", many.as_bytes(), names.as_bytes(), deep.as_bytes(), dotted.as_bytes()]
    {
        place.write("callscript.toml", config);
        let run = place.run(["lint", "--format", "concise"]);
        assert!(run.status == 1 && run.out.starts_with("callscript.toml:"), "{run:?}");
        assert!(run.out.lines().count() < 250, "{}", run.out);
    }
}

/// Every output on the page is correct for the files on the page and the changes since the last output.
#[test]
fn the_page_of_policies_is_true() {
    let page = fs::read_to_string(repository("docs/policies.md")).unwrap();
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    let mut changed: Vec<(&str, String)> = Vec::new();
    let mut shown = 0;
    for block in page.split("```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap();
        let file = text.lines().next().and_then(|line| line.strip_prefix("# file: ")).map(str::trim);
        match (language, file) {
            ("toml" | "yaml", Some(name)) => _ = files.insert(name, text),
            ("toml" | "yaml", None) => {}
            ("txt", _) => _ = files.insert("legal/notice.txt", text),
            ("diff", Some(name)) => changed.push((name, apply(text, files[name]))),
            _ => {
                assert_eq!(language, "text");
                let place = Place::new();
                let now = changed.drain(..).collect::<BTreeMap<_, _>>();
                for (name, text) in &files {
                    place.write(name, now.get(name).map_or(*text, String::as_str));
                }
                let run = place.run(["lint"]);
                assert_eq!(run.out + &run.err, text);
                shown += 1;
            }
        }
    }
    assert_eq!(shown, 4);
}

/// Applies a diff to a text.
fn apply(change: &str, text: &str) -> String {
    let side = |sign: char| -> String {
        let lines = change.lines().skip(1).filter(|line| line.starts_with([' ', sign]));
        lines.flat_map(|line| [&line[1..], "\n"]).collect()
    };
    let (old, new) = (side('-'), side('+'));
    assert!(text.contains(&old), "{old}");
    text.replace(&old, &new)
}

#[test]
fn json_names_the_policy_and_shows_its_path() {
    let place = Place::new();
    place.write("callscript.toml", POLICY).write("warned.yaml", WARNED);
    let run = place.run(["lint", "--format", "json", "--only", "policy"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let finding = &report["diagnostics"][0];
    assert_eq!((&finding["script"], &finding["node"]), (&Value::from("warned"), &Value::from("hello")));
    assert_eq!(finding["related"].as_array().unwrap().len(), 2, "{finding}");
}

/// One path around the notice leads to a finding at each end after it, and the findings say that they share that path.
#[test]
fn findings_that_come_the_same_way_say_so() {
    let script = "callscript: 1
id: parcel
title: Parcel
start: hello
outcomes: { found: Found, sent: Sent, gone: Gone }
nodes:
  hello:
    say: Hello?
    answers:
      Wrong number: { end: gone }
      I know that you record: topic
      Yes: notice
  notice: { say: We record this call., tags: [notice], goto: topic }
  topic:
    say: Where is it?
    answers:
      Here: { end: found }
      Nowhere: more
  more:
    say: Shall I send another?
    answers:
      Yes: { end: sent }
      No: { end: gone }
";
    let place = Place::new();
    let config = "[policies.told]\nends = [\"found\", \"sent\", \"gone\"]\npass = \"notice\"\n";
    place.write("callscript.toml", config).write("parcel.yaml", script);
    let run = place.run(["lint", "--format", "json", "--only", "policy"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let helps: Vec<&str> = findings.iter().map(|finding| finding["help"].as_str().unwrap()).collect();
    let cure = "lead this path over a node tagged `notice`, which may be its last";
    let alike = format!("{cure}; another finding of this policy begins the same way, up to `topic`");
    assert_eq!(helps, [cure, &alike, &alike]);

    let last = "      No: { end: gone }\n";
    place.write("parcel.yaml", script.replace(last, "      No: last\n  last: { say: Bye., end: gone }\n"));
    let run = place.run(["lint", "--only", "policy"]);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let alike = "2 more findings of this policy begin the same way, up to `topic`";
    assert_eq!(told.matches(alike).count(), 3, "{}", run.out);
}

#[test]
fn a_policy_that_watches_nothing_is_told_behind_the_counts() {
    let place = Place::new();
    let told = |policies: &[(&str, &str)], arguments: &[&str]| {
        let policies = policies.iter().map(|(name, demand)| format!("[policies.{name}]\n{demand}\n"));
        place.write("callscript.toml", policies.collect::<String>());
        let run = place.run([&["lint"], arguments].concat());
        let (_, told) = run.err.split_once("1 other file").unwrap();
        assert!(!run.out.contains("no step"), "{run:?}");
        told.trim_end().to_owned()
    };
    place.write("warned.yaml", WARNED).write("other.yaml", WARNED.replace("id: warned", "id: other"));
    place.write("notice.txt", "Hello?\n");
    let watching = ("watching", "before = { tag = [\"legal\", \"greeting\"] }\npass = \"notice\"");
    let words = ("words", "verbatim = { tag = \"legal\" }\nfile = \"notice.txt\"");
    let asked = ("asked", "before = { collects = \"sensitive\" }\npass = \"notice\"");
    let ended = ("ended", "ends = \"bought\"\npass = \"notice\"");
    let short = ("short", "max_seconds = 100");
    assert_eq!(told(&[watching, short], &[]), "");
    assert_eq!(told(&[watching, words], &[]), "; policy `words` of callscript.toml watches no step yet");
    let two = "; policies `words` of callscript.toml and `asked` of callscript.toml watch no step yet";
    assert_eq!(told(&[words, asked], &["--format", "concise"]), two);
    let more = "; policies `words` of callscript.toml, `asked` of callscript.toml and 1 more watch no step yet";
    assert_eq!(told(&[words, asked, ended], &["--only", "policy"]), more);

    assert_eq!(told(&[words], &["--format", "github"]), "");
    assert_eq!(told(&[words], &["--skip", "policy"]), "");
    assert_eq!(told(&[words, ("off", "max_seconds = 9\n[rules]\npolicy = \"off\"")], &[]), "");
    place.write("other.yaml", "callscript: 1\nid: other\nnodes: [\n");
    assert_eq!(told(&[words], &[]), "", "the tag may be where nothing can be read");
}
