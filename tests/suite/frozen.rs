//! `tests/frozen`: journals, results, transcripts and findings of earlier versions, which must never change.
//!
//! The files are compared byte for byte, and no test ever writes one: a difference is a broken promise to users. Every
//! version of a format has folders of its own. Old journals must be read, resumed and replayed with the same result
//! forever; results and transcripts are compared as long as the program writes this version.

#[path = "frozen/complete.rs"]
mod complete;
#[path = "frozen/kept.rs"]
mod kept;

use std::collections::BTreeSet;
use std::fs;

use callscript_runner::journal::{self, JournalError};
use serde_json::Value;

use self::kept::{calls, folder, frozen, place, same, take_up};
use crate::support::{Place, names};

#[test]
fn every_call_has_its_result_and_its_transcripts() {
    let of = |endings: &[&str]| {
        let names = calls("journal-1").into_iter();
        names.flat_map(|name| endings.iter().map(move |ending| format!("{name}.{ending}"))).collect::<Vec<_>>()
    };
    let filed = calls("journal-2").into_iter();
    let filed = filed
        .flat_map(|name| ["result.json", "transcript.json", "transcript.md"].map(|ending| format!("{name}.{ending}")));
    assert_eq!(names(&folder("journal-2/filed")), filed.collect::<Vec<_>>());
    for version in [1, 2] {
        assert_eq!(names(&folder(&format!("result-{version}"))), of(&["json"]));
        assert_eq!(names(&folder(&format!("transcript-{version}"))), of(&["json", "md"]));
    }
}

#[test]
fn a_call_of_version_1_goes_on() {
    let place = place("journal-1");
    let run = take_up(&place, "unfinished.jsonl", &[], "1\n12\n\n\n2026-12-01\n\n\n\n\nfailed\n");
    assert!(run.status == 0 && run.out.contains("Nothing could be done"), "{run:?}");
    let journal = fs::read(place.path().join("unfinished.jsonl")).unwrap();
    assert!(journal.starts_with(&frozen("journal-1/calls/unfinished.jsonl")));
    let run = take_up(&place, "unfinished.jsonl", &[], "");
    assert!(run.status == 0 && run.out.contains("Nothing could be done"), "{run:?}");
}

#[test]
fn every_call_is_replayed_to_where_it_stood() {
    is_replayed_to_where_it_stood("journal-1");
    is_replayed_to_where_it_stood("journal-2");
}

fn is_replayed_to_where_it_stood(folder: &str) {
    let place = place(folder);
    let names = calls(folder);
    let journals = names.iter().map(|name| format!("{name}.jsonl"));
    let arguments = ["test", "--format", "json", "--replay"].map(str::to_owned);
    let run = place.run(arguments.into_iter().chain(journals));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let calls = report["calls"].as_array().unwrap();
    assert_eq!(calls.len(), names.len());
    for (name, call) in names.iter().zip(calls) {
        let journal = String::from_utf8(frozen(&format!("{folder}/calls/{name}.jsonl"))).unwrap();
        let last: Value = serde_json::from_str(journal.lines().last().unwrap()).unwrap();
        assert_eq!(call["status"], "as_before", "{call}");
        for key in ["script", "node", "outcome"] {
            assert_eq!(call["now"][key], last["stands"].get(key).cloned().unwrap_or_default(), "{call}");
        }
    }
}

#[test]
fn a_call_of_version_1_goes_on_with_lines_of_version_1() {
    let place = place("journal-1");
    take_up(&place, "unfinished.jsonl", &[], "/note once more\n");
    let journal = fs::read_to_string(place.path().join("unfinished.jsonl")).unwrap();
    let then = String::from_utf8(frozen("journal-1/calls/unfinished.jsonl")).unwrap();
    let added: Vec<Value> =
        journal.strip_prefix(&then).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(added.len(), 1, "version 1 does not say that it was taken up");
    assert_eq!(added[0]["event"], "noted");
    assert!(added[0]["at"].as_str().unwrap().ends_with('Z'), "{added:?}");
}

#[test]
fn a_broken_journal_of_version_2_is_refused_by_name_and_not_changed() {
    let place = place("journal-2");
    let run = take_up(&place, "cut-off.jsonl", &[], "");
    let warning = "warning: the last line of `cut-off.jsonl` is incomplete: its step is left out\n";
    assert!(run.err.starts_with(warning), "{run:?}");
    for (name, why) in [
        ("damaged", "line 4 of the journal is damaged"),
        ("unknown-event", "line 5 of the journal has the event `danced`, which this program does not know"),
    ] {
        let run = take_up(&place, &format!("{name}.jsonl"), &[], "");
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        assert!(run.err.contains(why) && !run.err.contains("s3cret"), "{run:?}");
        let then = frozen(&format!("journal-2/broken/{name}.jsonl"));
        assert_eq!(fs::read(place.path().join(format!("{name}.jsonl"))).unwrap(), then);
    }
}

#[test]
fn a_journal_of_version_1_that_is_cut_off_is_taken_up_before_the_cut() {
    let place = place("journal-1");
    let run = take_up(&place, "cut-off.jsonl", &["--result", "result.json"], "");
    let warning = "warning: the last line of `cut-off.jsonl` is incomplete: its step is left out\n";
    assert!(run.status == 1 && run.err.starts_with(warning), "{run:?}");
    let cut_off = frozen("journal-1/broken/cut-off.jsonl");
    let whole = cut_off.iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    assert_eq!(fs::read(place.path().join("cut-off.jsonl")).unwrap(), cut_off[..whole]);
    let run = take_up(&place, "cut-off.jsonl", &[], "9\n");
    assert!(run.status == 0 && run.out.contains("A search was begun"), "{run:?}");
}

#[test]
fn a_journal_of_version_1_that_is_damaged_is_refused() {
    let damaged = frozen("journal-1/broken/damaged.jsonl");
    assert_eq!(journal::read(&damaged).unwrap_err(), JournalError::Damaged { line: 10 });
    let place = place("journal-1");
    let run = take_up(&place, "damaged.jsonl", &[], "");
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("line 10 of the journal is damaged"), "{run:?}");
    assert_eq!(fs::read(place.path().join("damaged.jsonl")).unwrap(), damaged);
}

/// Only the rules that had findings then are enabled, so that new rules can be added.
#[test]
fn findings_are_of_version_1() {
    let then = frozen("diagnostics-1/lint.json");
    let report: Value = serde_json::from_slice(&then).unwrap();
    let findings = report["diagnostics"].as_array().unwrap().iter();
    let rules: BTreeSet<_> = findings.map(|finding| finding["rule"].as_str().unwrap()).collect();
    let only = rules.into_iter().flat_map(|rule| ["--only", rule]);
    let place = Place::new();
    place.copy(&folder("diagnostics-1/library"));
    let run = place.run(["lint", "--format", "json"].into_iter().chain(only));
    assert_eq!(run.status, 1, "{run:?}");
    same(&run.out, "diagnostics-1/lint.json");
}
