//! Property tests against an oracle: random expressions and templates evaluate as in `minijinja`, except where they
//! should not.
//!
//! Jinja has no dates, times or exact decimals. So for `minijinja` a date is the number of its day, a time the number
//! of its minute, and every decimal is one that a float represents exactly; `jinja()` defines `date(…)`, `time(…)` and
//! our filters for these numbers. The two languages differ on purpose in what follows, which the generator avoids:
//! * overflow of integers, numbers and dates: ours saturate;
//! * decimals that a float cannot represent, and how decimals print: ours are exact, and print as stored;
//! * choices and booleans in text: ours print the label, `yes` and `no` (`jinja()` prints booleans the same, unless
//!   filtered);
//! * *empty* in an ordering, in arithmetic, under a filter, or on both sides of `==`: ours compares as false, the rest
//!   is *empty*;
//! * `{{-` and the like, which strip white space in Jinja, and which ours refuses;
//! * `is defined` right before `if`, which Jinja reads as an argument of the test;
//! * truthiness: our conditions are boolean or *empty*; and `and` and `or` with *empty*: false in ours, undefined in
//!   Jinja;
//! * type errors: ours are refused before evaluation; in Jinja they are false, or an error at run time.

pub(super) mod generate;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use minijinja::value::ValueKind;
use minijinja::{Environment, UndefinedBehavior};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use self::generate::{any_value, condition, template};
use super::named::Named;
use crate::base::value::{Choice, Declaration, Number, Type, Value};
use crate::syntax::template::Template;
use crate::testing::repeatable;

/// The variables: name, type, and whether it is optional.
const VARIABLES: [(&str, Type, bool); 15] = [
    ("a", Type::Integer, false),
    ("b", Type::Integer, false),
    ("c", Type::Integer, true),
    ("p", Type::Number, false),
    ("q", Type::Number, true),
    ("s", Type::Text, false),
    ("u", Type::Text, true),
    ("plan", Type::Choice, false),
    ("tier", Type::Choice, true),
    ("t", Type::Boolean, false),
    ("f", Type::Boolean, true),
    ("day", Type::Date, false),
    ("due", Type::Date, true),
    ("at", Type::Time, false),
    ("till", Type::Time, true),
];

fn declaration(kind: Type, optional: bool) -> Declaration {
    let choices = ["basic", "gold"].map(|id| Choice { id: id.into(), label: id.to_uppercase().into() });
    Declaration { optional, choices: choices.into(), ..Declaration::new(kind) }
}

fn value(kind: Type) -> BoxedStrategy<Value> {
    match kind {
        Type::Integer => (-20..=20_i64).prop_map(Value::Integer).boxed(),
        Type::Number => (-80..=80_i64).prop_map(|n| Value::Number(Number(Decimal::new(n * 25, 2)))).boxed(),
        Type::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
        Type::Choice => prop::sample::select(&["basic", "gold"][..])
            .prop_map(|id| Value::Choice(Choice { id: id.into(), label: id.to_uppercase().into() }))
            .boxed(),
        Type::Date => (2000..2030_i16, 1..=12_i8, 1..=28_i8)
            .prop_map(|(year, month, day)| Value::Date(Date::constant(year, month, day)))
            .boxed(),
        Type::Time => {
            (0..24_i8, 0..60_i8).prop_map(|(hour, minute)| Value::Time(Time::constant(hour, minute, 0, 0))).boxed()
        }
        Type::Text | Type::Phone | Type::Email => {
            prop::sample::select(&["two words", " Ünder-Way ", "it's", "", "x"][..]).prop_map(Value::text).boxed()
        }
    }
}

/// A value for each variable; an optional one may be empty.
fn values() -> BoxedStrategy<Vec<Option<Value>>> {
    let all = VARIABLES.map(|(_, kind, optional)| {
        let value = value(kind);
        if optional { prop::option::of(value).boxed() } else { value.prop_map(Some).boxed() }
    });
    all.to_vec().boxed()
}

fn ours(values: &[Option<Value>]) -> Named {
    VARIABLES.iter().zip(values).fold(Named::default(), |named, ((name, kind, optional), value)| {
        named.with(name, declaration(*kind, *optional), value.as_ref())
    })
}

