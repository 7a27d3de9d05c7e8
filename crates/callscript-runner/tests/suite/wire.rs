//! The JSON of events, prompts and turns: as `docs/json.md` shows it, the same after reading it, and an error for anything
//! else.

use callscript_runner::{Event, EventKind, Moment, Session, StepError, Values, journal};
use proptest::prelude::*;
use serde::Serialize;

use crate::random::{scripts, tries};
use crate::steps::perform;
use crate::support::{at, repeatable, start};
use crate::walker::{Try, anyone, begin, choose};

const PAGE: &str = include_str!("../../docs/json.md");

const PARCEL: &str = "callscript: 1
id: parcel
title: Late parcel
start: number
variables:
  number: { type: integer, label: Number of the parcel, min: 1, max: 99999 }
  town: { type: text, optional: true }
  often: { type: integer, default: 0 }
outcomes: { told: { label: Told where it is, kind: success, disposition: P1 }, lost: Lost }
anytime: { Wants a person: person }
nodes:
  number: { say: What is the number?, collect: [number], cannot_give: lost, goto: look }
  look:
    say: One moment.
    action: find-parcel
    with: [number]
    read_only: true
    then: { found: { goto: found, take: { town: town } }, failed: lost }
  found:
    say: 'It is in {{ town | default(\"no town\") }}.'
    guidance: Be **quick**.
    answers: { Thanks: { end: told }, Again: { goto: lost, when: often > 0 } }
  lost: { end: lost }
  person: { say: Please hold the line., resume: true }
";

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn the_page_shows_what_is_written() {
    let shown: Vec<&str> =
        PAGE.split("```json\n").skip(1).map(|block| block.split_once("\n```").expect("an end").0).collect();
    let mut session = start(&[PARCEL], []);
    let mut written = vec![pretty(session.prompt())];
    session.enter(Values::from([("number", "7")]), at(1)).unwrap();
    written.push(pretty(session.prompt()));
    session.complete("found", Values::from([("town", "Ghent")]), at(2)).unwrap();
    written.push(pretty(session.prompt()));
    session.answer("thanks", at(3)).unwrap();
    written.push(pretty(session.prompt()));
    written.push(pretty(&session.history()[0]));
    assert_eq!(written, shown);
}

