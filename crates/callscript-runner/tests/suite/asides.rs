//! Asides and jumps: what is open, what they interrupt, and when they are over.

use callscript_runner::{Session, Values};

use crate::support::{INTERNET, asides, at, brief, said, small, start};

const WITH_AGENT: [(&str, &str); 2] = [("agent_name", "Sam"), ("plan", "basic")];

fn internet() -> Session {
    let mut session = start(&INTERNET, WITH_AGENT);
    session.enter(Values::from([("customer_name", "Ada")]), at(1)).unwrap();
    session
}

#[test]
fn an_aside_comes_back_to_the_prompt_that_it_left() {
    let mut session = start(&INTERNET, WITH_AGENT);
    let before = session.prompt().clone();
    session.aside("customer-is-upset", at(1)).unwrap();
    assert_eq!(brief(&session), "calm: message");
    assert_eq!(asides(&session), "wants-a-manager", "one that is open is not offered again");
    session.aside("customer-is-upset", at(2)).unwrap_err();
    session.proceed(at(3)).unwrap();
    assert_eq!(session.prompt(), &before);
}

#[test]
fn a_callers_aside_runs_above_what_it_interrupted() {
    let mut session = internet();
    session.aside("wants-a-manager", at(2)).unwrap();
    assert_eq!(
        (session.prompt().script.as_str(), brief(&session).as_str()),
        ("transfer-to-manager", "offer: ask i-will-wait, then-go-on")
    );
    assert_eq!(asides(&session), "customer-is-upset", "the inner one hides the outer one, and the manager is open");
    session.aside("customer-is-upset", at(3)).unwrap();
    assert_eq!(said(&session), "I am sorry that you had to ask.");
    assert_eq!(asides(&session), "", "hidden even while it is open");
    session.proceed(at(4)).unwrap();
    session.answer("then-go-on", at(5)).unwrap();
    assert_eq!(said(&session), "Good, then we go on together.");
    session.proceed(at(6)).unwrap();
    assert_eq!(brief(&session), "calm: message");
    session.proceed(at(7)).unwrap();
    assert_eq!(brief(&session), "lights: ask no-lights-at-all, lights-but-no-internet, everything-works-now");
    session.aside("wants-a-manager", at(8)).unwrap();
    session.answer("i-will-wait", at(9)).unwrap();
    assert_eq!(brief(&session), "manager: ended escalated", "an aside may end the call from within");
}

#[test]
fn an_outer_aside_interrupts_the_calls_above_it() {
    let top = "anytime: { Wait: w, Stop: { end: other } }";
    let outer = small(
        "o",
        top,
        "a: { say: Outer, goto: r }\nr: { run: i, then: { done: { end: done }, other: { end: other } } }\nw: { say: Waiting, goto: ww }\nww: { say: Go on, resume: true }",
    );
    let inner = small(
        "i",
        "variables: { n: { type: integer } }",
        "a: { say: How many, collect: [n], goto: b }\nb: { say: 'It is {{ n }}', answers: { Yes: { end: done }, No: { end: other } } }",
    );
    let mut session = start(&[&outer, &inner], []);
    session.proceed(at(1)).unwrap();
    session.enter(Values::from([("n", "3")]), at(2)).unwrap();
    session.aside("wait", at(3)).unwrap();
    assert_eq!((session.prompt().script.as_str(), said(&session)), ("o", "Waiting"));
    session.proceed(at(4)).unwrap();
    session.proceed(at(5)).unwrap();
    assert_eq!((session.prompt().script.as_str(), said(&session)), ("i", "It is 3"), "values are kept");
    let mut stopped = session.clone();
    stopped.aside("stop", at(6)).unwrap();
    assert_eq!((stopped.prompt().script.as_str(), brief(&stopped).as_str()), ("o", "r: ended other"));
    assert_eq!(stopped.result().path.last().unwrap().aside.as_deref(), Some("stop"));
    session.answer("yes", at(6)).unwrap();
    assert_eq!(brief(&session), "r: ended done");
}

