//! One entry for every event: what is meant for another position is refused, what needs none is taken anywhere.

use callscript_runner::{Applied, EventKind, PromptKind, Receipt, Revision, Session, Started, StepError, Values};

use crate::support::{at, brief, small, start};

const TOP: &str = "channels: [phone, chat]\nvariables: { n: { type: text } }\nanytime: { Upset: u }";
const NODES: &str = "a: { say: A, answers: { On: b, Other: e } }\nb: { say: B, collect: [n], goto: c }\nc: { action: book, with: [n], then: { ok: e } }\ne: { say: E, answers: { Over: { end: done } } }\nu: { say: U, resume: true }";

fn session() -> Session {
    start(&[&small("s", TOP, NODES)], [])
}

fn answered(answer: &str) -> EventKind {
    EventKind::answered(answer)
}

fn entered() -> EventKind {
    EventKind::Entered { values: Values::from([("n", "Ada")]) }
}

fn completed(token: Option<usize>) -> EventKind {
    EventKind::Completed { token, result: "ok".to_owned(), returned: Values::new() }
}

fn receipt(applied: Result<Applied, StepError>) -> Option<Receipt> {
    applied.unwrap().receipt
}

#[test]
fn of_twenty_events_for_one_position_one_is_taken() {
    let mut session = session();
    let seen = session.position();
    let taken = (0..20).filter(|_| session.apply(answered("on"), seen, at(1)).is_ok());
    assert_eq!(taken.count(), 1);
    assert_eq!((session.events().len(), brief(&session).as_str()), (2, "b: form n"));
    let refused = session.apply(entered(), seen, at(2)).unwrap_err();
    assert_eq!(refused, StepError::MovedOn { expected: 0, position: 1 });
    assert_eq!(refused.to_string(), "the call has moved on: it is at position 1, and the step was meant for 0");
}

#[test]
fn a_step_without_a_position_is_refused() {
    let mut session = session();
    let before = session.clone();
    let refused = session.apply(answered("on"), None, at(1)).unwrap_err();
    assert_eq!(refused.to_string(), "`answered` needs the position that it is meant for; the call is at 0");
    assert!(session.apply(completed(None), None, at(1)).is_err());
    assert!(session == before);
}

#[test]
fn what_does_not_move_the_session_needs_no_position() {
    let mut session = session();
    session.apply(answered("on"), 0, at(1)).unwrap();
    let noted = EventKind::Noted { script: "forged".to_owned(), node: "forged".to_owned(), text: "slow".to_owned() };
    let handed_over = EventKind::HandedOver { channel: Some("chat".to_owned()), to: None, note: None };
    for event in [noted, EventKind::Paused, EventKind::TakenUp, handed_over] {
        assert!(!event.needs_position());
        assert_eq!(session.apply(event.clone(), None, at(2)).unwrap().position, 1);
        session.apply(event, 0, at(2)).unwrap();
    }
    let EventKind::Noted { script, node, text } = &session.events()[2].kind else { panic!("noted") };
    assert_eq!([script, node, text], ["s", "b", "slow"], "the session knows where it is");
}

#[test]
fn a_result_is_judged_by_its_token_alone() {
    let mut session = session();
    session.apply(answered("on"), 0, at(1)).unwrap();
    session.apply(entered(), 1, at(2)).unwrap();
    let PromptKind::Act { token, .. } = session.prompt().kind else { panic!("an action") };
    session.apply(EventKind::Aside { aside: "upset".to_owned() }, 2, at(3)).unwrap();
    assert_eq!(receipt(session.apply(completed(Some(token)), None, at(4))), Some(Receipt::Kept));
    assert_eq!(receipt(session.apply(completed(Some(token)), 0, at(5))), Some(Receipt::Repeated));
    assert_eq!(receipt(session.apply(completed(Some(77)), None, at(6))), Some(Receipt::Late));
    let late = EventKind::Late { token: 78, result: "ok".to_owned(), returned: Values::new() };
    assert_eq!(receipt(session.apply(late, None, at(6))), Some(Receipt::Late));
    assert_eq!(session.position(), 3);
    session.apply(EventKind::Proceeded, 3, at(7)).unwrap();
    assert_eq!(brief(&session), "e: ask over");
}

#[test]
fn a_result_without_a_token_is_a_step() {
    let mut session = session();
    session.apply(answered("on"), 0, at(1)).unwrap();
    session.apply(entered(), 1, at(2)).unwrap();
    assert_eq!(session.apply(completed(None), 1, at(3)), Err(StepError::MovedOn { expected: 1, position: 2 }));
    assert_eq!(receipt(session.apply(completed(None), 2, at(3))), Some(Receipt::Taken));
}

#[test]
fn a_revision_says_what_is_lost() {
    let mut session = session();
    session.apply(answered("on"), 0, at(1)).unwrap();
    session.apply(entered(), 1, at(2)).unwrap();
    let event = session.event_of(1).unwrap();
    let revised = || EventKind::Revised { event, to: Revision::answer("other") };
    assert_eq!(session.apply(revised(), 1, at(3)), Err(StepError::MovedOn { expected: 1, position: 2 }));
    let applied = session.apply(revised(), 2, at(3)).unwrap();
    assert_eq!((applied.position, applied.lost.len(), applied.lost[0].node.as_str()), (3, 1, "b"));
    assert_eq!((session.event_of(0), session.event_of(1), session.event_of(2)), (None, Some(3), None));
}

#[test]
fn a_call_starts_once() {
    let mut session = session();
    let again = EventKind::Started(Box::new(Started { script: "s".to_owned(), ..Started::default() }));
    let before = session.clone();
    assert_eq!(session.apply(again.clone(), 0, at(1)), Err(StepError::AlreadyStarted));
    assert!(session == before);
    let start = session.events()[0].clone();
    assert!(Session::replay(session.script(), [start.clone(), start]).is_err());
}
