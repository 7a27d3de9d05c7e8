//! What comes between the steps of a call: pauses, hand-overs, and forms that are offered again.

use callscript::value::Value;
use callscript_runner::{EventKind, PromptKind, Revision, Session, Start, StepError, Values};

use crate::support::{at, brief, said, script, small, start};

const TOP: &str = "channels: [phone, chat]\nvariables: { n: { type: text }, pin: { type: text, sensitive: true }, ok: { type: boolean }, size: { type: choice, choices: { s: Small, l: Large } }, day: { type: date, optional: true }, count: { type: integer, default: 0 } }";
const NODES: &str = "a: { say: { phone: Who is it?, chat: Your name? }, collect: [n, pin], goto: b }\nb: { say: { phone: 'Try {{ count }}', chat: 'Attempt {{ count }}' }, set: { count: count + 1 }, answers: { On: c, Back: { retry: a, at_most: 1 } } }\nc: { say: C, collect: [ok, size, day], goto: d }\nd: { action: act, with: [size], then: { ok: e } }\ne: { say: E, end: done }";

fn begin() -> Session {
    start(&[&small("s", TOP, NODES)], [])
}

fn name() -> Values {
    Values::from([("n", "Ada"), ("pin", "4321")])
}

fn offered(session: &Session) -> Vec<Option<String>> {
    let PromptKind::Form { fields, .. } = &session.prompt().kind else { panic!("a form") };
    fields.iter().map(|field| field.offered.as_ref().map(Value::to_plain)).collect()
}

fn again(session: &Session) {
    let again = Session::replay(session.script(), session.events().to_vec()).unwrap();
    assert!(again == *session);
    assert_eq!(again.prompt(), session.prompt());
    assert_eq!(again.result(), session.result());
    assert_eq!(again.transcript(), session.transcript());
}

#[test]
fn a_pause_counts_for_nothing() {
    let mut session = begin();
    session.enter(name(), at(10)).unwrap();
    session.pause(at(15)).unwrap();
    session.note("on another line", at(20)).unwrap();
    session.take_up(at(75)).unwrap();
    session.answer("on", at(80)).unwrap();
    // Cut off here, and taken up an hour later.
    session.take_up(at(3680)).unwrap();
    session.enter(Values::from([("ok", "yes"), ("size", "Small")]), at(3682)).unwrap();
    let seconds: Vec<f64> = session.history().iter().map(|turn| turn.seconds).collect();
    assert_eq!(seconds, [10.0, 10.0, 2.0]);
    let path: Vec<f64> = session.result().path.iter().map(|visit| visit.seconds).collect();
    assert_eq!(path, [10.0, 10.0, 2.0, 0.0]);
    let call = session.transcript().call;
    assert_eq!(vec![call.seconds, call.paused_seconds], [22.0, 3660.0]);
    again(&session);
    session.back(at(3690)).unwrap();
    assert_eq!(vec![session.paused_seconds()], [3660.0], "a pause is never undone");
    again(&session);
}

#[test]
fn what_is_over_is_neither_paused_nor_handed_over() {
    let mut session = begin();
    session.hang_up(None, at(1)).unwrap();
    assert_eq!(session.take_up(at(2)), Err(StepError::HungUp));
    let mut ended = start(&[&small("s", "", "a: { say: A, end: done }")], []);
    assert_eq!(ended.pause(at(1)), Err(StepError::Ended));
    assert_eq!(ended.hand_over(None, Some("Bo"), None, at(1)), Err(StepError::Ended));
    ended.note("done", at(2)).unwrap();
}

#[test]
fn a_hand_over_makes_the_words_anew_and_asks_nothing_again() {
    let mut session = begin();
    session.enter(name(), at(1)).unwrap();
    assert_eq!(said(&session), "Try 0");
    let error = session.hand_over(Some("fax"), None, None, at(2)).unwrap_err();
    assert_eq!(error.to_string(), "`fax` is not a channel of `s`; it has `phone`, `chat`");
    session.hand_over(Some("chat"), Some("Bo"), Some("in a hurry"), at(2)).unwrap();
    assert_eq!((said(&session), brief(&session).as_str()), ("Attempt 0", "b: ask on, back"));
    again(&session);
    session.answer("on", at(3)).unwrap();
    session.back(at(4)).unwrap();
    assert_eq!(said(&session), "Attempt 0", "never undone");
    session.back(at(5)).unwrap();
    assert_eq!(said(&session), "Your name?");
    again(&session);
    session.hand_over(Some("phone"), None, None, at(6)).unwrap();
    assert_eq!(said(&session), "Who is it?");
    session.enter(name(), at(7)).unwrap();
    assert_eq!(said(&session), "Try 0");
    let told: Vec<_> = session.transcript().turns.into_iter().map(|turn| turn.said).collect();
    assert_eq!(told, [Some("Who is it?".to_owned()), Some("Try 0".to_owned())]);
    again(&session);
}

