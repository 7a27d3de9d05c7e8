//! Journals: a call is recorded, can be resumed where it stopped, and is never overwritten.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;

use crate::program::command;
use crate::support::Place;

const SCRIPT: &str = "
callscript: 1
id: parcel
title: Parcel
start: name
variables: { name: { type: text } }
outcomes: { found: Found, lost: Lost }
nodes:
  name: { say: Who is it?, collect: [name], goto: status }
  status:
    say: Hello {{ name }}. Is it there?
    answers: { It is: { end: found }, It is not: look }
  look:
    say: Have you looked behind the door?
    answers: { There it is: { end: found }, Nothing: { end: lost } }
";

fn place() -> Place {
    let place = Place::new();
    place.write("parcel.yaml", SCRIPT);
    place
}

fn journal(place: &Place) -> Vec<u8> {
    fs::read(place.path().join("call.jsonl")).unwrap()
}

#[test]
fn a_call_is_taken_up_where_it_stood() {
    let place = place();
    let first = place.run_with(["run", "parcel.yaml", "--journal", "call.jsonl"], b"Ada\n2\n");
    assert_eq!(first.status, 1, "{first:?}");
    let help = "help: `callscript run parcel.yaml --resume call.jsonl` resumes it\n";
    assert!(first.err.ends_with(help), "{first:?}");
    let before = journal(&place);
    let second = place.run_with(["run", "parcel.yaml", "--resume", "call.jsonl"], b"1\n");
    assert_eq!(second.status, 0, "{second:?}");
    assert!(second.out.contains("[look]") && !second.out.contains("[status]"), "{second:?}");
    assert!(journal(&place).starts_with(&before));
}

