//! Generators of random expressions of each type, and of templates that print them, over the variables of the oracle.
//!
//! Numbers are small enough that nothing saturates, and their fractions short enough that a float represents them
//! exactly.

use proptest::collection::vec;
use proptest::prelude::*;

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<String> {
    prop::sample::select(words).prop_map(str::to_owned).boxed()
}

/// A binary expression: an operand of `left`, one of the operators `by`, and an operand of `right`.
fn binary(
    left: &BoxedStrategy<String>,
    by: &'static [&'static str],
    right: &BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    (left.clone(), one_of(by), right.clone()).prop_map(|(left, by, right)| format!("{left} {by} {right}")).boxed()
}

/// Sums and products of `leaf`, with and without parentheses.
fn arithmetic(leaf: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let product = vec(leaf.clone(), 1..3).prop_map(|factors| factors.join(" * ")).boxed();
    let sum = (product.clone(), vec((one_of(&["+", "-"]), product), 0..3));
    let sum =
        sum.prop_map(|(first, rest)| rest.iter().fold(first, |sum, (by, next)| format!("{sum} {by} {next}"))).boxed();
    let inner = (one_of(&["", "-", "- -"]), sum.clone()).prop_map(|(sign, sum)| format!("{sign}({sum})")).boxed();
    prop_oneof![sum.clone(), inner.clone(), binary(&inner, &["+", "-", "*"], &sum), binary(&sum, &["-"], &inner)]
        .boxed()
}

fn whole() -> BoxedStrategy<String> {
    let days = binary(&one_of(&["day", "date('2026-12-01')"]), &["-"], &one_of(&["day", "date(\"2024-02-29\")"]));
    prop_oneof![
        6 => arithmetic(&one_of(&["0", "1", "3", "-9", "a", "b", "c | default(4)", "a | default(1)"])),
        1 => days,
        1 => (days_leaf(), whole_leaf()).prop_map(|(days, n)| format!("({days}) * 2 - {n}")),
    ]
    .boxed()
}

fn days_leaf() -> BoxedStrategy<String> {
    binary(&one_of(&["day", "due | default(date('2026-01-01'))"]), &["-"], &one_of(&["day", "date('2000-12-31')"]))
}

fn whole_leaf() -> BoxedStrategy<String> {
    one_of(&["0", "2", "a", "-b", "c | default(-1)"])
}

/// An integer or a decimal number.
fn number() -> BoxedStrategy<String> {
    let mixed = one_of(&["0.5", "-2.25", "3", "p", "a", "q | default(1.75)", "q | default(2)", "c | default(0.25)"]);
    let either = (arithmetic(&mixed), condition_leaf(), whole()).prop_map(|(n, c, m)| format!("({n} if {c} else {m})"));
    prop_oneof![3 => arithmetic(&mixed), 3 => whole(), 1 => either].boxed()
}

fn date() -> BoxedStrategy<String> {
    let leaf = one_of(&["day", "date('2024-02-28')", "due | default(date('2026-12-31'))"]);
    let moved = (leaf.clone(), vec((one_of(&["+", "-"]), whole_leaf()), 0..3));
    moved.prop_map(|(date, rest)| rest.iter().fold(date, |date, (by, days)| format!("{date} {by} {days}"))).boxed()
}

fn time() -> BoxedStrategy<String> {
    one_of(&["at", "time('14:30')", "till | default(time('23:59'))"])
}

fn text() -> BoxedStrategy<String> {
    one_of(&["s", "'two words'", "\"it's\"", r"'a\'b\n\\'", "u | default('x')", "s | default('y')"])
}

/// An expression that may be empty, and another of its type.
fn optional() -> BoxedStrategy<(String, String)> {
    prop_oneof![
        (one_of(&["c", "(c if t else a)"]), whole()),
        (Just("q".to_owned()), one_of(&["p", "0.5", "p - 1", "a"])),
        (one_of(&["u", "(u if t else s)"]), text()),
        (Just("due".to_owned()), date()),
        (Just("till".to_owned()), time()),
        (Just("f".to_owned()), one_of(&["true", "t"])),
        (Just("tier".to_owned()), one_of(&["'gold'", "plan"])),
    ]
    .boxed()
}

fn condition_leaf() -> BoxedStrategy<String> {
    const ORDER: &[&str] = &["==", "!=", "<", "<=", ">", ">="];
    const EQUAL: &[&str] = &["==", "!="];
    const IN: &[&str] = &["in", "not in"];
    let whole = whole_leaf();
    prop_oneof![
        one_of(&["t", "f", "true", "false", "f | default(true)", "t is defined", "day is not defined"]),
        one_of(&[
            "c is defined",
            "q is not defined",
            "tier is defined",
            "due is not defined",
            "t == true",
            "t != (a < b)"
        ]),
        one_of(&["plan == 'gold'", "'basic' != plan", "plan in ['gold']", "(tier | default('basic')) == plan"]),
        one_of(&["plan not in ['gold', 'basic']", "tier in ['gold']", "u in ['x', '']", "till in [time('10:00')]"]),
        binary(&whole, IN, &one_of(&["[1]", "[-2, 0, 7,]", "[2, 2.5, 20]", "[0.5]"])),
        binary(&one_of(&["p", "q", "q | default(0)", "c"]), IN, &one_of(&["[1]", "[-2.25, 0, 0.5]"])),
        binary(&text(), IN, &one_of(&["['x']", "['two words', \"it's\"]"])),
        binary(&date(), IN, &one_of(&["[date('2024-02-29'), date('2024-02-28')]"])),
        binary(&text(), EQUAL, &text()),
        binary(&time(), ORDER, &time()),
        binary(&date(), ORDER, &date()),
        binary(&whole, ORDER, &whole),
        (optional(), one_of(EQUAL)).prop_map(|((empty, other), by)| format!("{empty} {by} {other}")),
    ]
    .boxed()
}