#[test]
fn a_hand_over_makes_the_words_of_a_question_after_a_form_anew() {
    let nodes = "a: { say: { phone: Who is it?, chat: Your name? }, collect: [n], answers: { On: { end: done } } }";
    let mut session = start(&[&small("s", TOP, nodes)], []);
    session.enter(Values::from([("n", "Ada")]), at(1)).unwrap();
    session.hand_over(Some("chat"), None, None, at(2)).unwrap();
    assert_eq!((said(&session), brief(&session).as_str()), ("Your name?", "a: ask on"));
    again(&session);
}

#[test]
fn what_was_said_stays_in_the_channel_in_which_it_was_said() {
    let mut session = begin();
    session.enter(name(), at(1)).unwrap();
    session.answer("back", at(2)).unwrap();
    session.hand_over(Some("chat"), None, None, at(3)).unwrap();
    session.enter(name(), at(4)).unwrap();
    let told: Vec<_> = session.transcript().turns.into_iter().filter_map(|turn| turn.said).collect();
    assert_eq!(told, ["Who is it?", "Try 0", "Your name?", "Attempt 1"]);
    again(&session);
}

#[test]
fn a_form_that_back_comes_to_offers_what_was_entered() {
    let mut session = begin();
    session.enter(name(), at(1)).unwrap();
    session.answer("on", at(2)).unwrap();
    assert_eq!(offered(&session), [None, None, None]);
    session.enter(Values::from([("ok", "no"), ("size", "large")]), at(3)).unwrap();
    session.back(at(4)).unwrap();
    let entered = [Some("false".to_owned()), Some("l".to_owned()), None];
    assert_eq!(offered(&session), entered);
    session.hand_over(Some("chat"), None, None, at(5)).unwrap();
    assert_eq!(offered(&session), entered, "also after a hand-over");
    again(&session);
    session.back(at(6)).unwrap();
    session.back(at(7)).unwrap();
    assert_eq!(offered(&session), [Some("Ada".to_owned()), None], "but nothing sensitive");
    again(&session);
}

#[test]
fn events_keep_values_as_machines_write_them() {
    let top = "variables: { plan: { type: choice, choices: { g: Gold }, input: true }, day: { type: date }, no: { type: boolean } }";
    let nodes = "a: { say: A, collect: [day], goto: b }\nb: { action: look, then: { ok: { goto: c, take: { no: refused } } } }\nc: { say: C, end: done }";
    let script = script(&[&small("s", top, nodes)]);
    let inputs = Values::from([("plan", " gold ")]);
    let mut session = Session::start(&script, Start { inputs, ..Start::default() }, at(0)).unwrap();
    session.enter(Values::from([("day", " 2026-12-01")]), at(1)).unwrap();
    session.revise(1, Revision::Enter(Values::from([("day", "2026-12-02 ")])), at(2)).unwrap();
    session.complete("ok", Values::from([("refused", "No"), ("more", "No")]), at(3)).unwrap();
    let kept = session.events().iter().map(|event| match &event.kind {
        EventKind::Started(started) => started.inputs.clone(),
        EventKind::Entered { values } | EventKind::Revised { to: Revision::Enter(values), .. } => values.clone(),
        EventKind::Completed { returned, .. } => returned.clone(),
        _ => Values::new(),
    });
    let expected = [
        Values::from([("plan", "g")]),
        Values::from([("day", "2026-12-01")]),
        Values::from([("day", "2026-12-02")]),
        Values::from([("refused", "false"), ("more", "No")]),
    ];
    assert_eq!(kept.collect::<Vec<_>>(), expected);
    again(&session);
}

#[test]
fn whether_a_step_can_be_changed_is_known_before_it_is_asked() {
    let mut session = begin();
    session.enter(name(), at(1)).unwrap();
    session.answer("on", at(2)).unwrap();
    session.enter(Values::from([("ok", "yes"), ("size", "s")]), at(3)).unwrap();
    assert_eq!(session.can_revise(0), Err(StepError::NoSuchStep { step: 0 }));
    assert!((1..=3).all(|step| session.can_revise(step).is_ok()));
    session.complete("ok", Values::new(), at(4)).unwrap();
    assert_eq!(session.can_revise(4), Err(StepError::NotRevisable { step: 4 }));
    let lost = session.can_revise(2).unwrap_err();
    assert_eq!(lost.to_string(), "`act` at `d` was done and cannot be undone", "the other answer loses it");
    session.can_revise(1).unwrap();
    session.can_revise(3).expect("another day would keep it");
    session.revise(3, Revision::Enter(Values::from([("ok", "no"), ("size", "s")])), at(5)).unwrap();
    assert_eq!(
        session.revise(3, Revision::Enter(Values::from([("ok", "no"), ("size", "l")])), at(6)).unwrap_err(),
        lost
    );
}
