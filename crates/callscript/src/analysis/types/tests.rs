//! Tables of expressions that type-check and of those that do not, with the words that the error points to.

use std::sync::Arc;

use crate::base::source::Source;
use crate::library::{File, Library};

const VARIABLES: &str = "
  age: { type: integer, min: 0, max: 120, default: 30 }
  count: { type: integer, default: 0 }
  total: { type: number, default: 0 }
  price: { type: number, decimals: 2, min: 0, max: 9.99, default: 1 }
  euros: { type: number, decimals: 0, min: 0, max: 9.5, default: 1 }
  cents: { type: number, decimals: 2, min: 0, max: 9.5, default: 1 }
  whole: { type: number, decimals: 0, min: 0, max: 10, default: 1 }
  name: { type: text, default: Ada }
  code: { type: text, pattern: '[a-z]+', hint: letters, default: a }
  flag: { type: boolean, default: true }
  plan: { type: choice, choices: { basic: Basic, gold: Gold }, default: basic }
  tier: { type: choice, choices: [basic, gold, none], default: none }
  day: { type: date, default: 2026-12-01 }
  week: { type: date, min: 2026-12-01, max: 2026-12-07, default: 2026-12-01 }
  hour: { type: time, default: '14:30' }
  phone: { type: phone, default: '112' }
  mail: { type: email, default: ada@example.org }
  guess: { type: integer, optional: true }
  note: { type: text, optional: true }
";

/// The source text under the `type-mismatch` finding of a script with this piece of a node; `None` without a finding.
fn mismatch(piece: &str) -> Option<String> {
    let text = format!(
        "callscript: 1\nid: t\ntitle: T\nstart: a\nvariables:{VARIABLES}outcomes: {{ done: Done }}\nnodes:\n  a:\n{piece}"
    );
    let library = Library::new(vec![Arc::new(File::read(Source::new("t.yaml", text.as_str())))]);
    let findings = library.lint_files(&[0]);
    let errors: Vec<_> = findings.iter().filter(|finding| finding.rule.name != "unused-variable").collect();
    let mut errors = errors.into_iter().filter(|finding| !["never-open", "one-answer"].contains(&finding.rule.name));
    let finding = errors.next()?;
    assert_eq!(finding.rule.name, "type-mismatch", "{piece}: {finding:?}");
    assert_eq!(errors.next(), None, "{piece}");
    Some(finding.span.map_or_else(String::new, |span| text[span.range()].to_owned()))
}

fn assert_all(cases: &[(&str, Option<&str>)], piece: impl Fn(&str) -> String) {
    for (expression, words) in cases {
        assert_eq!(mismatch(&piece(expression)).as_deref(), *words, "{expression}");
    }
}