#[test]
fn an_aside_that_cannot_resume_any_more_is_over() {
    let top = "anytime: { Aside: x }";
    let nodes = "a: { say: A, answers: { Done: { end: done } } }\nx: { say: X, answers: { Back: { resume: true }, Leave: y } }\ny: { say: Y, answers: { Stay: { end: other } } }";
    let mut session = start(&[&small("s", top, nodes)], []);
    session.aside("aside", at(1)).unwrap();
    assert_eq!(asides(&session), "");
    session.answer("leave", at(2)).unwrap();
    assert_eq!((brief(&session).as_str(), asides(&session).as_str()), ("y: ask stay", "aside"), "open again");
    session.aside("aside", at(3)).unwrap();
    session.answer("back", at(4)).unwrap();
    assert_eq!(brief(&session), "y: ask stay");
}

#[test]
fn asides_may_stand_in_each_other() {
    let top = "variables: { n: { type: integer, default: 0 } }\nanytime: { One: { goto: x, set: { n: n + 1 } }, Two: { goto: y, when: n < 2, id: two } }";
    let nodes = "a: { say: 'A {{ n }}', set: { n: n + 10 }, answers: { Done: { end: done } } }\nx: { say: X, resume: true }\ny: { say: Y, resume: true }";
    let mut session = start(&[&small("s", top, nodes)], []);
    assert_eq!((said(&session), asides(&session).as_str()), ("A 0", "one"), "`two` is closed from 10 on");
    session.aside("one", at(1)).unwrap();
    session.proceed(at(2)).unwrap();
    assert_eq!(said(&session), "A 11", "words made anew, `set` not run again");
    let nodes = nodes.replace("n + 10", "n + 0");
    let mut session = start(&[&small("s", top, &nodes)], []);
    session.aside("one", at(1)).unwrap();
    session.aside("two", at(2)).unwrap();
    assert_eq!((brief(&session).as_str(), asides(&session).as_str()), ("y: message", ""));
    session.proceed(at(3)).unwrap();
    assert_eq!((brief(&session).as_str(), asides(&session).as_str()), ("x: message", "two"));
    session.proceed(at(4)).unwrap();
    assert_eq!(said(&session), "A 1");
}

#[test]
fn what_an_action_was_given_stays_as_first_made() {
    let top = "variables: { n: { type: integer, default: 1 } }\nanytime: { More: { goto: x, set: { n: n + 1 } } }";
    let nodes = "a: { action: go, with: { n: n }, then: { ok: { end: done }, failed: { end: other } } }\nx: { say: X, resume: true }";
    let mut session = start(&[&small("s", top, nodes)], []);
    let before = session.prompt().clone();
    session.aside("more", at(1)).unwrap();
    session.proceed(at(2)).unwrap();
    assert_eq!(session.prompt(), &before);
    assert_eq!(session.result().variables[0].value.as_ref().map(ToString::to_string).as_deref(), Some("2"));
}

#[test]
fn a_jump_to_where_it_can_resume_is_an_aside() {
    let mut session = internet();
    let before = session.prompt().clone();
    session.jump("calm", "she cried", Values::new(), at(2)).unwrap();
    assert_eq!(
        (brief(&session).as_str(), asides(&session).as_str()),
        ("calm: message", "customer-is-upset, wants-a-manager")
    );
    session.proceed(at(3)).unwrap();
    assert_eq!(session.prompt(), &before);
    let deviations = session.result().deviations;
    assert_eq!(
        (deviations[0].node.as_str(), deviations[0].to.as_str(), deviations[0].text.as_str()),
        ("lights", "calm", "she cried")
    );
}

#[test]
fn any_other_jump_ends_the_asides_of_its_call() {
    let mut session = internet();
    session.aside("customer-is-upset", at(2)).unwrap();
    session.jump("restart", "knows it", Values::new(), at(3)).unwrap();
    assert_eq!(
        (brief(&session).as_str(), asides(&session).as_str()),
        ("restart: ask it-works, still-nothing", "customer-is-upset, wants-a-manager")
    );
    session.aside("customer-is-upset", at(4)).unwrap();
    session.jump("calm", "again", Values::new(), at(5)).unwrap();
    session.proceed(at(6)).unwrap();
    assert_eq!(brief(&session), "restart: ask it-works, still-nothing", "no aside within the aside");
    session.jump("booked", "has a date", Values::from([("visit_on", "2026-12-01")]), at(7)).unwrap();
    assert_eq!(said(&session), "Your visit is on 1 December.");
}
