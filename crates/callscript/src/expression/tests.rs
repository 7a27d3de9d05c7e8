//! Tables of what expressions are worth, and what holds for every one of them.

mod faults;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::testing::repeatable;
use crate::value::Choice;

/// Variables by name; one that is named but holds nothing is empty, any other is unset.
struct Named(BTreeMap<&'static str, Option<Value>>);

impl Env<String> for Named {
    fn read(&self, variable: &String) -> Reading<'_> {
        match self.0.get(variable.as_str()) {
            Some(Some(value)) => Reading::Set(value),
            Some(None) => Reading::Empty,
            None => Reading::Unset,
        }
    }
}

fn env() -> Named {
    let gold = Choice { id: "gold".into(), label: "Gold plan".into() };
    let day = jiff::civil::date(2026, 12, 1);
    Named(BTreeMap::from([
        ("age", Some(Value::Integer(18))),
        ("price", Some(Value::Number("2.50".parse().unwrap()))),
        ("name", Some(Value::text("Ada"))),
        ("plan", Some(Value::Choice(gold))),
        ("yes", Some(Value::Boolean(true))),
        ("day", Some(Value::Date(day))),
        ("nothing", None),
    ]))
}

fn worth(text: &str) -> String {
    let expr = match parse(text) {
        Ok(expr) => expr,
        Err(fault) => return format!("syntax: {fault}"),
    };
    match expr.eval(&env()) {
        Ok(Some(value)) => value.to_plain(),
        Ok(None) => "empty".to_owned(),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn expressions_are_worth_what_jinja_says() {
    let cases = [
        ("1 + 2 * 3 - 4", "3"),
        ("(1 + 2) * 3", "9"),
        ("-age * 2", "-36"),
        ("- -3", "3"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("price * 2", "5.00"),
        ("age + 0.5", "18.5"),
        ("age == 18.0", "true"),
        ("not age == 18", "false"),
        ("not yes or yes and yes", "true"),
        ("'a' if age < 18 else 'b' if age == 18 else 'c'", "b"),
        ("age + 1 if yes else 0", "19"),
        ("plan == 'gold'", "true"),
        ("'Gold plan' == plan", "false"),
        ("plan in ['basic', 'gold']", "true"),
        ("age not in [1, 2,]", "true"),
        ("day + 31 == date('2027-01-01')", "true"),
        ("day - date('2026-11-30')", "1"),
        ("time('14:30') > time('09:00')", "true"),
        (r#""say \"hi\"\n" + 1"#, "the types do not fit: this must be two numbers, or a date and days"),
        (r#""tab\tend" == 'tab	end'"#, "true"),
        ("-age | default(3)", "syntax: `default` is for a variable"),
        ("1 + nothing | default(3)", "4"),
        ("age is defined == true", "true"),
    ];
    for (text, expected) in cases {
        assert_eq!(worth(text), expected, "{text}");
    }
}

#[test]
fn what_is_empty_makes_comparisons_false() {
    let cases = [
        ("nothing", "empty"),
        ("nothing == 'a'", "false"),
        ("nothing == nothing", "false"),
        ("nothing != nothing", "true"),
        ("nothing < 3", "false"),
        ("nothing in ['a']", "false"),
        ("nothing not in ['a']", "true"),
        ("nothing or yes", "true"),
        ("not nothing", "true"),
        ("1 if nothing else 2", "2"),
        ("nothing is defined", "false"),
        ("nothing is not defined", "true"),
        ("age is defined", "true"),
        ("later is defined", "true"),
        ("nothing | default('x')", "x"),
        ("name | default('x')", "Ada"),
        ("nothing + 1", "an empty variable has no value to reckon with"),
        ("later | default(1)", "a variable is read before it is set"),
        ("later == 1", "a variable is read before it is set"),
        ("age == 'a'", "the types do not fit: this must be of the type of the other side"),
        ("name < 'b'", "the types do not fit: this must be of the type of the other side"),
        ("age and yes", "the types do not fit: this must be a condition"),
        ("name in [1]", "the types do not fit: this must be of the type of the list"),
    ];
    for (text, expected) in cases {
        assert_eq!(worth(text), expected, "{text}");
    }
}

#[test]
fn variables_come_in_order_of_place_and_can_be_bound() {
    let text = "a + b | default(1) if c is defined and d in [2] else -(e * a)";
    let expr = parse(text).unwrap();
    let named: Vec<&str> = expr.variables().iter().map(|name| &text[name.span.range()]).collect();
    assert_eq!(named, ["a", "b", "c", "d", "e", "a"]);
    let bound = expr.resolve(&mut |name| name.bytes().next()).unwrap();
    let slots: Vec<u8> = bound.variables().iter().map(|slot| slot.value).collect();
    assert_eq!(slots, *b"abcdea");
    assert_eq!(expr.resolve(&mut |name| (name != "e").then_some(())), None);
}

#[test]
fn depth_is_bounded_and_length_is_not() {
    for (open, close) in [("(", ")"), ("-", ""), ("not ", ""), ("1 if a else ", "")] {
        let nested = |depth: usize| format!("{}a{}", open.repeat(depth), close.repeat(depth));
        assert!(parse(&nested(MAX_DEPTH - 1)).is_ok(), "{open}");
        let fault = parse(&nested(100_000)).unwrap_err();
        assert_eq!(fault.message, "this is nested more than 64 deep", "{open}");
    }
    for joint in [" + ", " - ", " * ", " or ", " and "] {
        let value = if joint.trim().len() == 1 { "age" } else { "yes" };
        let long = vec![value; 50_000].join(joint);
        let expr = parse(&long).unwrap();
        assert_eq!(expr.variables().len(), 50_000);
        assert!(expr.eval(&env()).is_ok());
        assert_eq!(expr.clone(), expr);
    }
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn nothing_panics_and_spans_lie_in_the_text(text in "\\PC*") {
        check_spans(&text)?;
    }

    #[test]
    fn nothing_panics_on_what_looks_like_an_expression(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..12),
    ) {
        check_spans(&parts.join(" "))?;
        check_spans(&parts.concat())?;
    }
}

const PARTS: &[&str] = &[
    "a",
    "age",
    "nothing",
    "3",
    "-2.5",
    "'x'",
    "\"",
    "'\\",
    "true",
    "True",
    "(",
    ")",
    "[",
    "]",
    ",",
    "|",
    "default",
    "default(1)",
    "==",
    "!=",
    "<",
    "=",
    "+",
    "-",
    "*",
    "/",
    "and",
    "or",
    "not",
    "in",
    "in [1]",
    "is",
    "is defined",
    "defined",
    "if",
    "else",
    "date",
    "date('2026-12-01')",
    "time(",
    "é",
    "“",
    "}}",
    "%}",
    "{",
    ".",
    "\\",
    "\u{a0}",
];

fn check_spans(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Err(fault) => prop_assert!(text.get(fault.span.range()).is_some(), "{text:?} {fault:?}"),
        Ok(expr) => {
            prop_assert!(text.get(expr.span.range()).is_some());
            for name in expr.variables() {
                prop_assert_eq!(text.get(name.span.range()), Some(name.value.as_str()));
            }
            // To have no worth is a fault; to panic is not.
            drop(expr.eval(&env()));
        }
    }
    Ok(())
}