#[test]
fn conditions() {
    let cases = [
        ("flag", None),
        ("age", Some("age")),
        ("not age", Some("age")),
        ("flag and name", Some("name")),
        ("age == 3", None),
        ("age == 3.5", None),
        ("age < price", None),
        (r#"age == "3""#, Some(r#""3""#)),
        (r#""3" == age"#, Some(r#""3""#)),
        ("age == name", Some("name")),
        ("name < code", Some("name")),
        ("flag == true", None),
        ("flag < true", Some("flag")),
        (r#"plan == "gold""#, None),
        (r#"plan != "platinum""#, Some(r#""platinum""#)),
        (r#"plan in ["gold", "silver"]"#, Some(r#""silver""#)),
        (r#"age in [1, "2"]"#, Some(r#""2""#)),
        ("plan == tier", None),
        ("plan == name", Some("name")),
        ("phone == name", Some("name")),
        (r#"phone == "112" and mail == "x" and name == "y""#, None),
        (r#"(plan if flag else "platinum") == "platinum""#, None),
        (r#"(plan if flag else "gold") == "platinum""#, Some(r#""platinum""#)),
        (r#"day == date("2026-12-24")"#, None),
        (r#"day == "2026-12-24""#, Some(r#""2026-12-24""#)),
        ("day + 3 > week", None),
        ("day - week > 3", None),
        ("day + day > week", Some("day")),
        ("name + 3 > 2", Some("name")),
        ("-name == 3", Some("name")),
        ("-age < 3", None),
        ("guess > 3", None),
        ("guess + 1 > 3", Some("guess")),
        ("(guess | default(0)) + 1 > 3", None),
        ("(guess | default(\"no\")) > 3", Some("\"no\"")),
        ("(plan | default(\"platinum\")) == \"gold\"", Some("\"platinum\"")),
        ("(guess if flag else 2) * 2 > 3", Some("guess")),
        ("(1 if flag else \"2\") == 1", Some("\"2\"")),
        ("flag if age else flag", Some("age")),
        ("guess is defined and note is not defined", None),
    ];
    assert_all(&cases, |when| {
        format!(
            "    say: Hm\n    answers:\n      Yes:\n        end: done\n        when: >-\n          {when}\n      No: {{ end: done }}\n"
        )
    });
}

#[test]
fn texts() {
    let cases = [
        ("{{ age }}", None),
        ("{{ name | upper | trim }}", None),
        ("{{ plan | title }}", None),
        ("{{ age | upper }}", Some("age")),
        ("{{ day | date(\"%d\") | upper }}", None),
        ("{{ name | date(\"%d\") }}", Some("name")),
        ("{{ day | time(\"%H\") }}", Some("day")),
        ("{{ hour | time(\"%H\") }}", None),
        ("{{ price | decimals(1) }}", None),
        ("{{ name | decimals(1) }}", Some("name")),
        ("{{ age | plural(\"year\", \"years\") }}", None),
        ("{{ flag | plural(\"year\", \"years\") }}", Some("flag")),
        ("{{ guess | default(\"none\") }}", Some("\"none\"")),
        ("{{ note | default(\"none\") }} {{ phone | default(\"none\") }}", None),
        ("{% if flag %}x{% elif age %}y{% endif %}", Some("age")),
        ("{{ age | upper }} and {{ age | upper }}", Some("age")),
    ];
    assert_all(&cases, |text| format!("    say: |\n      Words: {text}\n    end: done\n"));
}

#[test]
fn writes() {
    let cases = [
        ("age: 120", None),
        ("age: 121", Some("121")),
        ("age: count", Some("count")),
        ("age: age + 1", Some("age + 1")),
        ("count: age + 1", None),
        ("count: 2.0", Some("2.0")),
        ("count: price", Some("price")),
        ("total: count * 2", None),
        ("total: price", None),
        ("price: total", Some("total")),
        ("price: cents", None),
        ("whole: cents", None),
        ("euros: cents", Some("cents")),
        ("euros: euros", None),
        ("price: 9.994", None),
        ("price: 9.995", Some("9.995")),
        ("name: \"word\"", None),
        ("name: plan", None),
        ("name: phone", None),
        ("name: age", Some("age")),
        ("phone: name", Some("name")),
        ("phone: \"call me\"", Some("\"call me\"")),
        ("code: \"abc\"", None),
        ("code: \"123\"", Some("\"123\"")),
        ("code: name", Some("name")),
        ("code: plan", None),
        ("age: \"3\"", Some("\"3\"")),
        ("plan: \"gold\"", None),
        ("plan: \"platinum\"", Some("\"platinum\"")),
        ("tier: plan", None),
        ("plan: tier", Some("tier")),
        ("plan: plan if flag else \"gold\"", None),
        ("plan: plan if flag else \"none\"", Some("\"none\"")),
        ("flag: age > 3", None),
        ("flag: age", Some("age")),
        ("age: age > 3", Some("age > 3")),
        ("week: day", Some("day")),
        ("day: week", None),
        ("count: guess", Some("guess")),
        ("count: guess | default(0)", None),
        ("age: guess | default(200)", Some("guess")),
        ("guess: guess", None),
    ];
    assert_all(&cases, |set| format!("    say: Hm\n    set: {{ {set} }}\n    end: done\n"));
}

#[test]
fn what_a_condition_says_to_be_defined_is_not_empty_on_its_edge() {
    let cases = [
        ("when: guess is defined, set: { count: guess + 1 }", None),
        ("when: flag and guess is defined, set: { count: guess }", None),
        ("when: flag or guess is defined, set: { count: guess }", Some("guess")),
        ("when: guess is not defined, set: { count: guess }", Some("guess")),
        ("when: guess is defined, set: { guess: guess + 1, count: guess }", None),
        ("set: { count: guess }", Some("guess")),
    ];
    assert_all(&cases, |edge| {
        format!("    say: Hm\n    answers:\n      Yes: {{ end: done, {edge} }}\n      No: {{ end: done }}\n")
    });
}
