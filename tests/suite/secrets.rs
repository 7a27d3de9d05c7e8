//! Sensitive values, however they are entered, appear only in the live prompt, the result and the journal.

use std::fs;

use crate::support::{Place, Run};

/// A text that every secret contains, and nothing else does.
const TRACE: &str = "s3cret";

const OUTER: &str = "
callscript: 1
id: outer
title: Secrets
start: ask
entries: { Late: held }
variables:
  pin: { type: text, pattern: '[a-z0-9]+', input: true, sensitive: true, label: PIN }
  token: { type: text, pattern: '[a-z0-9]+', sensitive: true, optional: true }
  kept: { type: text, sensitive: true, default: none }
  said: { type: text, sensitive: true, optional: true }
outcomes: { done: Done }
anytime: { 'Copies {{ pin }}': { goto: aside, id: copies, set: { kept: pin } } }
nodes:
  ask:
    say: Your PIN is {{ pin }}.
    guidance: It was {{ kept }}.
    collect: [token]
    goto: question
  question:
    say: '{{ token }} it is, and {% if token == \"s3cret2\" %}so it is{% else %}so it is not{% endif %}'
    answers:
      '{{ pin }} is right': { id: right, goto: act }
      '{{ pin }} is wrong': { id: wrong, goto: act }
  act:
    action: check
    with: { pin: pin }
    then:
      ok: { goto: sub, take: { token: token } }
      failed: sub
  sub:
    run: inner
    with: { code: pin }
    then: { fine: { goto: held, take: { kept: code } } }
  held:
    say: Held {{ kept }} and {{ token }}.
    goto: last
  last:
    say: Bye {{ said }}
    end: done
  aside:
    say: Copied {{ kept }}.
    resume: true
";

const INNER: &str = "
callscript: 1
id: inner
title: Inner
start: a
variables:
  code: { type: text, input: true, sensitive: true }
  more: { type: text, pattern: '[a-z0-9]+', sensitive: true }
outcomes: { fine: Fine }
nodes:
  a: { say: 'Code {{ code }}', collect: [more], goto: b }
  b: { say: 'More {{ more }}', end: fine }
";

fn place() -> Place {
    let place = Place::new();
    place.write("outer.yaml", OUTER).write("inner.yaml", INNER);
    place
}

/// Runs the call and writes its transcript.
fn run(place: &Place, arguments: &[&str], lines: &[&str]) -> Run {
    run_to(place, "call.md", arguments, lines)
}

fn run_to(place: &Place, transcript: &str, arguments: &[&str], lines: &[&str]) -> Run {
    let arguments = [&["run", "outer.yaml", "--transcript", transcript], arguments].concat();
    let run = place.run_with(arguments, (lines.join("\n") + "\n").as_bytes());
    assert!(!run.err.contains(TRACE), "{run:?}");
    if let Ok(transcript) = fs::read_to_string(place.path().join(transcript)) {
        assert!(!transcript.contains(TRACE) && transcript.contains("•••"), "{transcript}");
    }
    for line in run.out.lines().filter(|line| line.contains(" = ") || line.contains("]> ")) {
        let asked = line.split_once("]> ").map_or(line, |(_, typed)| typed);
        assert!(!asked.contains(TRACE), "{line}\n{}", run.out);
    }
    run
}

#[test]
fn a_call_keeps_its_secrets_wherever_they_go_in() {
    let place = place();
    let lines = [
        "not s3cret",
        "s3cret1",
        "s3cret no",
        "/s3cret",
        "//s3cret/",
        "s3cret2",
        "/history",
        "/aside no s3cret",
        "/aside copies",
        "s3cret",
        "s3cret1 is",
        "s3cret1 is r",
        "/back",
        "2",
        "/history",
        "/change 1",
        "s3cret no",
        "s3cret2",
        "s3cret",
        "ok",
        "no s3cret",
        "s3cret3",
        "/history",
        "no s3cret",
        "/jump b because",
        "no s3cret",
        "/jump b because",
        "s3cret4",
        "/history",
    ];
    let run = run(&place, &["--result", "call.json", "--journal", "call.jsonl"], &lines);
    assert_eq!(run.status, 0, "{run:?}");
    let refused = run.err.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(refused, 12, "{}", run.err);
    for shown in [
        "Your PIN is s3cret1.",
        "s3cret2 it is, and so it is",
        "s3cret1 is right",
        "pin: s3cret1",
        "More s3cret4",
        "Held s3cret1 and s3cret3.",
    ] {
        assert!(run.out.contains(shown), "the live prompt shows `{shown}`: {}", run.out);
    }
    for kept in ["call.json", "call.jsonl"] {
        assert!(fs::read_to_string(place.path().join(kept)).unwrap().contains("s3cret3"), "{kept}");
    }
    let transcript = fs::read_to_string(place.path().join("call.md")).unwrap();
    assert!(transcript.contains("and so it is"), "the real value chooses: {transcript}");
    run_to(&place, "transcript.json", &[], &lines);
    let transcript = fs::read_to_string(place.path().join("transcript.json")).unwrap();
    assert!(transcript.starts_with('{') && transcript.contains("and so it is"), "{transcript}");
}

#[test]
fn a_call_that_is_taken_up_again_keeps_its_secrets() {
    let place = place();
    run(&place, &["--set", "pin=s3cret1", "--journal", "call.jsonl"], &["s3cret2", "right"]);
    let journal = fs::read_to_string(place.path().join("call.jsonl")).unwrap();
    run(&place, &["--resume", "call.jsonl"], &["no s3cret", "/history", "failed"]);
    place.write("call.jsonl", journal.replacen("s3cret1", "s3cret7", 1));
    run(&place, &["--resume", "call.jsonl"], &[]);
    place.write("call.jsonl", &journal);
    place.write("outer.yaml", OUTER.replace("[a-z0-9]+', input", "[a-z]+', input"));
    let carried = run(&place, &["--resume", "call.jsonl", "--carry-over", "--journal", "new.jsonl"], &[]);
    assert!(carried.err.contains("`pin` must be"), "{carried:?}");
}

#[test]
fn what_cannot_be_used_is_not_repeated() {
    let place = place();
    let files = [
        "s3cret",
        "- s3cret",
        "pin: { s3cret: x }",
        "pin: [s3cret]",
        "pin: 'not s3cret'",
        "pin: \"s3cret",
        "{ \"pin\": s3cret s3cret }",
        "*s3cret",
    ];
    for file in files {
        place.write("in.yaml", file);
        let refused = run(&place, &["--input", "in.yaml"], &[]);
        assert_eq!(refused.status, 2, "{file}: {refused:?}");
    }
    for set in ["s3cret", "pin:s3cret", "pin=not s3cret", "token=s3cret"] {
        let refused = run(&place, &["--set", set], &[]);
        assert_eq!(refused.status, 2, "{set}: {refused:?}");
    }
    let refused = run(&place, &["--set", "pin=s3cret1", "--set", "token=not s3cret", "--entry", "late"], &[]);
    assert!(refused.err.starts_with("error: `token` must be"), "{refused:?}");
    let held = run(&place, &["--set", "pin=s3cret1", "--set", "kept=s3cret5", "--entry", "late"], &[]);
    assert!(held.status == 0 && held.out.contains("Held s3cret5"), "{held:?}");
}
