//! Tests what counts as renamed, reworded, moved or the same, and compares path counts with enumerating the paths.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::base::quantity::Count;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Change, Diff};
use crate::base::source::Source;
use crate::library::{File, Library};
use crate::testing::repeatable;

const HEAD: &str =
    "callscript: 1\nid: s\ntitle: T\nstart: a\noutcomes: { done: Done, gone: { label: Gone, kind: failure } }\n";

fn file(text: &str) -> File {
    File::read(Source::new("s.yaml", text))
}

fn diff(old: &str, new: &str) -> Diff {
    Diff::new(Some(&file(old)), Some(&file(new)))
}

/// The changes between two scripts with these nodes, in short form.
fn short_changes(old: &str, new: &str) -> Vec<String> {
    let diff = diff(&format!("{HEAD}nodes:\n{old}"), &format!("{HEAD}nodes:\n{new}"));
    diff.changes.iter().map(short).collect()
}

fn short(change: &Change) -> String {
    let path = change.path().join("/");
    match change {
        Change::Renamed { old, mentions, .. } => format!("{path} was {old} at {}", mentions.len()),
        Change::Removed { .. } => format!("-{path}"),
        Change::Changed { .. } => format!("~{path}"),
        Change::Added { after, .. } => format!("+{path} after {}", after.as_deref().unwrap_or("nothing")),
        Change::Moved { after, .. } => format!("={path} after {}", after.as_deref().unwrap_or("nothing")),
    }
}

const ASK: &str =
    "  a:\n    say: Is the light on?\n    answers: { Yes: b, No: c, Never: { retry: a, at_most: 1, else: b } }\n";

#[test]
fn a_shorthand_and_what_it_stands_for_are_the_same() {
    let short = "variables: { v: { type: choice, choices: [x, y], input: true } }\nnodes:\n  a: { say: Hi, run: other, with: [v], then: { done: b } }\n  b: { decide: [{ when: v == \"x\", end: done }, a] }\n";
    let long = "nodes: # a comment\n  a:\n    then: { done: { goto: b } }\n    with: { v: v }\n    run: 'other'\n    say: { default: \"Hi\" }\n  b: { decide: [{ end: done, when: v == \"x\" }, { goto: a }] }\nvariables: { v: { input: true, choices: { x: x, y: y }, type: choice } }\n";
    assert_eq!(diff(&format!("{HEAD}{short}"), &format!("{HEAD}{long}")).changes, []);
}

#[test]
fn a_renamed_node_is_shown_once_and_whoever_leads_to_it_not_at_all() {
    let old = format!("{ASK}  b:\n    say: Then it works.\n    goto: c\n  c: {{ say: Goodbye, end: done }}\n");
    let new = old.replace("b:", "light:").replace(": b", ": light");
    assert_eq!(short_changes(&old, &new), ["nodes/light was b at 2"]);
    // Changes of its own words and target are still reported.
    let changed = new.replace("Then it works.", "Then it works again.").replace("goto: c", "end: done");
    let expected =
        ["nodes/light was b at 2", "-nodes/light/goto", "+nodes/light/end after nothing", "~nodes/light/say/default"];
    assert_eq!(short_changes(&old, &changed), expected);
}

#[test]
fn many_nodes_can_be_renamed_at_once() {
    let script = |prefix: &str| {
        let nodes = (0..300).map(|at| match at % 3 {
            0 => format!(
                "  {prefix}{at}: {{ say: Number {at}?, answers: {{ Yes: {prefix}{}, No: {prefix}300 }} }}\n",
                at + 1
            ),
            1 => format!("  {prefix}{at}: {{ decide: [{{ when: n > 1, goto: {prefix}300 }}, {prefix}{}] }}\n", at + 1),
            _ => format!("  {prefix}{at}: {{ say: Wait., goto: {prefix}{} }}\n", at + 1),
        });
        format!("{}  {prefix}300: {{ say: Bye, end: done }}\n", nodes.collect::<String>())
    };
    let changes = short_changes(&script("n"), &script("node-"));
    assert!(changes.iter().all(|change| change.contains(" was n")), "{changes:?}");
    assert_eq!(changes.len(), 301);
}

