//! Random expressions and texts mean what they mean to `minijinja`, wherever the two meanings are meant to agree.
//!
//! They are not, and so nothing here holds:
//! * integers and dates that pass their ends: ours saturate;
//! * decimals, dates, times and choices, which Jinja lacks: ours are exact, and print as format and label say;
//! * booleans, which print `yes` and `no` here;
//! * what is empty in `<` and the like, in arithmetic, or on both sides of `==`: here it makes comparisons false;
//! * what is truthy: here a condition is a boolean, or empty;
//! * types that do not fit: here they are faults, there they are `false`.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::Template;
use crate::expression::{self, Env, Reading};
use crate::testing::repeatable;
use crate::value::Value;

struct Named(BTreeMap<&'static str, Value>);

impl Env<String> for Named {
    fn read(&self, variable: &String) -> Reading<'_> {
        self.0.get(variable.as_str()).map_or(Reading::Empty, Reading::Set)
    }
}

fn ours() -> Named {
    Named(BTreeMap::from([
        ("a", Value::Integer(7)),
        ("b", Value::Integer(-2)),
        ("s", Value::text("two words")),
        ("u", Value::text(" Ünder-Way ")),
        ("t", Value::Boolean(true)),
        ("f", Value::Boolean(false)),
    ]))
}

fn theirs() -> minijinja::Value {
    minijinja::context! { a => 7, b => -2, s => "two words", u => " Ünder-Way ", t => true, f => false }
}

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(words).prop_map(str::to_owned).boxed()
}

fn number() -> BoxedStrategy<String> {
    one_of(&["0", "1", "3", "9", "a", "b", "nothing | default(4)", "a | default(1)"])
        .prop_recursive(4, 16, 2, |inner| {
            prop_oneof![
                (inner.clone(), one_of(&["+", "-", "*"]), inner.clone()).prop_map(|(l, by, r)| format!("{l} {by} {r}")),
                inner.clone().prop_map(|n| format!("({n})")),
                inner.prop_map(|n| format!("-({n})")),
            ]
        })
        .boxed()
}

fn text() -> BoxedStrategy<String> {
    one_of(&["s", "u", "'two words'", "\"it's\"", r"'a\'b\n\\'", "nothing | default('x')"])
}

fn condition() -> BoxedStrategy<String> {
    let comparison = one_of(&["==", "!=", "<", "<=", ">", ">="]);
    let equality = one_of(&["==", "!="]);
    prop_oneof![
        one_of(&[
            "t",
            "f",
            "true",
            "false",
            "nothing",
            "nothing is defined",
            "a is not defined",
            "nothing == 1",
            "nothing != 'x'"
        ]),
        one_of(&[
            "nothing in [1]",
            "nothing not in ['x', 'y']",
            "t == f",
            "s in ['x', 'two words']",
            "a not in [-2, 7,]"
        ]),
        (number(), comparison, number()).prop_map(|(l, by, r)| format!("{l} {by} {r}")),
        (text(), equality, text()).prop_map(|(l, by, r)| format!("{l} {by} {r}")),
    ]
    .prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), one_of(&["and", "or"]), inner.clone()).prop_map(|(l, by, r)| format!("{l} {by} {r}")),
            inner.clone().prop_map(|c| format!("not {c}")),
            inner.prop_map(|c| format!("({c})")),
        ]
    })
    .boxed()
}

fn any_value() -> BoxedStrategy<String> {
    prop_oneof![
        number(),
        text(),
        (number(), condition(), number(), condition(), number())
            .prop_map(|(a, c, b, d, e)| format!("{a} if {c} else {b} if {d} else {e}")),
        (text(), condition(), text()).prop_map(|(a, c, b)| format!("({a} if {c} else {b})")),
    ]
    .boxed()
}

fn words() -> BoxedStrategy<String> {
    one_of(&["word ", "\n", " {# {{ not said }} #} ", "{", "} ", "e}}", "%}", "it's", "\"", "\n\n"])
}

fn template() -> BoxedStrategy<String> {
    let filters = one_of(&["", "| upper", "| lower", "| title", "| trim", "| trim | upper"]);
    let print = prop_oneof![
        any_value().prop_map(|value| format!("{{{{ {value} }}}}")),
        (any_value(), filters).prop_map(|(value, filters)| format!("{{{{({value}) {filters}}}}}")),
    ];
    prop_oneof![words(), print]
        .prop_recursive(3, 16, 4, |inner| {
            let several = prop::collection::vec(inner.clone(), 0..3).prop_map(|parts| parts.concat());
            prop_oneof![
                several.clone(),
                (condition(), several.clone()).prop_map(|(c, a)| format!("{{% if {c} %}}{a}{{% endif %}}")),
                (condition(), several.clone(), condition(), several.clone(), several).prop_map(|(c, a, d, b, e)| {
                    format!("{{% if {c} %}}{a}{{%elif {d}%}}{b}{{% else %}}{e}{{% endif %}}")
                }),
            ]
        })
        .boxed()
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn expressions_agree(text in any_value()) {
        let mine = expression::parse(&text).expect(&text).eval(&ours()).expect(&text);
        let jinja = minijinja::Environment::new();
        let other = jinja.compile_expression(&text).expect(&text).eval(theirs()).expect(&text);
        prop_assert_eq!(mine.map(|value| value.to_string()), Some(other.to_string()));
    }

    #[test]
    fn conditions_agree(text in condition()) {
        let mine = expression::parse(&text).expect(&text).holds(&ours()).expect(&text);
        let jinja = minijinja::Environment::new();
        let other = jinja.compile_expression(&text).expect(&text).eval(theirs()).expect(&text);
        prop_assert_eq!(mine, other.is_true());
    }

    #[test]
    fn texts_agree(text in prop::collection::vec(template(), 0..4).prop_map(|parts| parts.concat())) {
        let jinja = minijinja::Environment::new();
        // Words beside each other can begin a tag or a comment; then both refuse it.
        let (read, faults) = Template::parse(&text);
        let other = jinja.render_str(&text, theirs());
        prop_assert_eq!(faults.is_empty(), other.is_ok(), "{:?} {:?}", faults, other);
        if let Ok(other) = other {
            let mut mine = String::new();
            read.render(&ours(), &mut mine, false).expect(&text);
            prop_assert_eq!(mine, other);
        }
    }
}
