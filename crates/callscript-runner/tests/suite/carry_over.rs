//! Calls that go on with changed scripts: what the call has is kept wherever it fits.

use std::sync::Arc;

use callscript::script::Script;
use callscript_runner::journal::{self, CarriedOver, CarryOver, JournalError, LeftOut, Standing};
use callscript_runner::{EventKind, Revision, Session, Values};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::generate::Texts;
use crate::journal::{Call, NODES, SECRET, Step, TOP, small_call, step};
use crate::killed::at_random;
use crate::random::{libraries, scripts, tries};
use crate::support::{at, brief, repeatable, script, small, start};

/// A call of `live`, which has two forms, a question and another one.
const LIVE_TOP: &str =
    "variables:\n  name: { type: text }\n  town: { type: text }\n  age: { type: integer, max: 150, optional: true }";
const LIVE: &str = "a: { say: Who is it?, collect: [name, age], goto: town }
town: { say: Which town?, collect: [town], goto: q }
q: { say: Are the lights on?, answers: { \"Yes\": r, \"No\": { end: other } } }
r: { say: Does it work?, answers: { \"Yes\": { end: done }, \"No\": { end: other } } }";

fn enter<const N: usize>(values: [(&'static str, &'static str); N]) -> Step {
    step(move |session| session.enter(Values::from(values), at(seconds(session))).unwrap())
}

fn answer(id: &'static str) -> Step {
    step(move |session| session.answer(id, at(seconds(session))).unwrap())
}

fn seconds(session: &Session) -> i64 {
    i64::try_from(session.events().len()).unwrap()
}

/// A call of `live` that stands at its second question.
fn live() -> Call {
    let steps = [enter([("name", "Ada"), ("age", "36")]), enter([("town", "York")]), answer("yes")];
    Call::walk(start(&[&small("s", LIVE_TOP, LIVE)], []), steps)
}

fn carry(call: &Call, changed: &[&str], how: &CarryOver) -> Result<CarriedOver, JournalError> {
    let script = script(changed);
    let carried = journal::read(call.text.as_bytes()).unwrap().carry_over(&script, how)?;
    let again = journal::read(carried.text.as_bytes()).unwrap();
    assert!(again.resume(&script).unwrap().session == carried.session, "the new journal is whole");
    Ok(carried)
}

/// Carries `live` over to scripts in which `from` became `to`.
fn live_with(top: &str, from: &str, to: &str, given: &[EventKind]) -> Result<CarriedOver, JournalError> {
    assert!(LIVE.contains(from), "{from}");
    let changed = small("s", top, &LIVE.replacen(from, to, 1));
    carry(&live(), &[&changed], &CarryOver { given: given.to_vec(), stops: false })
}

fn entered<const N: usize>(values: [(&str, &str); N]) -> EventKind {
    EventKind::Entered { values: Values::from(values) }
}

/// The lines that were left out, and why.
fn left_out(carried: &CarriedOver) -> Vec<String> {
    carried.left_out.iter().map(|left_out| left_out.misfit.to_string()).collect()
}

#[test]
fn what_is_inserted_where_nobody_chooses_is_passed() {
    for (from, to) in [
        ("goto: town", "goto: m }\nm: { say: M, goto: town"),
        ("goto: q", "goto: m }\nm: { say: M, goto: n }\nn: { say: M, goto: q"),
        ("town: { say: Which town?,", "town: { guidance: Listen.,"),
        (
            "goto: q",
            "goto: d }\nd: { decide: [{ when: town == \"York\", goto: m }, { goto: q }] }\nm: { say: M, goto: q",
        ),
        ("say: Does it work?,", "say: Does it work now?, verbatim: true,"),
    ] {
        let carried = live_with(LIVE_TOP, from, to, &[]).unwrap();
        assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]), "{to}");
        assert_eq!(brief(&carried.session), "r: ask yes, no");
        assert_eq!(carried.session.events().len(), 4 + carried.inserted);
        assert_eq!(carried.inserted, to.matches("say: M,").count(), "{to}");
    }
}

#[test]
fn an_inserted_message_has_the_time_of_the_event_before_it() {
    let carried = live_with(LIVE_TOP, "goto: town", "goto: m }\nm: { say: M, goto: town", &[]).unwrap();
    let times: Vec<_> = carried.session.events().iter().map(|event| event.at).collect();
    assert_eq!(times[2], times[1]);
    assert_ne!(times[3], times[2]);
}

#[test]
fn a_new_field_is_asked_for_alone_and_the_rest_is_kept() {
    let top = LIVE_TOP.replace("  town:", "  zip: { type: text }\n  town:");
    let changed = ("collect: [name, age]", "collect: [name, zip, age]");
    let error = live_with(&top, changed.0, changed.1, &[]).unwrap_err();
    assert_eq!(error.to_string(), "`a` asks for `zip`, which the journal does not hold");
    let JournalError::Needed(needed) = error else { panic!("{error:?}") };
    assert_eq!((needed.line, needed.fields.len(), needed.fields[0].name.as_str()), (3, 1, "zip"));
    let carried = live_with(&top, changed.0, changed.1, &[entered([("zip", "YO1")])]).unwrap();
    assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));
    let expected = Values::from([("name", "Ada"), ("age", "36"), ("zip", "YO1")]);
    assert_eq!(carried.session.events()[1].kind, EventKind::Entered { values: expected });
    assert_eq!(carried.session.events()[1].at, at(1).into());
    let refused = live_with(&top, changed.0, changed.1, &[entered([])]).unwrap_err();
    assert_eq!(refused.to_string(), "`zip` is required: a text");
}

