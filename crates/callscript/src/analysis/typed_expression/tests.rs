//! Tables of expressions with their values, and of templates with their rendered text.

use super::named::Named;
use crate::base::value::{Choice, Declaration, Type, Value};
use crate::syntax::template::Template;

fn named() -> Named {
    let plans = ["basic", "gold"].map(|id| Choice { id: id.into(), label: format!("{id} plan").into() });
    let choice = Declaration { choices: plans.clone().into(), ..Declaration::new(Type::Choice) };
    let is = Declaration::new;
    let optional = |kind| Declaration { optional: true, ..is(kind) };
    let day = jiff::civil::date(2026, 12, 1);
    let number = |text: &str| Value::Number(text.parse().unwrap());
    Named::default()
        .with("age", is(Type::Integer), Some(&Value::Integer(18)))
        .with("days", is(Type::Integer), Some(&Value::Integer(1)))
        .with("price", is(Type::Number), Some(&number("2.50")))
        .with("weight", is(Type::Number), Some(&number("2.345")))
        .with("name", is(Type::Text), Some(&Value::text("ada o'neil-smith")))
        .with("phone", is(Type::Phone), Some(&Value::text("112")))
        .with("plan", choice.clone(), Some(&Value::Choice(plans[1].clone())))
        .with("tier", Declaration { optional: true, ..choice }, None)
        .with("yes", is(Type::Boolean), Some(&Value::Boolean(true)))
        .with("day", is(Type::Date), Some(&Value::Date(day)))
        .with("at", is(Type::Time), Some(&Value::Time(jiff::civil::time(9, 5, 0, 0))))
        .with("secret", Declaration { sensitive: true, ..is(Type::Text) }, Some(&Value::text("1234")))
        .with("nothing", optional(Type::Text), None)
        .with("none", optional(Type::Integer), None)
        .with("maybe", optional(Type::Boolean), None)
        .with("some_day", optional(Type::Date), None)
        .with("later", is(Type::Integer), None)
}

fn eval(text: &str) -> String {
    let named = named();
    match named.expression(text) {
        Ok(expr) => expr.value(&named.env).map_or_else(|| "empty".to_owned(), |value| value.to_plain()),
        Err(_) => "does not fit".to_owned(),
    }
}