#[test]
fn what_is_wrong_with_a_form_is_written_without_what_was_given() {
    let mut session = start(&[PARCEL], []);
    let refused = session.enter(Values::from([("number", "seven"), ("size", "3")]), at(1)).unwrap_err();
    let StepError::Values(faults) = refused else { panic!("{refused}") };
    let written = serde_json::to_value(faults).unwrap();
    assert_eq!(written[0]["fault"], "not_asked");
    assert_eq!((&written[1]["fault"], &written[1]["field"]["max"]), (&"refused".into(), &"99999".into()));
    assert_eq!(written[1]["message"], "`number` must be a whole number from 1 to 99999");
    assert!(!written.to_string().contains("seven"));
    let applied = session.apply(EventKind::CannotGive, 0, at(1)).unwrap();
    assert_eq!(serde_json::to_string(&applied).unwrap(), r#"{"seq":1,"receipt":null,"lost":[]}"#);
}

#[test]
fn an_event_is_a_line_of_the_journal() {
    let mut session = start(&[PARCEL], []);
    session.enter(Values::from([("number", "7")]), at(1)).unwrap();
    let json = serde_json::to_string(&session.events()[1]).unwrap();
    assert_eq!(json, r#"{"at":"2027-01-15T08:00:01.000+00:00","event":"entered","values":{"number":"7"}}"#);
    let line = journal::Writer::new().lines(&session).lines().nth(2).unwrap().to_owned();
    assert!(line.starts_with(json.trim_end_matches('}')), "{line}");
    let json = serde_json::to_string(&session.events()[0].kind).unwrap();
    assert_eq!(json, r#"{"event":"started","script":"parcel","inputs":{},"channel":"phone","entry":null}"#);
}

#[test]
fn a_journal_does_not_name_its_script_twice() {
    let session = start(&[PARCEL], []);
    let text = journal::Writer::new().lines(&session);
    assert!(!text.contains(r#""event":"started","script""#), "{text}");
}

#[test]
fn what_is_no_event_is_refused_with_its_place() {
    let refused = [
        "",
        "7",
        "[]",
        "{}",
        r#"{"event":"answered"}"#,
        r#"{"event":"answered","answer":7}"#,
        r#"{"event":"answered","answer":"a","answer":"b"}"#,
        r#"{"event":"answered","answer":"a","more":1}"#,
        r#"{"event":"entered","values":{"a":true}}"#,
        r#"{"event":"entered","values":[]}"#,
        r#"{"event":"started","inputs":{},"channel":"phone","entry":null}"#,
        r#"{"event":"revised","line":1,"to":{"answered":"a"}}"#,
        r#"{"event":"revised","line":-1,"to":{"answered":"a"}}"#,
        r#"{"event":"revised","line":99999999999999999999999,"to":{"answered":"a"}}"#,
        r#"{"event":"completed","seq":1.5,"result":"ok","returned":{}}"#,
        r#"{"event":"exploded"}"#,
        r#"{"event":"unknown"}"#,
        "{\"event\":\"noted\",\"script\":\"s\",\"node\":\"n\",\"text\":\"\\ud800\"}",
    ];
    for json in refused {
        let error = serde_json::from_str::<EventKind>(json).expect_err(json);
        assert!(error.to_string().contains("at line 1 column"), "{json}: {error}");
        let timed = json.replacen('{', r#"{"at":"2027-01-15T08:00:01.000+00:00","#, 1);
        assert!(serde_json::from_str::<Event>(&timed).is_err(), "{timed}");
    }
    let error = serde_json::from_str::<EventKind>("{\n\"event\": \"answered\",\n\"answer\": 7\n}").unwrap_err();
    assert!(error.line() > 1, "{error}");
    for at in ["", "now", "2027-01-15", "9999999-01-15T08:00:01.000+00:00"] {
        let json = format!(r#"{{"at":"{at}","event":"back"}}"#);
        assert!(serde_json::from_str::<Event>(&json).is_err(), "{json}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(serde_json::from_str::<EventKind>(&deep).is_err());
    let deep = format!(r#"{{"event":"entered","values":{deep}}}"#);
    assert!(serde_json::from_str::<EventKind>(&deep).is_err());
}

#[test]
fn what_a_client_sends_is_applied() {
    let mut session = start(&[PARCEL], []);
    let sent = r#"{ "event": "entered", "values": { "number": "7" } }"#;
    session.apply(serde_json::from_str(sent).unwrap(), 0, at(1)).unwrap();
    let sent = r#"{ "event": "completed", "seq": 1, "result": "found", "returned": { "town": "Ghent" } }"#;
    session.apply(serde_json::from_str(sent).unwrap(), None, at(2)).unwrap();
    let sent = r#"{ "event": "revised", "line": 3, "to": { "entered": { "number": "8" } } }"#;
    let applied = session.apply(serde_json::from_str(sent).unwrap(), 2, at(3)).unwrap();
    assert_eq!((applied.lost.len(), session.prompt().node.as_str()), (1, "look"));
    let moment: Moment = serde_json::from_str(r#""2026-12-01T09:30:00.250+01:00""#).unwrap();
    assert_eq!(serde_json::to_string(&moment).unwrap(), r#""2026-12-01T09:30:00.250+01:00""#);
}

proptest! {
    #![proptest_config(repeatable(500))]

    /// Whatever is damaged in an event is refused with a place, or makes another event: then it is applied or refused.
    #[test]
    fn damaged_events_are_no_danger(place in any::<prop::sample::Index>(), cut in 0_usize..4, put in "[\\\\\"{}\\[\\]:,0-9a-z-]{0,3}") {
        let begun = start(&[PARCEL], []);
        let events = [
            r#"{"event":"entered","values":{"number":"7"}}"#,
            r#"{"event":"completed","seq":1,"result":"found","returned":{"town":"Ghent"}}"#,
            r#"{"event":"revised","line":3,"to":{"entered":{"number":"8"}}}"#,
            r#"{"event":"handed_over","channel":"phone","to":null,"note":"tired"}"#,
        ];
        for event in events {
            let from = place.index(event.len());
            let to = (from + cut).min(event.len());
            let damaged = [&event[..from], put.as_str(), &event[to..]].concat();
            match serde_json::from_str::<EventKind>(&damaged) {
                Ok(event) => {
                    let written = serde_json::to_string(&event).unwrap();
                    prop_assert_eq!(&serde_json::from_str::<EventKind>(&written).unwrap(), &event);
                    let mut session = begun.clone();
                    let _ = session.apply(event, 0, at(1));
                    prop_assert!(Session::replay(session.script(), session.events().to_vec()).unwrap() == session);
                }
                Err(error) => prop_assert!(error.line() == 1, "{damaged}: {error}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(repeatable(80))]

    /// Every event is the same after reading it, so a session can be stored as its events; every prompt and turn is
    /// written, with what it waits for.
    #[test]
    fn every_event_is_read_as_it_was_written(script in scripts(), seed in any::<u16>(), tries in tries()) {
        let Some(script) = script.checked() else { return Ok(()) };
        let mut give = anyone(seed.into());
        let Some(mut session) = begin(&script, seed.into(), &mut give) else { return Ok(()) };
        let mut earlier = Vec::new();
        for tried in tries {
            let prompt = serde_json::to_value(session.prompt()).unwrap();
            let waits_for = prompt["waits_for"].as_str().unwrap();
            prop_assert!(["form", "answer", "message", "action", "nothing"].contains(&waits_for));
            prop_assert_eq!(waits_for == "nothing", session.is_over());
            let step = choose(&earlier, &session, tried, &mut give).filter(|_| !matches!(tried, Try::Refused(_)));
            earlier.push(session.clone());
            step.map(|step| perform(&mut session, &step));
        }
        let stored = serde_json::to_string(session.events()).unwrap();
        let events: Vec<Event> = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&events, session.events());
        let kinds: Vec<EventKind> = session.events().iter().map(|event| event.kind.clone()).collect();
        let again: Vec<EventKind> = serde_json::from_value(serde_json::to_value(&kinds).unwrap()).unwrap();
        prop_assert_eq!(again, kinds);
        prop_assert!(Session::replay(&script, events).unwrap() == session);
        let turns = serde_json::to_value(session.history()).unwrap();
        prop_assert_eq!(turns.as_array().unwrap().len(), session.history().len());
    }
}
