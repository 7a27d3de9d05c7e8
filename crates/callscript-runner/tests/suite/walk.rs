//! Sessions step by step: what is shown, what each step does, and what is refused.

use crate::support::{INTERNET, asides, at, brief, said, script, small, start};
use callscript_runner::{CallState, FieldError, PromptKind, Session, Start, StartError, StepError, Values};

fn values<const N: usize>(pairs: [(&str, &str); N]) -> Values {
    Values::from(pairs)
}

/// A call of the documentation's example, up to its first question.
fn internet() -> Session {
    let mut session = start(&INTERNET, [("agent_name", "Sam"), ("plan", "gold")]);
    session.enter(values([("customer_name", "Ada")]), at(10)).unwrap();
    session
}

#[test]
fn a_call_goes_from_its_start_to_its_end() {
    let mut session = start(&INTERNET, [("agent_name", "Sam"), ("plan", "gold")]);
    assert_eq!(brief(&session), "greeting: form customer_name");
    assert_eq!(said(&session), "Thank you for calling, my name is Sam. Who am I speaking to?");
    assert_eq!(session.prompt().guidance.as_deref(), Some("Smile. It can be heard."));
    assert_eq!(asides(&session), "customer-is-upset, wants-a-manager");
    session.enter(values([("customer_name", "Ada")]), at(10)).unwrap();
    assert_eq!(brief(&session), "lights: ask no-lights-at-all, lights-but-no-internet, everything-works-now");
    assert_eq!(said(&session), "Ada, are any lights on the router on?");
    session.answer("no-lights-at-all", at(20)).unwrap();
    session.answer("still-dark", at(30)).unwrap();
    assert_eq!(brief(&session), "visit: form visit_on", "`book` decides in silence");
    session.enter(values([("visit_on", "2026-12-01")]), at(40)).unwrap();
    assert_eq!(brief(&session), "visit: act book-technician");
    assert_eq!(said(&session), "I can send a technician. Which day suits you?", "shown again after the form");
    session.complete("ok", values([("number", "T-100")]), at(50)).unwrap();
    assert_eq!(brief(&session), "booked: message", "before what comes after");
    assert_eq!(said(&session), "Your visit is on 1 December. The ticket is T-100.");
    assert_eq!(asides(&session), "");
    session.proceed(at(60)).unwrap();
    assert_eq!(brief(&session), "score: form score");
    assert_eq!(asides(&session), "");
    session.enter(values([("score", "9")]), at(70)).unwrap();
    session.proceed(at(80)).unwrap();
    assert_eq!(brief(&session), "booked: ended booked");
    assert_eq!(said(&session), "-");
    let result = session.result();
    assert_eq!(result.call.ending.and_then(|ending| ending.disposition).as_deref(), Some("TECH-01"));
    let path: Vec<(&str, Option<&str>, f64)> =
        result.path.iter().map(|visit| (visit.node.as_str(), visit.answer.as_deref(), visit.seconds)).collect();
    let expected = [
        ("greeting", None, 10.0),
        ("lights", Some("no-lights-at-all"), 10.0),
        ("power", Some("still-dark"), 10.0),
        ("book", None, 0.0),
        ("visit", None, 20.0),
        ("booked", None, 10.0),
        ("score", None, 10.0),
        ("thanks", None, 10.0),
    ];
    assert_eq!(path, expected);
    let known: Vec<String> =
        result.variables.iter().filter_map(|known| Some(format!("{}={}", known.name, known.value.as_ref()?))).collect();
    assert_eq!(
        known.join(" "),
        "agent_name=Sam plan=Gold customer_name=Ada visit_on=2026-12-01 ticket=T-100 survey_score=9"
    );
}

