//! Journals: a call is recorded, can be resumed where it stopped, and is never overwritten.

use std::fs::{self, File};
use std::io::Write;
use std::process::Stdio;
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
        assert_eq!(journal(&place), before);
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
