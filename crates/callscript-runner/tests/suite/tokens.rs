//! Results of actions with their tokens: late, doubled, and for an action that an aside interrupts.

use callscript_runner::{EventKind, PromptKind, Receipt, Revision, Session, StepError, Values};

use crate::support::{at, brief, small, start};

const TOP: &str = "variables: { n: { type: text }, t: { type: text, optional: true } }\nanytime: { Upset: u, Gone: g }";
const NODES: &str = "a: { say: A, answers: { On: b, Other: b } }\nb: { say: B, collect: [n], goto: c }\nc: { action: book, with: [n], then: { ok: { goto: d, take: { t: ticket } }, failed: e } }\nd: { action: tell, then: { ok: e } }\ne: { say: E, answers: { Over: f, Again: { retry: b, at_most: 1 } } }\nf: { say: F, end: done }\nu: { say: U, resume: true }\ng: { say: G, end: other }";

/// A call that stands at the action of `c`, whose token is 2.
fn at_action() -> Session {
    let mut session = start(&[&small("s", TOP, NODES)], []);
    session.answer("on", at(1)).unwrap();
    session.enter(Values::from([("n", "Ada")]), at(2)).unwrap();
    assert_eq!((brief(&session).as_str(), token(&session)), ("c: act book", Some(2)));
    session
}

fn token(session: &Session) -> Option<usize> {
    let PromptKind::Act { token, .. } = session.prompt().kind else { return None };
    Some(token)
}

fn ticket(number: &str) -> Values {
    Values::from([("ticket", number)])
}

/// Hands in the result `ok`.
fn ok(session: &mut Session, token: usize) -> Result<Receipt, StepError> {
    session.complete_with_token(token, "ok", Values::new(), at(50))
}

fn events(session: &Session) -> String {
    let names = session.events().iter().map(|event| match &event.kind {
        EventKind::Started(_) => "started",
        EventKind::Completed { .. } => "completed",
        EventKind::Late { .. } => "late",
        EventKind::Back => "back",
        _ => "step",
    });
    names.collect::<Vec<_>>().join(" ")
}

/// The same session, made of its events.
fn again(session: &Session) {
    let again = Session::replay(session.script(), session.events().to_vec()).unwrap();
    assert!(again == *session);
    assert_eq!((again.prompt(), again.position()), (session.prompt(), session.position()));
}

#[test]
fn the_position_leaves_out_what_moves_nothing() {
    let mut session = at_action();
    assert_eq!(session.position(), 2);
    session.note("slow", at(3)).unwrap();
    session.pause(at(4)).unwrap();
    session.take_up(at(5)).unwrap();
    session.hand_over(None, Some("Bo"), None, at(6)).unwrap();
    assert_eq!(session.complete_with_token(77, "ok", Values::new(), at(7)), Ok(Receipt::Late));
    assert_eq!((session.position(), token(&session), session.events().len()), (2, Some(2), 8));
    session.aside("upset", at(8)).unwrap();
    assert_eq!(session.position(), 8);
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Kept));
    assert_eq!(session.position(), 8);
    session.proceed(at(10)).unwrap();
    assert_eq!((brief(&session).as_str(), session.position(), token(&session)), ("d: act tell", 10, Some(10)));
    again(&session);
}

#[test]
fn the_token_alone_tells_what_becomes_of_a_result() {
    let mut session = at_action();
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Taken));
    assert_eq!(token(&session), Some(3), "the next action");
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Repeated));
    assert_eq!(session.complete_with_token(2, "failed", Values::new(), at(5)), Ok(Receipt::Late));
    assert_eq!(session.complete_with_token(2, "failed", Values::new(), at(6)), Ok(Receipt::Repeated));
    assert_eq!(events(&session), "started step step completed late");
    assert_eq!(
        session.complete_with_token(3, "failed", Values::new(), at(7)).unwrap_err().to_string(),
        "`tell` at `d` has no result `failed`; it has `ok`"
    );
    assert_eq!(ok(&mut session, 3), Ok(Receipt::Taken));
    session.answer("over", at(8)).unwrap();
    assert_eq!(session.complete_with_token(3, "ok", ticket("9"), at(9)), Ok(Receipt::Late), "after the end");
    assert_eq!(brief(&session), "f: ended done");
    again(&session);
}

#[test]
fn after_a_hang_up_nothing_follows_but_a_late_result() {
    let mut session = at_action();
    session.hang_up(Some("restarted"), at(3)).unwrap();
    assert_eq!(session.note("no", at(4)), Err(StepError::HungUp));
    assert_eq!(session.pause(at(4)), Err(StepError::HungUp));
    assert_eq!(session.hand_over(None, None, None, at(4)), Err(StepError::HungUp));
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Late));
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Repeated));
    again(&session);
}

