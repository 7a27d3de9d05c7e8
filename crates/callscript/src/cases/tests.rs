//! `no-open-answer` and `never-open` against every combination of values, tried one by one.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::expression::{self, Expr};
use crate::formula::{Compiler, named::Named};
use crate::library::{File, Library};
use crate::source::Source;
use crate::testing::repeatable;
use crate::value::Declaration;

/// The variables: their declarations in a script, constants to compare with, and everything that they can be.
const VARIABLES: &[(&str, &str, &[&str], &[&str])] = &[
    ("flag", "type: boolean, input: true", &["true"], &["true", "false"]),
    ("maybe", "type: boolean, optional: true, input: true", &["false"], &["true", "false", ""]),
    ("age", "type: integer, min: 0, max: 4, input: true", &["0", "2", "3", "9", "1.5"], &["0", "1", "2", "3", "4"]),
    ("score", "type: integer, min: 1, max: 2, optional: true, input: true", &["1", "2"], &["1", "2", ""]),
    (
        "price",
        "type: number, min: 0.95, max: 1.3, decimals: 1, input: true",
        &["1.0", "1.1", "1.15", "1", "1.3"],
        &["1.0", "1.1", "1.2", "1.3"],
    ),
    (
        "plan",
        "type: choice, choices: [basic, silver, gold], input: true",
        &["\"basic\"", "\"gold\""],
        &["basic", "silver", "gold"],
    ),
    ("word", "type: text, input: true", &["\"one\"", "\"two\""], &["one", "two", "three", "four"]),
    ("code", "type: text, pattern: '[ab]', optional: true, input: true", &["\"a\"", "\"c\""], &["a", "b", ""]),
    (
        "day",
        "type: date, min: 2026-12-01, max: 2026-12-03, input: true",
        &["date(\"2026-12-01\")", "date(\"2026-12-02\")", "date(\"2026-12-24\")"],
        &["2026-12-01", "2026-12-02", "2026-12-03"],
    ),
    ("hour", "type: time, min: 23:58, input: true", &["time(\"23:58\")", "time(\"23:59\")"], &["23:58", "23:59"]),
];

fn atom() -> impl Strategy<Value = String> {
    (0..VARIABLES.len(), 0..8usize, 0..5usize, 0..5usize).prop_map(|(variable, by, one, other)| {
        let (name, declared, constants, _) = VARIABLES[variable];
        let (one, other) = (constants[one % constants.len()], constants[other % constants.len()]);
        let is_boolean = declared.contains("boolean");
        let is_ordered = !is_boolean && !declared.contains("text") && !declared.contains("choice");
        match by {
            0 if is_boolean => name.to_owned(),
            1 if is_ordered => format!("{name} < {one}"),
            2 if is_ordered => format!("{name} >= {one}"),
            3 if is_ordered => format!("{one} < {name}"),
            4 => format!("{name} != {one}"),
            5 => format!("{name} in [{one}, {other}]"),
            6 if declared.contains("optional") => format!("{name} is defined"),
            7 if declared.contains("optional") => format!("({name} | default({one})) == {other}"),
            _ => format!("{name} == {one}"),
        }
    })
}

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![8 => atom().boxed(), 1 => Just("true".to_owned()).boxed()];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| format!("not ({part})")),
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a} if {b} else {c})")),
        ]
    })
}

fn script(conditions: &[String], decide: bool) -> String {
    let mut text = "callscript: 1\nid: cases\ntitle: Cases\nstart: ask\nvariables:\n".to_owned();
    for (name, declared, ..) in VARIABLES {
        writeln!(text, "  {name}: {{ {declared} }}").unwrap();
    }
    text.push_str("outcomes: { done: Done }\nnodes:\n  ask:\n    say: Well?\n");
    text.push_str(if decide { "    decide:\n" } else { "    answers:\n" });
    for (at, condition) in conditions.iter().enumerate() {
        if decide {
            writeln!(text, "      - when: >-\n          {condition}\n        end: done").unwrap();
        } else {
            writeln!(text, "      Answer {at}:\n        when: >-\n          {condition}\n        end: done").unwrap();
        }
    }
    if decide {
        text.push_str("      - end: done\n");
    }
    text
}