#[test]
fn what_says_something_else_is_another_node() {
    let old = format!("{ASK}  b: {{ say: Then it works., end: done }}\n  c: {{ say: Goodbye, end: done }}\n");
    let new = old.replace("b:", "z:").replace(": b", ": z").replace("Then it works.", "Please plug it in!");
    let changes = short_changes(&old, &new);
    assert!(
        changes.contains(&"-nodes/b".to_owned()) && changes.contains(&"+nodes/z after a".to_owned()),
        "{changes:?}"
    );
    // If both ids exist in both versions, nothing is renamed, even if the nodes swap contents.
    let swapped = old.replace("  b:", "  x:").replace("  c:", "  b:").replace("  x:", "  c:");
    assert_eq!(short_changes(&old, &swapped), ["=nodes/c after a", "~nodes/c/say/default", "~nodes/b/say/default"]);
}

#[test]
fn a_reworded_answer_is_the_same_answer() {
    let ends = "  b: { say: B, end: done }\n  c: { say: C, end: gone }\n";
    let old = format!("{ASK}{ends}");
    for (from, to, expected) in [
        ("Yes: b", "Indeed: b", vec!["nodes/a/answers/indeed was yes at 0", "~nodes/a/answers/indeed/label"]),
        ("Yes: b", "YES!: b", vec!["~nodes/a/answers/yes/label"]),
        (
            "Yes: b",
            "Yes please: c",
            vec![
                "nodes/a/answers/yes-please was yes at 0",
                "~nodes/a/answers/yes-please/goto",
                "~nodes/a/answers/yes-please/label",
            ],
        ),
        ("Yes: b", "Perhaps: c", vec!["-nodes/a/answers/yes", "+nodes/a/answers/perhaps after nothing"]),
        ("Yes: b, No: c", "No: c, Yes: b", vec!["=nodes/a/answers/no after nothing"]),
        (
            "Yes: b",
            "Yes: { goto: b, id: no-doubt }",
            vec!["nodes/a/answers/no-doubt was yes at 0", "+nodes/a/answers/no-doubt/id after goto"],
        ),
    ] {
        assert_eq!(short_changes(&old, &old.replace(from, to)), expected, "{to}");
    }
}

#[test]
fn conditions_and_outcomes_can_be_renamed_too() {
    let old =
        "  a: { decide: [{ when: n > 1, goto: b }, { when: n < 1, end: gone }, b] }\n  b: { say: B, end: done }\n";
    let expected = ["nodes/a/decide/n > 2 was n > 1 at 0", "~nodes/a/decide/n > 2/when"];
    assert_eq!(short_changes(old, &old.replace("n > 1", "n > 2")), expected);
    let old = format!("{HEAD}nodes:\n{old}");
    let new = old.replace("gone:", "lost:").replace("end: gone", "end: lost");
    let changes: Vec<String> = diff(&old, &new).changes.iter().map(short).collect();
    assert_eq!(changes, ["outcomes/lost was gone at 1"]);
    assert_eq!(diff(&old, &new).lost, [""; 0]);
    assert_eq!(diff(&old, &old.replace("end: gone", "goto: b")).lost, ["gone"]);
}

#[test]
fn what_could_not_be_read_is_its_text() {
    let old = format!("{ASK}  b: {{ say: B, end: done }}\n  c:\n    say: \"not finished\n  d: {{ end: done }}\n");
    assert_eq!(short_changes(&old, &old.replace("not finished", "never finished")), ["~nodes/c"]);
    assert_eq!(short_changes(&old, &old.replace("not finished", "finished\"")), ["~nodes/c"]);
    let diff = diff("", "[");
    assert_eq!(diff.changes.iter().map(short).collect::<Vec<_>>(), ["~"]);
    assert_eq!(diff.paths, super::Paths::default());
}

