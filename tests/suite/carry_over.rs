//! `run --carry-over`: what a call has is kept, and only what is new is asked for.

use std::fs;

use crate::support::{Place, Run};

const SCRIPT: &str = "callscript: 1
id: live
title: Live
start: hello
variables:
  name: { type: text, label: Name }
  town: { type: text, label: Town }
outcomes: { done: Done, no: No }
nodes:
  hello: { say: Who is it?, collect: [name], goto: town }
  town: { say: Which town?, collect: [town], goto: call }
  call: { action: call, then: { ok: lights, failed: { end: no } } }
  lights: { say: 'Are the lights on, {{ name }}?', answers: { \"Yes\": { end: done }, \"No\": { end: no } } }
";

/// A place with a journal that stands at `lights`, and a script in which `from` became `to`.
fn changed(from: &str, to: &str) -> Place {
    let place = Place::new();
    place.write("live.yaml", SCRIPT);
    let run = place.run_with(["run", "live.yaml", "--journal", "old.jsonl"], b"Ada\nYork\nok\n");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(SCRIPT.contains(from));
    place.write("live.yaml", SCRIPT.replace(from, to));
    place
}

fn read(place: &Place, name: &str) -> String {
    fs::read_to_string(place.path().join(name)).unwrap()
}

fn carry_over(place: &Place, input: &str) -> Run {
    let arguments = ["run", "live.yaml", "--resume", "old.jsonl", "--carry-over", "--journal", "new.jsonl"];
    place.run_with(arguments, input.as_bytes())
}

#[test]
fn an_inserted_message_costs_nothing() {
    let place = changed("goto: town", "goto: law }\n  law: { say: We record calls., goto: town");
    let run = carry_over(&place, "Yes\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("Are the lights on, Ada?") && !run.out.contains("We record"), "{run:?}");
}

#[test]
fn a_comment_costs_nothing() {
    let place = changed("nodes:", "# The way.\nnodes:");
    let run = carry_over(&place, "Yes\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
}

#[test]
fn a_new_field_is_asked_for_alone() {
    let changed = || {
        let place = changed("[name]", "[name, zip]");
        let script =
            read(&place, "live.yaml").replace("  town: { type", "  zip: { type: integer, label: Zip }\n  town: { type");
        place.write("live.yaml", script);
        place
    };
    let place = changed();
    let run = carry_over(&place, "/back\nnone\n123\nYes\n");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.starts_with("warning: `hello` asks for `zip`, which the journal does not hold\n"), "{run:?}");
    assert!(
        run.err.contains("still being carried over") && run.err.contains("`Zip` must be a whole number"),
        "{run:?}"
    );
    assert!(!run.out.contains("Name>") && run.out.contains("Are the lights on, Ada?"), "{run:?}");
    let journal = read(&place, "new.jsonl");
    assert!(journal.contains("\"name\":\"Ada\",\"zip\":\"123\""), "{journal}");

    let place = changed();
    let run = carry_over(&place, "");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(!place.path().join("new.jsonl").exists(), "nothing is written");

    let run = carry_over(&place, "/stop\nEve\n5\nYork\n");
    assert!(run.err.contains("line 5 of the journal (`completed`) does not fit"), "{run:?}");
    assert!(run.err.contains("the action was done, and stays done"), "{run:?}");
}

#[test]
fn a_question_an_action_and_an_input_that_are_new_are_asked_for() {
    let place = changed("action: call,", "action: call, with: { town: town },");
    let run = carry_over(&place, "ok\nYes\n");
    assert_eq!(run.status, 0, "the last step is the action itself: {run:?}");
    assert!(
        run.err.contains("warning: `call` at `call` was done before: take care that it is not done twice"),
        "{run:?}"
    );

    let place = changed("goto: town", "goto: ask }\n  ask: { say: Now?, answers: { Now: town, Later: town }");
    let run = carry_over(&place, "now\nYes\n");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("`ask` asks a question that the journal does not answer"), "{run:?}");

    let place = changed("  town: { type", "  agent: { type: text, input: true, label: Agent }\n  town: { type");
    let script = read(&place, "live.yaml").replace("Which town?", "'{{ agent }}: which town?'");
    place.write("live.yaml", script);
    let run = carry_over(&place, "Sam\nYes\n");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("the start asks for `agent`") && run.out.contains("Agent>"), "{run:?}");
}
