//! A table of errors in templates, and property tests of the parser.

use proptest::prelude::*;

use super::*;
use crate::testing::repeatable;

/// The errors: the part of the text that each points to, and its message.
fn faults(text: &str) -> Vec<(&str, String)> {
    let (_, faults) = Template::parse(text);
    let part = |fault: &SyntaxError| text.get(fault.span.range()).expect("the span lies in the text");
    faults.iter().map(|fault| (part(fault), fault.message.clone())).collect()
}

/// Every variable that is named, in order of place.
fn variables(template: &Template) -> Vec<&Name> {
    let mut named = Vec::new();
    template.visit(&mut |variable| named.push(variable));
    named
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
        ("{{ }}", &[("{{ }}", "there is nothing between `{{` and `}}`")]),
        ("{# never", &[("{#", "this `{#` has no `#}`")]),
        ("{%- if a %}x{% endif %}", &[("{%-", "`{%-` is not allowed here")]),
        ("{{ a -}}", &[("-}}", "`-}}` means nothing here")]),
        ("{% if a %}x", &[("{% if", "this `if` has no `endif`")]),
        ("{% if a = 1 %}x{% else %}y{% endif %}", &[("=", "`=` means nothing here")]),
        ("x{% else %}", &[("{% else", "this `else` has no `if`")]),
        ("{% if a %}{% else %}{% elif b %}{% endif %}", &[("{% elif", "this `elif` comes after the `else`")]),
        ("{% if a %}{% else if b %}{% endif %}", &[("if", "`if` does not belong here")]),
        ("{% for a in b %}{% if c %}{% endfor %}", &[("for", "`for` means nothing here")]),
        ("{% set a = 1 %}", &[("set", "`set` means nothing here")]),
        ("{{ a + b | decimals(2) }}", &[("|", "the filter would apply to `b` only")]),
        ("{{ a | upper | default('x') }}", &[("default", "`default` must come right after a variable's name")]),
        ("{{ a | date }}", &[("date", "`date` cannot be used like this")]),
        ("{{ a | date('%H') }}", &[("'%H'", "`%H` is not a format for a date")]),
        ("{{ a | time('%Y') }}", &[("'%Y'", "`%Y` is not a format for a time")]),
        ("{{ a | decimals(29) }}", &[("29", "`decimals` takes 0 to 28")]),
        ("{{ a | plural('x') }}", &[("'x'", "`plural` cannot be used like this")]),
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
    assert_eq!(variables(&Template::parse(&long).0).len(), 20_000);
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
fn variables_come_in_order_of_place() {
    let text = "{{ a }}{% if b %}{{ c | default(1) }}{% elif d is defined %}{{ e }}{% else %}{{ f }}{% endif %}{{ a }}";
    let (template, _) = Template::parse(text);
    let named: Vec<&str> = variables(&template).iter().map(|name| &text[name.span.range()]).collect();
    assert_eq!(named, ["a", "b", "c", "d", "e", "f", "a"]);
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
        for name in variables(&template) {
            prop_assert_eq!(text.get(name.span.range()), Some(name.value.as_str()));
        }
        prop_assert!(template.words() <= text.len());
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