#[test]
fn a_killed_call_loses_nothing_of_what_was_written() {
    for lines in [2, 3, 4] {
        let place = place();
        let mut child = command(["run", "parcel.yaml", "--journal", "call.jsonl"])
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(&b"Ada\n2\n"[..[0, 4, 6][lines - 2]]).unwrap();
        let written = || fs::read_to_string(place.path().join("call.jsonl")).unwrap_or_default().matches('\n').count();
        while written() < lines {
            thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let before = journal(&place);
        let resumed = place.run(["run", "parcel.yaml", "--resume", "call.jsonl"]);
        let node = ["[name]", "[status]", "[look]"][lines - 2];
        assert!(resumed.out.contains(node), "{node}: {resumed:?}");
        let after = journal(&place);
        let added = String::from_utf8(after.strip_prefix(&before[..]).unwrap().to_owned()).unwrap();
        assert!(added.lines().count() == 1 && added.contains("\"event\":\"taken_up\""), "{added}");
    }
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_overwritten() {
    let place = place();
    place.run_with(["run", "parcel.yaml", "--journal", "call.jsonl"], b"Ada\n");
    let whole = journal(&place);
    let refused = |arguments: &[&str], message: &str| {
        let run = place.run([&["run", "parcel.yaml"], arguments].concat());
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains(message), "{message}: {run:?}");
    };
    refused(&["--journal", "call.jsonl"], "help: to continue its call, use `--resume call.jsonl`");
    place.write("empty.jsonl", "").write("begun.jsonl", &whole[..40]);
    for path in ["empty.jsonl", "begun.jsonl"] {
        refused(&["--journal", path], "help: it holds no call: delete it, or name a new file");
        refused(&["--resume", path], "help: nothing happened on that call: delete the file, and start the call again");
    }
    refused(&["--journal", "parcel.yaml"], "help: name a file that does not exist yet");
    refused(&["--journal", "."], "it is a folder");
    let held = File::open(place.path().join("call.jsonl")).unwrap();
    held.lock().unwrap();
    refused(&["--resume", "call.jsonl"], "is in use");
    drop(held);
    place.write("parcel.yaml", SCRIPT.replace("Who is it?", "Who are you?"));
    refused(&["--resume", "call.jsonl"], "cannot resume the call");
    assert_eq!(journal(&place), whole);

    let carried = place.run(["run", "parcel.yaml", "--resume", "call.jsonl", "--carry-over", "--journal", "new.jsonl"]);
    assert!(carried.out.contains("Hello Ada."), "{carried:?}");
    assert_eq!(journal(&place), whole);

    place.write("parcel.yaml", SCRIPT);
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    place.write("call.jsonl", &damaged);
    refused(&["--resume", "call.jsonl"], "cannot resume the call");
    assert_eq!(journal(&place), damaged);

    place.write("call.jsonl", &whole[..whole.len() - 3]);
    let cut = place.run(["run", "parcel.yaml", "--resume", "call.jsonl"]);
    assert!(cut.err.contains("is incomplete"), "{cut:?}");
    assert!(cut.out.contains("[name]"), "{cut:?}");
}

/// Starts a call with a journal, a transcript and a result, and waits until its journal has that many lines.
fn started(place: &Place, typed: &str, lines: usize) -> (Child, ChildStdin) {
    let mut child =
        command(["run", "parcel.yaml", "--journal", "call.jsonl", "--transcript", "call.md", "--result", "call.json"])
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(typed.as_bytes()).unwrap();
    while fs::read_to_string(place.path().join("call.jsonl")).unwrap_or_default().matches('\n').count() < lines {
        thread::yield_now();
    }
    (child, input)
}

/// Checks that transcript and result tell of a call that is not finished, and returns what was said of its end.
fn ended(place: &Place, child: Child, status: i32) -> String {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{said}");
    let read = |name| fs::read_to_string(place.path().join(name)).unwrap_or_default();
    assert!(read("call.md").contains("- name: Ada\n"), "{said}");
    assert!(read("call.json").contains("\"name\": \"Ada\""), "{said}");
    said
}

/// Others may be ignored where the tests run, as under `nohup`; `tests/terminal` sends them.
#[test]
#[cfg(unix)]
fn a_signal_files_what_is_kept() {
    let place = place();
    let (child, input) = started(&place, "Ada\n2\n", 4);
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let said = ended(&place, child, 143);
    drop(input);
    assert_eq!(
        said,
        "error: the call is not finished: the program was ended at `look`\n\
         help: `callscript run parcel.yaml --resume call.jsonl --transcript call.md --result call.json` resumes it\n"
    );
    let resumed = place.run(["run", "parcel.yaml", "--resume", "call.jsonl"]);
    assert!(resumed.out.contains("[look]"), "{resumed:?}");
}

#[test]
#[cfg(unix)]
fn a_journal_that_was_changed_is_not_written_to() {
    let harms: [fn(&Path); 5] = [
        |path| fs::remove_file(path).unwrap(),
        |path| File::options().write(true).open(path).unwrap().set_len(100).unwrap(),
        |path| fs::write(path, "").unwrap(),
        |path| writeln!(File::options().append(true).open(path).unwrap(), "{{}}").unwrap(),
        |path| {
            // Another file of the same length.
            let text = fs::read(path).unwrap();
            fs::remove_file(path).unwrap();
            fs::write(path.with_extension("other"), "takes the place of the removed file").unwrap();
            fs::write(path, text).unwrap();
        },
    ];
    for (number, harm) in harms.into_iter().enumerate() {
        let place = place();
        let (child, mut input) = started(&place, "Ada\n", 3);
        let path = place.path().join("call.jsonl");
        harm(&path);
        let before = fs::read(&path).ok();
        input.write_all(b"2\n").unwrap();
        let said = ended(&place, child, 2);
        assert!(
            said.starts_with("error: the journal `call.jsonl` was cut, removed or written to by another program; "),
            "{number}: {said}"
        );
        assert_eq!(fs::read(&path).ok(), before, "{number}");
    }
}

#[test]
#[cfg(unix)]
fn a_full_disk_files_what_is_kept() {
    let place = place();
    // No file may be larger than 8 KiB.
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -f 16; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_callscript")])
        .args(["run", "parcel.yaml", "--journal", "call.jsonl", "--transcript", "call.md", "--result", "call.json"])
        .current_dir(place.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let typed = format!("Ada\n{}", "2\n/back\n".repeat(60));
    // The program ends before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    let said = ended(&place, child, 2);
    assert!(said.starts_with("error: cannot use the journal `call.jsonl`: "), "{said}");
    assert!(said.contains("help: `callscript run parcel.yaml --resume call.jsonl --transcript "), "{said}");
    assert!(journal(&place).ends_with(b"\n"), "no line is cut");
    let resumed = place.run(["run", "parcel.yaml", "--resume", "call.jsonl"]);
    assert!(resumed.err.starts_with("error: the call is not finished"), "{resumed:?}");
}
