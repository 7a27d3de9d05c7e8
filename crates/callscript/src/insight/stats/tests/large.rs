//! Scripts with too many walks for an enumeration.

use std::fmt::Write as _;

use crate::base::quantity::Count;
use indexmap::IndexMap;

use super::checked;
use crate::insight::stats::bound::states_at_least;
use crate::insight::stats::walk_graph::build;
use crate::insight::stats::{Stats, of};

/// A script of these nodes, which starts at `n0`.
fn small(id: &str, nodes: &str) -> String {
    let head = "title: S\nstart: n0\nentries: { Last: last }\noutcomes: { done: Done, other: Other }\nnodes:\n";
    format!("callscript: 1\nid: {id}\n{head}{nodes}  last: {{ seconds: 1, end: done }}\n")
}

fn stats(nodes: &str) -> Stats {
    of(&checked(&[small("s", nodes)]))
}

/// A sequence of questions, each with two answers that lead to the next, and with `more` answers.
fn questions(number: usize, more: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..number {
        let next = if at + 1 < number { format!("n{}", at + 1) } else { "last".to_owned() };
        let more = more(at);
        writeln!(text, "  n{at}: {{ seconds: 1, answers: {{ A: {next}, B: {next}{more} }} }}").unwrap();
    }
    text
}

/// A sequence of messages. The last leads to a node that the caller must add.
fn messages(number: usize) -> String {
    (0..number).fold(String::new(), |text, at| text + &format!("  n{at}: {{ goto: n{} }}\n", at + 1))
}

fn power(base: usize, exponent: usize) -> Count {
    std::iter::repeat_n(Count::from(base), exponent).fold(Count::from(1), |power, base| &power * &base)
}

#[test]
fn paths_are_exact_however_many() {
    let stats = stats(&questions(2_000, |_| String::new()));
    assert_eq!((stats.all.paths, stats.all.longest), (Some(power(2, 2_000)), 2_001.0));
    assert_eq!(stats.all.expected, Some(2_001.0));
}

#[test]
fn counts_that_no_longer_matter_cost_nothing() {
    // Each question may be asked three times. There are 3^500 combinations of counts, but each matters at one node
    // only.
    let stats = stats(&questions(500, |at| format!(", C: {{ retry: n{at}, at_most: 2 }}")));
    assert_eq!((&stats.all.paths, stats.all.longest), (&Some(power(6, 500)), 1_501.0));
    assert!(stats.without_retries.is_empty());
}

#[test]
fn beyond_a_million_states_retries_are_taken_as_used_up() {
    // `n0` has `at_most` + 1 states, and `last` has one.
    let again =
        |at_most| format!("  n0: {{ seconds: 1, answers: {{ A: last, B: {{ retry: n0, at_most: {at_most} }} }} }}\n");
    assert_eq!(stats(&again(999_998)).all.paths, Some(Count::from(999_999)));
    let limited = stats(&again(999_999));
    assert_eq!((limited.all.paths, limited.without_retries), (Some(Count::from(1)), vec!["s".to_owned()]));
    assert_eq!(stats(&again(1_000_000_000)).all.paths, Some(Count::from(1)));
}

#[test]
fn without_retries_their_share_goes_to_the_else_or_the_others() {
    let retries = |at: usize| {
        format!(
            ", C: {{ retry: n0, at_most: 9, share: 0.2, else: {{ end: other }} }}, D{at}: {{ retry: n0, at_most: 9, share: 0.2 }}"
        )
    };
    let limited = stats(&questions(20, retries));
    let without = stats(&questions(20, |_| ", C: { end: other, share: 0.25 }".to_owned()));
    assert_eq!(limited.without_retries, ["s"]);
    let close = |one: f64, other: f64| (one - other).abs() <= 1e-12 * other;
    for (one, other) in limited.outcomes.iter().zip(&without.outcomes) {
        let (one, other) = (one.as_ref().unwrap(), other.as_ref().unwrap());
        assert_eq!((&one.paths, one.shortest, one.longest), (&other.paths, other.shortest, other.longest));
        assert!(close(one.chance, other.chance) && close(one.expected.unwrap(), other.expected.unwrap()));
    }
}

#[test]
fn what_runs_without_retries_makes_its_callers_do_so_too() {
    let inner = small("s0", "  n0: { answers: { A: last, B: { retry: n0, at_most: 1000000000 } } }\n");
    let outer = small("s1", "  n0: { run: s0, then: { done: last } }\n");
    assert_eq!(of(&checked(&[inner, outer])).without_retries, ["s0"]);
}

/// Scripts of which each runs the previous one twice. The first has 2^64 paths; each of the others has the square of
/// its predecessor's.
fn squares(number: usize) -> Vec<String> {
    let mut texts = vec![small("s0", &questions(64, |_| String::new()))];
    for at in 1..number {
        let run = |to: &str| format!("{{ seconds: 1, run: s{}, then: {{ done: {to} }} }}", at - 1);
        texts.push(small(&format!("s{at}"), &format!("  n0: {}\n  n1: {}\n", run("n1"), run("last"))));
    }
    texts
}

#[test]
fn numbers_that_nobody_could_write_out_are_left_out() {
    let texts = squares(30);
    assert_eq!(of(&checked(&texts[..11])).all.paths, Some(power(2, 64 << 10)));
    let many = of(&checked(&texts)).all;
    assert_eq!(many.paths, None);
    assert_eq!((many.expected, many.longest), (Some(many.shortest), many.shortest));
}

#[test]
fn large_numbers_are_left_out_where_there_are_too_many_of_them() {
    // At some point, several nodes have 2^65,536 paths each.
    let wide = |nodes: usize| {
        let answers: Vec<String> = (0..nodes).map(|at| format!("A{at}: m{at}")).collect();
        let nodes = (0..nodes).fold(String::new(), |text, at| text + &format!("  m{at}: {{ goto: last }}\n"));
        let first = "  n0: { run: s10, then: { done: n1 } }\n";
        let mut texts = squares(11);
        texts.push(small("s11", &format!("{first}  n1: {{ answers: {{ {} }} }}\n{nodes}", answers.join(", "))));
        of(&checked(&texts)).all.paths
    };
    assert_eq!(wide(8), Some(power(2, (64 << 10) + 3)));
    assert_eq!(wide(1_100), None);
}

#[test]
fn too_many_states_are_told_without_walking_them() {
    // There are 3^6 counts at each of 2,001 nodes, and one state at `last`.
    let mut nodes = messages(2_000);
    nodes += "  n2000: { answers: { A: last";
    (0..6).for_each(|way| write!(nodes, ", B{way}: {{ retry: n0, at_most: 2 }}").unwrap());
    nodes += " } }\n";
    let script = checked(&[small("s", &nodes)]);
    let states = states_at_least(&build(&script, &IndexMap::new()));
    assert!((states - (729.0 * 2_001.0 + 1.0)).abs() < 0.5, "{states}");
    assert_eq!(of(&script).without_retries, ["s"]);
}

#[test]
fn a_long_script_is_no_deep_one() {
    let mut nodes = messages(10_000);
    nodes += "  n10000: { answers: { A: last, B: { retry: n0, at_most: 3 } } }\n";
    assert_eq!(stats(&nodes).all.paths, Some(Count::from(4)));
}

#[test]
fn a_loop_of_many_retries_is_told_quickly() {
    let stats = stats(&questions(1_000, |_| ", C: { retry: n0, at_most: 1 }".to_owned()));
    assert_eq!((stats.all.paths, stats.without_retries), (Some(power(2, 1_000)), vec!["s".to_owned()]));
}