#[test]
fn one_of_the_two_may_be_missing() {
    let file = file(&format!("{HEAD}nodes: {{ a: {{ end: done }} }}"));
    let added = Diff::new(None, Some(&file));
    assert_eq!(added.changes.iter().map(short).collect::<Vec<_>>(), ["+ after nothing"]);
    assert_eq!((added.gained, added.paths.new), (vec!["done".to_owned()], Some(Count::from(1))));
    assert_eq!(Diff::new(Some(&file), None).changes.iter().map(short).collect::<Vec<_>>(), ["-"]);
    assert_eq!(Diff::new(None, None).changes, []);
}

#[test]
fn nodes_come_as_a_call_comes_to_them() {
    let old = format!(
        "{HEAD}anytime: {{ Upset: calm }}\nnodes:\n  calm: {{ say: Calm, resume: true }}\n  d: {{ say: D, end: done }}\n{ASK}  b: {{ say: B, goto: x }}\n  x: {{ say: X, goto: d }}\n  c: {{ say: C, goto: d }}\n"
    );
    let new = old
        .replace("goto: x", "goto: d")
        .replace("  x: { say: X, goto: d }\n", "")
        .replace(" say:", " guidance: g, say:")
        .replace("guidance: g, say: Is", "say: Was");
    assert_eq!(diff(&old, &new).nodes, ["a", "b", "c", "x", "d", "calm"]);
}

#[test]
fn findings_are_the_same_wherever_they_stand() {
    let lint = |text: &str| Library::from_sources(vec![Source::new("s.yaml", text)]).lint();
    let old = format!("{HEAD}nodes:\n  a: {{ say: TODO, goto: b }}\n  b: {{ say: TODO, goto: nowhere }}\n");
    let new = old
        .replace("nodes:", "\n\nnodes:")
        .replace("b:", "bb:")
        .replace("goto: b", "goto: bb")
        .replace("say: TODO, goto: bb", "say: Hi, goto: bb");
    let renamed = diff(&old, &new);
    let (old, new) = (lint(&old), lint(&new));
    let found = renamed.findings(&old, &new);
    assert_eq!(found.new, []);
    assert_eq!(
        found.gone.iter().map(|finding| (finding.rule.name, finding.node.as_deref())).collect::<Vec<_>>(),
        [("placeholder-text", Some("a"))]
    );
    assert_eq!(diff(HEAD, HEAD).findings(&old, &old), super::Findings::default());
}

/// The target of each answer of each node. An index beyond the nodes ends the call.
type Model = Vec<Vec<usize>>;

fn model() -> impl Strategy<Value = Model> {
    vec(vec(1..8_usize, 1..4), 6).prop_map(|nodes| {
        nodes.into_iter().enumerate().map(|(at, answers)| answers.into_iter().map(|step| at + step).collect()).collect()
    })
}

fn script(model: &Model) -> String {
    let mut text = format!("{}nodes:\n", HEAD.replace("start: a", "start: n0"));
    for (at, answers) in model.iter().enumerate() {
        _ = writeln!(text, "  n{at}:\n    say: Question {at}?\n    answers:");
        for (number, &to) in answers.iter().enumerate() {
            let way = match model.get(to) {
                Some(_) => format!("n{to}"),
                None => format!("{{ end: {} }}", if to % 2 == 0 { "done" } else { "gone" }),
            };
            _ = writeln!(text, "      Answer {number}: {way}");
        }
    }
    text
}

/// Every path, as text.
fn paths(model: &Model, at: usize, path: &str) -> BTreeSet<String> {
    let Some(answers) = model.get(at) else {
        return BTreeSet::from([format!("{path} ends {}", at % 2)]);
    };
    let ways = answers.iter().enumerate();
    ways.flat_map(|(number, &to)| paths(model, to, &format!("{path} n{at}/{number}"))).collect()
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn paths_are_those_that_can_be_counted(old in model(), new in model()) {
        let counted = diff(&script(&old), &script(&new)).paths;
        let (old, new) = (paths(&old, 0, ""), paths(&new, 0, ""));
        let number = |number: usize| Some(Count::from(number));
        prop_assert_eq!(counted.old, number(old.len()));
        prop_assert_eq!(counted.new, number(new.len()));
        prop_assert_eq!(counted.lost, number(old.difference(&new).count()));
        prop_assert_eq!(counted.gained, number(new.difference(&old).count()));
    }
}
