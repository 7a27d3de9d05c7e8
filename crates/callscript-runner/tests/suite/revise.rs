//! Revising an earlier answer or form.

use callscript_runner::{PromptKind, Revision, Session, StepError, TurnKind, Values};

use crate::support::{at, brief, said, small, start};

fn call() -> Session {
    let top = "variables: { n: { type: text }, day: { type: date } }";
    let nodes = "a: { say: Name, collect: [n], goto: b }\nb: { say: 'Hello {{ n }}', answers: { Left: c, Right: d } }\nc: { say: C, answers: { On: e } }\nd: { say: D, goto: e }\ne: { say: Day, collect: [day], goto: f }\nf: { action: book, with: { day: day, n: n }, then: { ok: g, failed: g } }\ng: { say: 'See you {{ n }}', goto: h }\nh: { say: Bye, end: done }";
    let mut session = start(&[&small("s", top, nodes)], []);
    session.enter(Values::from([("n", "Ada")]), at(1)).unwrap();
    session.answer("left", at(2)).unwrap();
    session.answer("on", at(3)).unwrap();
    session.enter(Values::from([("day", "2026-12-01")]), at(4)).unwrap();
    session
}

#[test]
fn what_fits_is_kept_and_what_does_not_is_returned() {
    let mut session = call();
    let lost = session.revise(1, Revision::Enter(Values::from([("n", "Bob")])), at(5)).unwrap();
    assert_eq!((brief(&session).as_str(), lost.len()), ("f: act book", 0));
    let lost = session.revise(2, Revision::answer("right"), at(6)).unwrap();
    assert_eq!((brief(&session).as_str(), said(&session)), ("d: message", "D"));
    let lost: Vec<&str> = lost.iter().map(|turn| turn.node.as_str()).collect();
    assert_eq!(lost, ["c", "e"]);
    session.back(at(7)).unwrap();
    assert_eq!(brief(&session), "f: act book", "back undoes the revision whole");
    session.back(at(8)).unwrap();
    session.back(at(9)).unwrap();
    assert_eq!(brief(&session), "e: form day", "and goes on from there");
    let again = Session::replay(session.script(), session.events().to_vec()).unwrap();
    assert!(again == session);
}

#[test]
fn an_earlier_prompt_is_asked_for_as_it_stood() {
    let mut session = call();
    session.revise(1, Revision::Enter(Values::from([("n", "Bob")])), at(5)).unwrap();
    let prompt = session.prompt_at(1).unwrap();
    let PromptKind::Form { fields, .. } = &prompt.kind else { panic!("{prompt:?}") };
    let offered: Vec<_> = fields.iter().map(|field| field.offered.as_ref().map(ToString::to_string)).collect();
    assert_eq!((prompt.node.as_str(), offered), ("a", vec![Some("Bob".to_owned())]));
    let prompt = session.prompt_at(2).unwrap();
    assert_eq!((prompt.node.as_str(), prompt.say.as_deref()), ("b", Some("Hello Bob")));
    assert!(matches!(prompt.kind, PromptKind::Ask { .. }));
    session.complete("ok", Values::new(), at(6)).unwrap();
    assert_eq!(session.prompt_at(5), Err(StepError::NotRevisable { step: 5 }));
    for step in [0, 6, usize::MAX] {
        assert_eq!(session.prompt_at(step), Err(StepError::NoSuchStep { step }));
    }
    session.hang_up(None, at(7)).unwrap();
    assert_eq!(session.prompt_at(1), Err(StepError::HungUp));
}

#[test]
fn a_revision_that_would_lose_an_action_is_refused() {
    let mut session = call();
    session.complete("ok", Values::new(), at(5)).unwrap();
    let before = session.clone();
    for revision in [(1, Revision::Enter(Values::from([("n", "Bob")]))), (2, Revision::answer("right"))] {
        let error = session.revise(revision.0, revision.1, at(6)).unwrap_err();
        assert_eq!(error.to_string(), "`book` at `f` was done and cannot be undone");
    }
    assert_eq!(session.revise(9, Revision::CannotGive, at(6)), Err(StepError::NoSuchStep { step: 9 }));
    assert_eq!(session.revise(0, Revision::CannotGive, at(6)), Err(StepError::NoSuchStep { step: 0 }));
    assert_eq!(session.revise(5, Revision::CannotGive, at(6)), Err(StepError::NotRevisable { step: 5 }));
    assert!(session.revise(2, Revision::answer("up"), at(6)).is_err());
    assert!(session.revise(1, Revision::CannotGive, at(6)).is_err());
    assert!(session == before);
    session.revise(1, Revision::Enter(Values::from([("n", "Ada")])), at(7)).unwrap();
    assert_eq!(said(&session), "See you Ada", "the action was given the same");
    assert!(session.history().iter().any(|turn| matches!(turn.kind, TurnKind::Completed { .. })));
}

#[test]
fn an_aside_from_an_action_that_is_given_something_else_is_kept() {
    let top = "variables: { n: { type: integer } }\nanytime: { Upset: u }";
    let nodes = "a: { say: How many, collect: [n], goto: b }\nb: { action: order, with: [n], then: { ok: c, failed: c } }\nc: { say: Bye, end: done }\nu: { say: I see, resume: true }";
    let mut session = start(&[&small("s", top, nodes)], []);
    session.enter(Values::from([("n", "1")]), at(1)).unwrap();
    session.aside("upset", at(2)).unwrap();
    session.proceed(at(3)).unwrap();
    let lost = session.revise(1, Revision::Enter(Values::from([("n", "2")])), at(4)).unwrap();
    assert_eq!((brief(&session).as_str(), lost.len(), session.history().len()), ("b: act order", 0, 3));
}
