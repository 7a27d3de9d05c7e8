//! `today`, `now` and `channel`: each event is applied at its own time, and replay gives the same again.

use std::sync::Arc;

use callscript::jiff::ZonedDateTime;
use callscript::script::Script;
use callscript_runner::{Moment, Revision, Session, Start, Values};

use crate::support::{brief, said, script, small};

/// A time with its offset, such as `2024-02-28T23:59:30+01:00`.
fn told(text: &str) -> Moment {
    let offset = &text[text.len() - 6..];
    let zoned: ZonedDateTime = format!("{text}[{offset}]").parse().expect("a time");
    zoned.into()
}

fn clock_script() -> Arc<Script> {
    let sub = small(
        "sub",
        "channels: [kiosk]",
        "a: { say: 'Sub {{ channel }} {{ today }}', answers: { Yes: { end: done }, No: { end: other } } }",
    );
    let text = small(
        "clock",
        "channels: [phone, chat]\nvariables:\n  first: { type: date, optional: true }\n  last: { type: date, optional: true }\n  via: { type: choice, choices: [phone, chat], optional: true }\n  word: { type: text }\nanytime:\n  Wait: pause",
        "a:\n  say: '{{ channel }} {{ today }} {{ now }}'\n  set: { first: today, via: channel }\n  answers:\n    Go: b\n    Night: { goto: c, when: 'now < time(\"06:00\")' }\nb:\n  say: 'Form {{ now }}'\n  collect: [word]\n  set: { last: today }\n  goto: c\nc:\n  run: sub\n  then: { done: d, other: d }\nd:\n  decide:\n    - { when: 'channel == \"chat\"', goto: e }\n    - { goto: f }\ne: { say: 'Chat {{ first }} {{ last }}', answers: { On: { end: done }, Off: { end: other } } }\nf: { say: 'Phone {{ first }} {{ last }} {{ now }}', answers: { On: { end: done }, Off: { end: other } } }\npause: { say: 'Waiting at {{ now }}', resume: true }",
    );
    script(&[&text, &sub])
}

fn begin(at: &str) -> Session {
    Session::start(&clock_script(), Start::default(), told(at)).expect("starts")
}

/// The same session from its events, and from its journal, has the same prompt and result.
fn check_replays(session: &Session) {
    let script = clock_script();
    let again = Session::replay(&script, session.events().to_vec()).expect("replays");
    assert!(again.events() == session.events() && again.prompt() == session.prompt());
    assert_eq!(format!("{:?}", again.result()), format!("{:?}", session.result()));
    assert_eq!(again.history(), session.history());
    let written: Vec<String> = session.events().iter().map(|event| format!("{event:?}")).collect();
    let written_again: Vec<String> = again.events().iter().map(|event| format!("{event:?}")).collect();
    assert_eq!(written, written_again);
}

#[test]
fn a_call_that_crosses_midnight_an_offset_and_the_29th_of_february_replays_to_the_same() {
    let mut session = begin("2024-02-28T23:59:30+01:00");
    assert_eq!(said(&session), "phone 2024-02-28 23:59");
    check_replays(&session);
    session.answer("go", told("2024-02-29T00:00:10+01:00")).expect("fits");
    assert_eq!(said(&session), "Form 00:00");
    check_replays(&session);
    // The clock of another place: the same moment is still the 28th there.
    session.enter(Values::from([("word", "x")]), told("2024-02-28T18:00:20-05:00")).expect("fits");
    assert_eq!(said(&session), "Sub kiosk 2024-02-28");
    check_replays(&session);
    session.answer("yes", told("2024-03-01T00:00:30+01:00")).expect("fits");
    assert_eq!(said(&session), "Phone 2024-02-28 2024-02-28 00:00");
    check_replays(&session);
    session.answer("on", told("2024-03-01T00:01:00+01:00")).expect("fits");
    check_replays(&session);
}

#[test]
fn a_time_before_the_last_events_counts_as_the_lasts() {
    let mut session = begin("2024-02-29T12:00:00+01:00");
    session.answer("go", told("2020-01-01T00:00:00+01:00")).expect("fits");
    assert_eq!(said(&session), "Form 12:00");
    check_replays(&session);
}

