//! Silence, and what is not understood.

use crate::support::{at, brief, said, start};
use callscript_runner::{EventKind, PromptKind, Session, StepError, TurnKind, Values};

const MENU: &str = "
callscript: 1
id: menu
title: A menu
start: menu
variables:
  pin: { type: text, label: PIN, sensitive: true }
outcomes: { done: Done, agent: To an agent }
anytime: { Wait: wait }
silence: { wait: 8, at_most: 1, say: 'Are you still there?', else: agent }
not_understood: { at_most: 2, say: 'I did not get that.', else: agent }
nodes:
  menu:
    say: Press one or two.
    answers:
      One: pin
      Two: { end: done }
  pin:
    say: Your PIN, please.
    collect: [pin]
    silence: { wait: 20, at_most: 0, else: { end: done } }
    goto: bye
  bye:
    say: Thank you.
    silence: false
    answers: { Bye: { end: done }, No: { end: done } }
  agent:
    say: I put you through.
    answers: { Good: { end: agent }, No: { end: agent } }
  wait:
    say: Take your time.
    resume: true
";

fn menu() -> Session {
    start(&[MENU], [])
}

fn again(session: &Session) -> Option<&str> {
    session.prompt().unanswered.as_deref()?.say.as_deref()
}

#[test]
fn silence_asks_again_and_then_leads_on() {
    let mut session = menu();
    let unanswered = session.prompt().unanswered.as_deref().unwrap();
    assert_eq!((unanswered.wait, unanswered.not_understood, again(&session)), (Some(8), true, None));
    session.silent(None, at(8)).unwrap();
    assert_eq!((brief(&session).as_str(), again(&session)), ("menu: ask one, two", Some("Are you still there?")));
    session.aside("wait", at(9)).unwrap();
    assert_eq!(
        session.silent(None, at(9)).unwrap_err().to_string(),
        "`wait` waits for a step forward, not for silence"
    );
    session.proceed(at(10)).unwrap();
    assert_eq!((said(&session), again(&session)), ("Press one or two.", None));
    session.not_understood(Some("three"), at(11)).unwrap();
    assert_eq!(again(&session), Some("I did not get that."));
    session.silent(None, at(19)).unwrap();
    assert_eq!(brief(&session), "agent: ask good, no");
    assert_eq!(session.prompt().unanswered, None, "nothing holds where it leads to");
    assert!(matches!(session.silent(None, at(20)), Err(StepError::NoLapse { .. })));
    let visited: Vec<String> = session.result().path.iter().map(|visit| visit.node.clone()).collect();
    assert_eq!(visited, ["menu", "wait", "menu", "agent"], "asking again is no visit");
}

#[test]
fn what_asked_again_goes_with_the_step_before_it_and_what_led_on_is_a_step() {
    let mut session = menu();
    session.answer("one", at(1)).unwrap();
    session.not_understood(Some("what?"), at(2)).unwrap();
    session.back(at(3)).unwrap();
    assert_eq!(brief(&session), "menu: ask one, two");
    session.silent(None, at(4)).unwrap();
    session.silent(None, at(5)).unwrap();
    assert_eq!(brief(&session), "agent: ask good, no");
    session.back(at(6)).unwrap();
    assert_eq!((brief(&session).as_str(), again(&session)), ("menu: ask one, two", Some("Are you still there?")));
    assert!(session.back(at(7)).is_err(), "there is no step before it");
    let replayed = Session::replay(session.script(), session.events().to_vec()).unwrap();
    assert!(replayed == session && replayed.prompt() == session.prompt());
}

#[test]
fn what_came_is_kept_like_a_note_and_masked_at_a_sensitive_form() {
    let mut session = menu();
    session.not_understood(Some("three"), at(1)).unwrap();
    session.answer("one", at(2)).unwrap();
    assert!(matches!(session.prompt().kind, PromptKind::Form { .. }));
    session.not_understood(Some("1234"), at(3)).unwrap();
    let kept = session.events().iter().filter_map(|event| match &event.kind {
        EventKind::NotUnderstood { input } => input.as_deref(),
        _ => None,
    });
    assert_eq!(kept.collect::<Vec<_>>(), ["three", "•••"]);
    let told = session.history().into_iter().filter(|turn| matches!(turn.kind, TurnKind::Lapsed { .. }));
    assert_eq!(told.count(), 2);
    session.silent(None, at(30)).unwrap();
    assert_eq!(brief(&session), "pin: ended done", "it is never asked again here");
}

#[test]
fn a_node_closes_what_the_script_says() {
    let mut session = menu();
    session.answer("one", at(1)).unwrap();
    session.enter(Values::from([("pin", "1")]), at(2)).unwrap();
    let unanswered = session.prompt().unanswered.as_deref().unwrap();
    assert_eq!((unanswered.wait, unanswered.not_understood), (None, true));
    assert!(matches!(session.silent(None, at(3)), Err(StepError::NoLapse { .. })));
}

#[test]
fn what_came_is_masked_while_an_answer_is_open_that_collects_something_sensitive() {
    let script = "
callscript: 1
id: menu
title: A menu
start: menu
variables:
  known: { type: boolean, label: Known, default: false }
  pin: { type: text, label: PIN, sensitive: true, optional: true }
outcomes: { done: Done }
not_understood: { at_most: 2, else: { end: done } }
nodes:
  menu:
    say: Which way?
    answers:
      By PIN: { end: done, collect: [pin], when: not known }
      I am known: { retry: menu, at_most: 1, else: { end: done }, set: { known: true } }
      Another: { end: done }
";
    let mut session = start(&[script], []);
    session.not_understood(Some("1234"), at(1)).unwrap();
    session.answer("i-am-known", at(2)).unwrap();
    session.not_understood(Some("what?"), at(3)).unwrap();
    let kept = session.events().iter().filter_map(|event| match &event.kind {
        EventKind::NotUnderstood { input } => input.as_deref(),
        _ => None,
    });
    assert_eq!(kept.collect::<Vec<_>>(), ["\u{2022}\u{2022}\u{2022}", "what?"]);
}
