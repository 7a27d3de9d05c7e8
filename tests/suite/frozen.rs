//! `tests/frozen`: journals, results, transcripts and findings as they were written once, which must never change.
//!
//! The files there are compared byte for byte, and nothing here ever writes one: a file that differs is a promise that
//! is broken. Every version has folders of its own. What holds of old journals (they are read, taken up and replayed to
//! the same) holds for ever; that today's program writes a result or a transcript of this version, as long as it does.

#[path = "frozen/complete.rs"]
mod complete;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use callscript_runner::journal::{self, JournalError};
use serde_json::Value;

use crate::support::{Place, Run, names, repository};

#[test]
fn a_call_of_version_1_is_taken_up_where_it_stood() {
    for name in calls("journal-1") {
        let place = place();
        let journal = format!("{name}.jsonl");
        let run = take_up(&place, &journal, &["--result", "result.json"], "");
        assert!(run.status < 2, "{name}: {run:?}");
        assert_eq!(fs::read(place.path().join(&journal)).unwrap(), frozen(&format!("journal-1/calls/{journal}")));
        let now: Value = serde_json::from_slice(&fs::read(place.path().join("result.json")).unwrap()).unwrap();
        let then: Value = serde_json::from_slice(&frozen(&format!("result-1/{name}.json"))).unwrap();
        for key in ["script", "outcome", "variables", "path", "notes", "deviations"] {
            assert_eq!(now[key], then[key], "{name}: {key}");
        }
    }
}

#[test]
fn a_call_of_version_1_goes_on() {
    let place = place();
    let run = take_up(&place, "unfinished.jsonl", &[], "1\n12\n\n\n2026-12-01\n\n\n\n\nfailed\n");
    assert!(run.status == 0 && run.out.contains("Nothing could be done"), "{run:?}");
    let journal = fs::read(place.path().join("unfinished.jsonl")).unwrap();
    assert!(journal.starts_with(&frozen("journal-1/calls/unfinished.jsonl")));
    let run = take_up(&place, "unfinished.jsonl", &[], "");
    assert!(run.status == 0 && run.out.contains("Nothing could be done"), "{run:?}");
}

#[test]
fn a_call_of_version_1_is_replayed_to_where_it_stood() {
    let place = place();
    let names = calls("journal-1");
    let journals = names.iter().map(|name| format!("{name}.jsonl"));
    let arguments = ["test", "--format", "json", "--replay"].map(str::to_owned);
    let run = place.run(arguments.into_iter().chain(journals));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let calls = report["calls"].as_array().unwrap();
    assert_eq!(calls.len(), names.len());
    for (name, call) in names.iter().zip(calls) {
        let journal = String::from_utf8(frozen(&format!("journal-1/calls/{name}.jsonl"))).unwrap();
        let last: Value = serde_json::from_str(journal.lines().last().unwrap()).unwrap();
        assert_eq!(call["status"], "as_before", "{call}");
        for key in ["script", "node", "outcome"] {
            assert_eq!(call["now"][key], last["stands"].get(key).cloned().unwrap_or_default(), "{call}");
        }
    }
}

#[test]
fn a_journal_of_version_1_that_is_cut_off_is_taken_up_before_the_cut() {
    let place = place();
    let run = take_up(&place, "cut-off.jsonl", &["--result", "result.json"], "");
    let warning =
        "warning: the last line of `cut-off.jsonl` was not finished: the step that it was about is left out\n";
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
    let place = place();
    let run = take_up(&place, "damaged.jsonl", &[], "");
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("line 10 of the journal is damaged"), "{run:?}");
    assert_eq!(fs::read(place.path().join("damaged.jsonl")).unwrap(), damaged);
}

#[test]
fn results_are_of_version_1() {
    assert_eq!(
        calls("journal-1").into_iter().map(|name| format!("{name}.json")).collect::<Vec<_>>(),
        names(&folder("result-1"))
    );
    for name in calls("journal-1") {
        leaves_what_it_left(&name, "--result", &format!("result-1/{name}.json"));
    }
}

#[test]
fn transcripts_are_of_version_1() {
    let both = calls("journal-1").into_iter().flat_map(|name| [format!("{name}.json"), format!("{name}.md")]);
    assert_eq!(both.collect::<Vec<_>>(), names(&folder("transcript-1")));
    for name in calls("journal-1") {
        for ending in ["json", "md"] {
            leaves_what_it_left(&name, "--transcript", &format!("transcript-1/{name}.{ending}"));
        }
    }
}

/// Asked for are the rules that find something there alone, so that new rules may come.
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

fn leaves_what_it_left(name: &str, option: &str, file: &str) {
    let place = place();
    let written = Path::new(file).file_name().unwrap().to_str().unwrap();
    take_up(&place, &format!("{name}.jsonl"), &[option, written], "");
    same(&fs::read_to_string(place.path().join(written)).unwrap(), file);
}

/// A copy of the scripts and all journals: none of those that are kept is ever written to.
fn place() -> Place {
    let place = Place::new();
    place.copy(&folder("journal-1/scripts")).copy(&folder("journal-1/calls")).copy(&folder("journal-1/broken"));
    place
}

fn take_up(place: &Place, journal: &str, more: &[&str], lines: &str) -> Run {
    place.run_with([&["run", "parcel.yaml", "--resume", journal], more].concat(), lines.as_bytes())
}

fn same(now: &str, file: &str) {
    let then = String::from_utf8(frozen(file)).unwrap();
    assert_eq!(
        now, then,
        "`tests/frozen/{file}` is not what comes out now: the file must not change, the program must"
    );
}

fn folder(path: &str) -> PathBuf {
    repository("tests/frozen").join(path)
}

fn frozen(path: &str) -> Vec<u8> {
    fs::read(folder(path)).unwrap()
}

/// The names of the calls that are kept, sorted.
fn calls(folder_of: &str) -> Vec<String> {
    let names = names(&folder(folder_of).join("calls"));
    names.iter().map(|name| name.strip_suffix(".jsonl").unwrap().to_owned()).collect()
}
