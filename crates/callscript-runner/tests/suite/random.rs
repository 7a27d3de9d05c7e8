//! Random walks: never stuck, never a panic, and at an end within the bound; replaying the events makes the same
//! session, `back` undoes one step, and a refused step changes nothing.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::generate::{Texts, make};
use crate::support::{INTERNET, repeatable, small};
use crate::walker::{Try, go_anywhere, go_on};

/// Scripts with every exit and edge, subscripts, asides, retries, and `after`.
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

/// Scripts to walk: those above, but mostly random ones without findings.
pub(crate) fn scripts() -> impl Strategy<Value = Texts> {
    prop_oneof![1 => (0..SCRIPTS.len()).prop_map(|at| SCRIPTS[at].clone()), 8 => libraries(15)]
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        56 => any::<u16>().prop_map(|seed| Try::Forward(seed.into())),
        8 => any::<u16>().prop_map(|seed| Try::Lapse(seed.into())),
        12 => any::<u16>().prop_map(|seed| Try::Aside(seed.into())),
        8 => any::<u16>().prop_map(|seed| Try::Jump(seed.into())),
        4 => any::<u16>().prop_map(|seed| Try::Stub(seed.into())),
        8 => Just(Try::Back),
        12 => (any::<u16>(), any::<u16>()).prop_map(|(step, seed)| Try::Revise(step.into(), seed.into())),
        4 => Just(Try::Note),
        6 => any::<u16>().prop_map(|seed| Try::Token(seed.into())),
        3 => any::<u16>().prop_map(|seed| Try::HandOver(seed.into())),
        2 => Just(Try::Pause),
        2 => Just(Try::TakeUp),
        4 => any::<u16>().prop_map(|seed| Try::Refused(seed.into())),
        1 => Just(Try::HangUp),
    ];
    prop::collection::vec(one, 1..50)
}

/// Random libraries, in which `sensitive` percent of the variables are sensitive.
pub(crate) fn libraries(sensitive: usize) -> impl Strategy<Value = Texts> {
    prop::collection::vec(any::<u16>(), 800).prop_map(move |numbers| make(&numbers, sensitive))
}

proptest! {
    #![proptest_config(repeatable(160))]

    #[test]
    fn walks_at_random(texts in scripts(), seed in any::<u16>(), tries in tries()) {
        if let Some(script) = texts.checked() {
            go_anywhere(&script, seed.into(), &tries);
        }
    }

    #[test]
    fn every_walk_ends(texts in scripts(), seed in any::<u16>(), back in any::<bool>()) {
        if let Some(script) = texts.checked() {
            go_on(&script, seed.into(), back);
        }
    }
}

#[test]
fn goes_back_into_an_aside_from_an_action_that_is_asked_for_again() {
    let nodes = "a: { action: look, read_only: true, then: { ok: b } }\nb: { say: B, end: done }\nx: { say: X, answers: { Resume: { resume: true } } }";
    let script = Texts(vec![small("s", "anytime: { Aside: x }", nodes)]).checked().unwrap();
    let tries = [Try::Aside(0), Try::Forward(0), Try::Forward(0), Try::Back, Try::Forward(0), Try::Back];
    go_anywhere(&script, 0, &tries);
}

/// What random libraries without findings must contain: every exit, every kind of edge, every type, and so on.
const PARTS: &str = "answers: goto: decide: run: action: end: resume: retry: else: cannot_give: collect: set: with: take: when: id:
    read_only: entries: anytime: after: for: channels: guidance: verbatim: input: optional: sensitive: default: min: pattern: choices: silence: not_understood: wait:
    text integer number boolean choice date time phone email {{ {% defined default( upper decimals( plural( not and or in";

#[test]
fn a_good_part_of_the_libraries_lints_clean_and_they_hold_everything() {
    const COUNT: usize = 200;
    assert!(SCRIPTS.iter().all(|texts| texts.checked().is_some()));
    let mut runner = TestRunner::new(repeatable(1));
    let made = (0..COUNT).map(|_| libraries(15).new_tree(&mut runner).unwrap().current());
    let clean: Vec<String> = made.filter(|texts| texts.checked().is_some()).map(|texts| format!("{texts:?}")).collect();
    assert!((COUNT / 2..COUNT * 19 / 20).contains(&clean.len()), "{} of {COUNT} lint clean", clean.len());
    for part in PARTS.split_whitespace() {
        let begins = |text: &&String| text.contains(&format!(" {part}")) || text.contains(&format!("\n{part}"));
        let count = clean.iter().filter(begins).count();
        assert!(count * 20 > clean.len(), "only {count} of {} hold `{part}`", clean.len());
    }
}