#[test]
fn back_and_a_revision_that_come_to_the_same_action_keep_its_token() {
    let mut session = at_action();
    session.aside("upset", at(3)).unwrap();
    session.back(at(4)).unwrap();
    assert_eq!((token(&session), session.position()), (Some(2), 4));
    session.revise(1, Revision::answer("other"), at(5)).unwrap();
    assert_eq!((token(&session), session.position()), (Some(2), 5), "the same inputs");
    session.revise(2, Revision::Enter(Values::from([("n", "Bo")])), at(6)).unwrap();
    assert_eq!(token(&session), Some(6), "other inputs");
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Late));
    session.back(at(8)).unwrap();
    assert_eq!(token(&session), Some(2), "the first attempt again");
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Taken), "though the same came too early");
    again(&session);
}

#[test]
fn a_result_under_an_aside_is_kept_until_the_call_is_there_again() {
    let mut session = at_action();
    session.aside("upset", at(3)).unwrap();
    let error = session.complete_with_token(2, "odd", Values::new(), at(4)).unwrap_err();
    assert_eq!(error.to_string(), "`book` at `c` has no result `odd`; it has `ok`, `failed`");
    assert_eq!(session.complete_with_token(2, "ok", ticket("T-1"), at(4)), Ok(Receipt::Kept));
    assert_eq!(session.complete_with_token(2, "ok", ticket("T-1"), at(5)), Ok(Receipt::Repeated));
    assert_eq!(session.complete_with_token(2, "failed", Values::new(), at(5)), Ok(Receipt::Late));
    assert_eq!(brief(&session), "u: message");
    let mut back = session.clone();
    back.back(at(6)).unwrap();
    assert_eq!((brief(&back).as_str(), token(&back)), ("d: act tell", Some(6)), "taken where the call was");
    again(&back);
    assert_eq!(back.back(at(7)).unwrap_err().to_string(), "`book` at `c` was done and cannot be undone");
    session.proceed(at(6)).unwrap();
    assert_eq!(brief(&session), "d: act tell");
    let ticket = session.result().variables.into_iter().find(|variable| variable.name == "t");
    assert_eq!(ticket.and_then(|ticket| ticket.value).map(|value| value.to_plain()).as_deref(), Some("T-1"));
    let history = session.history();
    let seconds: Vec<f64> = history.iter().map(|turn| turn.seconds).collect();
    assert_eq!(seconds, [1.0, 1.0, 1.0, 3.0, 0.0], "it counts from when it was taken");
    session.back(at(8)).unwrap();
    assert_eq!(brief(&session), "u: message", "back in the aside, and the result is still kept");
    session.back(at(9)).unwrap();
    assert_eq!(brief(&session), "d: act tell");
    again(&session);
}

#[test]
fn a_revision_does_not_lose_a_kept_result() {
    let mut session = at_action();
    session.aside("upset", at(3)).unwrap();
    session.complete_with_token(2, "ok", Values::new(), at(4)).unwrap();
    let lost = session.revise(2, Revision::Enter(Values::from([("n", "Bo")])), at(5)).unwrap_err();
    assert_eq!(lost.to_string(), "`book` at `c` was done and cannot be undone");
    assert_eq!(session.can_revise(2), Err(lost));
    session.can_revise(1).unwrap();
    assert!(session.revise(1, Revision::answer("other"), at(6)).unwrap().is_empty());
    assert_eq!(brief(&session), "u: message");
    session.proceed(at(7)).unwrap();
    assert_eq!(brief(&session), "d: act tell");
    again(&session);
}

#[test]
fn a_kept_result_of_an_aside_that_never_comes_back_changes_nothing() {
    let mut session = at_action();
    session.aside("gone", at(3)).unwrap();
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Late), "the aside cannot come back, so it interrupts nothing");
    assert_eq!(brief(&session), "g: ended other");
    session.back(at(5)).unwrap();
    assert_eq!(token(&session), Some(2));
    again(&session);
}

#[test]
fn a_result_without_a_token_is_that_of_the_action() {
    let mut session = at_action();
    session.complete("ok", Values::new(), at(3)).unwrap();
    let EventKind::Completed { token, .. } = &session.events()[3].kind else { panic!("completed") };
    assert_eq!(*token, Some(2));
    session.aside("upset", at(4)).unwrap();
    let error = session.complete("ok", Values::new(), at(5)).unwrap_err();
    assert_eq!(error.to_string(), "`u` waits for a step forward, not for an action's result");
    assert_eq!(ok(&mut session, 3), Ok(Receipt::Kept));
    again(&session);
}

#[test]
fn a_retry_is_another_attempt() {
    let mut session = at_action();
    session.complete("failed", Values::new(), at(3)).unwrap();
    session.answer("again", at(4)).unwrap();
    session.enter(Values::from([("n", "Ada")]), at(5)).unwrap();
    assert_eq!(token(&session), Some(5));
    assert_eq!(ok(&mut session, 2), Ok(Receipt::Late));
    assert_eq!(ok(&mut session, 5), Ok(Receipt::Taken));
    again(&session);
}
