//! Suggested scenarios pass, cover everything that a call can reach, and are few.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use callscript::library::Library;
use callscript::script::coverage::{Part, parts};
use callscript::script::samples::Samples;
use callscript::script::{Exit, Node, NodeId, Script, Target, Way};
use callscript::source::Source;
use callscript_runner::scenario::{Suggested, perform, suggest};
use proptest::prelude::*;

use crate::random::libraries;
use crate::support::{INTERNET, at, repeatable};

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
        let performed = perform(&script, scenario, at(0));
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

proptest! {
    #![proptest_config(repeatable(24))]

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
