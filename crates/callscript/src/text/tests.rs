//! Tables of what texts say, and of what is wrong with them.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::expression::{Env, Reading};
use crate::testing::repeatable;
use crate::value::{Choice, Value};

struct Named(BTreeMap<&'static str, Option<Value>>);

impl Env<String> for Named {
    fn read(&self, variable: &String) -> Reading<'_> {
        match self.0.get(variable.as_str()) {
            Some(Some(value)) => Reading::Set(value),
            Some(None) => Reading::Empty,
            None => Reading::Unset,
        }
    }

    fn is_sensitive(&self, variable: &String) -> bool {
        variable == "secret"
    }
}

fn env() -> Named {
    let gold = Choice { id: "gold".into(), label: "Gold plan".into() };
    Named(BTreeMap::from([
        ("name", Some(Value::text("ada o'neil-smith"))),
        ("plan", Some(Value::Choice(gold))),
        ("days", Some(Value::Integer(1))),
        ("price", Some(Value::Number("2.345".parse().unwrap()))),
        ("yes", Some(Value::Boolean(true))),
        ("day", Some(Value::Date(jiff::civil::date(2026, 12, 1)))),
        ("at", Some(Value::Time(jiff::civil::time(9, 5, 0, 0)))),
        ("secret", Some(Value::text("1234"))),
        ("nothing", None),
    ]))
}

fn said(text: &str, mask: bool) -> String {
    let (template, faults) = Template::parse(text);
    assert_eq!(faults, vec![], "{text}");
    let mut out = String::new();
    match template.render(&env(), &mut out, mask) {
        Ok(()) => out,
        Err(fault) => format!("{fault}, {out:?}"),
    }
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
        ("{{ plan }}, {{ yes }}, {{ day }}, {{ at }}", "Gold plan, yes, 2026-12-01, 09:05"),
        ("{{ plan | upper }}", "GOLD PLAN"),
        ("on {{ day | date(\"%-d %B\") }} at {{ at | time('%-I:%M %p') }}", "on 1 December at 9:05 AM"),
        ("{{ price | decimals(2) }} {{ days | decimals(1) }}", "2.35 1.0"),
        ("{{ (price * 2) | decimals(0) }}", "5"),
        ("{{ days }} {{ days | plural('day', 'days') }}", "1 day"),
        ("{{ days + 1 }} {{ (days + 1) | plural('day', 'days') }}", "2 days"),
        ("[{{ nothing }}][{{ nothing | upper }}]", "[][]"),
        ("{{ nothing | default('friend') | title }}", "Friend"),
        ("a{# not {{ said #}b", "ab"),
        ("{% if days == 1 %}one{% elif days == 2 %}two{% else %}many{% endif %}.", "one."),
        ("{% if days == 2 %}one{% elif yes %}two{% else %}many{% endif %}.", "two."),
        ("{% if nothing %}one{% else %}{% if yes %}in{% endif %}{% endif %}\n\n", "in\n"),
        ("a\n{% if yes %}\nb\n{% endif %}\nc", "a\n\nb\n\nc"),
        ("so {{ later }}", "a variable is read before it is set, \"\""),
        ("so {{ name | date('%Y') }}", "the types do not fit: this must be a date, \"\""),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text, false), expected, "{text}");
    }
}

#[test]
fn what_is_sensitive_is_masked_but_still_chooses() {
    let text = "{{ secret }} {{ secret | upper }} {{ 'a' if secret == '1234' else 'b' }} {% if secret == '1234' %}yes{% endif %} {{ days }}";
    assert_eq!(said(text, false), "1234 1234 a yes 1");
    assert_eq!(said(text, true), "••• ••• ••• yes 1");
}

/// Each fault as the part of the text that it points at, and its message.
fn faults(text: &str) -> Vec<(&str, String)> {
    let (_, faults) = Template::parse(text);
    let part = |fault: &SyntaxError| text.get(fault.span.range()).expect("the span lies in the text");
    faults.iter().map(|fault| (part(fault), fault.message.clone())).collect()
}