#[test]
fn a_session_starts_only_with_what_it_needs() {
    let script = script(&INTERNET);
    let start = |inputs, channel: Option<&str>, entry: Option<&str>| {
        let start = Start { inputs, channel: channel.map(str::to_owned), entry: entry.map(str::to_owned) };
        Session::start(&script, start, at(0)).map(|session| said(&session).to_owned())
    };
    let error = start(values([]), None, None).unwrap_err();
    assert_eq!(error.to_string(), "to start, `internet-down` needs `agent_name`");
    let error = start(values([("agent_name", "Sam"), ("plan", "silver")]), None, None).unwrap_err();
    assert_eq!(error.to_string(), "`plan` must be one of basic, gold");
    let error = start(values([("agent_name", "Sam"), ("ticket", "T")]), None, None).unwrap_err();
    let StartError::Values(faults) = error else { panic!("{error}") };
    assert!(matches!(faults.fields(), [FieldError::NotAsked { name, .. }] if name == "ticket"), "{faults}");
    let error = start(values([("agent_name", "Sam")]), Some("chat"), None).unwrap_err();
    assert_eq!(error.to_string(), "`chat` is not a channel of `internet-down`; it has `phone`, `kiosk`");
    let error = start(values([("agent_name", "Sam")]), None, Some("late")).unwrap_err();
    assert_eq!(error.to_string(), "`late` is not an entry of `internet-down`; it has none");
    let kiosk = start(values([("agent_name", "Sam")]), Some("kiosk"), None);
    assert_eq!(kiosk.as_deref(), Ok("Welcome. Please type your name."));
}

#[test]
fn an_entry_starts_further_on_with_what_is_known() {
    let top = "variables: { n: { type: text } }\nentries: { Late: b }";
    let text = small("s", top, "a: { say: Hi, collect: [n], goto: b }\nb: { say: 'Hello {{ n }}', end: done }");
    let script = script(&[&text]);
    let entry = || Start { entry: Some("late".into()), ..Start::default() };
    let error = Session::start(&script, entry(), at(0)).unwrap_err();
    assert_eq!(error.to_string(), "to start, `s` needs `n`");
    let with = Start { inputs: values([("n", "Ada")]), ..entry() };
    assert_eq!(said(&Session::start(&script, with, at(0)).unwrap()), "Hello Ada");
}

#[test]
fn a_refused_step_says_why_and_changes_nothing() {
    let mut session = internet();
    let before = session.clone();
    let refused = [
        (
            session.answer("lights", at(20)),
            "`lights` has no open answer `lights`; open answers: `No lights at all`, `Lights, but no internet`, `Everything works now`",
        ),
        (session.proceed(at(20)), "`lights` waits for an answer, not for a step forward"),
        (session.enter(values([]), at(20)), "`lights` waits for an answer, not for a form"),
        (session.complete("ok", values([]), at(20)), "`lights` waits for an answer, not for an action's result"),
        (
            session.aside("calm", at(20)),
            "there is no open aside `calm` at `lights`; open asides: `Customer is upset`, `Wants a manager`",
        ),
        (session.jump("nowhere", "", values([]), at(20)), "`internet-down` has no node `nowhere`"),
        (
            session.jump("visit", "", values([("visit_on", "soon")]), at(20)),
            "`visit_on` must be a date like 2026-12-01",
        ),
        (session.jump("booked", "", values([]), at(20)), "to go on from `booked`, `visit_on` must be known"),
    ];
    for (refused, message) in refused {
        assert_eq!(refused.unwrap_err().to_string(), message);
    }
    assert!(session == before);
    session.back(at(30)).unwrap();
    let before = session.clone();
    let refused = [
        (session.enter(values([]), at(40)), "`customer_name` is required: a text"),
        (session.enter(values([("customer_name", " ")]), at(40)), "`customer_name` is required: a text"),
        (
            session.enter(values([("customer_name", "A\u{7}")]), at(40)),
            "`customer_name` must be text without control characters",
        ),
        (
            session.enter(values([("name", "Ada")]), at(40)),
            "`name` is not asked for here; expected: `customer_name`; `customer_name` is required: a text",
        ),
        (session.cannot_give(at(40)), "the form of `greeting` must be filled in; the call cannot go on without it"),
        (session.back(at(40)), "there is no step to go back to"),
    ];
    for (refused, message) in refused {
        assert_eq!(refused.unwrap_err().to_string(), message);
    }
    assert!(session == before);
}