pub(in crate::analysis::typed_expression) fn condition() -> BoxedStrategy<String> {
    let compared = binary(&number(), &["==", "!=", "<", "<=", ">", ">="], &number());
    prop_oneof![4 => condition_leaf(), 1 => compared]
        .prop_recursive(3, 8, 2, |inner| {
            prop_oneof![
                binary(&inner.clone().boxed(), &["and", "or"], &inner.clone().boxed()),
                inner.clone().prop_map(|c| format!("not {c}")),
                (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, c, b)| format!("(({a}) if {c} else {b})")),
                inner.prop_map(|c| format!("({c})")),
            ]
        })
        .boxed()
}

/// An expression of any type, perhaps a conditional one.
pub(in crate::analysis::typed_expression) fn any_value() -> BoxedStrategy<String> {
    let kinds = prop_oneof![
        number().prop_map(|one| (one, "a - 1".to_owned())),
        (number(), number()),
        (text(), one_of(&["s", "u", "'other'"])),
        (date(), one_of(&["day", "due"])),
        (time(), one_of(&["at", "till"])),
        (one_of(&["plan", "tier"]), one_of(&["plan", "'gold'"])),
        (condition().prop_map(|c| format!("not ({c})")), one_of(&["t", "f"])),
    ];
    (kinds, condition(), condition(), 0..4)
        .prop_map(|((one, other), c, d, shape)| match shape {
            0 => one,
            1 => format!("({one}) if {c} else {other}"),
            2 => format!("({one}) if {c} else ({other}) if {d} else ({one})"),
            _ => format!("(({other}) if {c} else ({one})) if not ({d}) else ({other})"),
        })
        .boxed()
}

/// A filter that takes a number, and says it as the oracle does if it is a whole one.
const PLURAL: &str = " | plural('one', \"many\") | upper";

fn words() -> BoxedStrategy<String> {
    one_of(&["word ", "\n", " {# {{ not said }} #} ", "{", "} ", "e}}", "%}", "it's", "\"", "\n\n"])
}

/// A `{{ }}` with filters that accept its value.
fn print() -> BoxedStrategy<String> {
    let either = |one: BoxedStrategy<String>| {
        (one.clone(), condition(), one).prop_map(|(a, c, b)| format!("(({a}) if {c} else ({b}))")).boxed()
    };
    let cased =
        one_of(&["", " | upper", " | lower", " | title", " | trim", " | trim | upper", " | title | lower | title"]);
    let filtered = |value: BoxedStrategy<String>, filters: BoxedStrategy<String>| {
        (value, filters).prop_map(|(value, filters)| format!("({value}){filters}")).boxed()
    };
    let print = prop_oneof![
        text(),
        whole(),
        one_of(&["u", "c", "t", "f", "u if f else s", "tier is defined"]),
        filtered(either(text()), cased),
        filtered(number(), one_of(&[" | decimals(0)", " | decimals(1)", " | decimals(2)", " | decimals(3)"])),
        filtered(either(whole()), one_of(&["", " | decimals(1)", " | plural('day', 'days')", PLURAL])),
        filtered(either(date()), one_of(&[" | date('%-d %B')", " | date(\"%Y-%m-%d\")", " | date('%A %j') | upper"])),
        filtered(either(time()), one_of(&[" | time('%H:%M')", " | time('%-I:%M') | lower"])),
        condition().prop_map(|c| format!("not ({c})")),
    ];
    (print, one_of(&["", " "])).prop_map(|(value, space)| format!("{{{{ {value}{space}}}}}")).boxed()
}

pub(in crate::analysis::typed_expression) fn template() -> BoxedStrategy<String> {
    prop_oneof![words(), print()]
        .prop_recursive(3, 16, 4, |inner| {
            let several = vec(inner, 0..3).prop_map(|parts| parts.concat()).boxed();
            let arm = (condition(), several.clone()).prop_map(|(c, body)| format!("{{%elif {c}%}}{body}"));
            let otherwise =
                prop_oneof![Just(String::new()), several.clone().prop_map(|body| format!("{{% else %}}{body}"))];
            prop_oneof![
                several.clone(),
                (condition(), several, vec(arm, 0..3), otherwise).prop_map(|(c, body, arms, end)| format!(
                    "{{% if {c} %}}{body}{}{end}{{% endif %}}",
                    arms.concat()
                )),
            ]
        })
        .boxed()
}
