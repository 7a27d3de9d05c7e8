//! The commands that write files, each with what is there before.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Place, names};

/// The files of a folder, with their contents, without what differs from call to call.
pub(super) type Written = BTreeMap<String, String>;

/// A command.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub(super) name: &'static str,
    /// Puts the files there that the command finds.
    pub(super) before: fn(&Place),
    pub(super) arguments: &'static [&'static str],
    pub(super) typed: &'static [&'static str],
    /// The journal that it goes on in.
    pub(super) journal: Option<&'static str>,
    /// What it says when `done` is done.
    pub(super) says_done: Option<&'static str>,
    pub(super) done: &'static [&'static str],
}

impl Case {
    /// How many whole lines the journal has.
    pub(super) fn journal_lines(&self, place: &Place) -> usize {
        let text = self.journal.and_then(|name| fs::read(place.path().join(name)).ok()).unwrap_or_default();
        text.split(|byte| *byte == b'\n').count() - 1
    }

    /// Whether a line names one of the files.
    pub(super) fn names_a_file(&self, line: &str) -> bool {
        let named = self
            .arguments
            .iter()
            .chain(self.done)
            .any(|word| word.contains('.') && line.contains(&format!("`{word}`")));
        named || ["a.yaml", "b.yaml"].iter().any(|name| line.contains(name))
    }
}

/// All files of the folder as they are now.
pub(super) fn written_in(place: &Place) -> Written {
    let read = |name: String| {
        let text = fs::read_to_string(place.path().join(&name)).unwrap();
        // Times and checksums differ, and so do the digits of both.
        let varies = [".jsonl", "call.json", "call.md", "out.txt"].iter().any(|ending| name.ends_with(ending));
        let text = if varies { without_times(&text) } else { text };
        (name, text)
    };
    names(place.path()).into_iter().map(read).collect()
}

fn without_times(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split(",\"sum\":").next().unwrap_or_default();
        let words = line.split(|sign: char| sign.is_ascii_digit() || sign == '.').filter(|word| !word.is_empty());
        lines.push(words.collect::<Vec<_>>().join("0"));
    }
    // A line that is cut off has no line break.
    lines.join("\n") + if text.ends_with('\n') { "\n" } else { "" }
}

const SCRIPT: &str = "callscript: 1
id: a
title: A
start: who
variables:
  name: { type: text, label: Name }
  age: { type: integer, label: Age }
outcomes: { done: Done, not: Not done }
nodes:
  who: { say: Who is it?, collect: [name, age], goto: ask }
  ask:
    say: Hello {{ name }} of {{ age }}. Shall we?
    answers:
      Yes: { end: done }
      No: sure
  sure:
    say: Are you sure?
    answers:
      Yes: { end: not }
      No: { end: done }
";

const SCENARIOS: &str = "script: a
scenarios:
  - name: yes
    steps:
      - enter: { name: Ada, age: 30 }
      - answer: Yes
    expect: { outcome: done }
";

const TYPED: &[&str] = &["Ada\n", "30\n", "/note she hesitates\n", "No\n", "/back\n", "No\n", "Yes\n"];

const WITH_EVERYTHING: &[&str] = &[
    "run",
    "a.yaml",
    "--journal",
    "call.jsonl",
    "--transcript",
    "call.md",
    "--result",
    "call.json",
    "--record",
    "all.test.yaml",
];

fn script(place: &Place) {
    place.write("a.yaml", SCRIPT);
}

fn script_and_scenarios(place: &Place) {
    script(place);
    place.write("a.test.yaml", SCENARIOS);
}

fn earlier_outputs(place: &Place) {
    script(place);
    place
        .write("call.md", "an earlier transcript\n")
        .write("call.json", "an earlier result\n")
        .write("all.test.yaml", SCENARIOS);
}

fn begun(place: &Place) {
    script(place);
    let run = place.run_with(["run", "a.yaml", "--journal", "old.jsonl"], b"Ada\n30\nNo\n");
    assert_eq!(run.status, 1, "{run:?}");
}

fn begun_and_cut_off(place: &Place) {
    begun(place);
    let mut journal = fs::read_to_string(place.path().join("old.jsonl")).unwrap();
    journal.push_str("{\"at\":\"2026");
    place.write("old.jsonl", journal).write("call.json", "an earlier result\n");
}

