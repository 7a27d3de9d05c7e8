//! Walks at random: never stuck, never a panic; the events make the same session again, `back` undoes one step, and a
//! refused step changes nothing.

use std::sync::{Arc, LazyLock};

use callscript::script::Script;
use callscript::value::Type;
use callscript_runner::{Event, EventKind, Field, PromptKind, Revision, Session, Start, StepError, Values};
use proptest::prelude::*;

use crate::support::{INTERNET, at, script, small};

/// Scripts with every exit and edge, subscripts, asides, retries, and what comes after.
pub(crate) static SCRIPTS: LazyLock<Vec<Arc<Script>>> = LazyLock::new(|| {
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
    vec![script(&INTERNET), script(&[&outer, &inner]), script(&[&inner])]
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
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        12 => any::<usize>().prop_map(Try::Forward),
        3 => any::<usize>().prop_map(Try::Aside),
        1 => any::<usize>().prop_map(Try::Jump),
        2 => Just(Try::Back),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(step, seed)| Try::Revise(step, seed)),
        1 => Just(Try::Note),
        2 => any::<usize>().prop_map(Try::Wrong),
    ];
    prop::collection::vec(one, 1..60)
}

pub(crate) fn begin(script: &Arc<Script>, seed: usize) -> Session {
    let names =
        script.variables().iter().filter(|variable| variable.declaration.input && !variable.declaration.optional);
    let inputs: Values =
        names.map(|variable| (variable.name.as_str(), "2")).filter(|(name, _)| *name != "plan").collect();
    let entry = script.entries().first().filter(|_| seed.is_multiple_of(3)).map(|entry| entry.id.clone());
    Session::start(script, Start { inputs, channel: None, entry }, at(0)).expect("starts")
}

fn fill(fields: &[Field], seed: usize) -> Values {
    let given = fields.iter().filter(|field| !field.optional || seed.is_multiple_of(2));
    let value = |field: &Field| match field.kind {
        Type::Integer => (seed % 10).to_string(),
        Type::Date => "2026-12-01".to_owned(),
        _ => "word".to_owned(),
    };
    given.map(|field| (field.name.clone(), value(field))).collect()
}

/// One of the ways on; there always is one.
fn forward(session: &mut Session, seed: usize) -> Result<(), StepError> {
    let now = at(1);
    match session.prompt().kind.clone() {
        PromptKind::Form { cannot_give: true, .. } if seed.is_multiple_of(5) => session.cannot_give(now),
        PromptKind::Form { fields, .. } => session.enter(fill(&fields, seed), now),
        PromptKind::Ask { answers } => {
            let open: Vec<_> = answers.iter().filter(|answer| answer.open).collect();
            session.answer(&open[seed % open.len()].id, now)
        }
        PromptKind::Message => session.proceed(now),
        PromptKind::Act { results, .. } => {
            let result = &results[seed % results.len()];
            session.complete(&result.name, fill(&result.returns, seed), now)
        }
        PromptKind::Ended { .. } => session.back(now).or_else(|error| match error {
            StepError::CannotUndo { .. } | StepError::NothingToUndo => Ok(()),
            error => Err(error),
        }),
    }
}

pub(crate) fn attempt(session: &mut Session, attempt: Try) -> Result<(), StepError> {
    let now = at(2);
    match attempt {
        Try::Forward(seed) => forward(session, seed),
        Try::Aside(seed) => {
            let ids: Vec<String> = session.prompt().asides.iter().map(|aside| aside.id.clone()).collect();
            if ids.is_empty() { Ok(()) } else { session.aside(&ids[seed % ids.len()], now) }
        }
        Try::Jump(seed) => {
            let nodes = session.script().nodes();
            let node = nodes[seed % nodes.len()].id.clone();
            session.jump(&node, "why not", Values::new(), now)
        }
        Try::Back => session.back(now),
        Try::Revise(step, seed) => {
            let step = step % (session.history().len() + 1);
            let to = match seed % 3 {
                0 => Revision::CannotGive,
                1 => Revision::Answer(["again", "on", "done", "still-dark"][seed % 4].to_owned()),
                _ => Revision::Enter(Values::from([(["word", "o", "score"][seed % 3], "3")])),
            };
            session.revise(step, to, now).map(|_| ())
        }
        Try::Note => session.note("noted", now),
        Try::Wrong(seed) => match seed % 5 {
            0 => session.answer("no-such-answer", now),
            1 => session.enter(Values::from([("no_such_variable", "")]), now),
            2 => session.complete("no_such_result", Values::new(), now),
            3 => session.aside("no-such-aside", now),
            _ => session.jump("no-such-node", "", Values::new(), now),
        },
    }
}

/// Whether every step that a prompt offers is refused, which must never be.
fn check(before: &Session, after: &Session, tried: Try, result: &Result<(), StepError>) {
    match (tried, result) {
        (Try::Forward(_) | Try::Aside(_) | Try::Note, Err(error)) => {
            panic!("{tried:?} was refused: {error}")
        }
        (Try::Wrong(_), Ok(())) => panic!("{tried:?} was allowed"),
        (_, Err(_)) => {
            assert!(before == after, "{tried:?} was refused, but changed something");
            assert_eq!(before.prompt(), after.prompt());
        }
        (_, Ok(())) => {}
    }
    let undoable = after.events().len() > before.events().len()
        && after.events().last().is_some_and(|event| event.kind.can_be_undone());
    if undoable {
        let mut undone = after.clone();
        undone.back(at(3)).expect("can be undone");
        assert_eq!(undone.prompt(), before.prompt());
        assert_eq!(undone.history(), before.history());
        let mut result = undone.result();
        result.notes.clone_from(&before.result().notes);
        assert_eq!(result, before.result());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn walks_at_random(which in 0..3_usize, seed in any::<usize>(), tries in tries()) {
        let mut session = begin(&SCRIPTS[which], seed);
        for tried in tries {
            let before = session.clone();
            let result = attempt(&mut session, tried);
            check(&before, &session, tried, &result);
        }
        let again = Session::replay(session.script(), session.events().to_vec()).expect("fits");
        prop_assert!(again == session);
        prop_assert_eq!(again.prompt(), session.prompt());
        prop_assert_eq!(again.result(), session.result());
        let steps = |event: &&Event| !matches!(event.kind, EventKind::Noted { .. } | EventKind::Back | EventKind::Started(_));
        prop_assert!(session.history().iter().filter(|turn| turn.number.is_some()).count() <= session.events().iter().filter(steps).count());
        session.transcript().to_markdown();
    }

    #[test]
    fn every_walk_ends(which in 0..3_usize, seeds in prop::collection::vec(any::<usize>(), 100)) {
        let mut session = begin(&SCRIPTS[which], 1);
        for seed in seeds {
            if !session.is_over() {
                forward(&mut session, seed).expect("is open");
            }
        }
        prop_assert!(session.is_over());
    }
}
