//! Walks at random: never stuck, never a panic, and at an end after so many nodes; the events make the same session
//! again, `back` undoes one step, and a refused step changes nothing.

use std::sync::{Arc, LazyLock};

use callscript::script::{Aside, Exit, Script};
use callscript_runner::{CallResult, EventKind, Session, Start, StartError, Values};
use proptest::prelude::*;

use crate::bound::bound_of_call;
use crate::generate::{Texts, libraries};
use crate::shadow::Shadow;
use crate::steps::{self, Give, NOTHING, acceptable, perform};
use crate::support::{INTERNET, at, repeatable, small};

/// Scripts with every exit and edge, subscripts, asides, retries, and what comes after.
static SCRIPTS: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    let outer = small(
        "outer",
        "variables: { n: { type: integer, default: 0 }, o: { type: text, optional: true, input: true } }\nentries: { Late: b }\nafter: { run: inner, for: [done], when: n < 5, with: { start: n }, take: { o: word } }\nanytime:\n  Aside: { goto: x, set: { n: n + 1 } }\n  Sub: { goto: s, when: n < 9 }\n  Stop: { end: other }",
        "a: { say: A, goto: b }\nb: { say: '{{ n }}', set: { n: n + 1 }, answers: { Again: { retry: b, at_most: 2 }, Back: { retry: a, at_most: 1, else: c }, On: c, Over: { end: done, when: n > 1 }, Up: c } }\nc: { decide: [{ when: n > 3, goto: d }, { when: n == 2, retry: a, at_most: 1, else: d }, { goto: d }] }\nd: { run: inner, with: { start: n }, then: { done: { goto: e, take: { o: word } }, other: e } }\ne: { say: '{{ o }}', collect: [o], cannot_give: f, action: act, with: [o], then: { ok: { goto: f, take: { n: count } }, failed: f } }\nf: { say: F, guidance: G, end: done }\nx: { say: X, answers: { Resume: { resume: true }, Retry: { retry: x, at_most: 1, else: { resume: true } }, Leave: f } }\ns: { run: inner, with: { start: n }, then: { done: { resume: true }, other: { end: other } } }",
    );
    let inner = small(
        "inner",
        "variables: { start: { type: integer, input: true }, word: { type: text, optional: true } }\nanytime: { Aside: z, Own: { goto: y, id: own } }",
        "a: { say: 'from {{ start }}', collect: [word], goto: b }\nb: { action: look, read_only: true, then: { ok: c, failed: { end: other } } }\nc: { say: C, answers: { Done: { end: done }, Other: { end: other }, Again: { retry: a, at_most: 1 } } }\ny: { say: Y, resume: true }\nz: { decide: [{ when: start > 1, goto: y }, { resume: true }] }",
    );
    vec![Texts(INTERNET.map(str::to_owned).into()), Texts(vec![outer, inner.clone()]), Texts(vec![inner])]
});

/// What to try next; numbers choose among what there is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Try {
    Forward(usize),
    Aside(usize),
    Jump(usize),
    Back,
    Revise(usize, usize),
    Note,
    Wrong(usize),
    HangUp,
}

/// Scripts to walk: those above, and mostly such as were made at random and lint clean.
pub(crate) fn scripts() -> impl Strategy<Value = Texts> {
    prop_oneof![1 => (0..SCRIPTS.len()).prop_map(|at| SCRIPTS[at].clone()), 8 => libraries(15)]
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        56 => any::<u16>().prop_map(|seed| Try::Forward(seed.into())),
        12 => any::<u16>().prop_map(|seed| Try::Aside(seed.into())),
        8 => any::<u16>().prop_map(|seed| Try::Jump(seed.into())),
        8 => Just(Try::Back),
        12 => (any::<u16>(), any::<u16>()).prop_map(|(step, seed)| Try::Revise(step.into(), seed.into())),
        4 => Just(Try::Note),
        4 => any::<u16>().prop_map(|seed| Try::Wrong(seed.into())),
        1 => Just(Try::HangUp),
    ];
    prop::collection::vec(one, 1..50)
}