#[test]
fn a_form_can_be_left_by_who_cannot_say_and_offers_what_is_known() {
    let mut session = internet();
    session.answer("no-lights-at-all", at(20)).unwrap();
    session.answer("still-dark", at(20)).unwrap();
    session.cannot_give(at(30)).unwrap();
    assert_eq!(brief(&session), "second-line: ended escalated", "`after` is not for this outcome");
    assert_eq!(said(&session), "I am connecting you to a specialist.");
    session.jump("visit", "", values([]), at(40)).unwrap_err();
    session.back(at(50)).unwrap();
    session.enter(values([("visit_on", "2026-12-01")]), at(60)).unwrap();
    session.jump("visit", "another day", values([]), at(70)).unwrap();
    let PromptKind::Form { fields, cannot_give: true } = &session.prompt().kind else { panic!("{}", brief(&session)) };
    assert_eq!(fields[0].offered.as_ref().map(ToString::to_string).as_deref(), Some("2026-12-01"));
    assert_eq!((fields[0].label.as_str(), fields[0].wanted.as_str()), ("Day of the visit", "a date like 2026-12-01"));
}

#[test]
fn left_out_values_are_empty_or_the_default() {
    let top =
        "variables:\n  o: { type: text, optional: true }\n  d: { type: integer, default: 3 }\n  r: { type: integer }";
    let nodes = "a: { collect: [o, d, r], goto: b }\nb: { say: '{{ o }}{{ d }}{{ r }}', answers: { Again: { retry: a, at_most: 9 }, On: { end: done } } }";
    let mut session = start(&[&small("s", top, nodes)], []);
    session.enter(values([("o", "x"), ("d", "4"), ("r", "5")]), at(1)).unwrap();
    assert_eq!(said(&session), "x45");
    session.answer("again", at(2)).unwrap();
    session.enter(values([("r", "6")]), at(3)).unwrap();
    assert_eq!(said(&session), "36");
}

#[test]
fn words_are_made_before_the_form_and_before_set() {
    let top = "variables: { n: { type: integer, default: 0 } }";
    let nodes = "a: { say: 'n is {{ n }}', set: { n: n + 1 }, goto: b }\nb: { say: 'now {{ n }}', collect: [n], answers: { Again: { retry: b, at_most: 1 }, On: { goto: c } } }\nc: { say: 'then {{ n }}', set: { n: n + 1 }, end: done }";
    let mut session = start(&[&small("s", top, nodes)], []);
    assert_eq!((brief(&session).as_str(), said(&session)), ("a: message", "n is 0"));
    session.proceed(at(1)).unwrap();
    session.enter(values([("n", "7")]), at(2)).unwrap();
    assert_eq!((brief(&session).as_str(), said(&session)), ("b: ask again, on", "now 1"));
    session.answer("again", at(3)).unwrap();
    assert_eq!(said(&session), "now 7");
    session.enter(values([("n", "8")]), at(4)).unwrap();
    assert_eq!(brief(&session), "b: ask (again), on", "used up");
    session.answer("again", at(5)).unwrap_err();
    session.answer("on", at(5)).unwrap();
    assert_eq!((brief(&session).as_str(), said(&session)), ("c: ended done", "then 8"));
    assert_eq!(session.result().variables[0].value.as_ref().map(ToString::to_string).as_deref(), Some("9"));
}

#[test]
fn a_retry_has_a_way_on_once_it_is_used_up() {
    let mut session = internet();
    session.answer("lights-but-no-internet", at(20)).unwrap();
    session.answer("still-nothing", at(30)).unwrap();
    assert_eq!(brief(&session), "restart: ask it-works, still-nothing");
    session.answer("still-nothing", at(40)).unwrap();
    assert_eq!(brief(&session), "visit: form visit_on");
}

#[test]
fn a_blank_input_is_no_value() {
    let given = |name: &str, spaces: &str| {
        let variables = "{ name: { type: text, input: true }, plan: { type: text, input: true, default: basic }, age: { type: integer, input: true, optional: true, default: 7 } }";
        let text =
            small("s", &format!("variables: {variables}"), "a: { say: '{{ name }}/{{ plan }}/{{ age }}', end: done }");
        let mut inputs = values([("name", "Ada"), ("plan", "gold"), ("age", "8")]);
        inputs.set(name, spaces);
        let session = Session::start(&script(&[&text]), Start { inputs, ..Start::default() }, at(0));
        session.map(|session| said(&session).to_owned()).map_err(|error| error.to_string())
    };
    assert_eq!(given("name", "").as_deref(), Err(&"`name` is required: a text".to_owned()));
    assert_eq!(given("plan", "  ").as_deref(), Ok("Ada/basic/8"), "its default");
    assert_eq!(given("age", "").as_deref(), Ok("Ada/gold/"), "empty, whatever its default");
}

