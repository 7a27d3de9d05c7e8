//! Transcripts of calls.

use callscript_runner::{Prompt, PromptKind, Session, Values};

use crate::support::{INTERNET, at, small, start};

#[test]
fn a_transcript_tells_what_was_said_and_done() {
    let mut session = start(&INTERNET, [("agent_name", "Sam"), ("plan", "gold")]);
    session.enter(Values::from([("customer_name", "Ada <b>")]), at(10)).unwrap();
    session.note("sounds *tired*", at(12)).unwrap();
    session.aside("customer-is-upset", at(15)).unwrap();
    session.proceed(at(20)).unwrap();
    session.answer("lights-but-no-internet", at(30)).unwrap();
    session.back(at(31)).unwrap();
    session.answer("no-lights-at-all", at(40)).unwrap();
    session.jump("visit", "wants a visit", Values::new(), at(50)).unwrap();
    session.enter(Values::from([("visit_on", "2026-12-01")]), at(60)).unwrap();
    session.complete("ok", Values::from([("number", "T-100"), ("more", "x")]), at(70)).unwrap();
    session.proceed(at(80)).unwrap();
    session.hang_up(Some("line dropped"), at(90)).unwrap();
    insta::assert_snapshot!(session.transcript().to_markdown());
}

#[test]
fn sensitive_values_are_masked() {
    let top = "variables: { pin: { type: text, sensitive: true, label: PIN }, ref: { type: text, input: true, sensitive: true } }";
    let nodes = "a: { say: 'For {{ ref }}', collect: [pin], goto: b }\nb: { say: 'Is {{ pin }} right?', answers: { '{{ pin }} it is': { id: ok, goto: c } } }\nc: { action: check, with: { pin: pin, why: \"known\" }, then: { ok: { end: done, take: { pin: newpin } }, failed: { end: other } } }";
    let mut session = start(&[&small("s", top, nodes)], [("ref", "s3cret-r")]);
    session.enter(Values::from([("pin", "s3cret-p")]), at(1)).unwrap();
    let prompt = session.prompt();
    assert_eq!(prompt.say.as_deref(), Some("Is s3cret-p right?"), "the live prompt shows it");
    let marks = |prompt: &Prompt| match &prompt.kind {
        PromptKind::Ask { answers } => answers[0].sensitive,
        PromptKind::Act { with, .. } => with[0].sensitive && !with[1].sensitive,
        _ => false,
    };
    assert!(prompt.say_is_sensitive && !prompt.guidance_is_sensitive && marks(prompt), "and is marked: {prompt:?}");
    session.answer("ok", at(2)).unwrap();
    assert!(marks(session.prompt()) && !session.prompt().say_is_sensitive, "{:?}", session.prompt());
    session.complete("ok", Values::from([("newpin", "s3cret-n")]), at(3)).unwrap();
    let seen = format!("{:?}{}{:?}", session.history(), session.transcript().to_markdown(), session.transcript());
    assert!(!seen.contains("s3cret"), "{seen}");
    assert!(seen.contains("Is ••• right?"));
    assert_eq!(session.result().variables[0].value.as_ref().map(ToString::to_string).as_deref(), Some("s3cret-n"));
}

#[test]
fn a_session_of_fifty_answers_is_small() {
    let nodes = "a: { say: A, answers: { Yes: { retry: a, at_most: 100 }, No: { end: done } } }";
    let mut session: Session = start(&[&small("s", "", nodes)], []);
    for step in 0..50 {
        session.answer("yes", at(step)).unwrap();
    }
    let events = session.events();
    assert_eq!(events.len(), 51);
    assert!(size_of_val(events) + size_of::<Session>() < 12 * 1024, "{}", size_of_val(events));
}
