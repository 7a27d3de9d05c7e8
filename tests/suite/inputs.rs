//! `run --input`: the record of another program gives the inputs of a call.

use crate::support::{Place, Run};

const SCRIPT: &str = "callscript: 1
id: crm
title: Values from a CRM
start: a
variables:
  name: { type: text, input: true }
  since: { type: date, input: true, optional: true }
  open: { type: number, decimals: 2, input: true, optional: true }
  gold: { type: boolean, input: true, default: false }
  tel: { type: phone, input: true, optional: true }
  at: { type: time, input: true, optional: true }
  land: { type: choice, choices: { no: Norway, de: Germany }, input: true, optional: true }
  mood: { type: text, optional: true }
outcomes: { done: Done }
nodes:
  a: { say: '{{ name }}/{{ since }}/{{ open }}/{{ gold }}/{{ tel }}/{{ at }}/{{ land }}', collect: [mood], goto: b }
  b: { say: '{{ mood }}', end: done }
";

fn run(record: &str, arguments: &[&str]) -> Run {
    let place = Place::new();
    place.write("crm.yaml", SCRIPT).write("record", record);
    place.run_with([&["run", "crm.yaml", "--input", "record"], arguments].concat(), b"\n")
}

/// What is said with this record.
fn said(record: &str) -> String {
    let run = run(record, &[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{record}: {run:?}");
    run.out.lines().find_map(|line| line.trim().strip_prefix("say |  ")).unwrap().to_owned()
}

#[test]
fn a_record_is_read_where_one_meaning_is_left() {
    assert_eq!(
        said(
            "{\"name\": \"Ada\", \"since\": \"2026-12-01T00:00:00Z\", \"open\": 12.5, \"gold\": 1, \"tel\": 442079460018, \"at\": \"09:30:00\", \"land\": \"no\"}"
        ),
        "Ada/2026-12-01/12.50/yes/442079460018/09:30/Norway"
    );
    let yaml = "\u{feff}name: 007\nsince: 2026-12-01 00:00:00\nopen: '1e3'\ngold: \"true\"\ntel:\nland: no\nat: ~\n";
    assert_eq!(said(yaml), "007/2026-12-01/1,000.00/yes///Norway");
    assert_eq!(said("[{\"name\": \"Ada\", \"gold\": 0, \"open\": null}]"), "Ada///no///");
}

#[test]
fn what_is_not_declared_is_left_only_if_wanted() {
    let record = "{\"id\": \"c-1\", \"name\": \"Ada\", \"owner\": {\"name\": \"Kim\"}, \"tags\": [1, 2], \"mood\": \"sunny\", \"id\": 2}";
    let refused = run(record, &[]);
    assert_eq!(
        (refused.status, refused.err.as_str()),
        (
            2,
            "error: cannot use `record`: `id`, `owner`, `tags`, `mood` are not inputs of `crm`\nhelp: `--ignore-unknown` takes the inputs of the script, and leaves the rest\n"
        ),
    );
    let taken = run(record, &["--ignore-unknown"]);
    assert_eq!(
        (taken.status, taken.err.as_str()),
        (0, "4 keys of `record` left out: not inputs of `crm`\n"),
        "{taken:?}"
    );
    assert!(taken.out.contains("say |  Ada/") && !taken.out.contains("sunny"), "{taken:?}");
    let taken = run("name: Ada\nhome: { town: York, town: Bath }\n", &["--ignore-unknown"]);
    assert_eq!(
        (taken.status, taken.err.as_str()),
        (0, "1 key of `record` left out: not inputs of `crm`\n"),
        "{taken:?}"
    );
}

#[test]
fn every_fault_is_reported_and_no_value_repeated() {
    let record = "{\"name\": {\"first\": \"s3cret\"}, \"since\": \"2026-12-01T09:30:00Z\", \"open\": \"s3cret\", \"gold\": 2, \"tel\": [1], \"at\": \"09:30:15\", \"gold\": true, \"id\": 1}";
    let refused = run(record, &[]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    let lines: Vec<&str> =
        refused.err.lines().filter_map(|line| line.strip_prefix("error: cannot use `record`: ")).collect();
    assert_eq!(
        lines,
        [
            "`name` is a map, but a single value is expected",
            "`since` has a time of day: it must be a date like 2026-12-01",
            "`open` must be a number",
            "`gold` must be yes or no",
            "`tel` is a list, but a single value is expected",
            "`at` has seconds: it must be a time like 14:30",
            "`gold` is given twice, but a single value is expected",
            "`id` is not an input of `crm`",
        ]
    );
    assert!(!refused.err.contains("s3cret"), "{refused:?}");
    let half = run("{\"name\": \"Ada\", \"tel\": [1], \"x\": 1}", &["--ignore-unknown"]);
    assert_eq!(half.status, 2, "a declared key that holds a list is a fault: {half:?}");
}

#[test]
fn what_is_set_and_what_a_scenario_gives_is_read_alike() {
    let set = run("name: Ada\n", &["--set", "since=2026-12-01T00:00:00Z", "--set", "gold=1"]);
    assert!(set.out.contains("say |  Ada/2026-12-01//yes///"), "{set:?}");
    let refused = run("name: Ada\n", &["--set", "since=2026-12-01T09:30:00Z"]);
    assert_eq!(refused.err, "error: `since` has a time of day: it must be a date like 2026-12-01\n");
    let place = Place::new();
    place.write("crm.yaml", SCRIPT);
    place.write(
        "crm.test.yaml",
        "script: crm\nscenarios:\n  - name: a record\n    input: { name: Ada, since: '2026-12-01T00:00:00Z', gold: 1 }\n    steps: [ enter: {} ]\n    expect: { outcome: done, variables: { since: 2026-12-01, gold: true } }\n",
    );
    let tested = place.run(["test", "crm.test.yaml"]);
    assert_eq!(tested.status, 0, "{tested:?}");
}