fn theirs(values: &[Option<Value>]) -> minijinja::Value {
    let binding = VARIABLES.iter().zip(values).filter_map(|((name, ..), value)| Some((*name, their(value.as_ref()?))));
    binding.collect::<BTreeMap<_, _>>().into()
}

/// A value as `minijinja` represents it.
fn their(value: &Value) -> minijinja::Value {
    match value {
        Value::Text(text) => text.as_ref().into(),
        Value::Choice(choice) => choice.id.as_ref().into(),
        Value::Integer(number) => (*number).into(),
        Value::Number(number) => number.0.to_f64().expect("a float holds it").into(),
        Value::Boolean(holds) => (*holds).into(),
        Value::Date(date) => day_number(*date).into(),
        Value::Time(time) => minute_number(*time).into(),
    }
}

fn day_number(date: Date) -> i64 {
    (date - Date::constant(1970, 1, 1)).get_days().into()
}

fn minute_number(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// A number with a comma before every three digits of its whole part.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("-", number));
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let groups: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    format!("{sign}{}{rest}", groups.join(","))
}

/// An environment of `minijinja` with the functions and filters that it lacks.
fn jinja() -> Environment<'static> {
    let mut jinja = Environment::new();
    jinja.set_undefined_behavior(UndefinedBehavior::Lenient);
    jinja.add_function("date", |text: &str| day_number(text.parse().unwrap()));
    jinja.add_function("time", |text: &str| minute_number(text.parse().unwrap()));
    jinja.add_filter("date", |day: i64, format: &str| {
        let date = Date::constant(1970, 1, 1) + jiff::Span::new().days(day);
        date.strftime(format).to_string()
    });
    jinja.add_filter("time", |minute: i64, format: &str| {
        Time::midnight().wrapping_add(jiff::Span::new().minutes(minute)).strftime(format).to_string()
    });
    jinja.add_filter("decimals", |number: f64, decimals: i32| {
        let scale = 10_f64.powi(decimals);
        // Adding 0.0 turns a negative zero into zero.
        let rounded = (number * scale).round() / scale + 0.0;
        grouped(&format!("{rounded:.*}", decimals.unsigned_abs() as usize))
    });
    jinja.add_filter(
        "plural",
        |number: f64, one: String, many: String| if (number.abs() - 1.0).abs() < 0.001 { one } else { many },
    );
    jinja.set_formatter(|out, state, value| match value.kind() {
        ValueKind::Bool => out.write_str(if value.is_true() { "yes" } else { "no" }).map_err(Into::into),
        _ => minijinja::escape_formatter(out, state, value),
    });
    jinja
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn expressions_agree(values in values(), text in any_value()) {
        let ours = ours(&values);
        let mine = ours.expression(&text).expect(&text).value(&ours.env);
        let other = jinja().compile_expression(&text).expect(&text).eval(theirs(&values)).expect(&text);
        let mine = mine.as_ref().map_or(minijinja::Value::UNDEFINED, their);
        prop_assert_eq!(mine, other, "{}", text);
    }

    #[test]
    fn conditions_agree(values in values(), text in condition()) {
        let ours = ours(&values);
        let mine = ours.condition(&text).expect(&text).holds(&ours.env);
        let other = jinja().compile_expression(&text).expect(&text).eval(theirs(&values)).expect(&text);
        prop_assert_eq!(mine, other.is_true(), "{}", text);
    }

    #[test]
    fn texts_agree(values in values(), text in vec(template(), 0..4).prop_map(|parts| parts.concat())) {
        // Adjacent words may start a tag or a comment by chance; then both sides refuse the text.
        let (read, faults) = Template::parse(&text);
        let other = jinja().render_str(&text, theirs(&values));
        prop_assert_eq!(faults.is_empty(), other.is_ok(), "{:?} {:?}\n{}", faults, other, text);
        if let Ok(other) = other {
            prop_assert_eq!(ours(&values).rendered(&read, false).expect(&text), other, "{}", text);
        }
    }
}
