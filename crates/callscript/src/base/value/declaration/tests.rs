//! What declarations take, and what they say when they do not.

use super::*;

fn declare(kind: Type) -> Declaration {
    let choice = |id: &str, label: &str| Choice { id: id.into(), label: label.into() };
    let choices = [choice("basic", "Basic plan"), choice("gold", "Gold"), choice("old-gold", "gold")];
    let choices = if kind == Type::Choice { choices.into() } else { Choices::default() };
    Declaration { choices, ..Declaration::new(kind) }
}

fn read(declaration: &Declaration, text: &str) -> String {
    declaration.parse(text).map_or_else(|error| error.to_string(), |value| value.to_plain())
}

#[test]
fn what_is_typed_becomes_a_value_or_says_what_is_wanted() {
    let cases = [
        (Type::Text, " Ada\n", " Ada\n"),
        (Type::Text, "A\u{7}", "must be text without control characters"),
        (Type::Integer, " 42 ", "42"),
        (Type::Integer, "4.2", "must be a whole number"),
        (
            Type::Integer,
            "9223372036854775808",
            "is too large: it must be a whole number of at most 9223372036854775807",
        ),
        (
            Type::Integer,
            "-9223372036854775809",
            "is too small: it must be a whole number of at least -9223372036854775808",
        ),
        (Type::Number, "4.20", "4.20"),
        (Type::Number, "four", "must be a number"),
        (Type::Boolean, "Yes", "true"),
        (Type::Boolean, "false", "false"),
        (Type::Boolean, "1", "must be yes or no"),
        (Type::Choice, "gold", "gold"),
        (Type::Choice, "basic PLAN", "basic"),
        (Type::Choice, "GOLD", "must be one of basic, gold, old-gold"),
        (Type::Date, "2026-12-01", "2026-12-01"),
        (Type::Date, "1.12.2026", "must be a date like 2026-12-01"),
        (Type::Date, "2026-02-30", "is a day that does not exist: it must be a date like 2026-12-01"),
        (Type::Time, "14:30", "14:30"),
        (Type::Time, "2 pm", "must be a time like 14:30"),
        (Type::Time, "24:00", "is a time that does not exist: it must be a time like 14:30"),
        (Type::Phone, " 112 ", "112"),
        (Type::Phone, "me", "must be a phone number like +44 20 7946 0018"),
        (Type::Email, "ada@example.org", "ada@example.org"),
        (Type::Email, "ada", "must be an email address like ada@example.org"),
    ];
    for (kind, typed, expected) in cases {
        assert_eq!(read(&declare(kind), typed), expected, "{kind:?} {typed}");
        if let Ok(value) = declare(kind).parse(typed) {
            assert_eq!(declare(kind).parse(&value.to_plain()), Ok(value), "{kind:?} {typed}");
        }
    }
}

#[test]
fn bounds_are_asked_after_rounding() {
    let min = Some(Value::Integer(18));
    let max = Some(Value::Number(Number(Decimal::new(995, 1))));
    let age = Declaration { min, max, decimals: Some(1), ..declare(Type::Number) };
    assert_eq!(read(&age, "17.95"), "18.0");
    assert_eq!(read(&age, "99.54"), "99.5");
    assert_eq!(read(&age, "99.55"), "must be a number from 18 to 99.5");
    assert_eq!(read(&age, &"9".repeat(30)), "is too large: it must be a number from 18 to 99.5");
    let start = notation::parse_date("2026-01-01").map(Value::Date).ok();
    let day = Declaration { min: start, ..declare(Type::Date) };
    assert_eq!(read(&day, "2025-12-31"), "must be a date like 2026-12-01, not before 2026-01-01");
}

#[test]
fn half_a_unit_rounds_away_from_zero() {
    for (number, decimals, rounded) in
        [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("-0.4", 0, "0"), ("3", 2, "3.00")]
    {
        let number = notation::parse_number(number).unwrap().0;
        assert_eq!(with_decimals(number, decimals).to_string(), rounded);
    }
    assert_eq!(with_decimals(Decimal::MAX, 2), Decimal::MAX);
    assert_eq!(with_decimals(Decimal::ONE, u32::MAX).to_string(), format!("1.{}", "0".repeat(28)));
}

#[test]
fn values_are_converted_where_types_fit() {
    let other = Value::Choice(Choice { id: "gold".into(), label: "elsewhere".into() });
    let shown = |kind, value: Value| declare(kind).admit(value).ok().map(|value| value.to_string());
    assert_eq!(shown(Type::Number, Value::Integer(3)).as_deref(), Some("3"));
    assert_eq!(shown(Type::Text, other.clone()).as_deref(), Some("gold"));
    assert_eq!(shown(Type::Choice, other).as_deref(), Some("Gold"));
    assert_eq!(shown(Type::Choice, Value::text("basic")).as_deref(), Some("Basic plan"));
    assert_eq!(shown(Type::Choice, Value::text("Basic plan")), None);
    assert_eq!(shown(Type::Integer, Value::Number(1.into())), None);
    assert_eq!(shown(Type::Time, Value::Time(jiff::civil::Time::constant(1, 2, 3, 0))), None);
    assert_eq!(shown(Type::Date, Value::Date(jiff::civil::Date::MIN)), None);
}
