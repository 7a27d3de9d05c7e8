//! Going back and revising give the state that a replay of the effective events from the start gives.

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::script::Script;
use callscript::source::Source;

use crate::Values;
use crate::event::Revision;
use crate::prompt::PromptKind;
use crate::session::{Session, Start};

const OUTER: &str = r"
callscript: 1
id: outer
title: Outer
start: form
channels: [phone, chat]
outcomes: { done: Done }
variables: { n: { type: integer, default: 0 }, m: { type: integer, default: 0 } }
anytime: { Upset: u, Over: { goto: ask, set: { m: m + 1 } } }
nodes:
  form: { say: { phone: 'How many, {{ n }}?', chat: 'N, {{ n }}?' }, collect: [n], goto: ask }
  ask:
    say: { phone: 'It is {{ m }}', chat: 'So {{ m }}' }
    answers: { On: act, Again: { retry: ask, at_most: 9999 }, Form: { retry: form, at_most: 9999 }, Sub: sub, Over: { end: done } }
  act: { action: look, with: [n], read_only: true, then: { ok: more } }
  more: { say: M, answers: { Ask: { retry: ask, at_most: 9999 }, Sub: sub } }
  sub: { run: inner, then: { done: { goto: late } } }
  late: { say: L, answers: { Ask: { retry: ask, at_most: 9999 }, More: { retry: more, at_most: 9999 }, Over: { end: done } } }
  u: { say: { phone: I see, chat: Oh }, answers: { Fine: { resume: true }, Ask: ask } }
";

const INNER: &str = "
callscript: 1
id: inner
title: Inner
start: a
outcomes: { done: Done }
nodes: { a: { say: A, goto: b }, b: { say: B, answers: { On: { end: done }, Back: { retry: a, at_most: 9 } } } }
";

fn script() -> Arc<Script> {
    let sources = [("outer.yaml", OUTER), ("inner.yaml", INNER)];
    let sources = sources.map(|(name, text)| Source::new(name, text));
    Library::from_sources(sources.into()).check("outer").unwrap()
}

/// Numbers that look random, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

fn number(numbers: &mut Numbers) -> Values {
    Values::from([("n", ["1", "2"][numbers.below(2)])])
}

/// Takes a step forward.
fn go_on(session: &mut Session, numbers: &mut Numbers, now: Timestamp) {
    let done = match session.prompt().kind.clone() {
        PromptKind::Form { .. } => session.enter(number(numbers), now),
        // Rarely the last, which may end the call.
        PromptKind::Ask { answers } => {
            session.answer(&answers[numbers.below(answers.len() * 4) % answers.len()].id, now)
        }
        PromptKind::Act { .. } => session.complete("ok", Values::new(), now),
        PromptKind::Message => session.proceed(now),
        PromptKind::Ended { .. } => session.back(now),
    };
    done.unwrap();
}

/// Revises an earlier step, if it can be revised.
fn revise(session: &mut Session, numbers: &mut Numbers, now: Timestamp) {
    let steps = session.effective.len();
    let near = steps.saturating_sub(1 + numbers.below(40)).max(1);
    let step = if numbers.below(4) == 0 { 1 + numbers.below(steps) } else { near };
    let Ok(prompt) = session.prompt_at(step) else { return };
    let before = session.history();
    let to = match prompt.kind {
        PromptKind::Ask { answers } => Revision::answer(answers[numbers.below(answers.len())].id.clone()),
        _ => Revision::Enter(number(numbers)),
    };
    let kept = session.effective.to_vec();
    let Ok(lost) = session.revise(step, to, now) else { return };
    let is_lost = |number: usize| number != step && !session.effective.contains(&kept[number]);
    let expected: Vec<_> = before.into_iter().filter(|turn| turn.number.is_some_and(is_lost)).collect();
    assert_eq!(lost, expected);
}

fn wander(seed: u64, steps: usize, backs: usize) -> Session {
    let mut numbers = Numbers(seed);
    let mut session = Session::start(&script(), Start::default(), Timestamp::UNIX_EPOCH).unwrap();
    for step in 0..steps {
        let now = Timestamp::from_second(i64::try_from(step).unwrap()).unwrap();
        match numbers.below(100) {
            0..4 => revise(&mut session, &mut numbers, now),
            4..8 => drop(session.aside(["upset", "over"][numbers.below(2)], now)),
            8..10 => session.note("noted", now).unwrap(),
            10..12 => drop(session.hand_over(Some(["phone", "chat"][numbers.below(2)]), None, None, now)),
            12 => drop(session.jump("more", "why not", Values::new(), now)),
            13 => (0..backs).for_each(|_| drop(session.back(now))),
            _ => go_on(&mut session, &mut numbers, now),
        }
        let state = session.replay_observed(&session.effective, false, None, |_, _, _| ());
        assert!(session.state == state, "seed {seed}, step {step}: not the state of a full replay");
    }
    session
}

#[test]
fn a_session_is_what_a_replay_from_the_start_gives() {
    for seed in 0..6 {
        let session = wander(seed, 700, 3 + 9 * usize::try_from(seed).unwrap());
        let again = Session::replay(session.script(), session.events().to_vec()).unwrap();
        assert!(again == session);
        assert_eq!(again.prompt(), session.prompt());
    }
}

#[test]
fn a_long_session_can_go_back_to_its_start() {
    let mut session = wander(7, 1_500, 2);
    let now = Timestamp::from_second(10_000).unwrap();
    while session.back(now).is_ok() {
        let length = session.effective.len();
        if length.is_multiple_of(97) {
            assert!(session.state == session.replay_observed(&session.effective, false, None, |_, _, _| ()));
        }
    }
    assert_eq!(session.effective.len(), 1);
}