fn begun_with_another_script(place: &Place) {
    begun(place);
    place.write("a.yaml", SCRIPT.replace("Are you sure", "Really"));
}

fn to_be_fixed(place: &Place) {
    let unused = SCRIPT.replace("not: Not done }", "not: Not done, gone: Gone }");
    place.write("a.yaml", &unused).write("b.yaml", unused.replace("id: a", "id: b"));
}

fn earlier_output(place: &Place) {
    to_be_fixed(place);
    place.write("a.test.yaml", SCENARIOS).write("out.txt", "an earlier one\n");
}

fn nothing(_: &Place) {}

fn called(place: &Place) {
    begun(place);
    place.write("out.txt", "an earlier one\n");
}

const USUAL: Case =
    Case { name: "", before: nothing, arguments: &[], typed: &[], journal: None, says_done: None, done: &[] };

pub(super) const CASES: [Case; 14] = [
    Case {
        name: "run_with_everything",
        before: earlier_outputs,
        arguments: WITH_EVERYTHING,
        typed: TYPED,
        journal: Some("call.jsonl"),
        says_done: Some("the call was added to"),
        done: &["all.test.yaml"],
    },
    Case {
        name: "run_with_new_files",
        before: script,
        arguments: WITH_EVERYTHING,
        typed: &["Ada\n", "30\n", "Yes\n"],
        journal: Some("call.jsonl"),
        says_done: Some("the call was added to"),
        done: &["all.test.yaml"],
    },
    Case {
        name: "run_with_a_half_filled_form",
        before: script,
        arguments: &["run", "a.yaml", "--journal", "call.jsonl", "--result", "call.json"],
        typed: &["Ada\n", "/note she hesitates\n"],
        journal: Some("call.jsonl"),
        ..USUAL
    },
    Case {
        name: "run_resumed",
        before: begun_and_cut_off,
        arguments: &["run", "a.yaml", "--resume", "old.jsonl", "--result", "call.json"],
        typed: &["/back\n", "Yes\n"],
        journal: Some("old.jsonl"),
        ..USUAL
    },
    Case {
        name: "run_carried_over",
        before: begun_with_another_script,
        arguments: &["run", "a.yaml", "--resume", "old.jsonl", "--carry-over", "--journal", "call.jsonl"],
        typed: &["Yes\n"],
        journal: Some("call.jsonl"),
        ..USUAL
    },
    Case {
        name: "lint_fixes",
        before: to_be_fixed,
        arguments: &["lint", "--fix", "a.yaml", "b.yaml"],
        says_done: Some("fixed 2 findings in 2 files"),
        done: &["a.yaml", "b.yaml"],
        ..USUAL
    },
    Case {
        name: "lint_to_a_file",
        before: earlier_output,
        arguments: &["lint", "a.yaml", "--output", "out.txt"],
        ..USUAL
    },
    Case {
        name: "lint_dry_run_to_a_file",
        before: earlier_output,
        arguments: &["lint", "a.yaml", "--fix", "--dry-run", "--output", "out.txt"],
        ..USUAL
    },
    Case {
        name: "render_to_a_file",
        before: earlier_output,
        arguments: &["render", "a.yaml", "--output", "out.txt"],
        ..USUAL
    },
    Case { name: "schema_to_a_file", before: nothing, arguments: &["schema", "--output", "out.txt"], ..USUAL },
    Case {
        name: "test_to_a_file",
        before: earlier_output,
        arguments: &["test", "a.yaml", "--output", "out.txt"],
        ..USUAL
    },
    Case {
        name: "test_replay_to_a_file",
        before: called,
        arguments: &["test", "a.yaml", "--replay", "old.jsonl", "--output", "out.txt"],
        ..USUAL
    },
    Case {
        name: "test_suggests_in_files",
        before: |place| {
            script_and_scenarios(place);
            place.write("b.yaml", SCRIPT.replace("id: a", "id: b"));
        },
        arguments: &["test", "--suggest", "--write", "a.yaml", "b.yaml"],
        says_done: Some("added to `b.test.yaml`"),
        done: &["a.test.yaml", "b.test.yaml"],
        ..USUAL
    },
    Case {
        name: "new_script",
        before: nothing,
        arguments: &["new", "fresh"],
        says_done: Some("wrote `fresh.yaml` and `fresh.test.yaml`"),
        done: &["fresh.yaml", "fresh.test.yaml"],
        ..USUAL
    },
];