#[test]
fn faults_are_found_all_at_once() {
    let cases: [(&str, &[(&str, &str)]); 21] = [
        (
            "{{ a = b }} and {{ c | shout }}",
            &[("=", "`=` means nothing here"), ("shout", "there is no filter `shout`")],
        ),
        ("Hello {{ name, are you there?", &[("{{", "this `{{` has no `}}`")]),
        ("Hello {{ name }, or {{ a }}", &[("{{", "this `{{` has no `}}`")]),
        ("{{ }}", &[("{{ }}", "nothing stands between `{{` and `}}`")]),
        ("{# never", &[("{#", "this `{#` has no `#}`")]),
        ("{%- if a %}x{% endif %}", &[("{%-", "`{%-` is not known here")]),
        ("{{ a -}}", &[("-}}", "`-}}` means nothing here")]),
        ("{% if a %}x", &[("{% if", "this `if` has no `endif`")]),
        ("{% if a = 1 %}x{% else %}y{% endif %}", &[("=", "`=` means nothing here")]),
        ("x{% else %}", &[("{% else", "this `else` has no `if`")]),
        ("{% if a %}{% else %}{% elif b %}{% endif %}", &[("{% elif", "this `elif` comes after the `else`")]),
        ("{% if a %}{% else if b %}{% endif %}", &[("if", "`if` does not belong here")]),
        ("{% for a in b %}{% if c %}{% endfor %}", &[("for", "`for` means nothing here")]),
        ("{% set a = 1 %}", &[("set", "`set` means nothing here")]),
        ("{{ a + b | decimals(2) }}", &[("|", "the filter would change `b` alone")]),
        ("{{ a | upper | default('x') }}", &[("default", "`default` comes right after a variable's name")]),
        ("{{ a | date }}", &[("date", "`date` is not used like this")]),
        ("{{ a | date('%H') }}", &[("'%H'", "`%H` is no format for a date")]),
        ("{{ a | time('%Y') }}", &[("'%Y'", "`%Y` is no format for a time")]),
        ("{{ a | decimals(29) }}", &[("29", "`decimals` takes 0 to 28")]),
        ("{{ a | plural('x') }}", &[("'x'", "`plural` is not used like this")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(&str, String)> =
            expected.iter().map(|(part, message)| (*part, (*message).to_owned())).collect();
        assert_eq!(faults(text), expected, "{text}");
    }
}

#[test]
fn a_hostile_text_has_few_faults_and_no_depth() {
    let fault_count = |text: &str| Template::parse(text).1.len();
    assert_eq!(fault_count(&"{{ ".repeat(100_000)), MAX_FAULTS);
    assert_eq!(fault_count(&"{{ a \"".repeat(100_000)), MAX_FAULTS);
    assert_eq!(fault_count(&"{% if a %}".repeat(100_000)), MAX_FAULTS);
    let nested = |depth: usize| "{% if a %}".repeat(depth) + &"{% endif %}".repeat(depth);
    assert_eq!((fault_count(&nested(64)), fault_count(&nested(65))), (0, 1));
    let long = "{{ name }} {% if yes %}x{% endif %}".repeat(10_000);
    assert_eq!(Template::parse(&long).0.expressions().len(), 20_000);
}

#[test]
fn a_format_that_passes_writes_every_date() {
    for letter in ('A'..='z').filter(char::is_ascii_alphabetic) {
        for format in [format!("%{letter}"), format!("%-{letter}"), format!("%^255{letter}")] {
            let text = format!("{{{{ a | date('{format}') }}}}");
            if Template::parse(&text).1.is_empty() {
                for year in 1..=9999 {
                    let day = jiff::civil::date(year, i8::try_from(year % 12).unwrap() + 1, 28);
                    assert!(jiff::fmt::strtime::format(&format, day).is_ok(), "{format} {day}");
                }
            }
        }
    }
}

#[test]
fn variables_come_in_order_of_place_and_can_be_bound() {
    let text = "{{ a }}{% if b %}{{ c | default(1) }}{% elif d is defined %}{{ e }}{% else %}{{ f }}{% endif %}{{ a }}";
    let (template, _) = Template::parse(text);
    let named: Vec<&str> = template.variables().iter().map(|name| &text[name.span.range()]).collect();
    assert_eq!(named, ["a", "b", "c", "d", "e", "f", "a"]);
    let bound = template.resolve(&mut |name| name.bytes().next()).unwrap();
    assert_eq!(bound.variables().iter().map(|slot| slot.value).collect::<Vec<_>>(), *b"abcdefa");
    assert_eq!(template.resolve(&mut |name| (name != "f").then_some(())), None);
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn nothing_panics_and_spans_lie_in_the_text(
        text in prop_oneof![
            "\\PC*",
            prop::collection::vec(prop::sample::select(PARTS), 0..12).prop_map(|parts| parts.join(" ")),
        ],
    ) {
        let (template, faults) = Template::parse(&text);
        for fault in &faults {
            prop_assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
        }
        for name in template.variables() {
            prop_assert_eq!(text.get(name.span.range()), Some(name.value.as_str()));
        }
        prop_assert!(template.words() <= text.len());
        // To be refused is a fault; to panic is not.
        drop(template.render(&env(), &mut String::new(), true));
    }
}

const PARTS: &[&str] = &[
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{%-",
    "name",
    "nothing",
    "secret",
    "| upper",
    "| default('x')",
    "| date('%d')",
    "if",
    "elif",
    "else",
    "endif",
    "yes",
    "{% if yes %}",
    "{% else %}",
    "{% elif nothing %}",
    "{% endif %}",
    "\"",
    "'",
    "\\",
    "é",
    "\n",
    "{{ name }}",
    "{",
];
