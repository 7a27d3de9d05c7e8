//! Property tests: an expression that passes the type checks can be lowered, and what it assigns fits the target
//! variable.
//!
//! The inputs are random expressions and templates. In some of them one name is replaced by another, so that many do
//! not type-check.

use proptest::collection::vec;
use proptest::prelude::*;

use super::named::Named;
use super::oracle::generate::{any_value, condition, template};
use super::{Bindings, Lowering, assign};
use crate::analysis::types::{Scope, Target};
use crate::base::source::Source;
use crate::base::value::Declaration;
use crate::document::{self, Document};
use crate::syntax::expression::{self, Expr};
use crate::syntax::template::{Arm, Segment, Template};
use crate::syntax::yaml;
use crate::testing::repeatable;

/// Variables that the expressions name and targets of every kind: the declaration of each, and values that it may have.
const VARIABLES: &[(&str, &str, &[&str])] = &[
    ("a", "type: integer, min: -20, max: 20", &["-20", "0", "7", "20"]),
    ("b", "type: integer", &["-9223372036854775808", "-3", "9223372036854775807"]),
    ("c", "type: integer, min: 0, max: 9, optional: true", &["0", "9", ""]),
    ("p", "type: number, min: -20, max: 20, decimals: 2", &["-20", "0.25", "19.99", "20"]),
    ("q", "type: number, optional: true", &["-79228162514264337593543950335", "0.125", ""]),
    ("s", "type: text", &["two words", "", "gold"]),
    ("u", "type: text, pattern: '[a-z]*', optional: true", &["x", "basic", ""]),
    ("plan", "type: choice, choices: { basic: Basic plan, gold: Gold plan }", &["basic", "gold"]),
    (
        "tier",
        "type: choice, choices: { none: None, gold: Golden, basic: Base }, optional: true",
        &["none", "basic", ""],
    ),
    ("t", "type: boolean", &["true", "false"]),
    ("f", "type: boolean, optional: true", &["true", "false", ""]),
    ("day", "type: date, min: 2000-01-01, max: 2030-12-31", &["2000-01-01", "2024-02-29", "2030-12-31"]),
    ("due", "type: date, optional: true", &["0001-01-01", "9999-12-31", ""]),
    ("at", "type: time, min: '08:00'", &["08:00", "23:59"]),
    ("till", "type: time, optional: true", &["00:00", "14:30", ""]),
    ("phone", "type: phone", &["112"]),
    ("mail", "type: email, optional: true", &["ada@example.org", ""]),
    ("some", "type: integer, min: -100, max: 100, optional: true", &["1"]),
    ("rough", "type: number, min: -30, max: 30, decimals: 0", &["1"]),
    ("tenth", "type: number, decimals: 1, optional: true", &["1"]),
    ("word", "type: text, pattern: '[a-z]*', optional: true", &["y"]),
    ("any", "type: choice, choices: [gold, other, basic, none], optional: true", &["other"]),
    ("soon", "type: date, min: 1999-01-01, max: 2031-01-01, optional: true", &["2000-01-01"]),
];

fn document() -> Document {
    let declared = VARIABLES.iter().map(|(name, declared, _)| format!("  {name}: {{ {declared} }}\n"));
    let text = format!("callscript: 1\nvariables:\n{}", declared.collect::<String>());
    let source = Source::new("t.yaml", text);
    document::reader::read(&source, &mut yaml::read(&source)).0
}

fn declaration<'d>(document: &'d Document, name: &str) -> &'d Declaration {
    document.variables[name].declaration.as_ref().expect(name)
}

/// Every variable, with the value that its seed selects.
fn named(document: &Document, seeds: &[usize]) -> Named {
    let variables = VARIABLES.iter().zip(seeds);
    variables.fold(Named::default(), |named, ((name, _, values), seed)| {
        let declaration = declaration(document, name);
        let text = values[seed % values.len()];
        let is_empty = text.is_empty() && declaration.optional;
        let value = (!is_empty).then(|| declaration.parse(text).expect(text));
        named.with(name, declaration.clone(), value.as_ref())
    })
}

/// An expression or template in which one name may be replaced by another.
fn exchanged(text: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let other = prop::sample::select(VARIABLES).prop_map(|(name, ..)| name);
    (text, prop::option::of((any::<usize>(), other)))
        .prop_map(|(text, exchange)| match exchange {
            Some((seed, other)) => exchange_one(&text, seed, other),
            None => text,
        })
        .boxed()
}