/// A call that starts at the start, or at an entry; none if nobody has a value for an input.
pub(crate) fn begin(script: &Arc<Script>, seed: usize, give: &mut Give<'_>) -> Option<Session> {
    let entries = script.entries();
    let entry = entries.get(seed % (entries.len() + 2)).map(|entry| entry.id.clone());
    let channel = script.channels().get(seed % 3).cloned();
    let mut inputs = Values::new();
    for variable in script.variables().iter().filter(|variable| variable.declaration.input) {
        let needed = !variable.declaration.optional && variable.declaration.default.is_none();
        match give(&variable.declaration).filter(|_| needed || seed.is_multiple_of(2)) {
            Some(value) => inputs.set(&variable.name, value),
            None if needed => return None,
            None => {}
        }
    }
    let mut start = Start { inputs, channel, entry };
    if let Err(StartError::Missing { missing, .. }) = Session::start(script, start.clone(), at(0)) {
        for name in missing {
            let variable = script.variable(script.find_variable(&name)?);
            start.inputs.set(name, give(&variable.declaration)?);
        }
    }
    Some(Session::start(script, start, at(0)).expect("starts with all that is needed"))
}

/// What a try comes to at this prompt; nothing, if there is nothing to choose.
pub(crate) fn choose(session: &Session, tried: Try, give: &mut Give<'_>) -> Option<EventKind> {
    let pick = |steps: Vec<EventKind>, seed: usize| {
        let at = seed % steps.len().max(1);
        steps.into_iter().nth(at)
    };
    match tried {
        // From the end the way on leads back.
        Try::Forward(_) if session.is_over() => Some(EventKind::Back),
        Try::Forward(seed) => pick(steps::offered(session, give), seed),
        Try::Aside(seed) => pick(steps::asides(session), seed),
        Try::Jump(seed) => steps::jump(session, seed, give),
        Try::Back => Some(EventKind::Back),
        Try::Revise(step, seed) => Some(steps::revision(session, step, seed, give)),
        Try::Note => Some(EventKind::Noted { script: String::new(), node: String::new(), text: "noted".to_owned() }),
        Try::Wrong(seed) => pick(steps::refused(session, NOTHING), seed),
        Try::HangUp => Some(EventKind::HungUp { reason: Some("the line broke".to_owned()) }),
    }
}

/// Values by chance; numbers that go on from `seed`.
pub(crate) fn anyone(seed: usize) -> impl FnMut(&callscript::value::Declaration) -> Option<String> {
    let mut seed = seed;
    move |declaration| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let leave_out = declaration.optional && seed >> 40 & 1 == 1;
        acceptable(declaration, seed >> 33).filter(|_| !leave_out)
    }
}

/// Everything that is offered can be done, and there is something; everything else is refused and changes nothing.
fn survey(session: &Session, seed: usize) {
    let offered = steps::offered(session, &mut anyone(seed));
    assert_eq!(offered.is_empty(), session.is_over(), "stuck at {:?}", session.prompt());
    for step in offered.iter().chain(&steps::asides(session)) {
        let mut after = session.clone();
        perform(&mut after, step).unwrap_or_else(|error| panic!("{step:?} was refused: {error}"));
    }
    let script = steps::running(session);
    let node = script.node(script.find_node(&session.prompt().node).unwrap());
    if session.is_over() && !matches!(node.exit, Exit::End(_)) {
        assert_eq!(session.prompt().say, None, "words come with the end of a node alone");
    }
    let asides = &session.prompt().asides;
    if !node.resumes && !asides.is_empty() {
        let always = script.asides().iter().filter(|aside| aside.edge.when.is_none());
        let is_there = |aside: &Aside| asides.iter().any(|open| open.id == aside.id);
        assert!(always.into_iter().all(is_there), "an aside is over where it cannot be resumed");
    }
    let mut same = session.clone();
    for step in steps::refused(session, NOTHING) {
        assert!(perform(&mut same, &step).is_err(), "{step:?} was allowed");
    }
    assert!(same == *session, "something refused has changed something");
    assert_eq!(same.prompt(), session.prompt());
}