#[test]
fn what_a_host_returns_is_checked() {
    let mut session = internet();
    session.answer("no-lights-at-all", at(20)).unwrap();
    session.answer("still-dark", at(20)).unwrap();
    session.enter(values([("visit_on", "2026-12-01")]), at(30)).unwrap();
    let PromptKind::Act { with, results, .. } = &session.prompt().kind else { panic!("{}", brief(&session)) };
    assert_eq!((with[0].name.as_str(), with[0].value.to_string().as_str()), ("day", "2026-12-01"));
    assert_eq!((results[0].name.as_str(), results[0].returns[0].name.as_str()), ("ok", "number"));
    let error = session.complete("maybe", values([]), at(40)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`book-technician` at `visit` has no result `maybe`; it has `ok`, `no_slot`, `failed`"
    );
    session.complete("ok", values([]), at(40)).unwrap();
    assert_eq!(said(&session), "Your visit is on 1 December.", "an optional variable may be left out");
    let top = "variables: { n: { type: integer } }";
    let text = small(
        "s",
        top,
        "a: { action: count, then: { ok: { goto: b, take: { n: how_many } }, failed: c } }\nb: { say: '{{ n }}', end: done }\nc: { end: other }",
    );
    let mut session = start(&[&text], []);
    let error = session.complete("ok", values([]), at(1)).unwrap_err();
    assert_eq!(error.to_string(), "`how_many` is required: a whole number");
    assert_eq!(session.complete("ok", values([("how_many", " ")]), at(1)), Err(error), "a blank is no value");
    let error = session.complete("ok", values([("how_many", "some")]), at(1)).unwrap_err();
    assert_eq!(error.to_string(), "`how_many` must be a whole number");
    session.complete("ok", values([("how_many", "3")]), at(1)).unwrap();
    assert_eq!(said(&session), "3");
}

#[test]
fn notes_and_hanging_up() {
    let mut session = internet();
    session.note("sounds tired", at(20)).unwrap();
    session.back(at(21)).unwrap();
    session.hang_up(Some("line dropped"), at(25)).unwrap();
    assert_eq!(brief(&session), "greeting: ended nothing, hung up");
    assert_eq!(session.back(at(30)), Err(StepError::HungUp));
    assert_eq!(session.note("late", at(30)), Err(StepError::HungUp));
    let result = session.result();
    assert_eq!((result.call.ending, result.call.state), (None, CallState::HungUp));
    assert_eq!(result.call.hung_up_because.as_deref(), Some("line dropped"));
    assert_eq!((result.notes[0].node.as_str(), result.notes[0].text.as_str()), ("lights", "sounds tired"));
}

#[test]
fn hung_up_in_what_comes_after_the_outcome_stands() {
    let mut session = internet();
    session.answer("everything-works-now", at(20)).unwrap();
    assert_eq!(brief(&session), "score: form score", "no words of the end, so no message");
    assert_eq!(session.result().call.ending, None);
    session.hang_up(None, at(30)).unwrap();
    assert_eq!(brief(&session), "score: ended resolved, hung up");
    assert_eq!(session.result().call.ending.unwrap().outcome, "resolved");
}

#[test]
fn what_a_survey_leaves_unset_empties_the_variable() {
    let mut session = internet();
    session.answer("everything-works-now", at(20)).unwrap();
    session.cannot_give(at(30)).unwrap();
    assert_eq!(brief(&session), "lights: ended resolved");
    assert_eq!(session.answer("x", at(40)), Err(StepError::Ended));
    assert_eq!(session.hang_up(None, at(40)), Err(StepError::Ended));
    session.note("done", at(40)).unwrap();
    assert!(session.result().variables.iter().any(|known| known.name == "survey_score" && known.value.is_none()));
    session.back(at(50)).unwrap();
    assert_eq!(brief(&session), "score: form score");
}
