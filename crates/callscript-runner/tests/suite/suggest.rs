//! Suggested scenarios pass, cover everything that a call can reach, and are few.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use callscript::library::Library;
use callscript::script::coverage::{Part, parts};
use callscript::script::samples::Samples;
use callscript::script::{Exit, Node, NodeId, Script, Target, Way};
use callscript::source::Source;
use callscript::value::{Declaration, Value};
use callscript_runner::Session;
use callscript_runner::scenario::{Suggested, perform as perform_scenario, suggest};
use proptest::prelude::*;

use crate::random::libraries;
use crate::steps::{asides, offered, perform};
use crate::support::{INTERNET, at, repeatable};
use crate::walker::begin;

/// The first script of a library, and all of its parts.
fn first(library: &Library) -> Option<(Arc<Script>, BTreeSet<Part>)> {
    let script = library.check_file(0).ok()?;
    let parts = parts(&script).into_iter().map(|part| part.part).collect();
    Some((script, parts))
}

fn suggested(library: &Library) -> Option<(Suggested, usize)> {
    let (script, parts) = first(library)?;
    let suggested = suggest(&script, &Samples::of(&script), &parts);
    let mut passed = BTreeSet::new();
    for scenario in &suggested.scenarios {
        let performed = perform_scenario(&script, scenario, at(0));
        assert_eq!(performed.failure, None, "{scenario:#?}");
        let own = performed.passed.iter().filter(|passed| Arc::ptr_eq(&passed.script, &script));
        passed.extend(own.map(|passed| passed.part));
    }
    assert_eq!(&parts - &passed, suggested.not_reached);
    let names: BTreeSet<_> = suggested.scenarios.iter().map(|scenario| &scenario.name.value).collect();
    assert_eq!(names.len(), suggested.scenarios.len(), "each has a name of its own");
    Some((suggested, parts.len()))
}

fn library(texts: &[&str]) -> Library {
    Library::from_sources(texts.iter().map(|text| Source::new("x.yaml", *text)).collect())
}

#[test]
fn the_first_script_is_covered_by_few() {
    let (suggested, _) = suggested(&library(&INTERNET)).unwrap();
    assert_eq!(suggested.not_reached, BTreeSet::new());
    assert_eq!(suggested.scenarios.len(), 7);
}

