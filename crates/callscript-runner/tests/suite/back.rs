//! `back` undoes one step at a time, across subscripts and asides, but no irreversible action.

use callscript::value::Value;
use callscript_runner::{PromptKind, Session, StepError, Values};

use crate::support::{INTERNET, at, brief, small, start};

type Step = fn(&mut Session) -> Result<(), StepError>;

#[test]
fn back_undoes_one_step_at_a_time() {
    let mut session = start(&INTERNET, [("agent_name", "Sam")]);
    let mut prompts = vec![session.prompt().clone()];
    let steps: [Step; 8] = [
        |session| session.enter(Values::from([("customer_name", "Ada")]), at(1)),
        |session| session.aside("wants-a-manager", at(2)),
        |session| session.aside("customer-is-upset", at(3)),
        |session| session.proceed(at(4)),
        |session| session.answer("then-go-on", at(5)),
        |session| session.jump("offer", "asks again", Values::new(), at(6)),
        |session| session.answer("i-will-wait", at(7)),
        |session| session.back(at(8)),
    ];
    for step in &steps[..7] {
        step(&mut session).unwrap();
        prompts.push(session.prompt().clone());
    }
    assert_eq!(brief(&session), "manager: ended escalated");
    session.note("over", at(8)).unwrap();
    // The form is offered what was entered in it.
    let PromptKind::Form { fields, .. } = &mut prompts[0].kind else { panic!("a form") };
    assert_eq!(fields[0].offered.replace(Value::text("Ada")), None);
    for prompt in prompts.iter().rev().skip(1) {
        steps[7](&mut session).unwrap();
        assert_eq!(session.prompt(), prompt);
    }
    assert_eq!(session.back(at(9)), Err(StepError::NothingToUndo));
    assert_eq!(session.events().len(), 1 + 7 + 1 + 7, "back is an event, and undoes none");
    assert_eq!(session.result().notes.len(), 1, "notes stay");
}

#[test]
fn back_stops_at_what_was_done() {
    let nodes = "a: { say: A, answers: { On: b, Over: { end: other } } }\nb: { action: look, read_only: true, then: { ok: c, failed: c } }\nc: { say: C, goto: d }\nd: { action: act, then: { ok: e, failed: e } }\ne: { say: E, goto: f }\nf: { say: F, end: done }";
    let mut session = start(&[&small("s", "", nodes)], []);
    session.answer("on", at(1)).unwrap();
    session.complete("ok", Values::new(), at(2)).unwrap();
    session.back(at(3)).unwrap();
    assert_eq!(brief(&session), "a: ask on, over", "to look again is harmless");
    session.answer("on", at(4)).unwrap();
    session.complete("ok", Values::new(), at(5)).unwrap();
    session.proceed(at(6)).unwrap();
    session.complete("ok", Values::new(), at(7)).unwrap();
    let before = session.clone();
    let error = session.back(at(8)).unwrap_err();
    assert_eq!(error.to_string(), "`act` at `d` was done and cannot be undone");
    assert!(session == before);
    session.proceed(at(9)).unwrap();
    assert_eq!(brief(&session), "f: ended done");
    session.back(at(10)).unwrap();
    assert_eq!(brief(&session), "e: message", "open after the end");
    session.back(at(11)).unwrap_err();
}

#[test]
fn events_make_the_session_again() {
    let mut session = start(&INTERNET, [("agent_name", "Sam")]);
    session.enter(Values::from([("customer_name", "Ada")]), at(1)).unwrap();
    session.answer("no-lights-at-all", at(2)).unwrap();
    session.note("in a hurry", at(3)).unwrap();
    session.back(at(4)).unwrap();
    session.answer("lights-but-no-internet", at(5)).unwrap();
    let again = Session::replay(session.script(), session.events().to_vec()).unwrap();
    assert!(again == session);
    assert_eq!(again.prompt(), session.prompt());
    let mut events = session.events().to_vec();
    events.remove(1);
    let error = Session::replay(session.script(), events).unwrap_err();
    assert_eq!(error.to_string(), "event 1 does not fit: `greeting` waits for a form, not for an answer");
    assert!(Session::replay(session.script(), []).is_err());
}