#[test]
fn a_caller_may_stop_where_something_is_needed() {
    let top = LIVE_TOP.replace("  town:", "  zip: { type: text }\n  town:");
    let changed = small("s", &top, &LIVE.replace("[name, age]", "[name, zip, age]"));
    let stopped = carry(&live(), &[&changed], &CarryOver { stops: true, ..CarryOver::default() }).unwrap();
    let Standing::Stopped(needed) = &stopped.standing else { panic!("{:?}", stopped.standing) };
    assert_eq!(needed.fields[0].name, "zip");
    assert_eq!((brief(&stopped.session).as_str(), stopped.left_out.len()), ("a: form name, zip, age", 3));
}

#[test]
fn a_value_that_no_longer_fits_is_asked_for() {
    let top = LIVE_TOP.replace("max: 150", "max: 30");
    let error = live_with(&top, "town?", "town", &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a` asks for `age`: what the journal holds does not fit: `age` must be a whole number of at most 30"
    );
    let carried = live_with(&top, "town?", "town", &[entered([("age", "30")])]).unwrap();
    assert_eq!(carried.standing, Standing::AsBefore);
    assert_eq!(
        left_out(&carried),
        ["line 3 of the journal (`entered`) does not fit: `age` must be a whole number of at most 30"]
    );
}

#[test]
fn values_go_along_when_forms_are_split_joined_or_reordered() {
    let without_town = "town: { say: Which town?, collect: [town], goto: q }\n";
    for (from, to, gone, events, lost) in [
        // A field moved to a form of its own, and to an earlier form.
        ("[name, age], goto: town", "[name], goto: b }\nb: { say: Age, collect: [age], goto: town", "", 5, 0),
        ("[name, age], goto: town", "[name, age, town], goto: q", without_town, 3, 0),
        // A form under another id.
        ("a: {", "a: { say: M, goto: b }\nb: {", "", 5, 0),
        // A field that is gone, and a form.
        ("[name, age]", "[name]", "  age: { type: integer, max: 150, optional: true }", 4, 1),
        ("goto: town", "goto: q", without_town, 3, 1),
    ] {
        let nodes = LIVE.replacen(from, to, 1).replace(gone, "");
        let changed = small("s", &LIVE_TOP.replace(gone, ""), &nodes);
        let carried = carry(&live(), &[&changed], &CarryOver::default()).unwrap();
        assert_eq!(carried.standing, Standing::AsBefore, "{to}");
        assert_eq!(brief(&carried.session), "r: ask yes, no");
        assert_eq!(
            (carried.session.events().len(), carried.left_out.len()),
            (events, lost),
            "{:?}",
            left_out(&carried)
        );
    }
}

#[test]
fn forms_in_another_order_keep_what_was_entered() {
    let nodes = "a: { say: Which town?, goto: town }
town: { say: Which town?, collect: [town], goto: who }
who: { say: Who?, collect: [name], goto: q }
q: { say: Q, answers: { \"Yes\": { end: done }, \"No\": { end: other } } }";
    let then = nodes
        .replace("goto: town", "goto: who")
        .replace("[town], goto: who", "[town], goto: q")
        .replace("[name], goto: q", "[name], goto: town");
    let top = "variables: { name: { type: text }, town: { type: text } }";
    let steps = [step(|session| session.proceed(at(1)).unwrap()), enter([("name", "Ada")]), enter([("town", "York")])];
    let call = Call::walk(start(&[&small("s", top, &then)], []), steps);
    let carried = carry(&call, &[&small("s", top, nodes)], &CarryOver::default()).unwrap();
    assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));
    assert_eq!(carried.session.events().len(), 4);
}

#[test]
fn a_new_question_and_a_renamed_answer_are_asked() {
    let inserted = ("goto: q", "goto: p }\np: { say: P, answers: { One: q, Two: q }");
    let error = live_with(LIVE_TOP, inserted.0, inserted.1, &[]).unwrap_err();
    assert_eq!(error.to_string(), "`p` asks a question that the journal does not answer");
    let two = EventKind::answered("two");
    let carried = live_with(LIVE_TOP, inserted.0, inserted.1, &[two]).unwrap();
    assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));

    // A label with another text and the same id.
    let carried = live_with(LIVE_TOP, "\"Yes\": r", "\"They are\": { goto: r, id: \"yes\" }", &[]).unwrap();
    assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));

    // Nothing follows the answer that is gone, so the call simply goes on from there.
    let carried = live_with(LIVE_TOP, "\"Yes\": r", "\"They are\": r", &[]).unwrap();
    assert_eq!(brief(&carried.session), "q: ask they-are, no");
    assert_eq!(carried.left_out.len(), 1);

    let renamed = carried_small("Right: d", "Straight: d", &[EventKind::answered("left")]);
    let Err(JournalError::Needed(needed)) = carried_small("Left: c", "Leftmost: c", &[]) else { panic!("asks") };
    assert_eq!(needed.prompt.as_ref().unwrap().node, "b");
    let renamed = renamed.unwrap();
    assert_eq!(renamed.standing, Standing::AsBefore);
    assert!(renamed.left_out.iter().all(|left_out| left_out.undone || left_out.misfit.event == "answered"));
}

/// Carries the small call over to a script in which `from` became `to`.
fn carried_small(from: &str, to: &str, given: &[EventKind]) -> Result<CarriedOver, JournalError> {
    assert!(NODES.contains(from));
    let changed = small("s", TOP, &NODES.replace(from, to));
    carry(&small_call(), &[&changed], &CarryOver { given: given.to_vec(), stops: false })
}

#[test]
fn what_was_undone_or_noted_does_not_stand_in_the_way() {
    let whole = carried_small("say: D", "say: Day", &[]).unwrap();
    assert_eq!(whole.standing, Standing::AsBefore);
    assert_eq!(whole.session.events(), small_call().last().events());
    assert_eq!((whole.inserted, whole.left_out.len()), (0, 0));
    // Messages before the question that was undone and revised, in the aside, and before the action and after it.
    for (from, to) in [
        ("goto: b }", "goto: m }\nm: { say: M, goto: b }"),
        ("u: { say: U, resume: true }", "u: { say: U, goto: v }\nv: { say: V, resume: true }"),
        ("[day], goto: e", "[day], goto: m }\nm: { say: M, goto: e"),
        ("f: { say: Bye", "f: { say: Well, goto: m }\nm: { say: Bye"),
    ] {
        let carried = carried_small(from, to, &[]).unwrap();
        assert_eq!(left_out(&carried), Vec::<String>::new(), "{to}");
        let then = small_call().last().events().len();
        assert_eq!(carried.session.events().len(), then + carried.inserted, "{to}");
    }
}

/// Two ways to one question, and what follows it.
const WAYS: &str = "a: { say: A, answers: { Left: b, Right: b } }
b: { say: B, answers: { \"Yes\": c, \"No\": d } }
c: { say: C, goto: d }
d: { say: D, collect: [n], goto: e }
e: { say: E, answers: { Up: { end: done }, Down: { end: other } } }";
const WAYS_TOP: &str = "variables: { n: { type: text } }";

#[test]
fn a_message_on_the_way_of_a_revision_costs_nothing() {
    let revise = |step: usize, to: Revision| {
        self::step(move |session| drop(session.revise(step, to.clone(), at(seconds(session))).unwrap()))
    };
    let right = || revise(1, Revision::answer("right"));
    let back = || step(|session| session.back(at(seconds(session))).unwrap());
    let changed = WAYS.replace("Right: b }", "Right: m }").replace("\nb:", "\nm: { say: M, goto: b }\nb:");
    for after in [
        vec![],
        vec![answer("up")],
        vec![back(), answer("up")],
        vec![revise(4, Revision::Enter(Values::from([("n", "Eve")])))],
        vec![revise(4, Revision::Enter(Values::from([("n", "Eve")]))), revise(1, Revision::answer("left")), right()],
        vec![right(), back(), back(), revise(4, Revision::Enter(Values::from([("n", "Eve")])))],
    ] {
        let mut walked = vec![
            answer("left"),
            answer("yes"),
            step(|session| session.proceed(at(3)).unwrap()),
            enter([("n", "Ada")]),
            right(),
        ];
        walked.extend(after);
        let call = Call::walk(start(&[&small("s", WAYS_TOP, WAYS)], []), walked);
        let carried = carry(&call, &[&small("s", WAYS_TOP, &changed)], &CarryOver::default()).unwrap();
        assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));
        assert_eq!(carried.session.result().variables, call.last().result().variables);
    }
}

#[test]
fn revisions_without_end_insert_a_bounded_number_of_events() {
    let forms = (0..200).map(|at| format!("d{at}: {{ say: D, collect: [n], goto: d{} }}\n", at + 1));
    let forms = forms.collect::<Vec<_>>().concat();
    let nodes = format!(
        "a: {{ say: A, answers: {{ Left: d0, Right: d0 }} }}\n{forms}d200: {{ say: E, answers: {{ Up: {{ end: done }}, Down: {{ end: other }} }} }}"
    );
    let mut walked = vec![answer("left")];
    walked.extend((0..200).map(|_| enter([("n", "Ada")])));
    for to in ["right", "left"].repeat(40) {
        walked.push(step(move |session| {
            session.revise(1, Revision::answer(to), at(seconds(session))).unwrap();
        }));
    }
    let call = Call::walk(start(&[&small("s", WAYS_TOP, &nodes)], []), walked);
    let changed = nodes.replacen(
        "Left: d0, Right: d0 } }",
        "Left: m, Right: l } }\nm: { say: M, goto: d0 }\nl: { say: L, goto: d0 }",
        1,
    );
    let carried = carry(&call, &[&small("s", WAYS_TOP, &changed)], &CarryOver::default()).unwrap();
    assert!((10_000..11_000).contains(&carried.inserted), "{}", carried.inserted);
}

#[test]
fn a_revised_form_takes_a_new_field_once() {
    let top = LIVE_TOP.replace("  town:", "  zip: { type: text }\n  town:");
    let steps = [
        enter([("name", "Ada")]),
        enter([("town", "York")]),
        step(|session| drop(session.revise(1, Revision::Enter(Values::from([("name", "Eve")])), at(3)).unwrap())),
        answer("yes"),
        step(|session| session.back(at(5)).unwrap()),
    ];
    let call = Call::walk(start(&[&small("s", LIVE_TOP, LIVE)], []), steps);
    let changed = small("s", &top, &LIVE.replace("[name, age]", "[name, zip, age]"));
    let given = CarryOver { given: vec![entered([("zip", "YO1")])], stops: false };
    let carried = carry(&call, &[&changed], &given).unwrap();
    assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));
    let values: Vec<String> =
        carried.session.result().variables.iter().map(|known| format!("{:?}", known.value)).collect();
    assert!(values[0].contains("Eve") && values[1].contains("YO1"), "{values:?}");
}

const BOOK: &str = "a: { say: Who?, collect: [name], goto: book }
book: { say: One moment., action: book, with: { who: name }, then: { ok: q, failed: { end: other } } }
q: { say: Does it work?, answers: { \"Yes\": { end: done }, \"No\": { end: other } } }";
const BOOK_TOP: &str = "variables: { name: { type: text }, zip: { type: text, optional: true } }";

/// A call in which something was booked, up to this many steps.
fn booked(steps: usize) -> Call {
    let all = [
        enter([("name", "Ada")]),
        step(|session| session.complete("ok", Values::new(), at(2)).unwrap()),
        answer("yes"),
    ];
    Call::walk(start(&[&small("s", BOOK_TOP, BOOK)], []), all.into_iter().take(steps))
}

fn booked_with(steps: usize, from: &str, to: &str, given: &[EventKind]) -> Result<CarriedOver, JournalError> {
    assert!(BOOK.contains(from));
    let changed = small("s", BOOK_TOP, &BOOK.replacen(from, to, 1));
    carry(&booked(steps), &[&changed], &CarryOver { given: given.to_vec(), stops: false })
}

#[test]
fn an_action_is_not_done_twice_without_being_named() {
    let carried = booked_with(2, "collect: [name]", "collect: [name, zip]", &[]).unwrap();
    assert_eq!((carried.standing.clone(), carried.repeated.len()), (Standing::AsBefore, 0), "an optional field");

    // One more input: what was done was done without it.
    let more = ("with: { who: name }", "with: { who: name, why: \"asked\" }");
    let error = booked_with(3, more.0, more.1, &[]).unwrap_err();
    assert_eq!(error.to_string(), "the action `book` of `book` was done, but no longer fits and would be done again");
    let again = EventKind::Completed { token: None, result: "ok".to_owned(), returned: Values::new() };
    let carried = booked_with(3, more.0, more.1, &[again]).unwrap();
    assert_eq!(brief(&carried.session), "q: ended done");
    let names: Vec<_> = carried.repeated.iter().map(|repeated| (repeated.action.as_str(), repeated.done)).collect();
    assert_eq!(names, [("book", true)]);
    let [LeftOut { done: true, .. }] = &carried.left_out[..] else { panic!("{:?}", carried.left_out) };

    // Nothing followed it: the call stands at the action.
    let carried = booked_with(2, more.0, more.1, &[]).unwrap();
    assert_eq!((brief(&carried.session).as_str(), carried.repeated.len()), ("book: act book", 1));
    assert!(carried.repeated[0].done);

    // Pending then, and begun anew.
    let carried = booked_with(1, "say: Who?", "say: Who is it?", &[]).unwrap();
    assert_eq!((carried.standing.clone(), carried.repeated.len()), (Standing::AsBefore, 1));
    assert!(!carried.repeated[0].done);

    // A node that is gone: its action stays done.
    let nodes = "a: { say: Who?, collect: [name], goto: q }\nq: { say: Q, answers: { \"Yes\": { end: done }, \"No\": { end: other } } }";
    let carried = carry(&booked(3), &[&small("s", BOOK_TOP, nodes)], &CarryOver::default()).unwrap();
    assert_eq!(brief(&carried.session), "q: ended done");
    let [LeftOut { done: true, undone: false, .. }] = &carried.left_out[..] else { panic!("{:?}", carried.left_out) };
}

#[test]
fn a_new_input_is_asked_for() {
    let call = small_call();
    let top = TOP.replace("t: {", "m: { type: text, input: true }, t: {");
    let changed = small("s", &top, &NODES.replace("say: Bye", "say: 'Bye {{ m }}'"));
    let error = carry(&call, &[&changed], &CarryOver::default()).unwrap_err();
    assert_eq!(error.to_string(), "the start asks for `m`, which the journal does not hold");
    let how = CarryOver { given: vec![entered([("m", "Sam")])], stops: false };
    assert_eq!(carry(&call, &[&changed], &how).unwrap().standing, Standing::AsBefore);
}

#[test]
fn messages_of_a_new_subscript_are_passed() {
    let changed =
        small("s", LIVE_TOP, &LIVE.replace("goto: q", "goto: sub }\nsub: { run: t, then: { done: q, other: q }"));
    let callee = small("t", "", "a: { say: In t., goto: b }\nb: { say: Still in t., end: done }\nc: { end: other }")
        .replace("start: a", "start: a\nentries: { Elsewhere: c }");
    let carried = carry(&live(), &[&changed, &callee], &CarryOver::default()).unwrap();
    assert_eq!((carried.standing.clone(), left_out(&carried)), (Standing::AsBefore, vec![]));
    assert_eq!(carried.inserted, 2);
}

#[test]
fn the_last_event_may_lead_elsewhere() {
    let steps = [
        step(|session| session.enter(Values::from([("n", SECRET)]), at(1)).unwrap()),
        step(|session| session.answer("left", at(2)).unwrap()),
    ];
    let call = Call::walk(start(&[&small("s", TOP, NODES)], []), steps);
    let changed = small("s", TOP, &NODES.replace("{ Left: c, Right: d }", "{ Left: d, Right: c }"));
    let carried = carry(&call, &[&changed], &CarryOver::default()).unwrap();
    assert_eq!(carried.standing, Standing::Elsewhere { node: "c".to_owned() });
    assert_eq!(brief(&carried.session), "d: form day");
}

/// The library with a message in the way of one of the edges of its outermost script; `None` if it has none.
fn with_message(texts: &Texts, seed: usize) -> Option<(Texts, Arc<Script>)> {
    let outer = texts.0.first()?;
    let edges: Vec<_> = outer.match_indices("goto: ").map(|(at, _)| at + "goto: ".len()).collect();
    let at = *edges.get(seed % edges.len().max(1))?;
    let (before, after) = outer.split_at(at);
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
    let (target, after) = after.split_at(end);
    let message = format!("nodes:\n  zz: {{ say: Inserted., goto: {target} }}\n");
    let changed = format!("{before}zz{after}").replacen("nodes:\n", &message, 1);
    let texts = Texts([vec![changed], texts.0.get(1..)?.to_vec()].concat());
    let script = texts.checked()?;
    Some((texts, script))
}

#[test]
fn most_libraries_take_a_message() {
    let mut runner = TestRunner::new(repeatable(1));
    let made: Vec<_> = (0..60).map(|_| libraries(15).new_tree(&mut runner).unwrap().current()).collect();
    let clean = made.iter().filter(|texts| texts.checked().is_some());
    let taken = clean.clone().filter(|texts| with_message(texts, 1).is_some()).count();
    assert!(taken * 2 > clean.count(), "only {taken}");
}

proptest! {
    #![proptest_config(repeatable(120))]

    #[test]
    fn nothing_changes_under_the_same_scripts(texts in scripts(), seed in any::<u16>(), tries in tries()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let call = at_random(&script, seed.into(), tries);
        let carried = journal::read(call.text.as_bytes()).unwrap().carry_over(call.last().script(), &CarryOver::default()).unwrap();
        prop_assert_eq!(&carried.standing, &Standing::AsBefore);
        prop_assert_eq!((carried.inserted, left_out(&carried)), (0, vec![]));
        prop_assert!(carried.session == *call.last());
    }

    #[test]
    fn an_inserted_message_costs_nothing(texts in scripts(), seed in any::<u16>(), edge in any::<u16>(), tries in tries()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let Some((changed, with_message)) = with_message(&texts, edge.into()) else { return Ok(()) };
        let call = at_random(&script, seed.into(), tries);
        let carried = journal::read(call.text.as_bytes()).unwrap().carry_over(&with_message, &CarryOver::default());
        let carried = carried.map_err(|error| TestCaseError::fail(format!("{error}\n{changed:?}")))?;
        prop_assert_eq!(left_out(&carried), Vec::<String>::new());
        prop_assert_eq!(&carried.standing, &Standing::AsBefore);
        prop_assert_eq!(carried.session.events().len(), call.last().events().len() + carried.inserted);
    }
}