#[test]
fn expressions_are_worth_what_jinja_says() {
    let cases = [
        ("1 + 2 * 3 - 4", "3"),
        ("(1 + 2) * 3", "9"),
        ("2 - (1 + 2) * 3", "-7"),
        ("-age * 2", "-36"),
        ("- -3", "3"),
        ("-price", "-2.50"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("price * 2", "5.00"),
        ("1 + 2 + price * 2 - 1", "7.00"),
        ("age + 0.5", "18.5"),
        ("age == 18.0", "true"),
        ("18.0 == age", "true"),
        ("age in [1.5, 18.0]", "true"),
        ("price in [2, 2.5]", "true"),
        ("not age == 18", "false"),
        ("not yes or yes and yes", "true"),
        ("'a' if age < 18 else 'b' if age == 18 else 'c'", "b"),
        ("1 if yes else 2.5", "1"),
        ("age + 1 if yes else 0", "19"),
        ("plan == 'gold'", "true"),
        ("'gold plan' == plan", "false"),
        ("plan in ['basic', 'gold']", "true"),
        ("plan == tier", "false"),
        ("phone == '112'", "true"),
        ("age not in [1, 2,]", "true"),
        ("yes == true", "true"),
        ("yes in [false]", "false"),
        ("day + 31 == date('2027-01-01')", "true"),
        ("day + 1 - 2 + 3", "2026-12-03"),
        ("day - date('2026-11-30')", "1"),
        ("date('2026-11-30') - day - 1 + 0.5", "-1.5"),
        ("time('14:30') > time('09:00')", "true"),
        (r#""tab\tend" == 'tab	end'"#, "true"),
        ("1 + none | default(3)", "4"),
        ("none | default(2.5)", "2.5"),
        ("age | default(2.5)", "18"),
        ("age is defined == true", "true"),
    ];
    for (text, expected) in cases {
        assert_eq!(eval(text), expected, "{text}");
    }
}

#[test]
fn what_is_empty_makes_comparisons_false() {
    let cases = [
        ("nothing", "empty"),
        ("nothing == 'a'", "false"),
        ("nothing == nothing", "false"),
        ("nothing != nothing", "true"),
        ("none < 3", "false"),
        ("none >= 3", "false"),
        ("nothing in ['a']", "false"),
        ("nothing not in ['a']", "true"),
        ("maybe or yes", "true"),
        ("maybe and yes", "false"),
        ("not maybe", "true"),
        ("maybe == maybe", "false"),
        ("1 if maybe else 2", "2"),
        ("nothing is defined", "false"),
        ("nothing is not defined", "true"),
        ("age is defined", "true"),
        ("age is not defined", "false"),
        ("nothing | default('x')", "x"),
        ("name | default('x')", "ada o'neil-smith"),
        ("none if yes else 1", "empty"),
    ];
    for (text, expected) in cases {
        assert_eq!(eval(text), expected, "{text}");
    }
}

/// The checks rule these out. Evaluating them still yields *empty*, not an error.
#[test]
fn what_is_made_of_something_empty_is_empty_and_so_is_what_was_never_set() {
    let cases = [
        ("none + 1", "empty"),
        ("1 + none * 2", "empty"),
        ("none + 0.5", "empty"),
        ("-none", "empty"),
        ("some_day + 1", "empty"),
        ("day + none", "empty"),
        ("day - some_day", "empty"),
        ("later", "empty"),
        ("later == 1", "false"),
        ("later | default(1)", "1"),
        ("later is defined", "true"),
    ];
    for (text, expected) in cases {
        assert_eq!(eval(text), expected, "{text}");
    }
}

#[test]
fn what_does_not_fit_is_refused_before_it_is_worked_out() {
    let cases = [
        "age == 'a'",
        "name < 3",
        "age and yes",
        "not name",
        "1 if age else 2",
        "1 if yes else 'a'",
        "name in [1]",
        "day in ['2026-12-01']",
        "age in [1, 'a']",
        "none | default('a')",
        "day | default(3)",
        "name + 1",
        "1 + day",
        "day + day",
        "day * 2",
        "day + 0.5",
        "at + 1",
        "-day",
        "-yes",
        "yes + yes",
        "unknown",
        "unknown is defined",
        "1 + unknown | default(1)",
    ];
    for text in cases {
        assert_eq!(eval(text), "does not fit", "{text}");
    }
    assert!(named().condition("age").is_err());
}

#[test]
fn what_is_long_is_no_deeper_and_what_is_deep_is_worked_out() {
    for (joint, value) in [(" + ", "age"), (" - ", "price"), (" * ", "age"), (" or ", "maybe"), (" and ", "yes")] {
        assert_ne!(eval(&vec![value; 50_000].join(joint)), "does not fit", "{joint}");
    }
    let mixed =
        "day".to_owned() + &" + 1".repeat(20_000) + " - day" + &" + 1".repeat(20_000) + &" + 0.5".repeat(20_000);
    assert_eq!(eval(&mixed), "50000.0");
    assert_eq!(eval(&format!("{}yes{}", "not (".repeat(31), ")".repeat(31))), "false");
    let nested = "(1 if yes else ".repeat(31) + "2" + &")".repeat(31);
    assert_eq!(eval(&nested), "1");
    let filters = "{{ name".to_owned() + &" | upper | lower".repeat(20_000) + " }}";
    assert_eq!(rendered(&filters, false), "ada o'neil-smith");
    assert_eq!(rendered(&("{{ weight".to_owned() + &" | decimals(2)".repeat(40_000) + " }}"), false), "2.35");
}

fn rendered(text: &str, masked: bool) -> String {
    let (template, faults) = Template::parse(text);
    assert_eq!(faults, vec![], "{text}");
    named().rendered(&template, masked).unwrap_or_else(|_| "does not fit".to_owned())
}

#[test]
fn texts_say_what_jinja_would() {
    let cases = [
        ("Hello.\n", "Hello."),
        ("Two\n\n", "Two\n"),
        ("a { b } }} %} # c", "a { b } }} %} # c"),
        ("{{ '{{' }}", "{{"),
        ("Hello {{ name | title }}!", "Hello Ada O'neil-Smith!"),
        ("{{ name | upper | lower }}", "ada o'neil-smith"),
        ("[{{ ' x ' | trim }}]", "[x]"),
        ("{{ plan }}, {{ yes }}, {{ day }}, {{ at }}", "gold plan, yes, 2026-12-01, 09:05"),
        ("{{ plan | upper }} {{ yes | upper }}", "GOLD PLAN YES"),
        ("{{ tier | default('basic') }} {{ tier | default('basic') | title }}", "basic plan Basic Plan"),
        ("{{ plan if yes else 'basic' }}, {{ 'basic' if yes else plan }}", "gold plan, basic plan"),
        ("on {{ day | date(\"%-d %B\") }} at {{ at | time('%-I:%M') }}", "on 1 December at 9:05"),
        ("{{ day | date('%B') | upper }}", "DECEMBER"),
        ("{{ weight | decimals(2) }} {{ days | decimals(1) }}", "2.35 1.0"),
        ("{{ weight | decimals(2) | decimals(1) }} {{ weight | decimals(1) }}", "2.4 2.3"),
        ("{{ (weight * 2) | decimals(0) }}", "5"),
        ("{{ days }} {{ days | plural('day', 'days') }}", "1 day"),
        ("{{ days + 1 }} {{ (days + 1) | plural('day', 'days') | upper }}", "2 DAYS"),
        ("{{ day | date('full') }}, {{ at | time('short') }}", "Tuesday, December 1, 2026, 9:05\u{202f}AM"),
        ("{{ 1234567.5 | decimals(2) }} {{ 1234567 }} {{ 999 | decimals(0) }}", "1,234,567.50 1234567 999"),
        ("{{ -1 | plural(one='one', other='many') }} {{ 1.0 | plural('one', 'many') }}", "one many"),
        ("{{ 1 | plural('one', 'many') }} {{ price | plural('one', 'many') }}", "one many"),
        ("[{{ nothing }}][{{ nothing | upper }}][{{ none | decimals(2) }}]", "[][][]"),
        ("[{{ some_day | date('%d') }}][{{ none | plural('one', 'many') }}][{{ maybe }}]", "[][][]"),
        ("{{ nothing | default('friend') | title }}", "Friend"),
        ("a{# not {{ said #}b", "ab"),
        ("{% if days == 1 %}one{% elif days == 2 %}two{% else %}many{% endif %}.", "one."),
        ("{% if days == 2 %}one{% elif yes %}two{% else %}many{% endif %}.", "two."),
        ("{% if days == 2 %}one{% elif maybe %}two{% endif %}.", "."),
        ("{% if maybe %}one{% else %}{% if yes %}in{% endif %}{% endif %}\n\n", "in\n"),
        ("a\n{% if yes %}\nb\n{% endif %}\nc", "a\n\nb\n\nc"),
    ];
    for (text, expected) in cases {
        assert_eq!(rendered(text, false), expected, "{text}");
    }
}

#[test]
fn what_does_not_fit_into_a_text_is_refused_before_it_is_said() {
    let cases = [
        "so {{ unknown }}",
        "so {{ name | date('%Y') }}",
        "{{ day | time('%H') }}",
        "{{ at | date('%Y') }}",
        "{{ name | decimals(2) }}",
        "{{ yes | plural('a', 'b') }}",
        "{{ age | upper }}",
        "{{ day | trim }}",
        "{{ price | decimals(2) | title }}",
        "{% if age %}x{% endif %}",
        "{% if yes %}{% elif yes %}{{ name + 1 }}{% endif %}",
        "{% if yes %}{% else %}{{ name + 1 }}{% endif %}",
    ];
    for text in cases {
        assert_eq!(rendered(text, false), "does not fit", "{text}");
    }
}

#[test]
fn what_is_sensitive_is_masked_but_still_chooses() {
    let text = "{{ secret }} {{ secret | upper }} {{ 'a' if secret == '1234' else 'b' }} {% if secret == '1234' %}yes{% endif %} {{ days }}";
    assert_eq!(rendered(text, false), "1234 1234 a yes 1");
    assert_eq!(rendered(text, true), "••• ••• ••• yes 1");
}

#[test]
fn a_deep_text_is_said() {
    let deep = "{% if yes %}".repeat(64) + "x" + &"{% endif %}".repeat(64);
    assert_eq!(rendered(&deep, false), "x");
}