/// The places (from 0) of what is never open, and whether all can be closed.
fn linted(text: &str) -> (Vec<String>, Option<String>) {
    let library = Library::new(vec![Arc::new(File::read(Source::new("cases.yaml", text)))]);
    let findings = library.lint(&[0]);
    let errors: Vec<_> = findings.iter().filter(|finding| finding.rule == "type-mismatch").collect();
    assert_eq!(errors, Vec::<&crate::diagnostic::Diagnostic>::new());
    let never = findings.iter().filter(|finding| finding.rule == "never-open");
    let never = never.map(|finding| finding.span.map_or_else(String::new, |span| text[span.range()].to_owned()));
    let stuck = findings.iter().find(|finding| finding.rule == "no-open-answer");
    (never.collect(), stuck.map(|finding| finding.message.clone()))
}

/// In which combinations of values each condition holds, tried one by one; none if there are too many for a quick test.
fn tried(conditions: &[Expr]) -> Option<Vec<Vec<bool>>> {
    let source = Source::new("cases.yaml", script(&[], true));
    let document = crate::document::read(&source).0;
    let declaration = |name: &str| -> Declaration { document.variables[name].declaration.clone().unwrap() };
    let named: Vec<_> = VARIABLES
        .iter()
        .filter(|(name, ..)| conditions.iter().any(|condition| condition.names(&|named| named == *name)))
        .map(|(name, .., values)| {
            let declaration = declaration(name);
            let value = |text: &&str| (!text.is_empty()).then(|| declaration.parse(text).unwrap());
            (*name, values.iter().map(value).collect::<Vec<_>>())
        })
        .collect();
    let count: usize = named.iter().map(|(_, values)| values.len()).product();
    if count > 2_000 {
        return None;
    }
    let mut known = Named::default();
    for (name, _) in &named {
        known = known.with(name, declaration(name), None);
    }
    let formulas: Vec<_> =
        conditions.iter().map(|condition| Compiler::new(&known).condition(condition).unwrap()).collect();
    let cases = (0..count).map(|mut case| {
        for (name, all) in &named {
            known.set(name, all[case % all.len()].as_ref());
            case /= all.len();
        }
        formulas.iter().map(|formula| formula.holds(&known.held)).collect()
    });
    Some(cases.collect())
}

/// The message about a question with these answers, or none.
fn stuck(conditions: &[&str]) -> Option<String> {
    let conditions: Vec<String> = conditions.iter().map(|&condition| condition.to_owned()).collect();
    linted(&script(&conditions, false)).1
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

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn answers_are_decided_exactly(conditions in vec(condition(), 1..4)) {
        let parsed: Vec<Expr> = conditions.iter().map(|condition| expression::parse(condition).unwrap()).collect();
        let Some(cases) = tried(&parsed) else {
            return Ok(());
        };
        let text = script(&conditions, false);
        let (never, stuck) = linted(&text);
        let can_be_stuck = cases.iter().any(|case| case.iter().all(|holds| !holds));
        prop_assert_eq!(stuck.is_some(), can_be_stuck, "{:?}\n{}", stuck, text);
        let expected = (0..conditions.len()).filter(|at| cases.iter().all(|case| !case[*at]));
        prop_assert_eq!(never.len(), expected.count(), "{:?}\n{}", never, text);
    }

    #[test]
    fn arms_are_decided_exactly(conditions in vec(condition(), 1..4)) {
        let parsed: Vec<Expr> = conditions.iter().map(|condition| expression::parse(condition).unwrap()).collect();
        let Some(cases) = tried(&parsed) else {
            return Ok(());
        };
        let text = script(&conditions, true);
        let first = |case: &Vec<bool>| case.iter().position(|holds| *holds).unwrap_or(conditions.len());
        let taken: Vec<usize> = cases.iter().map(first).collect();
        let expected = (0..=conditions.len()).filter(|at| !taken.contains(at));
        let (never, _) = linted(&text);
        prop_assert_eq!(never.len(), expected.count(), "{:?}\n{}", never, text);
    }
}
