//! Property tests: `no-open-answer` and `never-open` agree with trying every combination of values.

mod model;
mod variables;

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use self::model::{Condition, cases, condition};
use self::variables::declarations;
use crate::base::source::Source;
use crate::library::{File, Library};
use crate::testing::repeatable;

/// An answer of a question, or an arm of a `decide`.
#[derive(Debug, Clone)]
struct Way {
    when: Option<Condition>,
    retry: Retry,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Retry {
    No,
    WithElse,
    /// A retry without `else`: the answer is closed once the retries are used up.
    Alone,
}

fn way() -> impl Strategy<Value = Way> {
    let retry = prop_oneof![6 => Just(Retry::No), 1 => Just(Retry::WithElse), 1 => Just(Retry::Alone)];
    (weighted(0.95, condition()), retry).prop_map(|(when, retry)| Way { when, retry })
}

fn script(asides: &[String], ask: &str) -> String {
    let anytime = if asides.is_empty() { String::new() } else { format!("anytime:\n  {}\n", asides.join("\n  ")) };
    let declared = declarations();
    format!(
        "callscript: 1\nid: cases\ntitle: Cases\nstart: ask\nvariables:\n{declared}outcomes: {{ done: Done }}\n{anytime}nodes:\n  ask:\n    \
         say: Well?\n{ask}"
    )
}

fn answers(ways: &[Way]) -> String {
    let mut text = "    answers:\n".to_owned();
    for (at, way) in ways.iter().enumerate() {
        writeln!(text, "      Answer {at}: {}", way.text()).unwrap();
    }
    text
}

impl Way {
    fn text(&self) -> String {
        let to = match self.retry {
            Retry::No => "end: done",
            Retry::WithElse => "retry: ask, at_most: 1, else: { end: done }",
            Retry::Alone => "retry: ask, at_most: 1",
        };
        let when = self.when.as_ref().map(|when| format!(", when: '{}'", when.text()));
        format!("{{ {to}{} }}", when.unwrap_or_default())
    }
}

/// The answers, asides and arms that `never-open` reports, by label or, for an arm, by number; and the message of
/// `no-open-answer`.
fn linted(text: &str) -> (Vec<String>, Option<String>) {
    let library = Library::new(vec![Arc::new(File::read(Source::new("cases.yaml", text)))]);
    let findings = library.lint_files(&[0]);
    let others = ["never-open", "no-open-answer", "missing-default"];
    let errors = findings.iter().filter(|finding| finding.severity == crate::base::diagnostic::Severity::Error);
    let strange: Vec<_> = errors.filter(|finding| !others.contains(&finding.rule.name)).collect();
    assert_eq!(strange, Vec::<&crate::base::diagnostic::Diagnostic>::new(), "{text}");
    let never = findings.iter().filter(|finding| finding.rule.name == "never-open");
    let never = never.map(|finding| match finding.message.split('`').nth(1) {
        Some(name) if name != "when" => name.to_owned(),
        _ => text[..finding.span.unwrap().range().end].matches("\n      - ").count().to_string(),
    });
    let stuck = findings.iter().find(|finding| finding.rule.name == "no-open-answer");
    (never.collect(), stuck.map(|finding| finding.message.clone()))
}

/// The message of `no-open-answer` for a question with these conditions on its answers.
fn stuck(conditions: &[&str]) -> Option<String> {
    let mut ask = "    answers:\n".to_owned();
    for (at, condition) in conditions.iter().enumerate() {
        writeln!(ask, "      Answer {at}: {{ end: done, when: '{condition}' }}").unwrap();
    }
    linted(&script(&[], &ask)).1
}

#[test]
fn gaps_are_told_in_values_that_people_know() {
    let cases: &[(&[&str], Option<&str>)] = &[
        (&["plan == \"gold\"", "age > 2"], Some("plan = basic, age = 1")),
        (&["plan == \"basic\"", "plan == \"gold\""], Some("plan = silver")),
        (&["age < 2", "age > 2"], Some("age = 2")),
        (&["age <= 1", "age >= 2"], None),
        (&["price <= 1.0", "price >= 1.1"], None),
        (&["price <= 1.0", "price >= 1.3"], Some("price = 1.1")),
        (&["price < 1.15", "price > 1.15"], None),
        (&["price > 0.95"], None),
        (&["score == 1", "score == 2"], Some("score is empty")),
        (&["score != 1"], Some("score = 1")),
        (&["maybe is defined"], Some("maybe is empty")),
        (&["score is not defined"], Some("score is not empty")),
        (&["word == \"one\"", "word == \"two\""], Some("word = anything else")),
        (&["word != \"one\""], Some("word = \"one\"")),
        (&["code != \"c\" and code is defined", "code is not defined"], None),
        (&["day <= date(\"2026-12-01\")", "day > date(\"2026-12-02\")"], Some("day = 2026-12-02")),
        (&["hour == time(\"23:58\")", "hour == time(\"23:59\")"], None),
        (&["age + 1 < 3", "not (age + 1 < 3)"], None),
        (&["age + 1 == 3", "age+1 != 3"], None),
        (&["age + 1 < 3", "age + 1 >= 3"], Some("`age + 1 < 3` does not hold, `age + 1 >= 3` does not hold")),
        (&["flag if age == 1 else true"], Some("flag = false, age = 1")),
    ];
    for (conditions, values) in cases {
        let expected = values.map(|values| format!("`ask` has no open answer when {values}"));
        assert_eq!(stuck(conditions), expected, "{conditions:?}");
    }
}

#[test]
fn too_many_cases_are_not_decided() {
    let ask = |count: usize| {
        let names: Vec<String> = (0..count).map(|at| format!("b{at}")).collect();
        let declared: Vec<String> =
            names.iter().map(|name| format!("  {name}: {{ type: boolean, input: true }}\n")).collect();
        let declared = declared.concat();
        let all = names.join(" and ");
        linted(&format!(
            "callscript: 1\nid: cases\ntitle: Cases\nstart: ask\nvariables:\n{declared}outcomes: {{ done: Done }}\nnodes:\n  ask:\n    \
             say: Well?\n    answers:\n      Yes: {{ end: done, when: {all} }}\n      No: {{ end: done, when: not ({all}) }}\n"
        ))
    };
    assert_eq!(ask(16), (Vec::new(), None));
    assert!(ask(17).1.is_some_and(|message| message.starts_with("not decided")));
}

#[test]
fn conditions_that_take_too_long_are_not_decided() {
    let words = |count: usize| (0..count).map(|at| format!("\"w{at}\"")).collect::<Vec<_>>();
    let asked = |conditions: &[String]| stuck(&conditions.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    let one_by_one = |count| asked(&words(count).iter().map(|word| format!("word == {word}")).collect::<Vec<_>>());
    let listed = |count| asked(&[format!("word in [{}]", words(count).join(", "))]);
    for (one_by_one, listed, said) in [
        (one_by_one(500), listed(500), "`ask` has no open answer when word = anything else"),
        (
            one_by_one(3_000),
            listed(17_000),
            "not decided: whether `ask` always has an open answer takes too long to decide",
        ),
    ] {
        assert!(one_by_one.starts_with(said), "{one_by_one}");
        assert!(listed.starts_with(said), "{listed}");
    }
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn answers_and_asides_are_decided_exactly(ways in vec(way(), 1..5), asides in vec(condition(), 0..2)) {
        let conditions: Vec<&Condition> = ways.iter().filter_map(|way| way.when.as_ref()).collect();
        let Some(all) = cases(&conditions) else { return Ok(()) };
        let labelled = |at: usize, aside: &Condition| format!("Aside {at}: {{ end: done, when: '{}' }}", aside.text());
        let text = script(&asides.iter().enumerate().map(|(at, aside)| labelled(at, aside)).collect::<Vec<_>>(), &answers(&ways));
        let (never, stuck) = linted(&text);
        let is_open = |way: &Way, case| way.retry != Retry::Alone && way.when.as_ref().is_none_or(|when| when.holds(case));
        let can_be_stuck = all.iter().any(|case| !ways.iter().any(|way| is_open(way, case)));
        prop_assert_eq!(stuck.is_some(), can_be_stuck, "{:?}\n{}", stuck, text);
        let mut expected = Vec::new();
        for (at, aside) in asides.iter().enumerate() {
            let Some(all) = cases(&[aside]) else { return Ok(()) };
            expected.extend((!all.iter().any(|case| aside.holds(case))).then(|| format!("Aside {at}")));
        }
        let can_open = |way: &Way| way.when.as_ref().is_none_or(|when| all.iter().any(|case| when.holds(case)));
        expected.extend((0..).zip(&ways).filter(|(_, way)| !can_open(way)).map(|(at, _): (usize, _)| format!("Answer {at}")));
        prop_assert_eq!(never, expected, "{}", text);
    }

    #[test]
    fn arms_are_decided_exactly(ways in vec((condition(), any::<bool>()), 0..4)) {
        let conditions: Vec<&Condition> = ways.iter().map(|(when, _)| when).collect();
        let Some(all) = cases(&conditions) else { return Ok(()) };
        let mut ask = "    decide:\n".to_owned();
        for (when, retry) in &ways {
            let retry = if *retry { Retry::WithElse } else { Retry::No };
            writeln!(ask, "      - {}", Way { when: Some(when.clone()), retry }.text()).unwrap();
        }
        ask += "      - { end: done }\n";
        let text = script(&[], &ask);
        let first = |case| conditions.iter().position(|when| when.holds(case)).unwrap_or(conditions.len());
        let taken: Vec<usize> = all.iter().map(first).collect();
        let expected = (0..=conditions.len()).filter(|arm| !taken.contains(arm)).map(|arm| (arm + 1).to_string());
        let (never, _) = linted(&text);
        prop_assert_eq!(never, expected.collect::<Vec<_>>(), "{}", text);
    }
}