fn exchange_one(text: &str, seed: usize, other: &str) -> String {
    let is_name = |from: usize, end: usize| {
        let letter = |at: Option<char>| at.is_some_and(|c| c.is_alphanumeric() || "_'\"%".contains(c));
        !letter(text[..from].chars().next_back()) && !letter(text[end..].chars().next())
    };
    let names = VARIABLES.iter().flat_map(|(name, ..)| text.match_indices(name));
    let places: Vec<_> = names.filter(|(at, name)| is_name(*at, at + name.len())).collect();
    match places.get(seed % places.len().max(1)) {
        Some((at, name)) => format!("{}{other}{}", &text[..*at], &text[at + name.len()..]),
        None => text.to_owned(),
    }
}

/// Checks the assignment to each variable that the type checks allow, and returns the names of those.
fn check_writes(document: &Document, named: &Named, expr: &Expr) -> Result<Vec<&'static str>, TestCaseError> {
    let (scope, mut written) = (Scope::new(document), Vec::new());
    for (name, ..) in VARIABLES {
        let target = Target::variable(name, declaration(document, name));
        if scope.check_write(expr, target).is_err() {
            continue;
        }
        written.push(*name);
        let binding = named.binding(name).expect(name);
        let expr = Lowering::new(named).expression(expr).expect("fits");
        let value = assign(expr, binding).expect("fits its variable").eval(&named.env).value();
        match value {
            None => prop_assert!(binding.declaration.optional, "{} is left empty", name),
            Some(value) => {
                let admitted = binding.declaration.admit(value.clone());
                prop_assert_eq!(admitted.as_ref(), Ok(&value), "{}", name);
                prop_assert_eq!(admitted.map(|value| value.to_string()), Ok(value.to_string()), "{}", name);
            }
        }
    }
    Ok(written)
}

/// Whether a template passes the type checks.
fn passes<'d>(scope: &Scope<'d>, segments: &'d [Segment]) -> bool {
    segments.iter().all(|segment| match segment {
        Segment::Literal(_) => true,
        Segment::Print(print) => scope.check_print(print).is_ok(),
        Segment::If { arms, otherwise } => {
            let passes_too = |arm: &'d Arm| scope.check_condition(&arm.condition).is_ok() && passes(scope, &arm.body);
            arms.iter().all(passes_too) && passes(scope, otherwise)
        }
    })
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn expressions_that_pass_fit_and_write_what_their_targets_hold(
        text in exchanged(any_value()),
        seeds in vec(any::<usize>(), VARIABLES.len()),
    ) {
        let document = document();
        let named = named(&document, &seeds);
        let expr = expression::parse(&text).expect(&text);
        if Scope::new(&document).check_value(&expr).is_ok() {
            prop_assert!(Lowering::new(&named).expression(&expr).is_ok(), "{}", text);
        }
        check_writes(&document, &named, &expr)?;
    }

    #[test]
    fn conditions_that_pass_fit(text in exchanged(condition())) {
        let document = document();
        let named = named(&document, &[0; VARIABLES.len()]);
        let expr = expression::parse(&text).expect(&text);
        if Scope::new(&document).check_condition(&expr).is_ok() {
            prop_assert!(Lowering::new(&named).condition(&expr).is_ok(), "{}", text);
        }
    }

    #[test]
    fn texts_that_pass_fit(text in exchanged(vec(template(), 1..4).prop_map(|parts| parts.concat()).boxed())) {
        let document = document();
        let named = named(&document, &[0; VARIABLES.len()]);
        let (template, faults) = Template::parse(&text);
        if faults.is_empty() && passes(&Scope::new(&document), template.segments().unwrap_or_default()) {
            prop_assert!(Lowering::new(&named).text(&template).is_ok(), "{}", text);
        }
    }
}

#[test]
fn every_kind_of_variable_is_written_to() {
    let document = document();
    let named = named(&document, &[0; VARIABLES.len()]);
    let cases = [
        ("a", "a b p q some rough tenth"),
        ("a + 1", "b q tenth"),
        ("p", "p q rough tenth"),
        ("c | default(0)", "a b c p q some rough tenth"),
        ("'basic' if t else 'gold'", "s u plan tier word any"),
        ("plan", "s u plan tier word any"),
        ("tier | default('gold')", "s u tier word any"),
        ("phone", "s phone"),
        ("mail", "mail"),
        ("day", "day due soon"),
        ("at", "at till"),
        ("t and not f", "t f"),
    ];
    for (text, expected) in cases {
        let written = check_writes(&document, &named, &expression::parse(text).unwrap());
        assert_eq!(written.expect(text).join(" "), expected, "{text}");
    }
}