#[test]
fn values_are_looked_for_at_the_constants_of_conditions() {
    let script = "
callscript: 1
id: s
title: T
start: a
outcomes: { low: Low, mid: Mid, top: Top, none: None }
variables:
  n: { type: integer, min: 0, max: 100 }
  code: { type: text, pattern: '[0-9]{4}-[A-Z]+', optional: true }
  kind: { type: choice, choices: [one, two, three] }
  sum: { type: integer, default: 0 }
nodes:
  a: { say: A, collect: [n, code, kind], set: { sum: sum + (n if kind == \"two\" else 1) }, goto: b }
  b:
    decide:
      - { when: sum >= 42 and code == \"1234-AB\", end: top }
      - when: kind in [\"two\", \"three\"] and code is defined
        end: mid
      - { when: n > 99, end: low }
      - { end: none }
";
    let (suggested, _) = suggested(&library(&[script])).unwrap();
    assert_eq!((suggested.not_reached.len(), suggested.scenarios.len()), (0, 4), "{suggested:#?}");
}

#[test]
fn what_cannot_be_reached_is_told() {
    let script = "
callscript: 1
id: s
title: T
start: a
outcomes: { done: Done }
variables: { n: { type: integer } }
nodes:
  a: { say: A, collect: [n], goto: b }
  b: { decide: [{ when: n * n == 2, goto: c }, { end: done }] }
  c: { say: C, end: done }
";
    let (suggested, _) = suggested(&library(&[script])).unwrap();
    assert_eq!(suggested.not_reached.len(), 2, "an arm, and a node");
}

#[test]
fn an_aside_may_lead_into_the_ordinary_script() {
    let script = "
callscript: 1
id: s
title: T
start: dial
outcomes: { a: A, b: B }
anytime: { Too expensive: price, Ask boss: boss }
nodes:
  dial: { say: Hi there, answers: { Yes: next, No: { end: b } } }
  next: { say: Shall we?, answers: { Yes: { end: a }, No: { end: b } } }
  price: { say: Really?, answers: { Convinced: { resume: true }, Not: { end: b } } }
  boss: { say: Shall I send a summary?, answers: { Yes: next, No: { end: b } } }
";
    let (suggested, _) = suggested(&library(&[script])).unwrap();
    assert_eq!((suggested.not_reached, suggested.unexplored), (BTreeSet::new(), 0));
    assert!(suggested.scenarios.len() <= 5, "{:#?}", suggested.scenarios);
}

#[test]
fn an_aside_is_called_where_only_a_subscript_asks() {
    let outer = "
callscript: 1
id: s
title: T
start: sub
variables: { upset: { type: boolean, default: false } }
outcomes: { a: A, b: B }
anytime: { Upset: { goto: u, set: { upset: true } }, Leave: last }
nodes:
  sub: { run: inner, then: { done: { goto: then } } }
  then: { decide: [{ when: upset, end: b }, { end: a }] }
  u: { say: I see, resume: true }
  last: { say: Bye?, answers: { Yes: { end: a }, No: { end: b } } }
";
    let inner = "
callscript: 1
id: inner
title: I
start: q
outcomes: { done: Done }
nodes: { q: { say: Well?, answers: { On: { end: done } } } }
";
    let (suggested, _) = suggested(&library(&[outer, inner])).unwrap();
    assert_eq!((suggested.not_reached, suggested.unexplored), (BTreeSet::new(), 0));
}

#[test]
fn an_answer_that_is_open_only_on_the_way_back_is_reached() {
    let script = "
callscript: 1
id: s
title: T
start: a
variables: { back: { type: boolean, default: false } }
outcomes: { done: Done }
anytime: { Once more: { goto: m, when: not back, set: { back: true } } }
nodes:
  a: { say: A, answers: { On: c, Special: { goto: c, when: back }, Rare: { goto: r, when: back } } }
  c: { say: C, answers: { End: { end: done } } }
  m: { say: M, answers: { Again: a } }
  r: { say: R, answers: { End: { end: done } } }
";
    let (suggested, _) = suggested(&library(&[script])).unwrap();
    assert_eq!((suggested.not_reached, suggested.unexplored), (BTreeSet::new(), 0));
}

#[test]
fn each_of_many_answers_asides_and_choices_is_reached() {
    const COUNT: usize = 1_000;
    let list = |each: fn(usize) -> String| (0..COUNT).map(each).collect::<Vec<_>>().join(", ");
    let (answers, asides) = (list(|at| format!("A{at}: {{ end: done }}")), list(|at| format!("B{at}: u")));
    let (choices, arms) = (list(|at| format!("c{at}")), list(|at| format!("{{ when: 'c == \"c{at}\"', end: done }}")));
    let head = "callscript: 1\nid: s\ntitle: T\nstart: a\noutcomes: { done: Done }\n";
    let scripts = [
        format!("{head}nodes: {{ a: {{ say: A, answers: {{ {answers} }} }} }}\n"),
        format!(
            "{head}anytime: {{ {asides} }}\nnodes: {{ a: {{ say: A, answers: {{ On: {{ end: done }} }} }}, u: {{ say: U, resume: true }} }}\n"
        ),
        format!(
            "{head}variables: {{ c: {{ type: choice, choices: [{choices}] }} }}\nnodes: {{ a: {{ say: A, collect: [c], goto: b }}, b: {{ decide: [{arms}, {{ end: done }}] }} }}\n"
        ),
    ];
    for (script, left) in scripts.iter().zip([0, 0, 1]) {
        let (script, parts) = first(&library(&[script])).unwrap();
        let suggested = suggest(&script, &Samples::of(&script), &parts);
        assert_eq!(suggested.not_reached.len(), left, "only the last arm, which no choice comes to");
        assert_eq!((suggested.unexplored, suggested.narrowed), (0, 0));
    }
}

#[test]
fn what_was_not_looked_for_is_told() {
    // Each form doubles the states, and the end asks for one of them.
    const FORMS: usize = 24;
    let mut text =
        "callscript: 1\nid: s\ntitle: T\nstart: n0\noutcomes: { done: Done, rare: Rare }\nvariables:\n".to_owned();
    (0..FORMS).for_each(|at| writeln!(text, "  v{at}: {{ type: boolean }}").unwrap());
    text.push_str("nodes:\n");
    for at in 0..FORMS {
        writeln!(text, "  n{at}: {{ say: N, collect: [v{at}], goto: n{} }}", at + 1).unwrap();
    }
    let all = (0..FORMS).map(|at| if at % 2 == 0 { format!("v{at}") } else { format!("not v{at}") });
    let all = all.collect::<Vec<_>>().join(" and ");
    writeln!(text, "  n{FORMS}: {{ decide: [{{ when: '{all}', end: rare }}, {{ end: done }}] }}").unwrap();
    let (suggested, _) = suggested(&library(&[&text])).unwrap();
    assert!(suggested.unexplored > 0 || suggested.not_reached.is_empty(), "{suggested:#?}");
    assert_eq!(suggested.too_long, BTreeSet::new());
}

proptest! {
    #![proptest_config(repeatable(24))]

    #[test]
    fn what_any_call_reaches_is_reached(texts in libraries(0)) {
        if let Some((script, parts)) = first(&texts.library()) {
            let suggested = suggest(&script, &Samples::of(&script), &parts);
            let reached = reached_by_brute_force(&script);
            if suggested.unexplored == 0 && suggested.narrowed == 0 {
                let missed = suggested.not_reached.intersection(&reached).collect::<Vec<_>>();
                prop_assert!(missed.is_empty(), "{missed:?}");
            }
        }
    }

    #[test]
    fn whatever_is_suggested_passes(texts in libraries(0)) {
        if let Some((suggested, parts)) = suggested(&texts.library()) {
            // For some conditions, such as sums of two variables, no sample values are found.
            prop_assert!(suggested.not_reached.len() * 2 <= parts, "{:?}", suggested.not_reached);
        }
    }

    #[test]
    fn no_more_scenarios_than_a_greedy_cover_needs(numbers in prop::collection::vec(any::<u16>(), 60)) {
        let library = library(&[&chart(&numbers)]);
        let (script, ..) = first(&library).unwrap();
        let (suggested, _) = suggested(&library).unwrap();
        prop_assert_eq!(&suggested.not_reached, &BTreeSet::new());
        prop_assert!(suggested.scenarios.len() <= greedy(&script));
    }
}

/// The nodes, answers and asides that any of many calls passes; asides are called everywhere, and subscripts walked.
fn reached_by_brute_force(script: &Arc<Script>) -> BTreeSet<Part> {
    const MOST: usize = 300;
    let mut reached = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let give = |seed: usize| {
        move |declaration: &Declaration| {
            let samples = declaration.samples(&[]);
            samples.get(seed % samples.len().max(1)).map(Value::to_plain)
        }
    };
    let mut waiting: VecDeque<Session> = (0..4).filter_map(|seed| begin(script, seed, &mut give(seed))).collect();
    while let Some(session) = waiting.pop_front().filter(|_| seen.len() < MOST) {
        for visit in session.result().path.iter().filter(|visit| visit.script == script.id()) {
            let node = script.find_node(&visit.node).unwrap();
            reached.insert(Part::Node(node));
            if let (Some(id), Exit::Answers(answers)) = (&visit.answer, &script.node(node).exit) {
                reached.extend(answers.iter().position(|answer| answer.id == *id).map(|at| Part::Answer(node, at)));
            }
            let aside = |id: &String| script.asides().iter().position(|aside| aside.id == *id);
            reached.extend(visit.aside.as_ref().and_then(aside).map(Part::Aside));
        }
        let forward = (0..3).flat_map(|seed| offered(&session, &mut give(seed)));
        for step in forward.chain(asides(&session)) {
            let mut after = session.clone();
            let _ = perform(&mut after, &step);
            if seen.insert(format!("{:?}", (after.prompt(), after.result().variables, after.history().len() / 8))) {
                waiting.push_back(after);
            }
        }
    }
    reached
}

/// A flow chart of questions, in which many paths join again.
fn chart(numbers: &[u16]) -> String {
    const NODES: usize = 14;
    let mut numbers = numbers.iter().map(|number| usize::from(*number));
    let mut next = |below: usize| numbers.next().unwrap_or_default() % below;
    let mut text = "callscript: 1\nid: s\ntitle: T\nstart: n0\noutcomes: { done: Done }\nnodes:\n".to_owned();
    for node in 0..NODES - 1 {
        let mut targets = vec![node + 1];
        for _ in 0..next(3) {
            targets.push(node + 1 + next(NODES - 1 - node));
        }
        let answers: Vec<_> = (0..).zip(targets).map(|(at, to): (usize, _)| format!("a{at}: n{to}")).collect();
        let _ = writeln!(text, "  n{node}: {{ say: Q, answers: {{ {} }} }}", answers.join(", "));
    }
    text + &format!("  n{}: {{ say: E, end: done }}\n", NODES - 1)
}

/// The number of paths that a greedy cover needs: of all paths, it repeatedly takes the one with the most new answers.
fn greedy(script: &Script) -> usize {
    let mut ways: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut open = vec![(script.start(), Vec::new())];
    while let Some((node, way)) = open.pop() {
        for (at, target) in targets(script.node(node)).into_iter().enumerate() {
            let mut way = way.clone();
            way.push((node.index(), at));
            open.push((target, way));
        }
        if targets(script.node(node)).is_empty() {
            ways.push(way);
        }
    }
    let mut left: BTreeSet<(usize, usize)> = ways.iter().flatten().copied().collect();
    let mut count = 0;
    while !left.is_empty() {
        let best = ways.iter().max_by_key(|way| way.iter().filter(|answer| left.contains(answer)).count()).unwrap();
        left.retain(|answer| !best.contains(answer));
        count += 1;
    }
    count
}

fn targets(node: &Node) -> Vec<NodeId> {
    let Exit::Answers(answers) = &node.exit else { return Vec::new() };
    let targets = answers.iter().map(|answer| match answer.edge.way {
        Way::To(Target::Node(node)) => node,
        _ => panic!("a chart leads from node to node"),
    });
    targets.collect()
}