#[test]
fn a_prompt_keeps_the_time_of_what_led_to_it() {
    let mut session = begin("2024-02-29T05:59:00+00:00");
    assert_eq!(brief(&session), "a: ask go, night");
    session.answer("night", told("2024-02-29T06:30:00+00:00")).expect("was open when it was shown");
    assert_eq!(said(&session), "Sub kiosk 2024-02-29");
    session.back(told("2024-02-29T07:00:00+00:00")).expect("fits");
    assert_eq!((brief(&session).as_str(), said(&session)), ("a: ask go, night", "phone 2024-02-29 05:59"));
    check_replays(&session);
    // Coming back from an aside makes it anew.
    session.aside("wait", told("2024-02-29T07:01:00+00:00")).expect("fits");
    assert_eq!(said(&session), "Waiting at 07:01");
    session.proceed(told("2024-02-29T07:02:00+00:00")).expect("fits");
    assert_eq!((brief(&session).as_str(), said(&session)), ("a: ask go, (night)", "phone 2024-02-29 07:02"));
    check_replays(&session);
}

#[test]
fn a_revision_has_its_own_time_and_later_events_keep_theirs() {
    let mut session = begin("2024-02-28T12:00:00+00:00");
    session.answer("go", told("2024-02-28T12:01:00+00:00")).expect("fits");
    session.enter(Values::from([("word", "x")]), told("2024-02-28T12:02:00+00:00")).expect("fits");
    session.answer("yes", told("2024-02-28T12:03:00+00:00")).expect("fits");
    session.revise(2, Revision::Enter(Values::from([("word", "y")])), told("2024-02-29T09:00:00+00:00")).expect("fits");
    assert_eq!(said(&session), "Phone 2024-02-28 2024-02-29 12:03");
    check_replays(&session);
    session.back(told("2024-02-29T10:00:00+00:00")).expect("fits");
    assert_eq!(said(&session), "Phone 2024-02-28 2024-02-28 12:03");
    check_replays(&session);
}

#[test]
fn a_hand_over_makes_words_and_conditions_anew_and_leaves_what_was_decided() {
    let mut session = begin("2024-02-29T05:00:00+00:00");
    session.hand_over(Some("chat"), None, None, told("2024-02-29T08:00:00+00:00")).expect("fits");
    assert_eq!((brief(&session).as_str(), said(&session)), ("a: ask go, (night)", "chat 2024-02-29 08:00"));
    check_replays(&session);
    session.answer("go", told("2024-02-29T08:01:00+00:00")).expect("fits");
    session.hand_over(None, Some("the night shift"), None, told("2024-02-29T09:00:00+00:00")).expect("fits");
    assert_eq!(said(&session), "Form 09:00");
    check_replays(&session);
    session.enter(Values::from([("word", "x")]), told("2024-02-29T09:01:00+00:00")).expect("fits");
    session.answer("yes", told("2024-02-29T09:02:00+00:00")).expect("fits");
    assert_eq!(said(&session), "Chat 2024-02-29 2024-02-29");
    // What was decided in a chat stays decided.
    session.hand_over(Some("phone"), None, None, told("2024-02-29T10:00:00+00:00")).expect("fits");
    assert_eq!(session.prompt().node, "e");
    check_replays(&session);
    let variables = session.result().variables;
    let via = variables.iter().find(|variable| variable.name == "via").and_then(|variable| variable.value.as_ref());
    assert_eq!(via.map(std::string::ToString::to_string).as_deref(), Some("phone"));
}

#[test]
fn a_declared_variable_hides_the_word() {
    let text = small(
        "hidden",
        "variables: { today: { type: text, default: Monday }, now: { type: integer, default: 3 } }",
        "a: { say: '{{ today }} {{ now + 1 }}', answers: { Yes: { end: done }, No: { end: other } } }",
    );
    let script = script(&[&text]);
    assert!(!script.reads_clock() && !script.reads_surroundings());
    let session = Session::start(&script, Start::default(), told("2024-02-29T05:00:00+00:00")).expect("starts");
    assert_eq!(said(&session), "Monday 4");
}