/// Takes a step that is not wrong, and holds it against what stands after it by the words of the contract.
fn walk(session: &mut Session, shadow: &mut Shadow, step: &EventKind) {
    let before = session.clone();
    let expected = shadow.after(&before, step);
    let done = perform(session, step);
    let allowed = match step {
        EventKind::Noted { .. } | EventKind::Back | EventKind::Revised { .. } => {
            let hung_up = before.events().iter().any(|event| matches!(event.kind, EventKind::HungUp { .. }));
            expected.is_some() && !hung_up
        }
        _ => !before.is_over(),
    };
    assert_eq!(done.is_ok(), allowed, "{step:?} at {:?}: {done:?}", before.prompt());
    if done.is_err() {
        assert!(before == *session, "{step:?} was refused, but changed something");
        return assert_eq!(before.prompt(), session.prompt());
    }
    assert_eq!(session.events().len(), before.events().len() + 1);
    *shadow = expected.expect("it was allowed");
    let again = shadow.session(session);
    assert_eq!(again.prompt(), session.prompt(), "after {step:?}");
    assert_eq!(way(again.result()), way(session.result()), "after {step:?}");
    if step.can_be_undone() {
        let mut undone = session.clone();
        undone.back(at(3)).expect("can be undone");
        assert_eq!(undone.prompt(), before.prompt());
        assert_eq!(undone.history(), before.history());
        assert_eq!(undone.result(), before.result());
    }
}

/// What a call came to, whenever it was.
fn way(result: CallResult) -> impl PartialEq + std::fmt::Debug {
    let path = result.path.into_iter().map(|visit| (visit.script, visit.node, visit.aside, visit.answer));
    (path.collect::<Vec<_>>(), result.variables, result.ending, result.over)
}

proptest! {
    #![proptest_config(repeatable(160))]

    #[test]
    fn walks_at_random(texts in scripts(), seed in any::<u16>(), tries in tries()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let seed = usize::from(seed);
        let mut give = anyone(seed);
        let mut session = begin(&script, seed, &mut give).unwrap();
        let mut shadow = Shadow::default();
        for tried in tries {
            survey(&session, seed);
            let is_wrong = matches!(tried, Try::Wrong(_));
            if let Some(step) = choose(&session, tried, &mut give).filter(|_| !is_wrong) {
                walk(&mut session, &mut shadow, &step);
            }
        }
        let visits = session.result().path.len() as u64;
        // An aside or jump begins a way anew, and may come back once.
        let detours = shadow.detours() as u64;
        prop_assert!(visits <= (1 + detours) * bound_of_call(&script) + detours, "{visits} nodes");
        let again = Session::replay(session.script(), session.events().to_vec()).expect("fits");
        prop_assert!(again == session);
        prop_assert_eq!(again.prompt(), session.prompt());
        prop_assert_eq!(again.result(), session.result());
        prop_assert_eq!(again.transcript(), session.transcript());
        session.transcript().to_markdown();
    }

    #[test]
    fn every_walk_ends(texts in scripts(), seeds in prop::collection::vec(any::<u16>(), 8), back in any::<bool>()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let seeds: Vec<usize> = seeds.into_iter().map(usize::from).collect();
        let bound = bound_of_call(&script);
        let mut session = begin(&script, seeds[0], &mut anyone(seeds[0])).unwrap();
        let mut count = 0;
        while !session.is_over() {
            let seed = seeds[count % seeds.len()].wrapping_add(count);
            let mut steps = steps::offered(&session, &mut anyone(seed));
            if back {
                // Whatever leads furthest back.
                steps.sort_by_cached_key(|step| {
                    let mut after = session.clone();
                    perform(&mut after, step).expect("is offered");
                    (after.prompt().script.clone(), after.prompt().node.clone())
                });
                steps.truncate(1);
            }
            perform(&mut session, &steps[seed % steps.len()]).expect("is offered");
            count += 1;
            // A node has three prompts at most: its form, its message, its question.
            prop_assert!(count as u64 <= 3 * bound, "more than {bound} nodes");
        }
        let visits = session.result().path.len() as u64;
        prop_assert!(visits <= bound, "{visits} nodes of at most {bound}");
    }
}
