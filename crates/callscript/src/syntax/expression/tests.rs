//! Property tests of the parser: it never panics, and all spans are valid.

mod faults;

use proptest::prelude::*;

use super::*;
use crate::testing::repeatable;

#[test]
fn variables_come_in_order_of_place() {
    let text = "a + b | default(1) if c is defined and d in [2] else -(e * a)";
    let expr = parse(text).unwrap();
    let named: Vec<&str> = expr.variables().iter().map(|name| &text[name.span.range()]).collect();
    assert_eq!(named, ["a", "b", "c", "d", "e", "a"]);
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
        }
    }
    Ok(())
}
